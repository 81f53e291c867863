"""Buckets: so many at once, one more in time, and never more of them than memory was promised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.security.throttle import RATES, Rate, Throttle, TooSoon, place_of

RATE = {"codes": Rate(3, 1_000), "words": Rate(1, 60_000)}


class Clock:
    """Milliseconds, set by hand."""

    def __init__(self) -> None:
        self.now = 1_900_000_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle(clock, RATE)


def use(throttle: Throttle, kind: str = "codes", key: str = "ada", times: int = 1) -> int:
    """Try so often, each counting; how many found a place."""
    for done in range(times):
        try:
            with throttle.turn(kind, key) as turn:
                turn.counts()
        except TooSoon:
            return done
    return times


def test_so_many_at_once_then_one_more_each_time(throttle: Throttle, clock: Clock) -> None:
    assert use(throttle, times=9) == 3
    for _ in range(4):
        clock.now += 999
        assert use(throttle) == 0
        clock.now += 1
        assert use(throttle, times=2) == 1
    clock.now += 3_600_000
    assert use(throttle, times=9) == 3, "however long one waits, never more at once"


@pytest.mark.parametrize(("waited", "told"), [(0, 60), (500, 60), (1_000, 59), (59_500, 1)])
def test_the_time_told_is_the_time_to_wait(throttle: Throttle, clock: Clock, waited: int, told: int) -> None:
    use(throttle, "words")
    clock.now += waited
    with pytest.raises(TooSoon) as soon:
        throttle.turn("words", "ada")
    assert soon.value.seconds == told
    clock.now += told * 1000
    assert use(throttle, "words") == 1


def test_what_does_not_count_costs_nothing_but_holds_its_place_meanwhile(throttle: Throttle) -> None:
    for _ in range(50):
        with throttle.turn("codes", "ada"):
            pass
    under_way = [throttle.turn("codes", "ada") for _ in range(3)]
    with pytest.raises(TooSoon):
        throttle.turn("codes", "ada")
    for turn in under_way:
        with turn:
            pass
    assert use(throttle, times=9) == 3


def test_a_fault_on_the_way_does_not_count(throttle: Throttle) -> None:
    for _ in range(9):
        with pytest.raises(ValueError, match="ours"), throttle.turn("codes", "ada"):
            raise ValueError("ours")
    assert use(throttle, times=9) == 3


def test_one_does_not_use_up_what_another_has(throttle: Throttle) -> None:
    assert use(throttle, key="theo", times=99) == 3
    assert use(throttle, key="ada", times=99) == 3
    assert use(throttle, "words", "theo") == 1


def test_a_clock_set_back_locks_nobody_out_for_longer_than_a_whole_bucket(
    throttle: Throttle, clock: Clock
) -> None:
    use(throttle, times=3)
    clock.now -= 10 * 365 * 86_400_000
    with pytest.raises(TooSoon) as soon:
        throttle.turn("codes", "ada")
    assert soon.value.seconds == 1
    clock.now += 3_000
    assert use(throttle, times=9) >= 1


def test_memory_is_bounded_and_whoever_came_lately_is_remembered(clock: Clock) -> None:
    throttle = Throttle(clock, RATE, most=100)
    use(throttle, key="theo", times=3)
    for number in range(10_000):
        use(throttle, key=str(number))
        assert use(throttle, key="theo") == 0
    assert len(throttle) == 100
    for number in range(1_000):  # and whoever is full again is not kept at all
        with throttle.turn("words", str(number)):
            pass
    assert len(throttle) == 100


@given(st.lists(st.tuples(st.integers(0, 5_000), st.booleans()), max_size=60))
def test_in_no_order_of_tries_does_more_than_the_rate_come_through(tries: list[tuple[int, bool]]) -> None:
    clock = Clock()
    throttle, counted, began = Throttle(clock, RATE), 0, clock.now
    for later, counts in tries:
        clock.now += later
        try:
            with throttle.turn("codes", "ada") as turn:
                if counts:
                    turn.counts()
                    counted += 1
        except TooSoon:
            continue
    assert counted <= 3 + (clock.now - began) / 1_000


@pytest.mark.parametrize(
    ("peer", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:23ff::1", "2001:db8:1:2300::"),
        ("2001:db8:1:2300:ffff:ffff:ffff:ffff", "2001:db8:1:2300::"),
        ("fe80::1%eth0", "fe80::"),
        ("::1", "::"),
        ("", ""),
        ("unknown", ""),
        ("192.0.2.7, 192.0.2.8", ""),
        ("x" * 5_000, ""),
    ],
)
def test_a_home_is_one_place_and_what_is_no_address_is_one_too(peer: str, place: str) -> None:
    assert place_of(peer) == place


def test_an_address_has_far_more_than_a_person() -> None:
    for what in ("codes", "words"):
        assert RATES[f"{what} of an address"].most >= 5 * RATES[f"{what} of a person"].most
