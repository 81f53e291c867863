"""Two thousand hostile strings in every field: on no page a script, a request, or an order to htmx."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, BrowserContext

from server.render import printer
from server.security.throttle import RATES, Rate, Throttle
from server.settings import files
from tests.browser.caught import Caught, alive
from tests.browser.hostile import MARK, Sender, corpus
from tests.browser.senders import DRAFT, Writer, steps
from tests.conftest import Listening
from tests.races.evening import shelved

pytestmark = pytest.mark.browser
STRINGS = corpus()


class Reader:
    """A browser that looks at pages for what came alive in them."""

    def __init__(self, context: BrowserContext, listening: Listening) -> None:
        self.context = context
        self.address = listening.address
        self.caught = Caught(context, listening.address)
        self.page = context.new_page()
        self.writers: list[Writer] = []

    def marks(self) -> int:
        """How many strings stand on this page, as text."""
        return self.page.content().lower().count(MARK)

    def writer(self, sender: Sender) -> Writer:
        """Somebody new, who takes strings from this sender."""
        self.writers.append(Writer(self.address, sender))
        return self.writers[-1]

    def reads(self, writer: Writer, path: str, *, stays: bool = True) -> list[str]:
        """What came alive on this page, as this person sees it."""
        self.context.clear_cookies()
        self.context.add_cookies(
            [
                {"name": each.name, "value": each.value or "", "url": self.address}
                for each in writer.client.cookies.jar
            ]
        )
        found = self.page.goto(self.address + path, wait_until="load")
        assert found is not None
        assert found.ok or not stays, (path, found.status)
        assert "script-src 'self'" in found.headers["content-security-policy"]
        return [f"{path}: {each}" for each in self.caught.in_page(self.page)]


@pytest.fixture
def reader(browser: Browser, listening: Listening) -> Iterator[Reader]:
    house = listening.app.state.house
    generous = Throttle(house.clock, dict.fromkeys(RATES, Rate(10**6, 1)))
    listening.app.state.house = replace(house, throttle=generous)
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(60_000)
    made = Reader(context, listening)
    yield made
    for each in made.writers:
        each.client.close()
    context.close()
    listening.app.state.house = house


@pytest.fixture
def sender() -> Sender:
    return Sender(STRINGS)


def joined(ada: Writer, ben: Writer, slug: str) -> tuple[str, list[str]]:
    """A session of both, whose names are hostile; and the pages at the door, with who reads them."""
    session = ada.does("/sessions", exercise=slug, **{"with": "partner"}).removesuffix("/invitation")
    ada.does(f"{session}/invitation", name=ada.sender.some("name of the first", 40, " "))
    code = ada.view(f"{session}/invitation")["code"]
    knock = ben.does("/joins", code=code, name=ben.sender.some("name of the second", 40, " "))
    return session, [knock]


def evening(reader: Reader, ada: Writer, ben: Writer, slug: str) -> list[str]:
    """From the door to the end; each page of both is looked at, with drafts, answers and names on it."""
    session, (knock,) = joined(ada, ben, slug)
    found = reader.reads(ben, knock) + reader.reads(ada, f"{session}/invitation")
    ada.does(f"{session}/admission", knock=knock.rpartition("/")[2], admit="yes")
    for _ in range(400):
        moved = False
        for writer in (ada, ben):
            view = writer.view(session)
            if "step" not in view:
                continue
            path = f"{session}/steps/{view['step']['id']}"
            drafted = view["stage"] == "ask" and writer is ada and not view["turn"]
            if drafted:
                ada.drafts(path, view["step"])
            if writer is ada or view["stage"] == "shown":
                found += reader.reads(writer, path)
                assert not drafted or reader.marks() > 20, f"the draft stands on {path}"
            moved = writer.answers(session, view) or moved
        if not moved:
            break
    assert all("step" not in writer.view(session) for writer in (ada, ben)), "they came to the end"
    for writer in (ada, ben):
        found += reader.reads(writer, session)
        assert reader.marks() > 500, "all that was said stands on the last page"
        for path in ("/today", "/together", "/journal", f"{session}/departure"):
            found += reader.reads(writer, path)
    return found


def pairs(reader: Reader, sender: Sender) -> tuple[Writer, Writer]:
    return reader.writer(sender), reader.writer(sender)


def test_the_strings_are_alive_where_nothing_escapes_them(reader: Reader) -> None:
    """Most are found by the look-through if they are put into a page as they are."""
    writer = reader.writer(Sender(STRINGS))
    reader.reads(writer, "/help")
    assert len(set(STRINGS)) == 2_000
    assert alive(reader.page, STRINGS) > 1_300
    assert alive(reader.page, ["a < b & c > d", "xuoq without a tag", "&lt;b&gt;"]) == 0


def test_a_page_that_did_not_escape_would_be_caught(
    reader: Reader, listening: Listening, sender: Sender
) -> None:
    """The same pages, printed without escaping: the policy stops scripts, the look-through finds the rest."""
    slug = shelved(listening.app, "unescaped", *steps(0))
    ada, ben = pairs(reader, sender)
    session, _ = joined(ada, ben, slug)
    path = f"{session}/steps/write0"
    ada.drafts(path, ada.view(session)["step"])
    assert reader.reads(ada, path) == []
    house = listening.app.state.house
    addresses = {"icons": house.assets.icons, "pictures": house.assets.pictures}
    careless = printer.read(files() / "web/templates", house.languages, addresses)
    for each in careless.environments.values():
        each.auto_escape_callback = lambda name: False
    listening.app.state.house = replace(house, printer=careless)
    caught = reader.reads(ada, path)
    listening.app.state.house = house
    assert len([each for each in caught if "hx-" in each]) > 5, caught[:20]
    assert any("script stopped:" in each for each in caught)
    assert any(" on" in each for each in caught)
    assert any("request " in each for each in caught)
    assert reader.reads(ada, path) == []


def test_in_every_field_they_are_only_text(reader: Reader, listening: Listening, sender: Sender) -> None:
    """Drafts have all of them; answers and names their share in the time there is."""
    slug = shelved(listening.app, "hostile", *steps(1))
    found = []
    for _ in range(2):
        found += evening(reader, *pairs(reader, sender), slug)
    assert found == []
    drafts = {field: had for field, had in sender.had.items() if field.startswith("draft of ")}
    assert len(drafts) > 30
    assert all(len(drafts[f"draft of {kind} {name}"]) == 2_000 for kind, name in ONE_TEXT)
    assert set().union(*sender.had.values()) == set(STRINGS)


ONE_TEXT = (
    *(("write", "text"), ("letter", "text"), ("agree", "text"), ("debrief", "text")),
    *(("list", "item"), ("choice", "other"), ("feelings", "other"), ("body", "note")),
)


@pytest.mark.long
def test_all_of_them_in_every_field(reader: Reader, listening: Listening, sender: Sender) -> None:
    """The long form: every string that fits into a field was in it."""
    slug = shelved(listening.app, "hostile", *steps(12))
    found: list[str] = []
    for _ in range(80):
        found += evening(reader, *pairs(reader, sender), slug)
        texts = {field: had for field, had in sender.had.items() if "name" not in field}
        if all(len(had) >= 1_990 for had in texts.values()):
            break
    assert found == []
    assert {field: len(had) for field, had in texts.items() if len(had) < 1_990} == {}


def test_what_a_form_gives_back_is_only_text(reader: Reader, sender: Sender) -> None:
    """Forms that were not taken show again what was typed; a search shows what was looked for."""
    writer, found = reader.writer(sender), []
    sent = {
        "/joins": ("name", "code", "link"),
        "/sign-ins": ("words",),
    }
    for path, names in sent.items():
        for name in names:
            for _ in range(6):
                text = sender.some(f"{path} {name}", DRAFT // 3, " ")  # in a form each mark is three bytes
                found += given_back(reader, writer, path, {name: text, "deed": "deed00000001"}, text)
    for _ in range(25):
        text = sender.some("search", 190, " ")
        writer.client.cookies.clear()
        found += reader.reads(writer, "/exercises?words=" + quote(text))
    assert found == []
    assert all(len(sender.had[f"{path} {name}"]) == 2_000 for path, names in sent.items() for name in names)


def given_back(reader: Reader, writer: Writer, path: str, fields: dict[str, str], text: str) -> list[str]:
    """What came alive on the page that a browser gets back for this form."""
    reader.reads(writer, "/help")
    with reader.page.expect_navigation():
        reader.page.evaluate(SEND, [path, fields])
    assert reader.page.url.endswith(path)
    shown = reader.page.evaluate(
        "() => [...document.querySelectorAll('input, textarea')].map(each => each.value)"
    )
    assert text in shown, "the whole of it is there, as text"
    return [f"{path}: {each}" for each in reader.caught.in_page(reader.page)]


SEND = """([path, fields]) => {
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action: path });
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement('textarea');
    Object.assign(field, { name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""
