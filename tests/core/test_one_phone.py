"""Two on one phone: whose move it is, equal turns, and nothing of a seat before it is completed."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from server.core import deeds, gate
from server.core.exercise import Audience, Exercise
from server.core.one_phone import IN_HAND, acting, form_of, hands_over
from server.core.opening import in_journal
from server.core.problems import Code, Problem
from server.core.progress import Stage, floor, stage, told
from server.core.session import begin, decide
from server.core.state import MINUTE, Session, Standing, Stop
from server.core.steps.base import Reveal, Step, When
from server.core.visibility import Sight, Viewer, sight
from tests.core.cast import ADA, BEN, NOON, agree, exercise, scale, step, turns, words, write
from tests.core.evening import natural, taken

ROUGH = settings(max_examples=60, deadline=None)


def passable(*steps: Step) -> Exercise:
    return replace(exercise(*steps, gate=Audience.PAIR), passable=True)


def here(*steps: Step) -> Session:
    """Ada and Ben have sat down at Ada's phone, and nobody has it in hand yet."""
    session = begin("session", passable(*steps), ADA, alone=False, at=NOON, here=True)
    return taken(decide(session, 1, deeds.Check(False, ("Ada", "Ben")), NOON))


def seen(session: Session, seat: int) -> Session:
    """The session as a page of this seat may hold it; all words are of the one person."""
    viewer = Viewer(ADA, seat)
    mine = {p: a for p, a in session.answers.items() if sight(viewer, p, ADA, session) is Sight.OPEN}
    return replace(session, answers=mine)


def does(session: Session, seat: int, deed: deeds.Deed, at: int = NOON) -> Session:
    """A deed decided on what its seat may open; what it does not see stays where it is."""
    known = seen(session, seat)
    after = taken(decide(known, seat, deed, at))
    hidden = {p: a for p, a in session.answers.items() if p not in known.answers}
    return replace(after, answers=hidden | after.answers)


def next_move(session: Session, at: int = NOON) -> tuple[int, Session]:
    """Whoever's move it is takes the phone if need be, and does the natural thing."""
    seat = acting(session, at)
    if hands_over(session, at):
        session = does(session, seat, deeds.Take(), at)
    deed = natural(seen(session, seat), seat, at)
    assert deed is not None
    return seat, does(session, seat, deed, at)


KINDS = ("write", "scale", "choice", "list", "feelings", "rank", "read", "timer")
RULES = (Reveal.PRIVATE, Reveal.SHARED, Reveal.TOGETHER)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Step, ...]:
    """Steps that a passable exercise may have, private ones among them, and one that is not."""
    kinds = draw(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(RULES)), min_size=1, max_size=5))
    found = [step(kind, f"s{number}", rule) for number, (kind, rule) in enumerate(kinds)]
    if draw(st.booleans()):
        found.insert(draw(st.integers(0, len(found))), turns(rounds=draw(st.integers(1, 2))))
    if draw(st.booleans()):
        found.append(agree())
    return (*found, write("last", Reveal.SHARED))


@ROUGH
@given(plans())
def test_whatever_the_steps_both_come_to_the_end_with_as_many_turns(steps: tuple[Step, ...]) -> None:
    session, asked = here(*steps), []
    for _ in range(200):
        if natural(seen(session, acting(session, NOON)), acting(session, NOON), NOON) is None:
            break
        now = session
        seat, session = next_move(session)
        asked += [(each.id, seat) for each in now.exercise.steps if _given(now, session, each, seat)]
    assert all(
        stage(session, seat, each, NOON) is Stage.PAST for seat in (1, 2) for each in session.exercise.steps
    )
    own = [seat for id, seat in asked if _tells(session, id)]
    assert own.count(1) == own.count(2)
    for first, second in itertools.pairwise(own[::2]):
        assert first != second, "they begin by turns"
    for each in session.exercise.steps:
        if each.kind == "turns":
            spoke = [entry.seat for entry in floor(session, each).entries if entry.move == "say"]
            assert spoke.count(1) == spoke.count(2) > 0


