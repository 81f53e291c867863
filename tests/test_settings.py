"""What an operator may set, and every sentence that a mistake gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from server import settings as module
from server.settings import TABLE, BadSettings, Settings, files


def problems(**given: str) -> tuple[str, ...]:
    """What is said of these settings; fails if nothing is."""
    with pytest.raises(BadSettings) as caught:
        Settings.read({f"DUOLOGUE_{name}": value for name, value in given.items()})
    return caught.value.problems


def read(**given: str) -> Settings:
    return Settings.read({f"DUOLOGUE_{name}": value for name, value in given.items()})


def test_nothing_set_gives_the_defaults_of_the_struct() -> None:
    found, default = Settings.read({}), Settings()
    for field in Settings.__struct_fields__:
        expected = getattr(default, field)
        expected = expected.resolve() if isinstance(expected, Path) else expected
        assert getattr(found, field) == expected, field


def test_the_table_and_the_struct_name_the_same_settings() -> None:
    assert [setting.name.lower() for setting in TABLE] == list(Settings.__struct_fields__)
    assert all(setting.meaning.endswith(".") for setting in TABLE)


def test_set_to_nothing_is_not_set_and_other_programs_variables_are_not_ours() -> None:
    assert Settings.read({"DUOLOGUE_PORT": " ", "PORT": "99", "HOME": "/root"}) == Settings.read({})


def test_the_address_follows_the_port() -> None:
    assert read(PORT="9000").origin == "http://localhost:9000"
    assert read(PORT="9000", ORIGIN="https://two.example").origin == "https://two.example"


@pytest.mark.parametrize("port", ["0", "65536", "80.5", "-1", "eight", "٨٠", "9" * 5000])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert read(PORT="65535").port == 65535
    assert problems(PORT=port) == (f"DUOLOGUE_PORT is {port!r}. Give a number from 1 to 65535.",)


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://Two.Example", "https://two.example"),
        ("https://two.example/", "https://two.example"),
        ("https://two.example:443", "https://two.example"),
        ("https://two.example:8443", "https://two.example:8443"),
        ("http://localhost:80", "http://localhost"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://ada.localhost:8000", "http://ada.localhost:8000"),
    ],
)
def test_an_origin_is_kept_as_a_browser_writes_it(given: str, origin: str) -> None:
    assert read(ORIGIN=given).origin == origin


@pytest.mark.parametrize(
    "origin",
    [
        "two.example",
        "ftp://two.example",
        "https://",
        "https://ada@two.example",
        "https://two.example:port",
        "https://two.example:99999",
        "https://[::1",
        "https://two.example/duologue",
        "https://two.example/?a=b",
    ],
)
def test_an_origin_that_no_browser_would_send_is_refused(origin: str) -> None:
    assert read(ORIGIN="https://two.example").secure
    (said,) = problems(ORIGIN=origin)
    assert said.startswith(f"DUOLOGUE_ORIGIN is {origin!r}. Give ")


@pytest.mark.parametrize(
    "origin", ["http://two.example", "http://192.168.1.7:8000", "http://localhost.example"]
)
def test_plain_http_is_refused_for_any_other_machine(origin: str) -> None:
    assert not read(ORIGIN="http://localhost:8000").secure
    (said,) = problems(ORIGIN=origin)
    assert said == (
        f"DUOLOGUE_ORIGIN is {origin}, but plain http is only for this machine itself. "
        "Put a proxy with a certificate in front and give its https address."
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "two.example"])
def test_listening_to_other_machines_needs_https_in_front(host: str) -> None:
    assert read(HOST=host, ORIGIN="https://two.example").host == host
    (said,) = problems(HOST=host)
    assert said.startswith(f"DUOLOGUE_HOST is {host}, which other machines can reach")


@pytest.mark.parametrize("host", ["127.0.0.1:80", "http://127.0.0.1", "a b", "ada@here"])
def test_a_host_is_an_address_alone(host: str) -> None:
    assert read(HOST="127.0.0.2").host == "127.0.0.2"
    assert problems(HOST=host) == (
        f"DUOLOGUE_HOST is {host!r}. Give an address of this machine alone, like 127.0.0.1.",
    )


def test_the_pepper_may_not_lie_in_what_is_backed_up(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert read(DATA=str(data), PEPPER=str(tmp_path / "pepper")).data == data
    (said,) = problems(DATA=str(data), PEPPER=str(data / "deeper" / ".." / "pepper"))
    assert said.startswith("DUOLOGUE_PEPPER lies inside DUOLOGUE_DATA")


def test_the_pepper_may_not_come_into_the_data_by_a_link_either(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "elsewhere").symlink_to(tmp_path / "data")
    (said,) = problems(DATA=str(tmp_path / "data"), PEPPER=str(tmp_path / "elsewhere" / "pepper"))
    assert said.startswith("DUOLOGUE_PEPPER lies inside DUOLOGUE_DATA")


def test_an_operator_is_one_line() -> None:
    assert read(OPERATOR="Thea, thea@two.example").operator == "Thea, thea@two.example"
    for text in ("Thea\nAda", "x" * 201):
        assert problems(OPERATOR=text) == (
            "DUOLOGUE_OPERATOR is not one line of at most 200 characters. Give a name and how to reach you.",
        )


def test_only_the_embedded_database_can_be_had() -> None:
    assert problems(DATABASE="postgresql://here") == (
        "DUOLOGUE_DATABASE is set, but this version has the embedded database only. Leave it empty.",
    )


def test_who_may_start_is_one_of_two_words() -> None:
    assert read(STARTS="invited").starts == "invited"
    assert problems(STARTS="all") == ("DUOLOGUE_STARTS is 'all'. Give 'anyone' or 'invited'.",)


def test_what_is_logged_is_one_of_two_words() -> None:
    assert read(LOG="requests").log == "requests"
    assert problems(LOG="all") == ("DUOLOGUE_LOG is 'all'. Give 'faults' or 'requests'.",)


def test_proxies_are_addresses() -> None:
    assert read(PROXIES="10.0.0.1, ::1 ,").proxies == ("10.0.0.1", "::1")
    (said,) = problems(PROXIES="10.0.0.1, *")
    assert said.startswith("DUOLOGUE_PROXIES has '*'.")


def test_a_misspelt_name_is_not_passed_over() -> None:
    assert problems(PROT="1") == ("DUOLOGUE_PROT is not a setting. Did you mean DUOLOGUE_PORT?",)
    assert problems(QQQQQQQQQQQQQQQQQ="1") == ("DUOLOGUE_QQQQQQQQQQQQQQQQQ is not a setting.",)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    said = problems(PORT="x", HOST="0.0.0.0", ORIGIN="http://two.example", STARTS="all", PROT="1")
    assert [sentence.split()[0] for sentence in said] == [
        "DUOLOGUE_PORT",
        "DUOLOGUE_STARTS",
        "DUOLOGUE_PROT",
        "DUOLOGUE_ORIGIN",
        "DUOLOGUE_HOST",
    ]


def test_an_origin_that_cannot_be_read_is_no_complaint_about_the_host() -> None:
    (said,) = problems(HOST="0.0.0.0", ORIGIN="two.example")
    assert said.startswith("DUOLOGUE_ORIGIN ")


def test_this_process_is_asked_where_no_environment_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUOLOGUE_PORT", "8123")
    assert Settings.read().port == 8123


def test_nobody_can_change_the_settings_later() -> None:
    with pytest.raises(AttributeError):
        Settings().port = 1  # type: ignore[misc]


def test_the_files_lie_around_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (files() / "exercises").is_dir()
    assert (files() / "web").is_dir()
    package = tmp_path / "server"
    (package / "_files").mkdir(parents=True)
    monkeypatch.setattr(module, "__file__", str(package / "settings.py"))
    assert files() == package / "_files"
