"""How each language writes numbers and dates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from elearn import locales

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Friday 20 November 2026"),
        ("es", "viernes, 20 de noviembre de 2026"),
        ("fr", "vendredi 20 novembre 2026"),
        ("ar", "الجمعة ٢٠ نوفمبر ٢٠٢٦"),
        ("zh", "2026年11月20日星期五"),
        ("ru", "пятница, 20 ноября 2026 г."),
        ("ko", "2026년 11월 20일 금요일"),
        ("pt", "sexta-feira, 20 de novembro de 2026"),
    ],
)
def test_a_day_is_written_in_full_with_its_weekday(language, written):
    assert locales.day(FRIDAY, language) == written


def test_arabic_writes_its_own_digits_and_the_others_theirs():
    assert locales.number(12345, "ar") == "١٢٬٣٤٥"
    assert locales.number(12345, "en") == "12,345"
    assert locales.percent(0.87, "ar").replace("\u200e", "") == "٨٧٪"


def test_an_instant_is_told_in_the_zone_of_its_place():
    instant = datetime(2026, 11, 20, 15, 20, tzinfo=UTC)
    assert locales.moment(instant, "Asia/Seoul", "en") == "Saturday 21 November 2026, 00:20"


def test_only_arabic_of_our_languages_runs_from_the_right():
    assert [code for code in locales.LANGUAGES if locales.direction(code) == "rtl"] == ["ar"]


def test_a_text_that_lacks_the_wanted_language_comes_with_its_own():
    assert locales.pick({"en": "Charter", "es": "Pacto"}, "ko") == ("en", "Charter")
    assert locales.pick({"es": "Pacto"}, "ko") == ("es", "Pacto")


@pytest.mark.parametrize(
    ("accepted", "asked", "language"),
    [
        ("ko-KR,ko;q=0.9", "/sign-in", "ko"),
        ("de", "/sign-in", "en"),
        ("ko", "/sign-in?lang=ar", "ar"),
        ("ko", "/sign-in?lang=xx", "ko"),
    ],
)
def test_the_language_is_the_choice_else_the_browsers(client, accepted, asked, language):
    page = client.get(asked, headers={"Accept-Language": accepted})
    assert f'<html lang="{language}"' in page.text


def test_a_chosen_language_stays_chosen(client):
    client.get("/sign-in?lang=ar")
    page = client.get("/sign-in", headers={"Accept-Language": "ko"})
    assert '<html lang="ar" dir="rtl"' in page.text
