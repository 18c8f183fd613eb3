"""What a translation must carry over: figures, dates, symbols and the terms of the glossary."""

from __future__ import annotations

import pytest

from elearn.catalogue.formats.compile import compile_pack
from elearn.catalogue.formats.figures import added, figures, lost
from elearn.catalogue.formats.glossary import Finder
from tests.catalogue.packs import edited, read, sound

TERMS = """terms:
  - id: favour
    term: favour
    definition: What may be refused.
  - id: law
    term: the law
    definition: What binds all.
"""
SPANISH_TERMS = """
msgctxt "term:favour"
msgid "favour"
msgstr "favor"

msgctxt "term:favour"
msgid "What may be refused."
msgstr "Lo que se puede negar."

msgctxt "term:law"
msgid "the law"
msgstr "la ley"
"""
SAME = [
    ("en", "On 20 March 2024", "es", "El 20 de marzo de 2024"),
    ("en", "On 20 March 2024", "zh", "2024年3月20日"),
    ("en", "On 20 March 2024", "ko", "2024년 3월 20일"),
    ("en", "On 20 March 2024", "ar", "في ٢٠ آذار/مارس ٢٠٢٤"),
    ("en", "10,700 words", "fr", "10\u202f700 mots"),
    ("en", "10,700 words", "ru", "10 700 слов"),
    ("en", "about 4.5 years", "pt", "cerca de 4,5 anos"),
    ("en", "about 4.5 years", "ar", "نحو ٤٫٥ سنوات"),
    ("en", "nine treaties and ten bodies", "ko", "9개 조약과 10개 기구"),
    ("en", "at 10 p.m.", "es", "a las 22:00"),
    ("en", "at 10 p.m.", "ar", "في الساعة ١٠ مساءً"),
    ("en", "at 8 a.m.", "fr", "à 8 h 00"),
    ("en", "A/HRC/56/32, para. 61(b)", "zh", "A/HRC/56/32，第61段(b)"),
    ("en", "resolution 2106 A (XX)", "ar", "القرار ٢١٠٦ ألف (د-٢٠)"),
]
OTHER = [
    ("On 20 March 2024", "es", "El 20 de marzo de 2023", {"2024"}, {"2023"}),
    ("On 20 March 2024", "zh", "2024年5月20日", set(), {"5"}),
    ("article 13 of 18", "ar", "المادة ١٣", {"18"}, set()),
    ("A/HRC/56/32", "fr", "A/HRC/56/23", {"32", "A/HRC/56/32"}, {"23", "A/HRC/56/23"}),
    ("at 10 p.m.", "es", "a las 21:00", {"22"}, {"21"}),
    ("nine treaties", "ru", "8 договоров", set(), {"8"}),
]


@pytest.mark.parametrize(("language", "source", "other", "translation"), SAME)
def test_the_same_figures_are_known_in_any_notation(
    language: str, source: str, other: str, translation: str
) -> None:
    had, has = figures(source, language), figures(translation, other)
    assert not [*lost(had, has), *added(had, has)]


@pytest.mark.parametrize(("source", "language", "translation", "gone", "new"), OTHER)
def test_a_figure_lost_or_added_is_found(
    source: str, language: str, translation: str, gone: set[str], new: set[str]
) -> None:
    had, has = figures(source, "en"), figures(translation, language)
    assert set(lost(had, has)) == gone
    assert set(added(had, has)) == new


def test_a_translation_that_lost_an_article_is_a_fault_at_its_line() -> None:
    files = edited("locale/es.po", "favor** [@udhr, art. 1].", "favor** [@udhr, art. 2].")
    assert [str(fault) for fault in read(files).faults] == [
        (
            "locale/es.po:62: the translation has a figure that its source has not: 2; take it out"
            " or write it in words, or allow it in allow.yaml"
        ),
        (
            "locale/es.po:62: the translation lost a figure of its source: 1; write it in digits as"
            " the source does, or allow it in allow.yaml"
        ),
    ]


ALLOWED = """allow:
  - check: figures
    where: lesson:what
    text: A right is
    language: es
    reason: The Spanish edition counts otherwise.
"""


def test_the_author_may_allow_it_with_a_reason() -> None:
    files = edited("locale/es.po", "favor** [@udhr, art. 1].", "favor** [@udhr, art. 2].")
    report = read(files | {"allow.yaml": ALLOWED.encode()})
    assert (report.faults, report.warnings) == ((), ())


