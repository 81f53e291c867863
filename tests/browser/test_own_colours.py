"""Every page where the device has colours of its own: more contrast, or forced colours."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Begun, Phones
from tests.browser.looks import in_each_light, violations
from tests.browser.test_every_page import of_two, ones_own, open_to_all
from tests.conftest import Clock

pytestmark = pytest.mark.browser


@pytest.mark.long
@pytest.mark.parametrize("more", [{"contrast": "more"}, {"forced_colors": "active"}], ids=["more", "forced"])
def test_pages_where_the_device_has_colours_of_its_own(
    phones: Phones, begun: Begun, clock: Clock, more: dict[str, str]
) -> None:
    ada, ben = phones("Ada", **more), phones("Ben")
    found = []
    for views in (open_to_all(ada), of_two(ada, ben, begun, clock), ones_own(ada, begun, clock)):
        for hand, _ in views:
            found += violations(hand, forced=True) if "forced_colors" in more else in_each_light(hand)
    assert not found, "\n".join(found)
