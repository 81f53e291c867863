"""Evenings of Ada and Ben: sessions whose answers lie where a desk keeps them, and the way through one."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from server.core import deeds
from server.core.exercise import Exercise
from server.core.opening import in_journal
from server.core.problems import Code, Problem
from server.core.progress import Stage, agreement, current, floor, stage
from server.core.session import begin, decide
from server.core.state import DAY, HOUR, MINUTE, Place, Session
from server.core.steps.agree import AgreeStep
from server.core.steps.base import Answer, Reveal, Step
from server.core.steps.turns import TurnsStep
from server.core.talking import actor
from server.core.visibility import Sight, Viewer, narrowed, sight
from tests.core.cast import ADA, BEN, FORMS, NOON, deal, exercise, spoken


class Kept(Struct, frozen=True):
    """An answer as a desk keeps it: who wrote it, what, and whether it lies in their journal."""

    author: str
    answer: Answer
    at_home: bool


class Evening:
    """A session over time. A deed is decided on what its doer may open, and only their own answers move."""

    def __init__(self, plan: Exercise, *, alone: bool = False, first: int = 1) -> None:
        self.session = begin("session", plan, ADA, alone=alone, at=NOON, first=first)
        self.kept: dict[Place, Kept] = {}
        self.at = NOON

    def held_by(self, seat: int) -> Session:
        """The session with the answers that whoever sits on this seat may open: none for a free seat."""
        sitting = self.session.state.sittings.get(seat)
        if sitting is None:
            return self.session
        viewer = Viewer(sitting.person, seat)
        may = {place: kept.answer for place, kept in self.kept.items() if self._opens(viewer, place)}
        authors = {place: self.kept[place].author for place in may}
        return replace(self.session, answers=narrowed(viewer, may, authors))

    def _opens(self, viewer: Viewer, place: Place) -> bool:
        return sight(viewer, place, self.kept[place].author, self.session) is Sight.OPEN

    def does(self, seat: int, deed: deeds.Deed, *, saw_partner: bool = False) -> Session | Problem:
        before = self.held_by(seat)
        after = decide(before, seat, deed, self.at, saw_partner=saw_partner)
        if isinstance(after, Session):
            self.session = replace(after, answers={})
            self._keep(seat, before, after)
        return after

    def _keep(self, seat: int, before: Session, after: Session) -> None:
        sitting = after.state.sittings.get(seat)
        for place in before.answers.keys() - after.answers.keys():
            del self.kept[place]
        for place, answer in after.answers.items():
            step_ = after.exercise.step(place[0])
            new = before.answers.get(place) != answer
            if (
                sitting is not None
                and step_ is not None
                and (new or self.kept[place].author == sitting.person)
            ):
                self.kept[place] = Kept(sitting.person, answer, in_journal(after, step_, place[1]))

    def ada(self, deed: deeds.Deed, *, saw_partner: bool = False) -> Session:
        return taken(self.does(1, deed, saw_partner=saw_partner))

    def ben(self, deed: deeds.Deed) -> Session:
        return taken(self.does(2, deed))

    def refuses(self, seat: int, deed: deeds.Deed) -> Code:
        """Why the deed is refused; it must be."""
        before = self.session
        result = self.does(seat, deed)
        assert isinstance(result, Problem), f"{deed} was taken"
        assert self.session == before
        return result.code

    def later(self, *, minutes: int = 0, hours: int = 0, days: int = 0) -> Evening:
        self.at += minutes * MINUTE + hours * HOUR + days * DAY
        return self

    def ben_joins(self, *, by_link: bool = False, person: str = BEN) -> Session:
        return taken(self.does(2, deeds.Arrive(person=person, name="Ben", met=not by_link)))

    def stage(self, seat: int, id: str) -> Stage:
        return stage(self.session, seat, self.step(id), self.at)

    def at_step(self, seat: int) -> str:
        """The id of the step at which a seat goes on, or "" when it has finished."""
        now = current(self.session, seat, self.at)
        return now.id if now is not None else ""

    def step(self, id: str) -> Step:
        found = self.session.exercise.step(id)
        assert found is not None
        return found

    def sees(self, seat: int, id: str, whose: int, number: int = 0, *, author: str = "") -> Sight:
        """What whoever sits on `seat` may have of an answer that `whose` seat gave."""
        sittings = self.session.state.sittings
        viewer = Viewer(sittings[seat].person, seat)
        return sight(viewer, (id, whose, number), author or (ADA, BEN)[whose - 1], self.session)

    def lies_at_home(self, id: str, whose: int) -> bool:
        """Whether a seat's answer was put into its author's journal."""
        return self.kept[id, whose, 0].at_home

    def at_home(self, id: str, whose: int) -> bool:
        """Whether a seat's own answer belongs in its author's journal."""
        return in_journal(self.session, self.step(id), whose)


def taken(result: Session | Problem) -> Session:
    assert isinstance(result, Session), result
    return result


def for_two(*steps: Step, first: int = 1) -> Evening:
    """Ada has begun and let Ben in."""
    evening = Evening(exercise(*steps), first=first)
    evening.ben_joins()
    return evening


def natural(
    session: Session, seat: int, at: int, *, show: bool = True, version: int = 0
) -> deeds.Deed | None:
    """What the page of this seat offers as the next thing to do; None while there is only waiting."""
    now = current(session, seat, at)
    if now is None:
        return None
    match stage(session, seat, now, at):
        case Stage.SHOWN:
            return deeds.ReadOn(now.id)
        case Stage.REREAD:
            own = session.state.course(now.id).marks[seat].author == session.state.sittings[seat].person
            return deeds.Keep(now.id) if own else deeds.PutAway(now.id)
        case Stage.ASK if isinstance(now, TurnsStep):
            return _next_move(session, seat, now)
        case Stage.ASK if isinstance(now, AgreeStep):
            return _next_signature(session, seat, now)
        case Stage.ASK:
            answer = now.parse(FORMS[now.kind][version])
            return deeds.Complete(
                step=now.id, answer=answer, show=show if now.reveal is Reveal.CHOSEN else None
            )
        case _:
            return None


def _next_move(session: Session, seat: int, step: TurnsStep) -> deeds.Deed | None:
    now = floor(session, step)
    if actor(now) != seat:
        return None
    if now.phase == "judge":
        return deeds.Judge(step.id, "heard")
    if now.phase in ("heard", "later"):
        return deeds.GoOn(step.id)
    return deeds.Say(step.id, spoken("words") if now.mode == "written" else None)


def _next_signature(session: Session, seat: int, step: AgreeStep) -> deeds.Deed | None:
    paper = agreement(session, step)
    if paper.version == 0:
        return deeds.Draw(step.id, 0, deal("We walk on Sundays"))
    return None if seat in paper.signed else deeds.Sign(step.id, paper.version)


def walk(evening: Evening, until: str = "") -> None:
    """Both go on by turns, doing the natural thing, until each is at `until` or there is only waiting."""
    moved = True
    while moved:
        moved = False
        for seat in tuple(evening.session.state.sittings):
            deed = natural(evening.session, seat, evening.at) if evening.at_step(seat) != until else None
            if deed is not None:
                taken(evening.does(seat, deed))
                moved = True
