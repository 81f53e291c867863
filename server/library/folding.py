"""Text as it is compared: without case, accents, vowel marks and signs, in Latin and Arabic letters."""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    {
        "\u0671": "\u0627",  # alef wasla: the others come apart by themselves, this one does not
        "\u0649": "\u064a",  # alef maqsura and Persian yeh are written where a yeh is meant
        "\u06cc": "\u064a",
        "\u06a9": "\u0643",  # Persian kaf
        "\u0629": "\u0647",  # teh marbuta is typed as a heh
        "'": None,
        "\u2019": None,
    }
)
_SILENT = {"Mn", "Me", "Cf", "Lm"}
"""Accents and vowel marks, marks of direction, and the stroke that only makes an Arabic word longer."""
_ARTICLE = re.compile("^(?:[\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0644\u0644)(?=\\w{3})")
"""The Arabic article, with what is written together with it; three letters at least stay."""


def plain(text: str) -> str:
    """Text without case, accents and signs, one space between words; Arabic words without their article."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_SAME)
    heard = (sign for sign in apart if unicodedata.category(sign) not in _SILENT)
    words = "".join(sign if sign.isalnum() else " " for sign in heard).split()
    return " ".join(_ARTICLE.sub("", word) for word in words)
