"""One step of every kind, complete and sound, and a form that answers it."""

from __future__ import annotations

from collections.abc import Mapping

from server.core.steps.agree import AgreeStep
from server.core.steps.base import Answer, Flaw, Option, Refused, Step
from server.core.steps.body import BodyStep
from server.core.steps.choice import ChoiceStep
from server.core.steps.commit import CommitStep
from server.core.steps.debrief import DebriefStep
from server.core.steps.feelings import Family, FeelingsStep
from server.core.steps.guess import Card, GuessStep
from server.core.steps.letter import LetterStep
from server.core.steps.list import ListStep
from server.core.steps.match import MatchStep
from server.core.steps.rank import RankStep
from server.core.steps.read import ReadStep
from server.core.steps.safety import SafetyStep
from server.core.steps.scale import ScaleStep
from server.core.steps.table import Column, TableStep
from server.core.steps.timer import Cue, TimerStep
from server.core.steps.turns import TurnsStep
from server.core.steps.write import WriteStep
from server.library.problems import problem

Fields = Mapping[str, list[str]]

ROOMS = (
    Option(id="kitchen", label="The kitchen"),
    Option(id="hall", label="The hall"),
    Option(id="roof", label="The roof"),
)
SAD = Family(
    id="sad", label="Sad", words=(Option(id="lonely", label="lonely"), Option(id="hurt", label="hurt"))
)
BODY = Family(id="body", label="In the body", words=(Option(id="tense", label="tense"),))

STEPS: Mapping[str, Step] = {
    "agree": AgreeStep(id="deal", ask="What do you agree on?", start="We both"),
    "body": BodyStep(id="body", ask="Where do you notice it?"),
    "choice": ChoiceStep(id="room", ask="Which room?", options=ROOMS, many=True, most=2, other=True),
    "commit": CommitStep(id="plan", ask="What will you do?", when_label="When", then_label="I will"),
    "debrief": DebriefStep(id="close", ask="How are you now?"),
    "feelings": FeelingsStep(id="mood", ask="What do you feel?", families=(SAD, BODY), most=2),
    "guess": GuessStep(
        id="cards",
        ask="What would each of you say?",
        cards=(Card(id="tea", ask="Tea or coffee?"), Card(id="song", ask="A song?")),
    ),
    "letter": LetterStep(id="letter", ask="What do you want to say?"),
    "list": ListStep(id="three", ask="Which three things?", each="One thing", least=2, most=3),
    "match": MatchStep(id="rooms", ask="Which rooms would you like to share?", options=ROOMS),
    "rank": RankStep(id="order", ask="Which come first?", options=ROOMS, top=2),
    "read": ReadStep(id="intro", ask="How it goes.", text=("One speaks.", "One listens.")),
    "safety": SafetyStep(id="check", ask="How are you?"),
    "scale": ScaleStep(id="calm", ask="How calm are you?", low="not at all", high="fully"),
    "table": TableStep(
        id="record",
        ask="What happened?",
        columns=(Column(id="what", label="What"), Column(id="how", label="How much", kind="scale")),
        least=1,
        most=2,
    ),
    "timer": TimerStep(
        id="rest", ask="Rest.", seconds=60, cues=(Cue(at=0, text="Sit."), Cue(at=30, text="Breathe."))
    ),
    "turns": TurnsStep(
        id="talk",
        ask="Speak by turns.",
        speak="Say it.",
        mirror="Say it back.",
        after=("Add.",),
        cards=("A walk?",),
    ),
    "write": WriteStep(id="text", ask="What happened?", most=100, starters=("I saw",)),
}

FORMS: Mapping[str, Fields] = {
    "agree": {"text": ["We both rest first."], "review": ["2027-01-14"]},
    "body": {"region": ["chest", "jaw"], "note": ["warm"]},
    "choice": {"pick": ["hall"], "other": ["the stairs"]},
    "commit": {"cue": ["the door opens"], "act": ["look up"], "on": ["2027-01-02"]},
    "debrief": {"after": ["7"], "text": ["quiet"], "want": ["repair"]},
    "feelings": {"pick": ["hurt"], "other": ["far off"]},
    "guess": {"mine-tea": ["tea"], "guess-tea": ["coffee"], "mine-song": ["an old one"]},
    "letter": {"text": ["Dear you,\n  I saw it."], "fate": ["keep"]},
    "list": {"item": ["tea", "", "a call"]},
    "match": {"answer-kitchen": ["yes"], "answer-hall": ["ask"], "answer-roof": ["not"]},
    "rank": {"place-1": ["roof"], "place-2": ["hall"]},
    "read": {},
    "safety": {"distress": ["3"], "ok": ["yes"]},
    "scale": {"value": ["4"]},
    "table": {"what-1": ["rain"], "how-1": ["6"], "what-2": ["sun"]},
    "timer": {"ended": ["stopped"]},
    "turns": {"text": ["I was cold."]},
    "write": {"text": ["It rained."]},
}


def refused(step: Step, form: Fields) -> list[tuple[str, str]]:
    """Field and code of every flaw that `parse` names; a form that is taken fails the test."""
    try:
        answer = step.parse(form)
    except Refused as refusal:
        return [(flaw.field, flaw.code) for flaw in refusal.flaws]
    raise AssertionError(f"the form was taken: {answer}")


def lines(answer: Answer, step: Step) -> list[str]:
    """An answer's lines, each as `label: text` of whatever it carries."""
    return [
        f"{line.label_code or line.label}: {line.text_code or line.text}".removeprefix(": ")
        for line in answer.lines(step)
    ]


def codes(flaws: tuple[Flaw, ...]) -> list[tuple[str, str]]:
    """Field and code of a definition's flaws; each can be said to its author, or the test fails."""
    for flaw in flaws:
        problem("file", flaw.field, flaw.code, **flaw.values)
    return [(flaw.field, flaw.code) for flaw in flaws]
