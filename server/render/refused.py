"""What a page says instead of what was asked for, and where it leads, in the voice of all the others."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from server.render.locale import Language


class Refusal(Struct, frozen=True):
    """`action` is what the button says and `href` where it leads; empty: back to where one came from."""

    title: str
    text: str
    action: str = ""
    href: str = ""


Words = Callable[[Language], Refusal]


def leading(refusal: Refusal, language: Language, origin: str, sent_from: str) -> Refusal:
    """The same with a way on. `sent_from`: the page with the form, as the browser names it, or ""."""
    _ = language.gettext
    if refusal.href:
        return refusal
    if not sent_from.startswith(f"{origin}/"):
        return replace(refusal, action=_("Go to the start"), href="/")
    return replace(refusal, action=_("Load the page again"), href="/" + sent_from[len(origin) :].lstrip("/"))


def full(language: Language) -> Refusal:
    """The disk has no room."""
    _ = language.gettext
    text = _(
        "The server has no room left, so nothing was changed. "
        "Keep this page open; your words stay on it. Try again later."
    )
    return Refusal(_("It cannot be saved right now"), text)


def elsewhere(language: Language) -> Refusal:
    """A write that did not come from a page of this server."""
    _ = language.gettext
    text = _("Nothing was changed. Open the page again from the start.")
    return Refusal(_("This came from another place"), text, _("Go to the start"), "/")


def by_invitation(language: Language) -> Refusal:
    """Whoever comes without an invitation cannot begin here."""
    _ = language.gettext
    text = _("Only invited people can begin on this server. Nothing was saved. A code or a link lets you in.")
    return Refusal(_("One comes in by invitation here"), text, _("I have a code"), "/join")


def other_hands(language: Language) -> Refusal:
    """Two on one phone: a page of the one was sent while the other had the phone."""
    _ = language.gettext
    text = _(
        "This page was of the other one of you. Nothing was changed. Load it again to see whose move it is."
    )
    return Refusal(_("The phone was handed on"), text)


def of_status(status: int, language: Language) -> Refusal:
    """What there is to say where only the status is known."""
    _ = language.gettext
    match status:
        case 400 | 415 | 422:
            return Refusal(
                _("This could not be read"),
                _("Nothing was changed. Go back, load the page again, and send it once more."),
            )
        case 401 | 403:
            return Refusal(
                _("This phone cannot do that now"),
                _("Nothing was changed. Open the page again from the start, or use your recovery words."),
                _("Go to the start"),
                "/",
            )
        case 404:
            return Refusal(
                _("There is nothing here"),
                _("The address may be wrong, or what was here has ended. Your own words are still yours."),
                _("Go to the start"),
                "/",
            )
        case 405:
            return Refusal(
                _("This cannot be done here"),
                _("Nothing was changed. Go back and use the buttons on the page."),
            )
        case 409:
            return Refusal(
                _("This was changed meanwhile"),
                _("Nothing was overwritten. Go back if you like to copy your words. Then load it again."),
            )
        case 413:
            return Refusal(
                _("This is too long"),
                _("Nothing was changed. Go back and shorten it; about ten pages fit at once."),
            )
        case 429:
            return Refusal(
                _("That was a little fast"),
                _("Wait for a minute, then try again. Nothing is lost."),
            )
        case 503:
            return Refusal(
                _("It cannot be saved right now"),
                _("Nothing was changed. Go back: your words are still on the page. Try again in a moment."),
            )
        case _:
            return Refusal(
                _("Something went wrong here"),
                _("It is not your doing. What you saved before is safe. Go back and try again soon."),
            )
