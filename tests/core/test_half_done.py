"""Half done: words grow old and are read again, sessions rest and are taken up, nothing opens meanwhile."""

from __future__ import annotations

import pytest

from server.core import deeds
from server.core.deeds import Complete
from server.core.progress import Stage, glance
from server.core.state import MINUTE, Stop
from server.core.steps.base import Reveal
from server.core.visibility import Sight
from tests.core.cast import exercise, words, write
from tests.core.evening import Evening, for_two

HERS = Complete(step="it", answer=words("I was afraid"), show=True)
HIS = Complete(step="it", answer=words("I was proud"), show=True)
READY = deeds.Ready()


def moment(evening: Evening) -> deeds.Halt:
    return deeds.Halt(Stop.MOMENT, evening.at + MINUTE)


def sealed() -> Evening:
    """Ada has answered what opens together, and Ben has not."""
    evening = for_two(write("it", Reveal.TOGETHER), write("mine"))
    evening.ada(HERS)
    return evening


def test_an_answer_older_than_three_days_opens_only_after_its_author_read_it_again() -> None:
    evening = for_two(write("it", Reveal.TOGETHER))
    evening.ada(HERS)
    evening.later(hours=72)
    assert evening.stage(1, "it") is Stage.WAIT
    evening.later(minutes=1)
    evening.ben(HIS)
    assert evening.sees(2, "it", 1) is Sight.SEALED
    assert (evening.stage(1, "it"), evening.stage(2, "it")) == (Stage.REREAD, Stage.WAIT)
    evening.ada(deeds.Keep("it"))
    assert (evening.sees(2, "it", 1), evening.sees(1, "it", 2)) == (Sight.OPEN, Sight.OPEN)


def test_within_three_days_it_opens_at_once() -> None:
    evening = for_two(write("it", Reveal.TOGETHER))
    evening.ada(HERS)
    evening.later(hours=72)
    evening.ben(HIS)
    assert evening.sees(2, "it", 1) is Sight.OPEN


@pytest.mark.parametrize("text", ["I was afraid", "I was scared"])
def test_old_words_sent_again_or_changed_were_read_again(text: str) -> None:
    evening = for_two(write("it", Reveal.TOGETHER))
    evening.ada(HERS)
    evening.later(hours=73)
    evening.ben(HIS)
    evening.ada(Complete(step="it", answer=words(text)))
    assert evening.held_by(2).answers["it", 1, 0] == words(text)


def test_an_edit_makes_sealed_words_no_younger_so_that_nobody_can_tell_that_there_was_one() -> None:
    edited, untouched = sealed(), sealed()
    for evening in (edited, untouched):
        evening.later(hours=60)
    edited.ada(Complete(step="it", answer=words("I was scared")))
    edited.ada(deeds.Keep("it"))
    for evening in (edited, untouched):
        evening.later(hours=13)
        evening.ben(HIS)
        assert evening.sees(2, "it", 1) is Sight.SEALED
    assert edited.session.state == untouched.session.state


def test_what_ada_does_unseen_does_not_put_off_the_rest() -> None:
    evening = for_two(write("mine"), write("it", Reveal.TOGETHER))
    evening.later(days=13)
    evening.ada(Complete(step="mine", answer=words("only for me")))
    evening.later(days=1)
    assert evening.refuses(2, Complete(step="mine", answer=words("too late"))) == "resting"
    seen = for_two(write("mine"), write("it", Reveal.TOGETHER))
    seen.ada(Complete(step="mine", answer=words("only for me")))
    seen.later(days=13)
    seen.ada(HERS)
    seen.later(days=1)
    seen.ben(Complete(step="mine", answer=words("in time")))


def test_to_change_keep_into_show_does_not_make_old_words_fresh() -> None:
    evening = for_two(write("it", Reveal.CHOSEN))
    evening.ada(Complete(step="it", answer=words("I was afraid"), show=False))
    evening.later(hours=73)
    evening.ben(HIS)
    evening.ada(deeds.Choose("it", True))
    assert evening.sees(2, "it", 1) is Sight.SEALED
    assert evening.stage(1, "it") is Stage.REREAD
    evening.ada(deeds.Keep("it"))
    assert evening.sees(2, "it", 1) is Sight.OPEN


