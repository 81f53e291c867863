"""Ada and Ben write one paper: an edit voids both names, and a name stands for the version that was read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core import deeds
from server.core.progress import Stage, agreement
from server.core.state import Agreement, Session
from server.core.steps.base import Reveal
from tests.core.cast import BEN, agree, deal, words, write
from tests.core.evening import Evening, for_two

FIRST = deeds.Draw("deal", 0, deal("We walk on Sundays"))
SECOND = deeds.Draw("deal", 1, deal("We walk on Saturdays"))


def paper(evening: Evening) -> Agreement:
    return agreement(evening.session, evening.step("deal"))


def drawn() -> Evening:
    evening = for_two(agree(), write("end", Reveal.SHARED))
    evening.ada(FIRST)
    return evening


def test_both_sign_the_same_version_and_it_is_settled() -> None:
    evening = drawn()
    evening.ben(deeds.Sign("deal", 1))
    assert not paper(evening).settled
    evening.ada(deeds.Sign("deal", 1))
    assert paper(evening).settled
    assert (evening.stage(1, "deal"), evening.stage(2, "deal")) == (Stage.SHOWN, Stage.SHOWN)


def test_an_edit_voids_both_names() -> None:
    evening = drawn()
    evening.ada(deeds.Sign("deal", 1))
    evening.ben(SECOND)
    assert (paper(evening).signed, paper(evening).version, paper(evening).author) == ((), 2, BEN)


def test_ben_signs_only_what_he_has_read() -> None:
    evening = drawn()
    evening.ada(SECOND)
    for version in (0, 1, 3):
        assert evening.refuses(2, deeds.Sign("deal", version)) == "other-version"
    evening.ben(deeds.Sign("deal", 2))


def test_nobody_signs_the_words_the_exercise_begins_with() -> None:
    evening = for_two(agree())
    assert evening.refuses(1, deeds.Sign("deal", 0)) == "other-version"
    evening.ada(FIRST)
    evening.ada(deeds.Sign("deal", 1))


def test_of_two_edits_of_the_same_version_the_second_is_refused() -> None:
    evening = drawn()
    evening.ada(SECOND)
    assert evening.refuses(2, deeds.Draw("deal", 1, deal("We swim on Mondays"))) == "other-version"
    assert evening.held_by(2).answers["deal", 1, 2] == deal("We walk on Saturdays")
    evening.ben(deeds.Draw("deal", 2, deal("We swim on Mondays")))


def test_either_takes_their_name_back_without_a_reason() -> None:
    evening = drawn()
    assert evening.refuses(1, deeds.Unsign("deal")) == "unsigned"
    evening.ada(deeds.Sign("deal", 1))
    assert evening.refuses(2, deeds.Unsign("deal")) == "unsigned"
    evening.ada(deeds.Unsign("deal"))
    assert paper(evening).signed == ()


@pytest.mark.parametrize("seat", [1, 2])
def test_either_leaves_it_open_and_no_name_stands_beside_it(seat: int) -> None:
    evening = drawn()
    evening.ada(deeds.Sign("deal", 1))
    assert isinstance(evening.does(seat, deeds.LeaveOpen("deal")), Session)
    assert (paper(evening).settled, paper(evening).signed) == (True, ())
    evening.ada(deeds.ReadOn("deal"))
    evening.ben(deeds.ReadOn("deal"))
    assert (evening.at_step(1), evening.at_step(2)) == ("end", "end")


def test_what_is_settled_is_not_changed_any_more() -> None:
    evening = drawn()
    evening.ada(deeds.Sign("deal", 1))
    evening.ben(deeds.Sign("deal", 1))
    for deed in (SECOND, deeds.Sign("deal", 1), deeds.Unsign("deal"), deeds.LeaveOpen("deal")):
        assert evening.refuses(1, deed) == "settled"


def test_signing_twice_is_signing_once() -> None:
    evening = drawn()
    once = evening.ada(deeds.Sign("deal", 1))
    assert evening.ada(deeds.Sign("deal", 1)) == once


def test_a_paper_is_not_made_of_a_diary_page() -> None:
    evening = for_two(agree(), write("end"))
    assert evening.refuses(1, deeds.Draw("deal", 0, words("dear diary"))) == "wrong-kind"
    assert evening.refuses(1, deeds.Draw("end", 0, deal("here"))) == "wrong-kind"
    evening.ada(FIRST)


def test_ada_does_not_write_a_joint_paper_before_ben_is_there() -> None:
    evening = Evening(for_two(agree()).session.exercise)
    assert evening.stage(1, "deal") is Stage.WAIT
    assert evening.refuses(1, FIRST) == "not-open"
    evening.ben_joins()
    evening.ada(FIRST)


def test_ben_leaves_and_an_unsigned_paper_is_no_reason_to_wait() -> None:
    evening = drawn()
    evening.ben(deeds.Depart())
    evening.ada(deeds.ReadOn("deal"))
    assert evening.at_step(1) == "end"


DOINGS = st.lists(
    st.tuples(st.sampled_from([1, 2]), st.sampled_from(["draw", "sign", "unsign"]), st.integers(0, 4)),
    max_size=25,
)


@given(DOINGS)
def test_two_names_under_a_paper_are_two_people_who_read_that_version(
    doings: list[tuple[int, str, int]],
) -> None:
    evening = for_two(agree())
    read: dict[int, int] = {}
    for seat, doing, version in doings:
        deed: deeds.Deed = deeds.Unsign("deal")
        if doing == "draw":
            deed = deeds.Draw("deal", version, deal(f"text {version}"))
        elif doing == "sign":
            deed = deeds.Sign("deal", version)
        if isinstance(evening.does(seat, deed), Session):
            if doing == "draw":
                read = {}
            elif doing == "sign":
                read[seat] = version
            else:
                del read[seat]
        assert read == dict.fromkeys(paper(evening).signed, paper(evening).version)
        assert paper(evening).settled == (len(read) == 2)