def _given(before: Session, after: Session, step: Step, seat: int) -> bool:
    was = before.state.course(step.id).marks
    return seat in after.state.course(step.id).marks and seat not in was


def _tells(session: Session, id: str) -> bool:
    found = session.exercise.step(id)
    return found is not None and found.telling


@ROUGH
@given(plans())
def test_at_every_moment_only_one_seat_may_go_on_and_reads_nothing_that_waits(
    steps: tuple[Step, ...],
) -> None:
    session = here(*steps)
    for _ in range(200):
        seat = acting(session, NOON)
        across = 3 - seat
        deed = natural(session, seat, NOON)
        if deed is None:
            break
        if hands_over(session, NOON):
            assert _refused(session, seat, deed) == Code.OTHER_HANDS
            assert _refused(session, across, deeds.Take()) == Code.OTHER_HANDS
        assert _refused(session, across, deed) == Code.OTHER_HANDS
        for each in session.exercise.steps:
            course = session.state.course(each.id)
            if each.reveal is Reveal.SHARED and seat not in course.marks:
                assert sight(Viewer(ADA, seat), (each.id, across, 0), ADA, session) is not Sight.OPEN
            for whose in (1, 2):
                assert not in_journal(session, each, whose) or whose not in course.marks
        session = next_move(session)[1]


def _refused(session: Session, seat: int, deed: deeds.Deed, at: int = NOON) -> Code:
    problem = decide(session, seat, deed, at)
    assert isinstance(problem, Problem), deed
    return problem.code


def test_what_both_gave_opens_to_both_and_to_nobody_else() -> None:
    session = here(write("it", Reveal.SHARED), write("end", Reveal.SHARED))
    session = next_move(session)[1]
    assert sight(Viewer(ADA, 1), ("it", 1, 0), ADA, session) is Sight.OPEN
    assert sight(Viewer(ADA, 2), ("it", 1, 0), ADA, session) is Sight.SEALED
    session = next_move(session)[1]
    for seat, whose in itertools.product((1, 2), (1, 2)):
        assert sight(Viewer(ADA, seat), ("it", whose, 0), ADA, session) is Sight.OPEN
        assert sight(Viewer(BEN, seat), ("it", whose, 0), ADA, session) is Sight.HIDDEN


def test_private_steps_and_what_hangs_on_them_are_passed_by() -> None:
    form = form_of(
        passable(
            scale("calm"),
            step("read", "slow", when=When(step="calm", at_most=3)),
            step("read", "how"),
            step("safety", "safe"),
            write("mine"),
            write("held", Reveal.CHOSEN),
            replace(write("both", Reveal.TOGETHER), quotes=("mine",)),
            replace(turns(), quotes=("mine", "both"), modes=("written", "aloud")),
            replace(agree(), quotes=("both",)),
            step("debrief", "close"),
        )
    )
    assert [(each.id, each.reveal) for each in form.steps] == [
        ("how", Reveal.SHARED),
        ("both", Reveal.SHARED),
        ("talk", Reveal.TURNS),
        ("deal", Reveal.JOINT),
    ]
    both, talk, deal = form.steps[1:]
    assert (both.quotes, talk.quotes, deal.quotes, deal.recalls) == ((), ("both",), (), ("both",))
    assert talk.modes == ("aloud", "written")  # type: ignore[attr-defined]


def test_only_what_may_be_passed_on_is_done_on_one_phone() -> None:
    plan = exercise(write("it", Reveal.SHARED))
    assert not begin("session", plan, ADA, alone=False, at=NOON, here=True).state.here
    assert not begin("session", passable(*plan.steps), ADA, alone=True, at=NOON, here=True).state.here


