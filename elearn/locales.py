"""Which languages there are, which one now, its direction, and how it writes numbers and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

import flask_login
from babel import Locale, dates, numbers
from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel

LANGUAGES = ("en", "es", "fr", "ar", "zh", "ru", "ko", "pt")
"""The languages of the interface, in the order in which they are offered."""

ENDONYMS = {
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ar": "العربية",
    "zh": "中文",
    "ru": "Русский",
    "ko": "한국어",
    "pt": "Português",
}
"""Each language named in itself."""

DEFAULT = "en"
CHOICE = "lang"
"""The name of the query parameter and of the cookie that carry a person's choice."""

YEAR = 365 * 24 * 60 * 60

LOCALES = {
    language: Locale.parse({"en": "en_GB", "ar": "ar_EG", "pt": "pt_BR"}.get(language, language))
    for language in LANGUAGES
}
"""The CLDR locale whose conventions each language follows."""

DAY_PATTERNS = {"en": "EEEE d MMMM y", "ar": "EEEE d MMMM y", "ru": "EEEE, d MMMM y 'г'."}
TIME_PATTERNS = {"fr": "HH 'h' mm", "pt": "HH'h'mm"}

EASTERN_ARABIC = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")


def endonym(language: str) -> str:
    """Return the language's name in itself, or the code of a language we do not offer."""
    return ENDONYMS.get(language) or (Locale.parse(language).display_name or language)


@lru_cache(maxsize=64)
def direction(language: str) -> str:
    """Return `rtl` or `ltr`, the direction CLDR gives for the language."""
    try:
        return Locale.parse(language).text_direction
    except (ValueError, LookupError):
        return "ltr"


def current_language() -> str:
    """Return the language of this request: chosen, else the profile's, else the browser's."""
    if not has_request_context():
        return DEFAULT
    known: str | None = g.get("language")
    if known is None:
        known = g.language = _negotiate()
    return known


def _negotiate() -> str:
    choices = (
        request.args.get(CHOICE),
        request.cookies.get(CHOICE),
        getattr(flask_login.current_user, "language", None),
    )
    for choice in choices:
        if choice in LANGUAGES:
            return str(choice)
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT


def remember_choice(response: Response) -> Response:
    """Keep a language chosen by `?lang=` on the device, so that the next page speaks it too."""
    chosen = request.args.get(CHOICE)
    api = request.path.startswith("/api/")
    if chosen in LANGUAGES and not api and request.cookies.get(CHOICE) != chosen:
        secure = request.is_secure
        response.set_cookie(
            CHOICE, str(chosen), max_age=YEAR, httponly=True, samesite="Lax", secure=secure
        )
    return response


def pick(texts: Mapping[str, str], language: str, fallback: str = DEFAULT) -> tuple[str, str]:
    """Return (language, text) in the wanted language, else the fallback, else any there is."""
    for candidate in (language, fallback, *texts):
        if texts.get(candidate):
            return candidate, texts[candidate]
    return language, ""


def digits(text: str, language: str) -> str:
    """Return the text with the digits its locale writes (Arabic-Indic in `ar`)."""
    arabic = LOCALES[language].default_numbering_system == "arab"
    return text.translate(EASTERN_ARABIC) if arabic else text


def number(value: float, language: str | None = None) -> str:
    """Return the number as its locale writes it, grouped and in its digits."""
    return _number(value, language or current_language())


@lru_cache(maxsize=4096)
def _number(value: float, language: str) -> str:
    text = numbers.format_decimal(value, locale=LOCALES[language], numbering_system="default")
    return digits(text, language)


def percent(share: float, language: str | None = None) -> str:
    """Return a share of 1 as whole per cent, as its locale writes it."""
    return _percent(share, language or current_language())


@lru_cache(maxsize=1024)
def _percent(share: float, language: str) -> str:
    text = numbers.format_percent(share, locale=LOCALES[language], numbering_system="default")
    return digits(text, language)


def day(value: date, language: str | None = None) -> str:
    """Return a civil date in full words, with its weekday."""
    return _day(value, language or current_language())


@lru_cache(maxsize=4096)
def _day(value: date, language: str) -> str:
    pattern = DAY_PATTERNS.get(language, "full")
    return digits(dates.format_date(value, pattern, locale=LOCALES[language]), language)


def month(value: date, language: str | None = None) -> str:
    """Return the name of a date's month, standing alone."""
    language = language or current_language()
    return dates.format_date(value, "LLLL", locale=LOCALES[language])


def clock(value: datetime, zone: tzinfo | str, language: str | None = None) -> str:
    """Return the time of day of an instant in a zone (a name of the IANA database or a tzinfo)."""
    language = language or current_language()
    local = value.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    pattern = TIME_PATTERNS.get(language, "HH:mm")
    return digits(dates.format_time(local, pattern, locale=LOCALES[language]), language)


def moment(value: datetime, zone: tzinfo | str, language: str | None = None) -> str:
    """Return an instant as day and time of day in a zone."""
    language = language or current_language()
    local = value.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    comma = "، " if language == "ar" else ", "
    return day(local.date(), language) + comma + clock(value, zone, language)


def install(app: Flask, translations: str) -> None:
    """Give the application its catalogues, filters and the memory of a chosen language."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translations
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    Babel(app, locale_selector=current_language)
    app.after_request(remember_choice)
    app.jinja_env.filters.update(
        number=number, percent=percent, day=day, month=month, moment=moment, clock=clock
    )
    app.jinja_env.globals.update(direction=direction, endonym=endonym)
