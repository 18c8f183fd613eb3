"""`elearn courses …` as an author and an operator type it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.app import cli as root_command
from tests.catalogue.packs import SMALL

Cli = Callable[..., Result]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Give a copy of the small pack that may be changed."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def without_app(*arguments: str) -> Result:
    """Run a command where there is no application to be had."""
    return CliRunner().invoke(root_command, list(arguments), obj=lambda: pytest.fail("no app"))


def change(pack: Path, path: str, old: str, new: str) -> None:
    text = (pack / path).read_text("utf-8")
    assert old in text
    (pack / path).write_text(text.replace(old, new, 1), "utf-8")


def test_a_check_needs_no_database(pack: Path) -> None:
    told = without_app("courses", "check", str(pack))
    assert (told.exit_code, told.stdout) == (0, f"{pack}: no faults\n")


def test_a_check_says_every_fault_with_the_path_it_was_given(pack: Path) -> None:
    change(pack, "assessments/final.yaml", "pass_mark: 0.8", "pass_mark: 8")
    change(pack, "modules/counter/what.md", "![Two people at a counter]", "![]")
    told = without_app("courses", "check", str(pack.parent))
    assert told.exit_code == 1
    assert f"{pack}/assessments/final.yaml:4: pass_mark cannot be 8; write 1 or less" in told.stderr
    assert f"{pack}/modules/counter/what.md:25: this picture has no alternative" in told.stderr
    assert "2 faults were found" in told.stderr


def test_a_path_without_packs_is_said(tmp_path: Path) -> None:
    told = without_app("courses", "check", str(tmp_path))
    assert told.exit_code == 1
    assert f"There is no course.yaml in {tmp_path}" in told.stderr


def test_a_folder_of_packs_is_published_and_again_changes_nothing(cli: Cli, pack: Path) -> None:
    first = cli("courses", "publish", str(pack.parent))
    assert first.exit_code == 0, first.output
    assert "version 1 of small is published in en, es, ar" in first.stdout
    assert cli("courses", "publish", str(pack)).stdout == first.stdout


def test_nothing_is_published_when_one_pack_of_a_folder_has_a_fault(cli: Cli, pack: Path) -> None:
    shutil.copytree(pack, pack.parent / "another")
    told = cli("courses", "publish", str(pack.parent))
    assert told.exit_code == 1
    assert "the id is “small” but the folder is “another”" in told.stderr
    missing = cli("courses", "export", "small", str(pack.parent / "out"))
    assert "There is no course “small”." in missing.stderr


def test_an_export_can_be_published_again(cli: Cli, pack: Path, tmp_path: Path) -> None:
    cli("courses", "publish", str(pack))
    told = cli("courses", "export", "small", str(tmp_path / "out"), "--version", "1")
    assert told.exit_code == 0, told.output
    again = cli("courses", "publish", str(tmp_path / "out"))
    assert again.exit_code == 0, again.output


def test_the_schema_is_printed_or_written(tmp_path: Path) -> None:
    printed = without_app("courses", "schema").stdout
    assert json.loads(printed)["$schema"].endswith("2020-12/schema")
    without_app("courses", "schema", str(tmp_path / "pack.json"))
    assert (tmp_path / "pack.json").read_text("utf-8") == printed


def test_a_translation_is_begun_and_kept_up_to_date(pack: Path) -> None:
    change(pack, "course.yaml", "[en, es, ar]", "[en, es, ar, ko]")
    begun = without_app("courses", "translate", str(pack), "--language", "ko")
    assert "0 translated, 0 fuzzy, 60 missing, 0 obsolete" in begun.stdout
    change(pack, "modules/counter/what.md", "What a person may claim.", "What people may claim.")
    updated = without_app("courses", "translate", str(pack), "--language", "es")
    assert "59 translated, 1 fuzzy, 0 missing, 0 obsolete" in updated.stdout
    text = (pack / "locale" / "es.po").read_text("utf-8")
    assert (
        '#, fuzzy\n#| msgid "What a person may claim."\nmsgctxt "lesson:what"\n'
        'msgid "What people may claim."\nmsgstr "Lo que una persona puede reclamar."'
    ) in text
    assert without_app("courses", "check", str(pack)).exit_code == 0


def test_a_translation_that_cannot_be_read_is_left_alone(pack: Path) -> None:
    change(pack, "locale/es.po", 'msgstr "Dos palabras"', 'msgstr "Dos palabras')
    before = (pack / "locale" / "es.po").read_bytes()
    told = without_app("courses", "translate", str(pack), "--language", "es")
    assert told.exit_code == 1
    assert "locale/es.po:82: this text does not stand between quotation marks" in told.stderr
    assert (pack / "locale" / "es.po").read_bytes() == before


@pytest.mark.parametrize("language", ["en", "tlh"])
def test_a_language_that_cannot_be_is_refused(pack: Path, language: str) -> None:
    told = without_app("courses", "translate", str(pack), "--language", language)
    assert told.exit_code == 1
    assert f"“{language}” is not a language to translate into" in told.stderr
