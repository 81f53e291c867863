"""Translations beside their exercises, and the feeling words in other languages."""

from __future__ import annotations

from pathlib import Path

from server.core.steps.feelings import FeelingsStep
from server.core.wording import spoken, unread
from server.library.load import read
from tests.library.sound import ALONE, SOUND, TOGETHER, put
from tests.library.test_load import said

GERMAN = """\
title = "Zwei Tassen"
summary = "Ihr trinkt etwas Warmes."
stop = "Ihr k\u00f6nnt auf jeder Seite aufh\u00f6ren."
not_for = "Nicht mitten im Streit."
source = { based_on = "Ein warmes Getr\u00e4nk", evidence = "Nicht getestet." }
[steps.sit]
ask = "Setzt euch."
text = ["Nehmt euch Zeit."]
[steps.good]
ask = "Was war gut?"
[steps.talk]
ask = "Sprecht abwechselnd."
speak = "Sag eine Sache."
mirror = "Sag sie zur\u00fcck."
[steps.deal]
ask = "Wann wieder?"
[solo]
note = "Es kann dich w\u00e4rmen."
[solo.steps.good]
ask = "Was war gut?"
"""
IN_GERMAN = TOGETHER.replace(".toml", ".de.toml")


def test_a_translation_comes_with_its_exercise(tmp_path: Path) -> None:
    exercises, problems = read(put(tmp_path, {**SOUND, IN_GERMAN: GERMAN}))
    (cups,) = (exercise for exercise in exercises if exercise.slug == "two-cups")
    assert problems == ()
    assert spoken(cups, "de").title == "Zwei Tassen"
    assert spoken(cups.for_one(), "de").steps[0].ask == "Was war gut?"


def test_a_translation_is_whole_and_translates_nothing_else(tmp_path: Path) -> None:
    partly = GERMAN.replace('note = "Es kann dich w\u00e4rmen."', "").replace("[steps.deal]", "[steps.dael]")
    assert said(put(tmp_path, {**SOUND, IN_GERMAN: partly})) == {
        (IN_GERMAN, "solo.note", "untranslated"),
        (IN_GERMAN, "steps.deal.ask", "untranslated"),
        (IN_GERMAN, "steps.dael.ask", "translates-nothing"),
    }


def test_a_translation_counts_as_reviewed_only_if_it_says_so(tmp_path: Path) -> None:
    for line, reviewed in (("", ()), ("reviewed = false\n", ()), ("reviewed = true\n", ("de",))):
        exercises, problems = read(put(tmp_path, {**SOUND, IN_GERMAN: line + GERMAN}))
        (cups,) = (exercise for exercise in exercises if exercise.slug == "two-cups")
        assert (problems, cups.reviewed, unread(cups, "de")) == ((), reviewed, not reviewed)
        assert not unread(cups, "en") and not unread(cups, "fr")
    put(tmp_path, {IN_GERMAN: 'reviewed = "yes"\n' + GERMAN})
    assert said(tmp_path) == {(IN_GERMAN, "reviewed", "translates-nothing")}


def test_a_translation_of_nothing_is_told(tmp_path: Path) -> None:
    lost = "couples/gottman/three-cups.de.toml"
    assert said(put(tmp_path, {**SOUND, lost: GERMAN, IN_GERMAN: "title = "})) == {
        (lost, "", "translation-alone"),
        (IN_GERMAN, "", "not-toml"),
    }


def test_feeling_words_are_translated_once_for_all_exercises(tmp_path: Path) -> None:
    words = """\
[families.sad]
label = "Traurig"
words = { lonely = "einsam", hurt = "verletzt" }
[families.body]
label = "Im K\u00f6rper"
words = { tense = "angespannt" }
"""
    solo = {
        "title": "Eins",
        "summary": "Eins.",
        "stop": "Jederzeit.",
        "not_for": "Niemand.",
        "source.based_on": "Schreiben",
        "source.evidence": "Nicht getestet.",
        **{f"steps.{id}.ask": "Was?" for id in ("calm", "room", "mood", "text", "rest")},
        "steps.calm.title": "Ruhe",
        "steps.calm.low": "gar nicht",
        "steps.calm.high": "ganz",
        "steps.room.options.home": "Zuhause",
        "steps.room.options.away": "Unterwegs",
    }
    german = "".join(f'{place} = "{text}"\n' for place, text in solo.items())
    files = {**SOUND, "feelings.de.toml": words, ALONE.replace(".toml", ".de.toml"): german}
    exercises, problems = read(put(tmp_path, files))
    (one,) = (exercise for exercise in exercises if exercise.slug == "one-thing")
    mood = spoken(one, "de").step("mood")
    assert problems == ()
    assert isinstance(mood, FeelingsStep)
    assert [word.label for family in mood.families for word in family.words] == [
        "einsam",
        "verletzt",
        "angespannt",
    ]
    (tmp_path / "feelings.de.toml").unlink()
    assert said(tmp_path) == {(ALONE.replace(".toml", ".de.toml"), "", "feelings-untranslated")}
    put(tmp_path, {"feelings.de.toml": words.replace("lonely", "alone")})
    assert said(tmp_path) == {
        ("feelings.de.toml", "families.sad.words.lonely", "untranslated"),
        ("feelings.de.toml", "families.sad.words.alone", "translates-nothing"),
    }
