"""A broken pack is told everything that is wrong, with file, line and mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn import locales
from elearn.catalogue.formats.reader import read_pack
from elearn.catalogue.rules import LANGUAGES, direction
from tests.catalogue.packs import SMALL, edited, read, small_files

Edit = tuple[str, str, str]

COURSE = "course.yaml"
WHAT = "modules/counter/what.md"
WHY = "modules/counter/why.md"
QUIZ = "modules/counter/quiz.yaml"
FINAL = "assessments/final.yaml"
ES = "locale/es.po"

BROKEN: dict[str, tuple[Edit, str]] = {
    "a misspelt key": (
        (COURSE, "summary:", "sumary:"),
        (
            "course.yaml:9: course does not know “sumary”; use one of format, id, code, version,"
            " source_language, languages, licence, title, summary, audience, minutes, outcomes,"
            " modules, assessments, completion, sources, about,"
            " worksheets, media"
        ),
    ),
    "a key left out": (
        (COURSE, "code: T1\n", ""),
        "course.yaml:1: course lacks “code”; add “code”",
    ),
    "a text where a number belongs": (
        (COURSE, "minutes: 10", "minutes: ten"),
        "course.yaml:11: minutes must be a whole number; write a whole number",
    ),
    "an id with capitals": (
        (COURSE, "id: counter\n", "id: Counter\n"),
        (
            "course.yaml:16: modules.0.id cannot be “Counter”; write it so: an identifier: small"
            " letters a to z, digits and hyphens, beginning with a letter. It carries no"
            " language and"
            " never changes"
        ),
    ),
    "a later format": (
        (COURSE, "format: 1", "format: 2"),
        "course.yaml:1: format cannot be “2”; write 1",
    ),
    "YAML that is none": (
        (COURSE, "title: Rights in small", "title: Rights: in small"),
        (
            "course.yaml:8: this is not YAML: mapping values are not allowed here; mend the"
            " line, or"
            " put the text between quotation marks"
        ),
    ),
    "a key written twice": (
        (COURSE, "minutes: 10", "minutes: 10\nminutes: 11"),
        "course.yaml:12: “minutes” is there twice; keep one of them",
    ),
    "the alias of a YAML bomb": (
        (COURSE, "[en, es, ar]", "&bomb [en, es, ar]"),
        (
            "course.yaml:6: anchors and aliases are not part of the format; write the value out"
            " where"
            " it is used"
        ),
    ),
    "a YAML node within itself": (
        (COURSE, "[en, es, ar]", "&a [*a]"),
        (
            "course.yaml:6: anchors and aliases are not part of the format; write the value out"
            " where"
            " it is used"
        ),
    ),
    "a tag that makes objects": (
        (COURSE, "code: T1", "code: !!python/object:os.system T1"),
        "course.yaml:3: the tag “os.system” is not part of the format; write a plain value",
    ),
    "a folder of another name": (
        (COURSE, "id: small", "id: large"),
        "course.yaml:2: the id is “large” but the folder is “small”; give both the same name",
    ),
    "a language nobody can choose": (
        (COURSE, "languages: [en, es, ar]", "languages: [en, es, ar, tlh]"),
        "course.yaml:6: the language “tlh” is unknown; use some of en, es, fr, ar, zh, ru, ko, pt",
    ),
    "a source language not listed": (
        (COURSE, "source_language: en", "source_language: fr"),
        "course.yaml:6: the source language “fr” is not among the languages; add it to the list",
    ),
    "a language without its file": (
        (COURSE, "languages: [en, es, ar]", "languages: [en, es, ar, fr]"),
        (
            "course.yaml:6: the file locale/fr.po is missing; make it with “elearn courses"
            " translate”,"
            " or take “fr” out here"
        ),
    ),
    "a translation nobody named": (
        (COURSE, "languages: [en, es, ar]", "languages: [en, es]"),
        "locale/ar.po: nothing names this file; name it in course.yaml, or remove it",
    ),
    "a lesson that is not there": (
        (COURSE, "lessons: [who]", "lessons: [who, where]"),
        (
            "course.yaml:24: the file modules/duty/where.md is missing; write it, or take its"
            " name out"
            " here"
        ),
    ),
    "a lesson nobody named": (
        (COURSE, "lessons: [what, why]", "lessons: [what]"),
        "modules/counter/why.md: nothing names this file; name it in course.yaml, or remove it",
    ),
    "a lesson in two places": (
        (COURSE, "lessons: [who]", "lessons: [who, what]"),
        (
            "course.yaml:24: the id “what” is there twice, first at line 19; give this lesson"
            " another"
            " id"
        ),
    ),
    "a module twice": (
        (COURSE, "id: duty", "id: counter"),
        (
            "course.yaml:21: the id “counter” is there twice, first at line 16; give this module"
            " another id"
        ),
    ),
    "a completion that names nothing": (
        (COURSE, "CompletedAndPassed, assessments: [final]", "Passed, assessments: [end]"),
        "course.yaml:26: there is no assessment “end”; name one of counter-check, final",
    ),
    "a completion without assessment": (
        (COURSE, "CompletedAndPassed, assessments: [final]", "Passed"),
        (
            "course.yaml:26: “Passed” asks for an assessment, and none is named; add"
            " “assessments” to"
            " the completion rule"
        ),
    ),
    "front matter left out": (
        (WHAT, "---\ntitle", "title"),
        (
            "modules/counter/what.md:1: the front matter is missing; begin with a line ---,"
            " then title"
            " and minutes, then a line ---"
        ),
    ),
    "a lesson without minutes": (
        (WHAT, "minutes: 3\n", ""),
        "modules/counter/what.md:2: lesson lacks “minutes”; add “minutes”",
    ),
    "a source that is none": (
        (WHAT, "[@udhr, art. 1]", "[@uhdr, art. 1]"),
        (
            "modules/counter/what.md:8: there is no source “uhdr” in course.yaml; add it to the"
            " sources"
            " there, or mend the id"
        ),
    ),
    "a citation cut short": (
        (WHAT, "[@udhr, art. 1]", "[@udhr art. 1]"),
        (
            "modules/counter/what.md:8: this citation cannot be read; write [@source] or [@source,"
            " art. 1]"
        ),
    ),
    "a picture without alternative text": (
        (WHAT, "![Two people at a counter]", "![]"),
        (
            "modules/counter/what.md:25: this picture has no alternative text; say what it shows:"
            " ![here](media/counter.svg)"
        ),
    ),
    "a picture that is not there": (
        (WHAT, "media/counter.svg", "media/desk.svg"),
        (
            "modules/counter/what.md:25: there is no file “media/desk.svg”; put it into media/,"
            " or mend"
            " the name"
        ),
    ),
    "a picture from outside": (
        (WHAT, "media/counter.svg", "../../secret.svg"),
        (
            "modules/counter/what.md:25: the path “../../secret.svg” leads out of the pack; put the"
            " file into media/ and write media/…"
        ),
    ),
    "a picture by an absolute path": (
        (WHAT, "media/counter.svg", "/etc/secret.svg"),
        (
            "modules/counter/what.md:25: the path “/etc/secret.svg” leads out of the pack; put the"
            " file into media/ and write media/…"
        ),
    ),
    "a heading of the first level": (
        (WHAT, "## Two words", "# Two words"),
        (
            "modules/counter/what.md:14: the lesson's title is its only heading of the first level;"
            " begin headings with ##"
        ),
    ),
    "a box of an unknown kind": (
        (WHY, "::: case", "::: story"),
        (
            "modules/counter/why.md:15: there is no box of this kind, or it was not closed; use :::"
            " with example, case, term, place or description, and ::: at its end"
        ),
    ),
    "a box without title": (
        (WHY, "::: example A closed list", "::: example"),
        (
            "modules/counter/why.md:8: this box has no title; write it after the word, as in “:::"
            " example A title”"
        ),
    ),
    "a block id that numbers use": (
        (WHAT, "{#two-words}", "{#b7}"),
        (
            "modules/counter/what.md:17: a block cannot have the id “b7”; use small letters,"
            " digits and"
            " hyphens, and not b1, src-… or main"
        ),
    ),
    "a block id twice": (
        (WHAT, "## Two words", "{#two-words}\n## Two words"),
        (
            "modules/counter/what.md:18: the block id “two-words” is there twice, first at line 15;"
            " give this block another id"
        ),
    ),
    "a link that would run": (
        (WHAT, "(https://www.un.org/)", "(javascript:alert(1))"),
        (
            "modules/counter/what.md:18: a link cannot lead to “javascript:”; link to https://…,"
            " mailto:…, a file of media/ or a #block of this lesson"
        ),
    ),
    "no correct choice": (
        (FINAL, "text: A claim, correct: true", "text: A claim, correct: false"),
        (
            "assessments/final.yaml:10: the question “what-is-a-right” has no correct choice;"
            " mark one"
            " “correct: true”"
        ),
    ),
    "two correct choices where one is taken": (
        (FINAL, "text: A gift, correct: false", "text: A gift, correct: true"),
        (
            "assessments/final.yaml:10: the question “what-is-a-right” has 2 correct choices"
            " and takes"
            " one; mark one alone, or make it multiple_response"
        ),
    ),
    "a key that names no choice": (
        (FINAL, "prompt: What is a right?", "prompt: What is a right?\n    answer: z"),
        (
            "assessments/final.yaml:16: questions.0 does not know “answer”; use one of id, type,"
            " outcome, difficulty, sources, prompt, shuffle, choices"
        ),
    ),
    "a choice twice": (
        (FINAL, "{id: b, text: A gift", "{id: a, text: A gift"),
        (
            "assessments/final.yaml:18: the question “what-is-a-right” has two choices “a”;"
            " give one"
            " of them another id"
        ),
    ),
    "a question twice in the course": (
        (FINAL, "id: who-can-claim", "id: right-or-favour"),
        (
            "modules/counter/quiz.yaml:6: the id “right-or-favour” is taken, by"
            " assessments/final.yaml:20; give this one another id"
        ),
    ),
    "a blueprint over the pool": (
        (FINAL, "outcome: lo1, items: 1", "outcome: lo1, items: 9"),
        (
            "assessments/final.yaml:7: 9 questions on “lo1” are drawn from a pool of 2; write more"
            " questions on it, or draw fewer"
        ),
    ),
    "an outcome that is none": (
        (FINAL, "outcome: lo2\n", "outcome: lo9\n"),
        "assessments/final.yaml:28: there is no outcome “lo9” in course.yaml; name one of lo1, lo2",
    ),
    "a pass mark above all": (
        (FINAL, "pass_mark: 0.8", "pass_mark: 80"),
        "assessments/final.yaml:4: pass_mark cannot be 80; write 1 or less",
    ),
    "a final among the checks": (
        (QUIZ, "kind: check", "kind: final"),
        (
            "modules/counter/quiz.yaml:1: an assessment in this place is a “check”; write “kind:"
            " check”, or move the file"
        ),
    ),
    "Markdown in a question": (
        (QUIZ, "prompt: A right is a favour.", "prompt: A right is a **favour**."),
        (
            "modules/counter/quiz.yaml:10: questions are plain text, and this one has marks of"
            " Markdown; remove the asterisks and citations; name sources under “sources”"
        ),
    ),
    "a lost citation": (
        (ES, "**no es un favor** [@udhr, art. 1].", "**no es un favor**."),
        (
            "locale/es.po:62: the translation lost a citation of its source: [@udhr]; put it in"
            " again"
            " (1), or mark the entry fuzzy"
        ),
    ),
    "lost emphasis": (
        (ES, "**no es un favor**", "no es un favor"),
        (
            "locale/es.po:62: the translation lost a bold of its source: **…**; put it in again"
            " (1), or"
            " mark the entry fuzzy"
        ),
    ),
    "a link led elsewhere": (
        (ES, "[el texto](https://www.un.org/)", "[el texto](https://example.org/)"),
        (
            "locale/es.po:94: the translation lost a link target of its source:"
            " https://www.un.org/;"
            " put it in again (1), or mark the entry fuzzy"
        ),
    ),
    "PO without UTF-8": (
        (ES, "charset=UTF-8", "charset=ISO-8859-1"),
        (
            "locale/es.po:12: the header does not say that this file is UTF-8; write “Content-Type:"
            " text/plain; charset=UTF-8” there"
        ),
    ),
    "PO of another language": (
        (ES, "Language: es", "Language: fr"),
        (
            "locale/es.po:3: the header says “fr”, the name of the file “es”; write “Language:"
            " es” in"
            " the header"
        ),
    ),
    "wrong plural forms": (
        (ES, "nplurals=2", "nplurals=6"),
        (
            "locale/es.po:3: the header says 6 plural forms; the language has 2; write"
            " “nplurals=2”,"
            " with its formula"
        ),
    ),
    "a plural in a pack": (
        (ES, 'msgid "Two words"', 'msgid "Two words"\nmsgid_plural "Words"'),
        "locale/es.po:82: a course pack has no plural forms; write one msgid and one msgstr",
    ),
    "a quotation mark left open": (
        (ES, 'msgstr "Dos palabras"', 'msgstr "Dos palabras'),
        (
            "locale/es.po:82: this text does not stand between quotation marks; put one at each"
            " end,"
            " and a backslash before any inside"
        ),
    ),
    "a word that PO does not know": (
        (ES, 'msgstr "Dos palabras"', 'mgstr "Dos palabras"'),
        (
            "locale/es.po:82: this line is not PO; begin it with msgctxt, msgid, msgstr, # or a"
            " quotation mark"
        ),
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_fault_names_its_file_its_line_and_the_mend(case: str) -> None:
    edit, sentence = BROKEN[case]
    assert sentence in [str(fault) for fault in read(edited(*edit)).faults]


def test_the_small_pack_has_neither_faults_nor_warnings() -> None:
    report = read_pack(SMALL)
    assert report.faults == ()
    assert report.warnings == ()


def test_every_fault_is_reported_at_once() -> None:
    files = edited(COURSE, "lessons: [who]", "lessons: [who, where]")
    files[WHAT] = files[WHAT].replace(b"@udhr", b"@nobody")
    files[FINAL] = files[FINAL].replace(b"pass_mark: 0.8", b"pass_mark: 8")
    files[ES] = files[ES].replace(b'msgstr "Dos palabras"', b'mgstr "Dos palabras"')
    found = {fault.file for fault in read(files).faults}
    assert found == {COURSE, WHAT, FINAL, ES}


def test_a_link_to_another_place_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg/>")
    folder = tmp_path / "small"
    for path, data in small_files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "media" / "linked.svg").symlink_to(secret)
    (folder / "elsewhere").symlink_to(tmp_path)
    assert [str(fault) for fault in read_pack(folder).faults] == [
        "elsewhere: this is a link to another place; put the file itself into the pack",
        "media/linked.svg: this is a link to another place; put the file itself into the pack",
    ]


def test_a_folder_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    (fault,) = read_pack(tmp_path / "nowhere").faults
    assert str(fault) == (
        "nowhere: there is no such folder; name the folder that holds course.yaml"
    )


def test_a_file_that_is_not_utf8_is_named_with_its_line() -> None:
    files = small_files()
    files[WHAT] = files[WHAT].replace(b"no favour", b"no fav\xf3ur")
    assert "modules/counter/what.md:8: this is not UTF-8 text; save the file as UTF-8" in [
        str(fault) for fault in read(files).faults
    ]


def test_ten_thousand_brackets_are_a_fault_and_no_crash() -> None:
    files = small_files() | {COURSE: b"[" * 10_000}
    assert any("nests too deeply" in str(fault) for fault in read(files).faults)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("<svg xmlns='x'>\n<script>alert(1)</script></svg>", "holds a script"),
        ("<svg xmlns='x'>\n<g onload='alert(1)'/></svg>", "holds a script"),
        ("<svg xmlns='x'>\n<foreignObject/></svg>", "holds a script"),
        ("<svg xmlns='x'>\n<image href='https://example.org/x.png'/></svg>", "outside itself"),
        ("<svg xmlns='x'>\n<style>@import 'https://x'</style></svg>", "outside itself"),
        ("<svg xmlns='x'>\n<g style='fill:url(https://x)'/></svg>", "outside itself"),
    ],
)
def test_a_drawing_that_could_do_anything_is_refused(content: str, sentence: str) -> None:
    files = small_files() | {"media/counter.svg": content.encode()}
    (fault,) = read(files).faults
    assert (fault.file, fault.line) == ("media/counter.svg", 2)
    assert sentence in str(fault)


def test_a_file_that_is_not_what_its_name_says_is_refused() -> None:
    files = small_files() | {"media/counter.png": b"<script>alert(1)</script>"}
    assert [str(fault) for fault in read(files).faults] == [
        (
            "media/counter.png: the name says image/png, but the content is not; give the file its"
            " right ending, or save it again as image/png"
        )
    ]


FILM = b"\x00\x00\x00\x18ftypmp42" + b"\0" * 16


def test_a_film_needs_captions_and_a_transcript() -> None:
    files = edited(WHAT, "media/counter.svg", "media/talk.mp4") | {"media/talk.mp4": FILM}
    assert [str(fault) for fault in read(files).faults] == [
        (
            "modules/counter/what.md:25: the film “media/talk.mp4” has no captions; declare"
            " them for"
            " “en” under “media” in course.yaml"
        ),
        (
            "modules/counter/what.md:25: “media/talk.mp4” has no transcript; declare one for"
            " “en” under"
            " “media” in course.yaml"
        ),
    ]


def test_a_film_with_both_is_accepted() -> None:
    files = edited(WHAT, "media/counter.svg", "media/talk.mp4")
    files |= {
        "media/talk.mp4": FILM,
        "media/talk.en.vtt": b"WEBVTT\n",
        "media/talk.en.txt": b"Hello.",
    }
    del files["media/counter.svg"]
    files[COURSE] += (
        b"media:\n  - file: media/talk.mp4\n    captions: {en: media/talk.en.vtt}\n"
        b"    transcripts: {en: media/talk.en.txt}\n"
    )
    assert read(files).faults == ()


@pytest.mark.parametrize(
    ("edit", "warning"),
    [
        (
            (COURSE, "minutes: 10", "minutes: 8"),
            "course.yaml:11: the modules take 9 minutes, the course only 8; let the numbers add up",
        ),
        (
            (WHY, "minutes: 2", "minutes: 20"),
            (
                "course.yaml:16: the lessons of “counter” take 23 minutes, the module only 6;"
                " let the"
                " numbers add up"
            ),
        ),
        (
            (WHY, "[@iccpr, art. 2] ", ""),
            (
                "modules/counter/why.md:5: the lesson names the source “iccpr” and does not"
                " cite it;"
                " cite it as [@iccpr], or remove it here"
            ),
        ),
        (
            (WHAT, "The official", "The new official"),
            (
                "locale/es.po: 1 texts of the course are new or changed since this translation; run"
                " “elearn courses translate”, then translate them"
            ),
        ),
        (
            (QUIZ, "A right is a favour.", "A right is no favour."),
            (
                "locale/es.po: 1 titles or graded texts are missing or fuzzy in “es”; translate"
                " them;"
                " until then learners are not offered this language"
            ),
        ),
        (
            (WHAT, "The official", "The <b>official</b>"),
            (
                "modules/counter/what.md:22: HTML is not read here: readers will see it as"
                " text; use"
                " Markdown"
            ),
        ),
    ],
)
def test_what_an_author_should_look_at_is_a_warning(edit: Edit, warning: str) -> None:
    report = read(edited(*edit))
    assert report.faults == ()
    assert warning in [str(each) for each in report.warnings]


def test_the_languages_of_packs_are_those_of_the_interface() -> None:
    assert LANGUAGES == locales.LANGUAGES
    assert [direction(each) for each in LANGUAGES] == [
        locales.direction(each) for each in LANGUAGES
    ]


@pytest.mark.parametrize("character", ["\\0", "\\x07", "\\ud800"])
def test_a_character_that_no_database_can_hold_is_refused(character: str) -> None:
    files = edited(COURSE, "title: Rights in small", f'title: "Rights {character} in small"')
    (fault, *_) = read(files).faults
    assert (fault.file, fault.line) == (COURSE, 8)


PIECES = st.sampled_from(
    [
        b"[",
        b"{",
        b"&a ",
        b"*a",
        b"'",
        b'"',
        b"\\",
        b"- ",
        b"\n",
        b"\xff",
        b"\x00",
        b"[@",
        b"![](x)",
        b"::: term x\n",
        b"{#x}\n",
        b"#~ ",
        b'msgid ""\n',
        b"> ",
        b"---\n",
        b"!!x ",
        b"1e999",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(small_files())), st.floats(0, 1), st.lists(PIECES, max_size=4))
def test_whatever_is_typed_into_a_pack_is_told_and_never_crashes(
    path: str, place: float, pieces: list[bytes]
) -> None:
    files = small_files()
    at = int(place * len(files[path]))
    files[path] = files[path][:at] + b"".join(pieces) + files[path][at:]
    report = read(files)
    assert all(str(each) for each in (*report.faults, *report.warnings))
    assert report.pack or report.faults


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_bytes(b"#" * (600 * 1024))
    assert "course.yaml: this file is larger than 512 KiB; make it smaller or split it" in [
        str(fault) for fault in read_pack(tmp_path).faults
    ]
