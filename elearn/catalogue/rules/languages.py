"""The languages a course may be written in, as far as pure rules need to know them."""

from __future__ import annotations

LANGUAGES = ("en", "es", "fr", "ar", "zh", "ru", "ko", "pt")
"""The languages a reader can choose; a test holds this equal to the list of the interface."""

RIGHT_TO_LEFT = frozenset({"ar"})
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def direction(language: str) -> str:
    """Return `rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def digits(number: int, language: str) -> str:
    """Return a small whole number in the digits that the language writes."""
    text = str(number)
    return text.translate(ARABIC_INDIC) if language == "ar" else text