def test_what_stayed_closed_and_could_open_now_is_read_again_even_by_someone_far_beyond_it() -> None:
    evening = for_two(write("it", Reveal.CHOSEN), write("then"))
    evening.ada(HERS)
    evening.ben(Complete(step="it", answer=words("I was proud"), show=False))
    evening.ada(deeds.ReadOn("it"))
    evening.later(hours=73)
    evening.ben(deeds.PutAway("it"))
    assert evening.at_step(1) == "then"
    evening.ben(HIS)
    assert (evening.stage(1, "it"), evening.stage(2, "it")) == (Stage.REREAD, Stage.WAIT)
    evening.ada(deeds.Keep("it"))
    assert evening.sees(2, "it", 1) is Sight.OPEN
    assert evening.at_step(1) == "then"


def test_put_away_the_words_are_asked_again_and_lie_at_home() -> None:
    evening = for_two(write("it", Reveal.TOGETHER))
    evening.ada(HERS)
    evening.later(hours=73)
    evening.ben(HIS)
    assert not evening.lies_at_home("it", 1)
    evening.ada(deeds.PutAway("it"))
    assert (evening.stage(1, "it"), evening.stage(2, "it")) == (Stage.ASK, Stage.WAIT)
    assert evening.lies_at_home("it", 1)
    assert evening.sees(2, "it", 1) is Sight.HIDDEN


def test_shared_before_ben_joined_and_old_by_then_it_is_read_again_first() -> None:
    evening = Evening(exercise(write("it", Reveal.SHARED), write("then")))
    evening.ada(HERS)
    evening.ada(deeds.ReadOn("it"))
    evening.later(days=4)
    evening.ben_joins()
    assert evening.sees(2, "it", 1) is Sight.SEALED
    assert (evening.at_step(1), evening.stage(1, "it")) == ("it", Stage.REREAD)
    evening.ada(deeds.Keep("it"))
    assert evening.sees(2, "it", 1) is Sight.OPEN
    assert evening.at_step(1) == "then"


@pytest.mark.parametrize("seat", [1, 2])
def test_after_two_quiet_weeks_it_rests_until_both_take_it_up(seat: int) -> None:
    evening = sealed()
    evening.later(days=14)
    assert [evening.refuses(2, deed) for deed in (HIS, moment(evening))] == ["resting"] * 2
    before = glance(evening.session, 3 - seat)
    evening.does(seat, READY)
    assert glance(evening.session, 3 - seat) == before
    assert evening.refuses(2, HIS) == "resting"
    evening.does(3 - seat, READY)
    evening.ben(HIS)
    assert evening.sees(2, "it", 1) is Sight.SEALED
    assert evening.stage(1, "it") is Stage.REREAD


def test_a_day_short_of_two_weeks_it_does_not_rest() -> None:
    evening = sealed()
    evening.later(days=13)
    evening.ben(HIS)


def test_to_change_ones_name_does_not_wake_what_rests() -> None:
    evening = sealed()
    evening.later(days=15)
    evening.ben(deeds.Name("Benni"))
    assert evening.refuses(2, HIS) == "resting"


def test_whoever_said_ready_after_a_rest_is_told_when_it_goes_on() -> None:
    evening = sealed()
    evening.later(days=15)
    evening.ben(READY)
    waits = glance(evening.session, 2)
    evening.ada(READY)
    assert glance(evening.session, 2) != waits


def test_on_ones_own_nothing_ever_rests() -> None:
    alone = Evening(exercise(write("it"), solo=(write("it"),)), alone=True)
    alone.later(days=300)
    alone.ada(Complete(step="it", answer=words("I am back")))
    left = sealed()
    left.ben(deeds.Depart())
    left.later(days=300)
    left.ada(deeds.ReadOn("it"))
