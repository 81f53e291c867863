"""Two seats, any exercise, any deeds, any time between them: what must hold after each of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.core import deeds
from server.core.exercise import Audience, Exercise
from server.core.problems import Code, Problem
from server.core.progress import Stage, glance, stage
from server.core.session import decide
from server.core.state import DAY, HOUR, MINUTE, Place, Session, Standing, State
from server.core.steps.base import Reveal
from server.core.visibility import Sight, Viewer, sight
from tests.core.cast import ADA, BEN, CLEO, THEO
from tests.core.evening import Evening, natural
from tests.core.holds import (
    leaving_is_possible,
    needs_no_answers,
    position,
    seen_by,
    snapshot,
    somebody_can_go_on,
    survives_storing,
    the_talk_is_fair,
)
from tests.core.oracle import STEPS_ON, Oracle
from tests.core.plans import exercises, loose_deeds, made

TWICE = (
    *(deeds.Complete, deeds.Choose, deeds.PutAway, deeds.Keep, deeds.ReadOn, deeds.Draw, deeds.Sign),
    *(deeds.LeaveOpen, deeds.Halt, deeds.FinishAlone, deeds.Depart, deeds.Arrive, deeds.Meet, deeds.Name),
    *(deeds.CloseDoor, deeds.Unsign, deeds.Switch),
)
"""What changes nothing when done again at once. The rest are moves of a talk, whose deeds are looked up."""


class SessionMachine(RuleBasedStateMachine):
    """Ada begins. Whoever else comes sits on seat 2."""

    evening: Evening
    oracle: Oracle

    @initialize(
        plan=exercises(),
        joins=st.sampled_from(["tap", "tap", "link", "later", "alone"]),
        first=st.sampled_from([1, 2]),
    )
    def begins(self, plan: Exercise, joins: str, first: int) -> None:
        alone = joins == "alone" or plan.audience is Audience.SOLO
        self.evening = Evening(plan, alone=joins == "alone", first=first)
        self.oracle = Oracle(self.evening.session.exercise, ADA, self.evening.at, alone=alone)
        self.versions: dict[str, int] = {}
        self.signed: dict[tuple[str, int], int] = {}
        if joins in ("tap", "link"):
            self._do(2, deeds.Arrive(BEN, "Ben", met=joins == "tap"))

    # What people do

    @rule(
        seat=st.sampled_from([1, 2]), show=st.booleans(), version=st.sampled_from([0, 1]), saw=st.booleans()
    )
    def does_the_next_thing(self, seat: int, show: bool, version: int, saw: bool) -> None:
        if seat in self.evening.session.state.sittings:
            deed = self._next(seat, show=show, version=version)
            if deed is not None:
                self._do(seat, deed, saw=saw)

    @rule(times=st.integers(1, 8))
    def both_go_on(self, times: int) -> None:
        for _ in range(times):
            for seat in tuple(self.evening.session.state.sittings):
                deed = self._next(seat)
                if deed is not None:
                    self._do(seat, deed)

    @rule(minutes=st.sampled_from([0, 20]))
    def both_come_back(self, minutes: int) -> None:
        """After a stop or a rest; else they just go on."""
        self._passes(minutes * MINUTE)
        seats = tuple(self.evening.session.state.sittings)
        stops = self.oracle.stopped or any(self.oracle.rests(seat, self.evening.at) for seat in seats)
        for seat in seats if stops else ():
            self._do(seat, deeds.Ready())
        self.both_go_on(3)

    @rule(several=st.lists(st.tuples(st.sampled_from([1, 2]), loose_deeds, st.booleans()), max_size=5))
    def they_do_anything(self, several: list[Any]) -> None:
        for seat, loose, saw in several:
            self._do(seat, made(self.evening, seat, loose), saw=saw)

    @rule(span=st.sampled_from([1, MINUTE, 21 * MINUTE, 25 * HOUR, 73 * HOUR, 15 * DAY]))
    def time_passes(self, span: int) -> None:
        self._passes(span)

    def _passes(self, span: int) -> None:
        session = self.evening.session
        seats = tuple(session.state.sittings)
        before = {seat: position(session, seat, self.evening.at) for seat in seats}
        self.evening.at += span
        for seat in seats:
            self._has_not_gone_back(session, seat, before[seat])

    def _next(self, seat: int, *, show: bool = True, version: int = 0) -> deeds.Deed | None:
        return natural(self.evening.session, seat, self.evening.at, show=show, version=version)

    # What holds of every single deed

    def _do(self, seat: int, deed: deeds.Deed, *, saw: bool = False) -> None:
        evening, at = self.evening, self.evening.at
        before = evening.held_by(seat)
        frozen = snapshot(before)
        after = decide(before, seat, deed, at, saw_partner=saw)
        assert snapshot(before) == frozen, "decide changed what it was given"
        assert decide(before, seat, deed, at, saw_partner=saw) == after
        situations = {other: self._situation(other) for other in before.state.sittings}
        assert evening.does(seat, deed, saw_partner=saw) == after
        if isinstance(after, Problem):
            return self._was_refused(seat, after)
        if after == before:
            return
        self._was_allowed(seat, deed, before.state)
        across = situations.get(3 - seat)
        noticed = across is None or across[0] != self._told(3 - seat)
        self.oracle.took(seat, deed, at, noticed=noticed, saw_partner=saw)
        self._note(seat, deed)
        if isinstance(deed, TWICE):
            again = decide(evening.held_by(seat), seat, deed, at, saw_partner=saw)
            assert not isinstance(again, Session) or again == evening.held_by(seat), "done twice"
        for other, (told, seen, where) in situations.items():
            if other in evening.session.state.sittings and other != seat:
                self._tells_what_changed(other, told, seen, deed, before)
            self._has_not_gone_back(before, other, where, seat, deed)

    def _told(self, seat: int) -> object:
        session = self.evening.session
        return glance(session, seat) if seat in session.state.sittings else None

    def _was_refused(self, seat: int, problem: Problem) -> None:
        assert problem.code is not Code.PAUSED or self.oracle.stopped, "refused as stopped, and it is not"
        assert problem.code is not Code.RESTING or self.oracle.rests(seat, self.evening.at), "does not rest"

    def _was_allowed(self, seat: int, deed: deeds.Deed, before: State) -> None:
        """`oracle` still stands before the deed here."""
        if isinstance(deed, STEPS_ON):
            assert seat not in self.oracle.gone or self.oracle.gone[seat] == "alone"
            assert not self.oracle.stopped or seat in self.oracle.gone, "a step was taken while stopped"
            assert not self.oracle.rests(seat, self.evening.at), "a step was taken at rest"
        if isinstance(deed, deeds.Halt) and before.pause is None and deed.kind == "break":
            assert deed.until >= self.evening.at + 20 * MINUTE
        if self.oracle.stopped and self.evening.session.state.pause is None:
            alone = isinstance(deed, deeds.FinishAlone | deeds.Depart | deeds.CloseDoor | deeds.Arrive)
            here = self.oracle.people.keys() - self.oracle.gone.keys()
            assert alone or self.oracle.said | {seat} >= here, "it went on before both were ready"

    def _note(self, seat: int, deed: deeds.Deed) -> None:
        match deed:
            case deeds.Draw():
                self.versions[deed.step] = self.versions.get(deed.step, 0) + 1
                self.signed = {key: read for key, read in self.signed.items() if key[0] != deed.step}
            case deeds.Sign():
                self.signed[deed.step, seat] = deed.version
            case deeds.Unsign():
                del self.signed[deed.step, seat]

    def _situation(self, seat: int) -> tuple[object, object, int]:
        """What a seat is told, what it can see, and how far it has come."""
        where = position(self.evening.session, seat, self.evening.at)
        return self._told(seat), seen_by(self.evening, seat), where

    def _tells_what_changed(
        self, other: int, told: object, seen: object, deed: deeds.Deed, before: Session
    ) -> None:
        now = self.evening.session
        if before.state.sittings[other].person != now.state.sittings[other].person:
            return
        if glance(now, other) == told:
            assert seen_by(self.evening, other) == seen, f"seat {other} was not told of {deed}"
        if self._is_private(3 - other, deed, before):
            assert glance(now, other) == told, f"{deed} shows"

    def _is_private(self, seat: int, deed: deeds.Deed, before: Session) -> bool:
        """Whether a deed is nobody else's business: readiness, a private step, anything done alone."""
        now = self.evening.session
        if now.state.met != before.state.met:
            return False
        match deed:
            case deeds.Ready():
                return bool(now.state.ready)
            case deeds.Arrive() | deeds.Depart() | deeds.Name() | deeds.CloseDoor():
                return False
            case deeds.Complete():
                new = [id for id, course in now.state.courses.items() if seat in course.marks]
                old = [id for id, course in before.state.courses.items() if seat in course.marks]
                if all(self.oracle.rules[id] is Reveal.PRIVATE for id in {*new, deed.step} - {*old}):
                    return self.oracle.rules[deed.step] is Reveal.PRIVATE
        return before.state.sittings[seat].standing is Standing.ALONE

    def _has_not_gone_back(
        self, before: Session, seat: int, where: int, doer: int = 0, deed: deeds.Deed | None = None
    ) -> None:
        now = self.evening.session
        sitting = now.state.sittings.get(seat)
        if sitting is None or sitting.standing is Standing.LEFT:
            return
        there = position(now, seat, self.evening.at)
        if there >= where:
            return
        step = now.exercise.steps[there]
        anew = isinstance(deed, deeds.Complete) and seat in before.state.course(deed.step).marks
        own = doer == seat and (anew or isinstance(deed, deeds.PutAway))
        new = before.state.sittings[seat].person != sitting.person
        assert own or new or stage(now, seat, step, self.evening.at) is Stage.REREAD, f"{deed} led back"

    # What holds of every state

    def _sight(self, person: str, seat: int, place: Place) -> Sight:
        return sight(Viewer(person, seat), place, self.evening.kept[place].author, self.evening.session)

    @invariant()
    def each_sees_what_the_rules_open(self) -> None:
        for place, kept in self.evening.kept.items():
            for person in (ADA, BEN, CLEO, THEO):
                for seat in (1, 2):
                    expected = self.oracle.sight(person, seat, place, kept.author)
                    assert self._sight(person, seat, place) is expected, (person, seat, place)
                    if expected is Sight.OPEN and person != kept.author:
                        assert not kept.at_home, f"{place} opened, but lies in its author's journal"

    @invariant()
    def nobody_is_held_or_stuck(self) -> None:
        for seat, sitting in self.evening.session.state.sittings.items():
            needs_no_answers(self.evening, seat)
            if sitting.standing is not Standing.LEFT:
                leaving_is_possible(self.evening, seat)
        somebody_can_go_on(self.evening)

    @invariant()
    def talk_and_paper_are_fair(self) -> None:
        survives_storing(self.evening.session.state)
        the_talk_is_fair(self.evening)
        for id, course in self.evening.session.state.courses.items():
            paper = course.agreement
            if paper is not None:
                assert paper.version == self.versions.get(id, 0)
                for seat in paper.signed:
                    assert self.signed[id, seat] == paper.version, "signed unread"
