"""Ada and Ben talk by turns: one speaks, one says it back, the speaker judges, then they swap."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.core import deeds
from server.core.progress import Stage, floor
from server.core.state import Floor
from server.core.steps.base import Reveal
from server.core.steps.turns import TurnsAnswer
from server.core.talking import actor, speaker
from server.core.visibility import Sight
from tests.core.cast import spoken, turns, words, write
from tests.core.evening import Evening, for_two, natural, taken, walk

SAY, BACK = deeds.Say("talk", spoken("I miss our walks")), deeds.Say("talk", spoken("You miss our walks"))
HEARD, PARTLY, AGAIN = (deeds.Judge("talk", verdict) for verdict in ("heard", "partly", "again"))
ON, PASS = deeds.GoOn("talk"), deeds.PassTurn("talk")


def now(evening: Evening) -> Floor:
    return floor(evening.session, evening.step("talk"))


def moves(evening: Evening) -> list[tuple[int, str]]:
    return [(entry.seat, entry.move) for entry in now(evening).entries]


def test_ada_speaks_ben_says_it_back_ada_feels_heard_and_they_swap() -> None:
    evening = for_two(turns())
    evening.ada(SAY)
    evening.ben(BACK)
    evening.ada(HEARD)
    evening.ben(ON)
    assert (speaker(now(evening)), now(evening).phase) == (2, "speak")
    evening.ben(SAY)
    evening.ada(BACK)
    evening.ben(HEARD)
    evening.ada(ON)
    assert now(evening).phase == "done"
    assert moves(evening) == [
        (1, "say"),
        (2, "mirror"),
        (1, "heard"),
        (2, "say"),
        (1, "mirror"),
        (2, "heard"),
    ]
    assert (evening.stage(1, "talk"), evening.stage(2, "talk")) == (Stage.SHOWN, Stage.SHOWN)


@pytest.mark.parametrize("first", [1, 2])
@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_whoever_begins_both_speak_equally_often_and_by_turns(first: int, rounds: int) -> None:
    evening = for_two(turns(rounds=rounds), first=first)
    walk(evening)
    spoke = [seat for seat, move in moves(evening) if move == "say"]
    assert spoke == [first, 3 - first] * rounds


@pytest.mark.parametrize("deed", [SAY, PASS, HEARD, ON, deeds.Say("talk", None)])
def test_at_every_moment_only_one_of_them_has_the_next_move(deed: deeds.Deed) -> None:
    evening = for_two(turns(after=("It makes sense.",)))
    while now(evening).phase != "done":
        waiting = 3 - actor(now(evening))
        assert evening.refuses(waiting, deed) == "not-your-turn"
        move = natural(evening.session, actor(now(evening)), evening.at)
        assert move is not None
        taken(evening.does(actor(now(evening)), move))
    assert evening.refuses(1, deed) == "settled"


def test_the_one_whose_move_it_is_cannot_do_another_than_the_next() -> None:
    evening = for_two(turns())
    assert [evening.refuses(1, deed) for deed in (HEARD, ON)] == ["not-your-turn"] * 2
    evening.ada(SAY)
    assert [evening.refuses(2, deed) for deed in (HEARD, ON, PASS)] == ["not-your-turn"] * 3
    evening.ben(BACK)
    assert [evening.refuses(1, deed) for deed in (SAY, ON, PASS)] == ["not-your-turn"] * 3
    evening.ada(HEARD)
    assert [evening.refuses(2, deed) for deed in (SAY, HEARD, PASS)] == ["not-your-turn"] * 3


@pytest.mark.parametrize("verdict", [PARTLY, AGAIN])
def test_after_the_third_try_the_turn_is_kindly_ended(verdict: deeds.Judge) -> None:
    evening = for_two(turns(after=("It makes sense.",)))
    evening.ada(SAY)
    for _ in range(2):
        evening.ben(BACK)
        evening.ada(verdict)
        assert now(evening).phase == "mirror"
    evening.ben(BACK)
    evening.ada(verdict)
    assert now(evening).phase == "later"
    evening.ben(ON)
    assert (now(evening).phase, now(evening).tries, speaker(now(evening))) == ("speak", 0, 2)


def test_the_third_try_can_still_be_heard() -> None:
    evening = for_two(turns())
    evening.ada(SAY)
    for verdict in (PARTLY, AGAIN, HEARD):
        evening.ben(BACK)
        evening.ada(verdict)
    assert now(evening).phase == "heard"


def test_what_the_listener_adds_comes_after_heard_and_only_then() -> None:
    evening = for_two(turns(after=("It makes sense.", "It must feel so.")))
    evening.ada(SAY)
    evening.ben(BACK)
    evening.ada(HEARD)
    evening.ben(ON)
    assert (now(evening).phase, now(evening).after, actor(now(evening))) == ("after", 0, 2)
    evening.ben(deeds.Say("talk", spoken("It makes sense to me")))
    assert (now(evening).phase, now(evening).after) == ("after", 1)
    evening.ben(deeds.Say("talk", spoken("You must have felt alone")))
    assert (now(evening).phase, speaker(now(evening))) == ("speak", 2)
    assert [move for _, move in moves(evening)] == ["say", "mirror", "heard", "after", "after"]


def test_a_turn_can_pass_and_still_counts_as_one() -> None:
    evening = for_two(turns())
    evening.ada(PASS)
    assert speaker(now(evening)) == 2
    evening.ben(PASS)
    assert now(evening).phase == "done"


def test_words_open_to_the_other_when_they_are_handed_over() -> None:
    evening = for_two(turns())
    assert evening.held_by(2).answers == {}
    evening.ada(SAY)
    assert evening.sees(2, "talk", 1, 0) is Sight.OPEN
    assert evening.held_by(2).answers["talk", 1, 0] == spoken("I miss our walks")


def test_aloud_nothing_is_kept_but_whose_move_it_was() -> None:
    evening = for_two(turns(modes=("aloud",)))
    assert evening.refuses(1, SAY) == "other-mode"
    evening.ada(deeds.Say("talk", None))
    evening.ben(deeds.Say("talk", TurnsAnswer(said=True)))
    assert moves(evening) == [(1, "say"), (2, "mirror")]


def test_either_may_change_between_writing_and_talking_at_any_turn() -> None:
    evening = for_two(turns(rounds=2))
    for mode in ("aloud", "written"):
        evening.ada(SAY if now(evening).mode == "written" else deeds.Say("talk", None))
        evening.ben(deeds.Switch("talk", "aloud" if mode == "aloud" else "written"))
        assert now(evening).mode == mode
        written = mode == "written"
        assert evening.refuses(2, deeds.Say("talk", None) if written else BACK) == "other-mode"
        evening.ben(BACK if written else deeds.Say("talk", None))
        evening.ada(HEARD)
        evening.ben(ON)
        evening.ben(PASS)


def test_a_step_that_is_only_written_is_not_switched_to_talking() -> None:
    evening = for_two(turns(modes=("written",)))
    assert evening.refuses(1, deeds.Switch("talk", "aloud")) == "wrong-kind"
    before = evening.session
    assert evening.ada(deeds.Switch("talk", "written")) == before


def test_a_move_is_words_of_a_turn_and_nothing_else() -> None:
    evening = for_two(turns())
    assert evening.refuses(1, deeds.Say("talk", words("a page of a diary"))) == "wrong-kind"
    assert evening.refuses(1, deeds.Say("talk", TurnsAnswer(said=True))) == "other-mode"
    evening.ada(SAY)


def test_ada_can_begin_while_ben_is_still_reading_and_he_answers_when_he_comes() -> None:
    evening = for_two(write("before"), turns())
    evening.ada(deeds.Complete(step="before", answer=words("ready")))
    evening.ada(SAY)
    assert evening.refuses(2, BACK) == "not-reached"
    evening.ben(deeds.Complete(step="before", answer=words("ready too")))
    evening.ben(BACK)


def test_if_ben_leaves_in_the_middle_ada_goes_on_past_the_talk() -> None:
    evening = for_two(turns(), write("end", Reveal.SHARED))
    evening.ada(SAY)
    assert evening.stage(1, "talk") is Stage.ASK
    evening.ben(deeds.Depart())
    assert evening.stage(1, "talk") is Stage.SHOWN
    assert evening.refuses(1, SAY) == "not-open"
    evening.ada(deeds.ReadOn("talk"))
    assert evening.at_step(1) == "end"


def test_where_nobody_says_back_the_floor_passes_on_as_soon_as_it_was_said() -> None:
    evening = for_two(replace(turns(rounds=2), mirror=""))
    for hands in (evening.ada, evening.ben) * 2:
        hands(SAY)
    assert now(evening).phase == "done"
    assert moves(evening) == [(1, "say"), (2, "say"), (1, "say"), (2, "say")]
    evening = for_two(replace(turns(after=("Thank them.",)), mirror=""))
    evening.ada(SAY)
    assert (now(evening).phase, actor(now(evening))) == ("after", 2)


def test_both_speak_to_the_same_card_before_the_next_one() -> None:
    dealt = replace(turns(rounds=2), cards=("A walk?", "A song?"))
    assert [dealt.card(turn) for turn in range(5)] == ["A walk?", "A walk?", "A song?", "A song?", ""]
    assert [turns().card(0)] == [""]
