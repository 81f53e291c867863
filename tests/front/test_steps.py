"""Every kind of step can be asked and answered on a page, empty, filled, and with something wrong."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from server.render import values
from tests.front.parts import KINDS, TEMPLATES, AnyAnswer, AnyStep, print_text

OPTIONS = [{"id": "tea", "label": "Tea & cake"}, {"id": "walk", "label": "A <walk>"}]
FAMILIES = [{"id": "glad", "label": "Glad", "words": OPTIONS}]

SAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "read": ({"text": ["One.", "Two."]}, {}),
    "write": ({"starters": ["I was"]}, {"text": "</textarea>Ada"}),
    "list": ({"each": "One thing"}, {"items": ["a <b>", "c"]}),
    "scale": ({"low": "none", "high": "all"}, {"value": 7}),
    "choice": ({"options": OPTIONS, "other": True}, {"picked": ["tea"], "other": "so & so"}),
    "feelings": ({"families": FAMILIES}, {"picked": ["walk"], "other": "odd"}),
    "rank": ({"options": OPTIONS, "top": 2}, {"order": ["walk", "tea"]}),
    "body": ({}, {"regions": ["jaw", "all-over"], "note": "tight"}),
    "table": (
        {"columns": [{"id": "fits", "label": "Fits"}, {"id": "much", "label": "Much", "kind": "scale"}]},
        {"rows": [{"fits": "a fact", "much": "4"}]},
    ),
    "timer": (
        {"seconds": 60, "style": "breath", "cues": [{"at": 0, "text": "Feel your feet."}]},
        {"ended": "done"},
    ),
    "letter": ({"reveal": "chosen"}, {"text": "Dear you", "fate": "keep"}),
    "guess": (
        {"reveal": "together", "cards": [{"id": "film", "ask": "Which film?"}]},
        {"mine": {"film": "Alien"}, "guess": {"film": "Brazil"}},
    ),
    "match": (
        {"reveal": "together", "options": OPTIONS},
        {"given": {"tea": "yes", "walk": "not"}},
    ),
    "turns": (
        {"reveal": "turns", "speak": "Say it.", "mirror": "Say it back."},
        {"text": "I waited.", "said": False},
    ),
    "agree": ({"reveal": "joint", "start": "We will …"}, {"text": "We will rest.", "review": "2026-12-07"}),
    "commit": (
        {"when_label": "When", "then_label": "I will"},
        {"cue": "late", "act": "call", "on": "2026-12-07"},
    ),
    "safety": ({}, {"distress": 3, "ok": "yes"}),
    "debrief": ({}, {"after": 6, "text": "tired", "want": "fine"}),
}
CONTEXT: dict[str, Any] = {
    "partner": "Ben",
    "seat": 1,
    "deed": "d",
    "urls": {"turn": "/turn", "verdict": "/verdict", "completion": "/completion", "signature": "/signature"},
    "turn": {
        "mode": "written",
        "phase": "speak",
        "mine": True,
        "speaker": True,
        "after": 0,
        "tries": 0,
        "entries": [],
    },
    "paper": {
        "version": 0,
        "text": "",
        "review": "",
        "mine": False,
        "theirs": False,
        "by": "",
        "changed": False,
    },
    "flaws": [],
    "value": {},
}


def _step(kind: str) -> Any:
    given = {"kind": kind, "id": "s", "ask": "What now?"} | SAMPLES[kind][0]
    return msgspec.convert(given, AnyStep)


def _ask(kind: str, **context: Any) -> str:
    return print_text(f'{{% include "steps/{kind}/ask.html" %}}', step=_step(kind), **(CONTEXT | context))


def test_every_kind_has_both_templates_and_a_sample() -> None:
    there = {path.name for path in (TEMPLATES / "steps").iterdir()}
    assert there == set(KINDS) == set(SAMPLES)
    for kind in KINDS:
        assert {"ask.html", "answer.html"} <= {path.name for path in (TEMPLATES / "steps" / kind).iterdir()}


@pytest.mark.parametrize("kind", SAMPLES)
def test_each_field_of_a_step_is_on_its_page(kind: str) -> None:
    page = _ask(kind)
    if kind == "timer":
        page += print_text('{% include "steps/timer/foot.html" %}')
    names = set(re.findall(r'name="([\w-]+)"', page))
    needed = {field.name for field in _step(kind).fields()} - {"said"}
    assert needed <= names


@pytest.mark.parametrize("kind", SAMPLES)
def test_what_was_answered_stands_in_the_fields_again(kind: str) -> None:
    answer = msgspec.convert({"kind": kind} | SAMPLES[kind][1], AnyAnswer)
    value = values.of(answer)
    page = _ask(kind, value=value)
    for text in _texts(value):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("/", "&#x2f;")
        assert re.search(rf'value="{re.escape(escaped)}"|>\s*{re.escape(escaped)}</textarea>', page), text
    picked = [id for name in ("pick", "region") for id in value.get(name, [])]
    picked += [given for name, given in value.items() if name.startswith("answer-")]
    for id in picked:
        assert re.search(rf'value="{id}"[^>]* checked', page)


def _texts(value: dict[str, Any]) -> list[str]:
    texts = [text for name, text in value.items() if isinstance(text, str) and name not in _CODED]
    return [text for text in (*texts, *value.get("item", [])) if text]


_CODED = {"ended", "fate", "ok", "want", "place-1", "place-2", "much-1", "answer-tea", "answer-walk"}


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind not in ("read", "timer")])
def test_what_is_wrong_stands_beside_its_field_and_can_be_reached(kind: str) -> None:
    field = _step(kind).fields()[0].name
    page = _ask(kind, flaws=[{"field": field, "text": "Write something <here>."}])
    assert "Write something &lt;here&gt;." in page
    assert f'id="e-{field}"' in page
    assert f'id="f-{field}"' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("kind", SAMPLES)
def test_an_answer_is_shown_as_text_and_never_as_markup(kind: str) -> None:
    answer = msgspec.convert({"kind": kind} | SAMPLES[kind][1], AnyAnswer)
    page = print_text(
        f'{{% include "steps/{kind}/answer.html" %}}',
        step=_step(kind),
        answer=answer,
        partner="Ben",
        other=answer,
    )
    assert not re.search(r"<b>(?!\d)|<walk>", page)
    for line in answer.lines(_step(kind)):
        if line.text and kind not in ("scale", "safety", "debrief"):
            assert print_text("{{ text }}", text=line.text) in page


@pytest.mark.parametrize("phase", ["speak", "mirror", "judge", "heard", "later", "after"])
@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize("mode", ["written", "aloud"])
def test_every_moment_of_a_talk_has_its_page(phase: str, mine: bool, mode: str) -> None:
    speaker = mine == (phase in ("speak", "judge"))
    turn = CONTEXT["turn"] | {"phase": phase, "mine": mine, "mode": mode, "speaker": speaker}
    step = msgspec.convert(
        {"kind": "turns", "id": "s", "ask": "Talk."} | SAMPLES["turns"][0] | {"after": ["What makes sense?"]},
        AnyStep,
    )
    page = print_text('{% include "steps/turns/ask.html" %}', step=step, **(CONTEXT | {"turn": turn}))
    assert ('value="heard"' in page) == (phase == "judge" and mine)
    assert ('value="go-on"' in page) == (phase in ("heard", "later") and mine)
    writes = mine and phase in ("speak", "mirror", "after")
    assert ("<textarea" in page) == (writes and mode == "written")
    assert ('name="said"' in page) == (writes and mode == "aloud")


def test_a_paper_is_signed_only_as_it_was_read() -> None:
    paper = CONTEXT["paper"] | {"version": 3, "text": "We rest.", "theirs": True}
    page = _ask("agree", paper=paper)
    assert re.search(r'name="version" value="3"', page)
    assert 'name="sign" value="yes"' in page
    assert re.search(r'name="base" value="3"', page)
    signed = _ask("agree", paper=paper | {"mine": True})
    assert 'name="sign" value="no"' in signed
    assert 'name="sign" value="yes"' not in signed
