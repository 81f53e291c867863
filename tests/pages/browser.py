"""A browser without scripts: it reads pages, follows links, and sends exactly what a form has."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any, Self

import httpx
from litestar import Litestar

from tests.cast import Phone

LATER = "2030-01-02"
VOID = {"input", "br", "hr", "img", "meta", "link", "use", "path", "rect", "circle", "wbr", "source"}


class Button:
    """What a button sends and says."""

    def __init__(self, given: dict[str, str]) -> None:
        self.name, self.value, self.text = given.get("name", ""), given.get("value", ""), ""
        self.sends = given.get("type", "submit") == "submit"


class Form:
    """A form: where it goes, what stands in its fields, and whether it is folded away."""

    def __init__(self, given: dict[str, str], folded: bool) -> None:
        self.method, self.action = given.get("method", "get"), given.get("action", "")
        self.classes = given.get("class", "").split()
        self.folded = folded
        self.fields: list[tuple[str, str]] = []
        """What would be sent as it stands, in order."""
        self.asks: dict[str, tuple[str, list[str]]] = {}
        """Each field somebody can fill: its kind, and its choices."""
        self.buttons: list[Button] = []

    @property
    def path(self) -> str:
        """The last part of the address."""
        return self.action.rsplit("/", 1)[-1]

    def filled(self, words: str) -> list[tuple[str, str]]:
        """The form with something in every field."""
        hand = {name: _fill(name, kind, choices, words) for name, (kind, choices) in self.asks.items()}
        kept = [(name, value) for name, value in self.fields if name not in hand]
        dates = {
            name: value for name, value in self.fields if self.asks.get(name, ("",))[0] == "date" and value
        }
        return kept + [(name, dates.get(name, value)) for name, value in hand.items() if value]


def _fill(name: str, kind: str, choices: list[str], words: str) -> str:
    if kind == "select":
        place = int(name.rpartition("-")[2]) if name.startswith("place-") else 1
        return [choice for choice in choices if choice][place - 1]
    if name == "other":  # one of the given answers was picked
        return ""
    if name == "fits":
        return "none"
    if kind in ("radio", "checkbox"):
        return "yes" if "yes" in choices else choices[0]
    return LATER if kind == "date" else words


class Page(HTMLParser):
    """One page as it came."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        self.status, self.path, self.text = answer.status_code, answer.url.path, answer.text
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        """What a link says, and where it leads."""
        self.headings: list[str] = []
        self.words = ""
        self._form: Form | None = None
        self._area = self._option = ""
        self._folds = 0
        self._saying: list[tuple[str, Any]] = []
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self._form = Form(given, self._folds > 0)
                self.forms.append(self._form)
            case "details":
                self._folds += "open" not in given
                self._saying.append(("details", "open" not in given))
            case "button" if self._form is not None:
                self._form.buttons.append(Button(given))
                self._saying.append(("button", self._form.buttons[-1]))
            case "a":
                self._saying.append(("a", [given.get("href", ""), ""]))
            case "h1":
                self.headings.append("")
                self._saying.append(("h1", None))
            case "input" if self._form is not None:
                self._input(self._form, given)
            case "textarea" if self._form is not None:
                self._area = given["name"]
                self._form.asks.setdefault(self._area, ("text", []))
                self._saying.append(("textarea", [""]))
            case "select" if self._form is not None:
                self._option = given["name"]
                self._form.asks[self._option] = ("select", [])
            case "option" if self._form is not None and self._option:
                self._form.asks[self._option][1].append(given.get("value", ""))

    def _input(self, form: Form, given: dict[str, str]) -> None:
        name, kind, value = given.get("name", ""), given.get("type", "text"), given.get("value", "")
        if kind == "hidden":
            form.fields.append((name, value))
        elif kind in ("radio", "checkbox"):
            form.asks.setdefault(name, (kind, []))[1].append(value)
            form.fields += [(name, value)] if "checked" in given else []
        else:
            form.asks.setdefault(name, ("date" if kind == "date" else "text", []))
            form.fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._option = ""
        elif self._saying and self._saying[-1][0] == tag:
            _, said = self._saying.pop()
            if tag == "details":
                self._folds -= said
            elif tag == "a":
                self.links.setdefault(" ".join(said[1].split()), said[0])
            elif tag == "textarea" and self._form is not None:
                self._form.fields.append((self._area, said[0].removeprefix("\n")))

    def handle_data(self, data: str) -> None:
        self.words += data
        for tag, said in self._saying:
            if tag == "button":
                said.text += data
            elif tag == "a":
                said[1] += data
            elif tag == "h1":
                self.headings[-1] += data
            elif tag == "textarea":
                said[0] += data

    def form(self, path: str, **fields: str) -> Form:
        """The one form that goes to an address ending so, and brings these hidden fields."""
        found = [
            form for form in self.forms if form.path == path and fields.items() <= dict(form.fields).items()
        ]
        assert found, (path, fields, [(form.action, form.fields) for form in self.forms])
        return found[0]


class Browser:
    """Navigates as a person with scripts turned off does, and counts the pages."""

    def __init__(self, client: httpx.AsyncClient, name: str) -> None:
        self.client, self.name = client, name
        self.seen = 0
        self.page: Page

    @classmethod
    def of(cls, app: Litestar, name: str) -> Self:
        """A browser of its own."""
        client = Phone.of(app, name).client
        client.headers.pop("sec-fetch-site")
        client.headers["accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        return cls(client, name)

    async def open(self, path: str, site: str = "none") -> Page:
        """Type an address, or follow it from `site`."""
        return await self._come("GET", path, site)

    async def click(self, text: str) -> Page:
        """Follow a link of this page."""
        assert text in self.page.links, (text, list(self.page.links))
        return await self._come("GET", self.page.links[text], "same-origin")

    async def press(self, form: Form, button: Button | None = None, fields: Any = None) -> Page:
        """Send a form of this page as it stands, or with these fields, by its first or this button."""
        assert form in self.page.forms
        by = button or next(each for each in form.buttons if each.sends)
        sent = [*(form.fields if fields is None else fields), *([(by.name, by.value)] if by.name else [])]
        return await self._come(form.method.upper(), form.action, "same-origin", sent)

    async def _come(self, method: str, path: str, site: str, fields: Any = None) -> Page:
        headers = {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
        data: dict[str, list[str]] = {}
        for name, value in fields or ():
            data.setdefault(name, []).append(value)
        answer = await self.client.request(method, path, headers=headers, data=data or None)
        for _ in range(5):
            if answer.status_code != 303:
                break
            answer = await self.client.get(answer.headers["location"], headers=headers)
        self.page = Page(answer)
        self.seen += 1
        assert answer.headers["content-type"].startswith("text/html"), answer.headers
        assert len(self.page.headings) == 1, (path, self.page.headings)
        return self.page