def test_an_exception_that_nothing_needs_is_a_warning() -> None:
    files = edited("course.yaml", "version: 1", "version: 2") | {"allow.yaml": ALLOWED.encode()}
    assert [str(warning) for warning in read(files).warnings] == [
        "allow.yaml:2: nothing needs this exception for “lesson:what”; remove it, or mend its text"
    ]


def test_a_statement_of_duty_without_a_source_is_a_fault() -> None:
    files = edited("modules/duty/who.md", "The State has it,", "The State must act,")
    assert [str(fault) for fault in read(files).faults] == [
        (
            "modules/duty/who.md:7: this block says what must be or who has a right, and cites no"
            " source; cite one as [@source, art. 1], say it as advice, or allow it in allow.yaml"
        )
    ]
    cited = edited("modules/duty/who.md", "so has the town.", "the town must help [@udhr].")
    assert read(cited).faults == ()


def test_an_example_of_ours_may_say_must() -> None:
    files = edited("modules/counter/why.md", "The officer says the list", "One must wait: the list")
    assert read(files).faults == ()


def with_terms(translation: str = "Un favor se puede negar.") -> dict[str, bytes]:
    """Return the small pack with a glossary, and a list item translated into Spanish thus."""
    files = edited("locale/es.po", "Un favor se puede negar.", translation)
    files["locale/es.po"] += SPANISH_TERMS.encode()
    return files | {"terms.yaml": TERMS.encode()}


def test_a_translation_says_the_term_of_its_language() -> None:
    assert read(with_terms()).faults == ()
    faults = [str(fault) for fault in read(with_terms("Una merced se puede negar.")).faults]
    assert faults == [
        (
            "locale/es.po:88: the source says the term “favour”, and the translation does not say"
            " “favor”; use the term, add the form under “also” in terms.yaml, or allow it in"
            " allow.yaml"
        )
    ]


def test_another_form_may_be_named() -> None:
    files = with_terms("Una merced se puede negar.")
    files["terms.yaml"] = TERMS.replace(
        "refused.\n", "refused.\n    also: {es: [merced]}\n", 1
    ).encode()
    assert read(files).faults == ()


def test_terms_stand_twice_in_no_glossary() -> None:
    files = with_terms()
    files["terms.yaml"] = TERMS.replace("id: law", "id: favour").encode()
    fault = (
        "terms.yaml:5: the id “favour” is there twice, first at line 2; give this term another id"
    )
    assert fault in [str(fault) for fault in read(files).faults]


def test_a_lesson_leads_from_the_first_use_of_a_term_to_what_it_means() -> None:
    compiled = compile_pack(sound(with_terms())).languages
    english, spanish, arabic = (each.lessons["what"] for each in compiled)
    assert '<a class="term" href="#term-favour">favour</a>' in english.html
    assert english.html.count("#term-favour") == 1
    assert 'no es un <a class="term" href="#term-favour">favor</a></strong>' in spanish.html
    assert "Un favor se puede negar." in spanish.html
    (term, *_) = spanish.terms
    assert (term.term.text, term.definition.text, term.original.text) == (
        "favor",
        "Lo que se puede negar.",
        "favour",
    )
    # without a translation the word is not marked, and the meaning is there all the same
    assert "#term-favour" not in arabic.html
    assert arabic.terms[0].term.language == "en"


@pytest.mark.parametrize(
    ("language", "term", "text", "found"),
    [
        ("en", "rights-holder", "Rights-holders claim.", "Rights-holders"),
        ("fr", "titulaire de droits", "les titulaires de droits", "titulaires de droits"),
        ("ru", "договорный орган", "о договорных органах", "договорных органах"),
        ("ar", "ملاحظات ختامية", "وفي الملاحظات الختامية للجنة", "الملاحظات الختامية"),
        ("zh", "结论性意见", "委员会的结论性意见是什么", "结论性意见"),
        ("ko", "최종견해", "위원회의 최종견해를 읽습니다", "최종견해"),
    ],
)
def test_a_term_is_found_in_its_inflected_forms(
    language: str, term: str, text: str, found: str
) -> None:
    ((name, start, end),) = Finder(language, {"t": [term]}).find(text)
    assert (name, text[start:end]) == ("t", found)


def test_the_longer_term_goes_before_the_shorter_within_it() -> None:
    finder = Finder("en", {"rights": ["human rights"], "body": ["Human Rights Committee"]})
    found = finder.find("The Human Rights Committee protects human rights.")
    assert [each.term for each in found] == ["body", "rights"]
