"""Translations: block by block, with gettext's own format and habits."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.catalogue.formats.compile import compile_pack
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.merge import Merged, merge
from elearn.catalogue.formats.messages import Message, messages
from elearn.catalogue.formats.po import Catalogue, Entry, read_po
from elearn.catalogue.formats.po_writer import write_catalogue
from elearn.catalogue.formats.tree import parse_lesson
from tests.catalogue.packs import edited, small_files, sound

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WHAT = "modules/counter/what.md"

words = st.text(
    st.characters(categories=("L", "N"), include_characters=" .,'\"%\\"), min_size=1, max_size=40
).map(lambda text: "a" + " ".join(text.split()))
paragraphs = st.lists(words, min_size=1, max_size=8, unique=True)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Draw the Markdown of a lesson made of every kind of block."""
    kinds = st.sampled_from(["{}", "## {}", "- {}", "> {}", "::: example {}\n\nx\n\n:::", "1. {}"])
    return "\n\n".join(draw(kinds).format(text) for text in draw(paragraphs))


def written(merged: Merged, texts: Sequence[Message], former: Catalogue | None = None) -> Catalogue:
    """Write the entries as a PO file and read them again."""
    data = write_catalogue("small", "es", merged, texts, former=former, now=NOW)
    findings = Findings()
    catalogue = read_po("locale/es.po", data.decode(), findings)
    assert not findings.faults
    return catalogue


def translated(texts: Sequence[Message]) -> Merged:
    """Return every message with a translation."""
    keys = dict.fromkeys(message.key for message in texts)
    return Merged(tuple(Entry(*key, f"es: {key[1]}", 0, 0) for key in keys), (), 0)


@settings(max_examples=40, deadline=None)
@given(bodies())
def test_any_lesson_has_the_same_blocks_and_ids_in_every_language(body: str) -> None:
    files = small_files()
    files[WHAT] = ("---\ntitle: T\nminutes: 1\n---\n" + body).encode()
    pack = sound(files)
    languages = compile_pack(pack).languages
    shapes = {
        tuple((block.id, block.kind) for block in language.lessons["what"].blocks)
        for language in languages
    }
    assert len(shapes) == 1
    ids = [block.id for block in languages[0].lessons["what"].blocks]
    assert len(ids) == len(set(ids))


@settings(max_examples=60, deadline=None)
@given(paragraphs, st.data())
def test_changing_one_block_makes_its_own_translation_fuzzy_and_no_other(
    texts: list[str], data: st.DataObject
) -> None:
    before = [Message("lesson:x", text, "paragraph", "x.md", 1, required=False) for text in texts]
    position = data.draw(st.integers(0, len(texts) - 1))
    change = data.draw(words.filter(lambda text: text not in texts))
    after = list(before)
    after[position] = Message("lesson:x", change, "paragraph", "x.md", 1, required=False)
    former = written(translated(before), before)
    merged = merge(former, after)
    states = [(entry.translation, entry.fuzzy) for entry in merged.entries]
    assert states == [(f"es: {text}", n == position) for n, text in enumerate(texts)]
    assert merged.entries[position].previous == texts[position]
    again = written(merged, after, former)
    assert [(e.key, e.translation, e.fuzzy) for e in again.entries] == [
        (e.key, e.translation, e.fuzzy) for e in merged.entries
    ]
    assert again.entries[position].previous == texts[position]


def test_a_new_block_leaves_every_translation_as_it_is() -> None:
    files = edited(WHAT, "## Two words", "A new paragraph.\n\n## Two words")
    pack = sound(files)
    merged = merge(pack.catalogues["es"], messages(pack))
    assert not any(entry.fuzzy for entry in merged.entries)
    assert [entry.source for entry in merged.entries if not entry.done] == ["A new paragraph."]


def test_a_block_taken_out_is_kept_as_obsolete_and_comes_back() -> None:
    shorter = sound(edited(WHAT, "| Right | The law |\n", ""))
    texts = messages(shorter)
    merged = merge(shorter.catalogues["es"], texts)
    assert [entry.source for entry in merged.obsolete] == ["The law"]
    catalogue = written(merged, texts)
    whole = sound(small_files())
    back = merge(catalogue, messages(whole)).by_key()
    assert back["lesson:what", "The law"].translation == "La ley"
    assert back["lesson:what", "The law"].done


def test_wrapping_a_line_otherwise_changes_no_block() -> None:
    one = parse_lesson("A paragraph of two lines.\n", 1)
    two = parse_lesson("A paragraph\nof two lines.\n", 1)
    assert [block.text for block in one.blocks()] == [block.text for block in two.blocks()]


def test_writing_an_unchanged_translation_changes_nothing() -> None:
    files = small_files()
    pack = sound(files)
    texts = messages(pack)
    for language, former in pack.catalogues.items():
        merged = merge(former, texts)
        data = write_catalogue("small", language, merged, texts, former=former, now=NOW)
        assert data.decode() == files[f"locale/{language}.po"].decode()


def test_babel_reads_what_we_write_as_we_do() -> None:
    files = edited(WHAT, "A right is **no favour**", "A right is **never a favour**")
    pack = sound(files)
    texts = messages(pack)
    former = pack.catalogues["ar"]
    merged = merge(former, texts)
    data = write_catalogue("small", "ar", merged, texts, former=former, now=NOW)
    theirs = babel_read_po(BytesIO(data), abort_invalid=True)
    mine = {entry.key: (entry.translation, entry.fuzzy) for entry in merged.entries}
    assert {(m.context, m.id): (m.string, m.fuzzy) for m in theirs if m.id} == mine


@pytest.mark.parametrize("language", ["es", "ar"])
def test_gettext_itself_accepts_the_file(language: str, tmp_path: Path) -> None:
    data = small_files()[f"locale/{language}.po"]
    assert babel_read_po(BytesIO(data), abort_invalid=True).locale is not None
    program = shutil.which("msgfmt")
    if program:  # an independent judge where there is one
        (tmp_path / "x.po").write_bytes(data)
        told = subprocess.run(
            [program, "-c", "-o", str(tmp_path / "x.mo"), str(tmp_path / "x.po")],
            capture_output=True,
            check=False,
            text=True,
        )
        assert (told.returncode, told.stderr) == (0, "")


MSGMERGED = r"""# A header
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

# mine
#. paragraph b1
#: a.md:1 a.md:2
#, fuzzy, no-wrap
#| msgctxt "lesson:x"
#| msgid ""
#| "old "
#| "text"
msgctxt "lesson:x"
msgid "new \"text\""
msgstr ""
"nuevo"

#, fuzzy
#~| msgid "older"
#~ msgctxt "lesson:x"
#~ msgid "gone"
#~ msgstr "ido"
"""


def test_what_msgmerge_writes_can_be_read() -> None:
    findings = Findings()
    catalogue = read_po("locale/es.po", MSGMERGED, findings)
    assert not findings.faults
    (entry,) = catalogue.entries
    assert (entry.source, entry.translation) == ('new "text"', "nuevo")
    assert (entry.fuzzy, entry.previous, entry.comments) == (True, "old text", ("mine",))
    (gone,) = catalogue.obsolete
    assert (gone.source, gone.translation) == ("gone", "ido")