def test_a_tap_of_both_lets_it_begin_or_ends_it_for_both() -> None:
    session = begin("session", passable(write("it", Reveal.SHARED)), ADA, alone=False, at=NOON, here=True)
    assert gate.passage(session, 1, NOON) is gate.passage(session, 2, NOON) is gate.Passage.ASK
    assert not hands_over(session, NOON)
    assert _refused(session, 1, deeds.Take()) == Code.GATE
    held = taken(decide(session, 1, deeds.Check(True), NOON))
    assert gate.passage(held, 1, NOON) is gate.passage(held, 2, NOON) is gate.Passage.CLOSED
    begun = taken(decide(session, 1, deeds.Check(False, ("Ada", "Ben")), NOON))
    assert [sitting.name for sitting in begun.state.sittings.values()] == ["Ada", "Ben"]
    assert hands_over(begun, NOON)


def test_it_is_asked_again_who_has_the_phone_when_nobody_did_anything_for_a_while() -> None:
    session = does(here(write("it", Reveal.SHARED)), 1, deeds.Take())
    assert not hands_over(session, NOON + IN_HAND - 1)
    assert hands_over(session, NOON + IN_HAND)
    late = natural(session, 1, NOON)
    assert late is not None
    assert decide(session, 1, late, NOON + IN_HAND) != session, "what was typed all that time is taken"


def test_a_stop_ends_when_each_seat_has_said_ready() -> None:
    session = does(here(write("it", Reveal.SHARED)), 1, deeds.Take())
    session = does(session, 1, deeds.Halt(Stop.MOMENT, NOON + MINUTE))
    assert (acting(session, NOON), hands_over(session, NOON)) == (1, False)
    session = does(session, 1, deeds.Ready())
    assert acting(session, NOON) == 2 and session.state.pause is not None
    session = does(session, 2, deeds.Ready())
    assert session.state.pause is None and acting(session, NOON) == 1


def test_the_end_is_the_end_for_both_and_nobody_goes_on_alone_or_comes_in() -> None:
    session = next_move(here(write("it", Reveal.SHARED)))[1]
    for deed in (deeds.FinishAlone(), deeds.CloseDoor(), deeds.Name("Cleo")):
        assert _refused(session, 2, deed) == Code.ONE_PHONE
    assert _refused(session, 2, deeds.Arrive(person=BEN, name="Ben", met=True)) == Code.ONE_PHONE
    after = does(session, 2, deeds.Depart())
    assert {sitting.standing for sitting in after.state.sittings.values()} == {Standing.LEFT}
    assert sight(Viewer(ADA, 2), ("it", 1, 0), ADA, after) is Sight.OPEN
    assert _refused(after, 2, deeds.Complete(step="it", answer=words("late"))) == Code.LEFT


def test_there_is_one_view_to_tell_of_and_on_two_phones_nothing_is_taken_in_hand() -> None:
    session = here(write("it", Reveal.SHARED))
    assert told(session, next_move(session)[1], 2) == [1]
    alone = begin("session", passable(write("it", Reveal.SHARED)), ADA, alone=True, at=NOON)
    assert _refused(alone, 1, deeds.Take()) == Code.ONE_PHONE


@pytest.mark.parametrize("days", [8, 10])
def test_a_check_that_held_on_two_phones_holds_on_one_for_as_long_as_any_could(days: int) -> None:
    session = begin("session", passable(write("it", Reveal.SHARED)), ADA, alone=False, at=NOON)
    session = taken(decide(session, 2, deeds.Arrive(person=BEN, name="Ben", met=True), NOON))
    session = taken(decide(session, 2, deeds.Check(True), NOON))
    assert not gate.lately([session.state], NOON), "it has not ended yet"
    session = taken(decide(session, 1, deeds.Check(False), NOON))
    assert gate.lately([session.state], NOON + days * 24 * 60 * MINUTE) is (days == 8)
    held = begin("session", passable(write("it", Reveal.SHARED)), ADA, alone=False, at=NOON, here=True)
    held = taken(decide(held, 1, deeds.Check(True), NOON))
    assert not gate.lately([held.state], NOON), "a try on one phone does not make it longer"
