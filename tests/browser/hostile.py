"""Strings that would be scripts, requests or orders to htmx if any page took them for more than text."""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Iterator
from random import Random
from urllib.parse import quote

MARK = "xuoq"
TAGS = (
    *("img", "svg", "script", "iframe", "object", "embed", "link", "meta", "base", "style", "form", "button"),
    *("input", "video", "audio", "source", "math", "details", "marquee", "a", "div", "p", "body", "template"),
    *("x-xuoq", "track", "picture", "select", "textarea", "table"),
)
# {n} becomes the mark with a number: whatever comes of a string says which one it was.
ATTRIBUTES = (
    *("src=x onerror=__hit('{n}')", "onload=__hit('{n}')", "autofocus onfocus=__hit('{n}') tabindex=1"),
    *("onclick=__hit('{n}')", "onpointerover=\"__hit('{n}')\"", "open ontoggle='__hit(`{n}`)'"),
    *("onanimationstart=__hit('{n}')", "style=background:url(//evil.test/{n})", 'style="x:{n}"'),
    *(
        "src=//evil.test/{n}",
        "src=/{n}",
        "href=javascript:__hit('{n}')",
        "xlink:href='javascript:__hit(`{n}`)'",
    ),
    *("srcdoc='<script>__hit(`{n}`)</script>'", "action=//evil.test/{n}", "formaction=//evil.test/{n}"),
    *("srcset='//evil.test/{n} 1x'", "poster=//evil.test/{n}", "data=//evil.test/{n}", "background=/{n}"),
    *("rel=stylesheet href=//evil.test/{n}", "http-equiv=refresh content='0;url=//evil.test/{n}'"),
    *(
        "hx-get=/{n} hx-trigger=load",
        "hx-post='/{n}' hx-trigger='load'",
        "data-hx-get=/{n} data-hx-trigger=load",
    ),
    *("hx-on:load=__hit('{n}')", "data-hx-on:click=\"__hit('{n}')\"", "hx-vals='js:__hit(`{n}`)'"),
    *("hx-sse:connect=/{n}", "hx-swap-oob=true id={n}", "is={n}", "ping=//evil.test/{n}"),
)
BEFORE = (
    *("", "", "", '">', "'>", '" ', "' ", "</textarea>", "</title>", "</script>", "-->", "]]>", "</style>"),
    *("</select>", "</svg>", "</template>", "</option></select>", "&quot;>", "`>", '\\">', "></", "/>"),
)
ALONE = (
    *(
        "<script>__hit('{n}')</script>",
        "<script src=//evil.test/{n}></script>",
        "<!--{n}--><script>__hit()</script>",
    ),
    *(
        "{{{{ {n}.__class__ }}}}",
        "{{% include '{n}' %}}",
        "${{__hit('{n}')}}",
        "#{{{n}}}",
        "javascript:__hit('{n}')",
    ),
    *(
        "\" onfocus=__hit('{n}') autofocus x=\"",
        "' onfocus=__hit('{n}') autofocus x='",
        "onload=__hit('{n}')",
    ),
    *("<hx-partial hx-target=body>{n}</hx-partial>", "<![CDATA[<img src=/{n}>]]>", "<?xml {n}?>", "&#0;{n}"),
    *("<img src=/{n}>", "<b hx-get=/{n}>", "<i onclick={n}>", "<svg/onload=__hit('{n}')>"),
    *("data: {n}", "event: {n}", "\u2028__hit('{n}')\u2029", "\u202e{n}", "{n}\ufeff<\u200bscript>"),
)


def _spaced(text: str) -> str:
    return text.replace(" ", "/", 1)


def _wide(text: str) -> str:
    return text.replace("<", "＜").replace(">", "＞")


def _escapes(text: str) -> str:
    return text.replace("<", "\\u003c").replace("'", "\\x27")


PLAIN: tuple[Callable[[str], str], ...] = (str, str, str, str, str.swapcase, _spaced)
ENCODED: tuple[Callable[[str], str], ...] = (
    html.escape,
    lambda text: html.escape(html.escape(text)),
    lambda text: "".join(f"&#{ord(each)};" for each in text[:12]) + text[12:],
    quote,
    _escapes,
    _wide,
    lambda text: text.replace("<", "<\t").replace("script", "scr\tipt"),
    lambda text: text.replace("<", "%u003c"),
)


def corpus(many: int = 2_000) -> list[str]:
    """So many different strings, the same each time."""
    chance, found = Random("hostile"), dict[str, None]()
    for number in itertools.count():
        if len(found) == many:
            return list(found)
        found[_made(chance, f"{MARK}{number:04d}")] = None
    raise AssertionError


def _made(chance: Random, name: str) -> str:
    if chance.random() < 0.25:
        text = chance.choice(ALONE).format(n=name)
    else:
        text = f"<{chance.choice(TAGS)} {chance.choice(ATTRIBUTES).format(n=name)}>"
    how = chance.choice(ENCODED if chance.random() < 0.2 else PLAIN)
    return chance.choice(BEFORE) + how(text)


class Sender:
    """Gives each field the next strings that fit, until it has had all of them."""

    def __init__(self, strings: list[str]) -> None:
        self._strings = strings
        self._next: dict[str, Iterator[str]] = {}
        self.had: dict[str, set[str]] = {}

    def some(self, field: str, room: int, between: str = "\n") -> str:
        """As many as fit into so many characters, at least one."""
        taken: list[str] = []
        left = room
        source = self._next.setdefault(field, itertools.cycle(self._short(room)))
        while True:
            each = next(source)
            left -= len(each.encode()) + len(between)
            if taken and left < 0:
                break
            taken.append(each)
            if len(taken) > len(self._strings):
                break
        self._next[field] = itertools.chain([each], source)
        self.had.setdefault(field, set()).update(taken)
        return between.join(taken)

    def _short(self, room: int) -> list[str]:
        return [each for each in self._strings if len(each.encode()) < room]

    def least(self) -> int:
        """How many strings the field that had fewest of them has had."""
        return min(len(had) for had in self.had.values())
