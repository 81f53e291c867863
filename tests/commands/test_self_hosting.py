"""What the page for operators tells people to set or run is really there."""

from __future__ import annotations

import re

from server.settings import TABLE, Settings
from server.vault.certificate import RENEWED
from tests.house import ROOT

PAGE = (ROOT / "docs" / "self-hosting.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_setting_it_names_is_one() -> None:
    named = set(re.findall(r"DUOLOGUE_[A-Z]+", PAGE + README))
    assert {"DUOLOGUE_ORIGIN", "DUOLOGUE_PEPPER"} <= named
    assert named <= {setting.key for setting in TABLE}


def test_what_its_service_sets_is_taken() -> None:
    given = dict(re.findall(r"^Environment=(DUOLOGUE_\w+)=(.*)$", PAGE, re.MULTILINE))
    found = Settings.read(given)
    assert (found.origin, found.proxies) == ("https://two.example.org", ("127.0.0.1",))
    assert not found.pepper.is_relative_to(found.data)
    allowed = re.findall(r"^StateDirectory=(.*)$", PAGE, re.MULTILINE)[0].split()
    for path in (found.data, found.pepper):
        assert path.parent.name in allowed


def test_what_it_says_of_the_rooms_certificate_is_so() -> None:
    assert RENEWED.days == 14 and "two\nweeks before their end" in PAGE
    assert "var/data-lan" in PAGE
    assert "--lan $(filter-out 1,$(LAN))" in MAKE
    for page in (PAGE, README):
        assert "make serve LAN=1" in page and "Show Details" in page and "Advanced" in page


def test_the_readme_leads_there() -> None:
    assert "(docs/self-hosting.md)" in README
