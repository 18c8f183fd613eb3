"""The page for authors tells the truth."""

from __future__ import annotations

import json
import re
from pathlib import Path

from elearn.catalogue.formats.reader import read_files
from elearn.catalogue.formats.schema import schema_text

PAGE = (Path(__file__).parents[2] / "docs" / "course-pack.md").read_text("utf-8")
FILE = re.compile(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_smallest_course_of_the_page_has_no_fault() -> None:
    files = {path: text.encode() for path, text in FILE.findall(PAGE)}
    assert set(files) == {
        "course.yaml",
        "modules/start/hello.md",
        "assessments/final.yaml",
    }
    report = read_files(files, folder_name="first-steps")
    assert (report.faults, report.warnings) == ((), ())


def test_the_page_names_every_key_of_the_schema() -> None:
    parts = json.loads(schema_text())["$defs"]
    for part in ("course", "lesson", "assessment", "worksheet"):
        for key in parts[part]["properties"]:
            assert f"`{key}`" in PAGE, key
