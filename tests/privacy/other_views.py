"""An example, or more, of every view that is not of a session."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from server.core.exercise import Access, Audience, Exercise, Solo, Source
from server.render.view import View
from server.render.views import gate, packs, pages
from server.render.views.begin import ChoosingView, Label, Offer, Question, SuggestionView
from server.render.views.help import HelpCountry, HelpLine, Number
from tests.core.steps.examples import STEPS
from tests.privacy.views import step, told


def exercise() -> Exercise:
    """An exercise with a step of every kind, and a form for one person."""
    return Exercise(
        slug="an-evening",
        version=1,
        title="An evening",
        summary="What it is.",
        audience=Audience.PAIR,
        approach="communication",
        aims=("closeness", "calm"),
        minutes=9,
        access=Access.OPEN,
        gate=Audience.PAIR,
        stop="Stop whenever you like.",
        not_for="For nobody who is afraid.",
        source=Source(based_on="Talking", works=("A. Author, 1999, A Work",), evidence="Some."),
        steps=tuple(step(kind, id=f"s-{kind}") for kind in STEPS),
        solo=Solo(note="Alone it is another thing.", steps=(step("write", id="alone"),)),
    )


def country(code: str, name: str) -> HelpCountry:
    """A country with a line that was checked, and one that was not."""
    number = Number(shown="116 123", dial="116123")
    line = HelpLine(
        name="Line", calls=[number], text=number, word="HELLO", site="line.example", address="https://line.example",
        hours="Day and night", cost="Free", languages=["French"], checked="5 October 2026",
    )  # fmt: skip
    old = replace(
        line, name="Old line", calls=[], text=None, word="", hours="", cost="", languages=[], checked=""
    )
    return HelpCountry(code=code, name=name, emergency=[number], feelings=[line, old], home=[old])


def of_packs() -> list[View]:
    """A pack, and each way of being in it."""
    entry = packs.EntryLine(
        slug="one",
        title="One",
        summary="What it is.",
        minutes=5,
        audience="pair",
        after=2,
        words_in="en",
        rules=["shared"],
    )
    done = packs.PlaceLine(
        slug="one", title="One", minutes=5, words_in="en", place="done", session="session", day="3 May 2031"
    )
    begun = replace(done, place="begun", day="")
    waits = replace(done, place="next", session="", day="9 May 2031")
    place: dict[str, Any] = {"slug": "a-pack", "title": "A pack", "not_for": "For nobody."}
    place |= {"deed": "deed", "words_in": "en"}
    return [
        packs.PackView(
            slug="a-pack",
            title="A pack",
            summary="What it is.",
            for_whom="For some.",
            not_for="Not for all.",
            audience="pair",
            weeks=2,
            lines=[entry, replace(entry, rules=[], audience="solo")],
            deed="deed",
            words_in="en",
            unread=False,
        ),
        packs.FollowingView(
            lines=[done, replace(begun, place="aside", session=""), waits],
            next=waits,
            resting=False,
            changed=True,
            **place,
        ),
        packs.FollowingView(lines=[begun], next=begun, resting=False, changed=False, **place),
        packs.FollowingView(lines=[done], next=None, resting=True, changed=False, **place),
    ]


def others() -> list[View]:
    """Every other view."""
    row = pages.Row(
        slug="an-evening",
        title="An evening",
        summary="What it is.",
        minutes=5,
        audience="pair",
        words_in="en",
    )
    line = pages.Line(
        id="session", title="An evening", words_in="en", partner="Ben", waits=False,
        done=False, left=False, stopped=False,
        number=2, of=5, minutes=7, day="3 May 2031",
    )  # fmt: skip
    plan = pages.PlanLine(session="session", cue="the door opens", act="look up", day="3 May 2031", due=True)
    seen = pages.SeenBy(title="A part", ask="What is it?", kind="write", rule="private")
    pack_row = packs.PackRow(
        slug="a-pack", title="A pack", summary="What it is.", audience="pair", count=3, weeks=2, words_in="en"
    )
    ahead = [
        pages.PackNext(
            pack="a-pack",
            name="A pack",
            name_in="en",
            slug="one",
            title="One",
            words_in="en",
            minutes=5,
            day=day,
        )
        for day in ("", "3 May 2031")
    ]
    words: dict[str, Any] = {
        "sealed": "sealed",
        "deed": "deed",
        "flaws": told("word-1"),
        "value": {"word-1": "apple"},
    }
    offer = Offer(row=row, why="It is short.", limit="Not while you drive.")
    asked = Question(id="signs", ask="Is it so?", hint="Tap.", options=[Label("a", "It is")], picked=["a"])
    library = pages.LibraryView(
        rows=[row], packs=[], groups=[pages.Group(aim="calm", number=13, href="/exercises?aim=calm")], doors=[],
        aims=[], approaches=[], languages=[], audience="", aim="", approach="", minutes="", language="",
        words="",
    )  # fmt: skip
    return [
        library,
        pages.EntranceView(words="I can't sleep", intro="Something slow.", rows=[row]),
        ChoosingView(questions=[asked], flaws=told("signs")),
        SuggestionView(solo=offer, joint=offer, alone="", therapist="couple", soon=True, help=False),
        SuggestionView(solo=offer, joint=None, alone="wont", therapist="own", soon=False, help=False),
        SuggestionView(solo=offer, joint=None, alone="", therapist="none", soon=False, help=True),
        pages.WelcomeView(deed="deed", first="an-evening", open=True),
        pages.LibraryView(
            rows=[row],
            groups=[],
            doors=[pages.Door(words="I can't sleep", href="/exercises/for/sleep")],
            languages=[pages.Tongue(id="en", label="English"), pages.Tongue(id="de", label="German")],
            language="de",
            packs=[pack_row],
            aims=["calm", "closeness"],
            approaches=["communication", "cbt"],
            audience="pair",
            aim="calm",
            approach="cbt",
            minutes="10",
            words="listen",
        ),
        pages.ExerciseView(exercise=exercise(), steps=[seen], deed="deed", words_in="en", unread=False),
        pages.SheetView(exercise=exercise(), words_in="en"),
        pages.TodayView(
            next=line, others=[replace(line, id="other")], packs=ahead, plans=[plan], evening=True, more=True
        ),
        pages.TodayView(next=None, others=[], packs=ahead, plans=[], evening=False, more=False),
        pages.TogetherView(lines=[line], suggestions=[row]),
        pages.TogetherView(lines=[], suggestions=[row], first=replace(row, slug="first")),
        pages.JournalView(
            lines=[line],
            packs=[pages.PackLine(slug="a-pack", title="A pack", words_in="en", done=1, of=3, resting=True)],
            suggestions=[row],
        ),
        pages.JournalView(lines=[], packs=[], suggestions=[row]),
        pages.JoinView(
            deed="deed",
            value={"code": "1234", "link": "abc", "name": "Ben"},
            flaws=told("code"),
            notice="Not now.",
            own="",
        ),
        pages.JoinView(deed="deed", value={}, flaws=[], notice="You are in it.", own="session"),
        pages.KnockView(knock="knock", name="Cleo", pictures=(1, 2, 3), state="waiting"),
        pages.YouView(
            ways=1,
            theme="night",
            quiet=True,
            deed="deed",
            languages=[pages.LanguageLine("en", "English"), pages.LanguageLine("de", "Deutsch")],
            language="de",
        ),
        pages.UnlocksView(
            lines=[pages.UnlockLine("words", "3 May 2031", False)], has_words=True, deed="deed"
        ),
        pages.WordsView(words=["apple", "river"], ask=[], **words),
        pages.WordsView(words=[], ask=[1, 2, 3], **words),
        pages.SignInView(
            deed="deed",
            flaws=told("words"),
            value={"words": "apple"},
            replaces=False,
            back=[pages.BackLine("unlock", "3 May 2031")],
        ),
        *of_packs(),
        gate.MoreView(deed="deed", worried=True, stopped=False),
        gate.MoreView(deed="deed", worried=False, stopped=True),
        pages.HelpView(
            chosen="de",
            countries=[country("de", "Germany"), country("fr", "France")],
        ),
        pages.ArguedView(),
        pages.BreakView(
            here="/argued/break?mark=x",
            until="21:40",
            world="",
            day="today",
            left=19,
            seconds=1140,
        ),
        pages.BreakView(
            here="/argued/break?mark=x",
            until="",
            world="19:40",
            day="later",
            left=719,
            seconds=0,
        ),
        pages.BreakOverView(zone="60", talk="a-talk", title="A talk", summary="What it is.", words_in="en"),
        pages.CoverView(date="3 May 2031", deed="deed"),
        pages.OfflineView(),
        pages.TrustView(operator="Ada, ada@example.org"),
        pages.ErrorView(title="Not there", text="It is gone.", action="Go on", href="/today", code=404),
    ]
