"""A line is shown for 200 days after somebody checked it, and not a day longer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from server.core.helplines import MOST_DAYS, Line, fresh

CHECKED = date(2026, 10, 5)


def line(**known: str) -> Line:
    """A line that somebody can call."""
    return Line(
        id="line",
        name="Line",
        about=("feelings",),
        call=("116 123",),
        hours="24/7",
        languages=(),
        cost="free",
        **known,
    )


@pytest.mark.parametrize(("days", "shown"), [(0, True), (1, True), (200, True), (201, False), (4000, False)])
def test_it_is_shown_for_two_hundred_days(days: int, shown: bool) -> None:
    assert fresh(line(verified_on=CHECKED.isoformat()), CHECKED + timedelta(days=days)) is shown
    assert MOST_DAYS == 200


def test_a_day_that_is_yet_to_come_says_nothing() -> None:
    assert not fresh(line(verified_on="2026-10-05"), date(2026, 10, 4))


def test_to_have_been_seen_elsewhere_is_not_to_be_checked() -> None:
    assert not fresh(line(seen_on="2026-10-05"), CHECKED)
    assert fresh(line(seen_on="2026-10-05", verified_on="2026-10-05"), CHECKED)
