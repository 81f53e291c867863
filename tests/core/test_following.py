"""Following a pack: what each deed makes of it, what comes next, and from which day on."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.exercise import Access, Audience
from server.core.following import Following, Place, Run, Way, change, coming, fits, stands
from server.core.pack import Entry, Pack
from server.core.state import DAY, HOUR

PACK = Pack(
    slug="a-pack",
    version=2,
    title="A pack",
    summary="Some.",
    for_whom="For one.",
    not_for="Not for all.",
    audience=Audience.SOLO,
    access=Access.OPEN,
    entries=(Entry(exercise="one"), Entry(exercise="two", after=3), Entry(exercise="three", after=5)),
)
MONDAY = 20_000 * DAY + 9 * HOUR
MINE = Following(pack="a-pack", version=2, began=MONDAY)
OTHER = Following(pack="another", version=1, began=MONDAY)


def run(exercise: str, day: float, *, done: bool = True, id: str = "") -> Run:
    """A session begun and last touched so many days after Monday."""
    at = MONDAY + int(day * DAY)
    return Run(session=id or f"{exercise}-{day}", exercise=exercise, began=at, touched=at, done=done)


def places(*runs: Run, mine: Following = MINE) -> list[str]:
    return [stand.place.value for stand in stands(PACK, mine, runs)]


def test_the_first_one_comes_first_and_on_any_day() -> None:
    (first, second, third) = stands(PACK, MINE, ())
    assert (first.place, first.at) == (Place.NEXT, MONDAY)
    assert {second.place, third.place} == {Place.LATER}
    assert coming((first, second, third)) == first
    assert fits(first, MONDAY, 0)


def test_the_days_count_from_when_the_one_before_was_done() -> None:
    next_ = coming(stands(PACK, MINE, [run("one", 10)]))
    assert next_ is not None
    assert (next_.exercise, next_.at) == ("two", MONDAY + 13 * DAY)
    assert not fits(next_, MONDAY + 12 * DAY, 0)
    assert fits(next_, MONDAY + 13 * DAY - 8 * HOUR, 0), "its day has begun, though not its hour"


def test_a_day_begins_where_the_reader_is() -> None:
    next_ = coming(stands(PACK, MINE, [run("one", 0)]))
    assert next_ is not None
    evening = MONDAY + 2 * DAY + 14 * HOUR
    assert not fits(next_, evening, 0)
    assert fits(next_, evening, 2 * 60), "past midnight further east"


def test_what_is_begun_is_what_one_is_in_the_middle_of() -> None:
    assert places(run("one", 1, done=False)) == ["begun", "later", "later"]
    assert places(run("one", 1), run("two", 2, done=False)) == ["done", "begun", "later"]
    found = coming(stands(PACK, MINE, [run("one", 1, done=False, id="here")]))
    assert found is not None and found.session == "here"


def test_once_done_is_done_whatever_is_begun_again() -> None:
    found = stands(PACK, MINE, [run("one", 5, done=False), run("one", 1, id="first"), run("one", 4)])
    assert (found[0].place, found[0].session, found[0].at) == (Place.DONE, "first", MONDAY + DAY)


def test_another_order_is_fine_too() -> None:
    assert places(run("three", 1)) == ["next", "later", "done"]
    assert places(run("three", 1), run("one", 2)) == ["done", "next", "done"]


def test_what_was_done_before_one_followed_does_not_count() -> None:
    assert places(run("one", -1)) == ["next", "later", "later"]
    assert places(run("one", 0)) == ["done", "next", "later"]


def test_what_was_set_aside_keeps_nobody_waiting() -> None:
    mine = replace(MINE, aside=("two",))
    found = stands(PACK, mine, [run("one", 10)])
    assert [stand.place.value for stand in found] == ["done", "aside", "next"]
    assert found[2].at == MONDAY + 15 * DAY
    assert places(run("two", 1), mine=mine) == ["next", "done", "later"], "and can be done all the same"


def test_where_nothing_was_done_yet_nothing_is_waited_for() -> None:
    next_ = coming(stands(PACK, replace(MINE, aside=("one",)), ()))
    assert next_ is not None
    assert (next_.exercise, next_.at) == ("two", MONDAY)


def test_at_the_end_nothing_comes() -> None:
    assert coming(stands(PACK, MINE, [run("one", 1), run("two", 2), run("three", 3)])) is None


def test_following_twice_is_following_once() -> None:
    first = change((OTHER,), PACK, Way.FOLLOW, MONDAY)
    assert first == (OTHER, MINE)
    assert change(first, PACK, Way.FOLLOW, MONDAY + DAY) == first


def test_resting_and_going_on_lose_nothing() -> None:
    mine = replace(MINE, aside=("two",), version=1)
    rested = change((mine, OTHER), PACK, Way.REST, MONDAY + DAY)
    assert rested == (replace(mine, resting=True, version=2), OTHER)
    assert change(rested, PACK, Way.GO_ON, MONDAY) == (replace(mine, version=2), OTHER)


def test_beginning_anew_begins_on_that_day() -> None:
    mine = replace(MINE, aside=("two",), resting=True)
    assert change((mine, OTHER), PACK, Way.ANEW, MONDAY + DAY) == (OTHER, replace(MINE, began=MONDAY + DAY))


def test_setting_aside_is_for_what_is_in_the_pack() -> None:
    once = change((MINE,), PACK, Way.SET_ASIDE, MONDAY, "two")
    assert once == (replace(MINE, aside=("two",)),)
    assert change(once, PACK, Way.SET_ASIDE, MONDAY, "two") == once
    assert change(once, PACK, Way.SET_ASIDE, MONDAY, "four") == once


def test_leaving_leaves_the_others() -> None:
    assert change((MINE, OTHER), PACK, Way.LEAVE, MONDAY) == (OTHER,)


def test_whoever_does_not_follow_can_only_begin() -> None:
    for way in set(Way) - {Way.FOLLOW}:
        assert change((OTHER,), PACK, way, MONDAY, "two") == (OTHER,), way
