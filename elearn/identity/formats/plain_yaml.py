"""YAML that people write, in which nothing is expanded; what is none is told with its line."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.tokens import AliasToken

from elearn.errors import N_, Fault, Faults


def text_of(content: bytes, file: str) -> str:
    """Return the text of a file; Faults where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _told(
            file, line, N_("this is not UTF-8 text"), N_("save the file as UTF-8")
        ) from error


def load(text: str, file: str, *, kind: str = "safe") -> Any:
    """Return the values of a document; Faults for what is no YAML, or holds an alias.

    A few aliases of aliases make a file of one line expand without end. `kind` is ruamel's: `rt`
    gives lists and mappings that know their lines.
    """
    try:
        for token in YAML(typ="safe", pure=True).scan(text):
            if isinstance(token, AliasToken):
                raise _told(
                    file,
                    token.start_mark.line + 1,
                    N_("anchors and aliases are not part of the format"),
                    N_("write the value out where it is used"),
                )
        return YAML(typ=kind, pure=True).load(text)
    except (YAMLError, ValueError, RecursionError) as error:  # days and numbers that are none, too
        mark = getattr(error, "problem_mark", None)
        raise _told(
            file,
            mark.line + 1 if mark else None,
            N_("this is not valid YAML"),
            N_("check indentation, colons and quotation marks near this line"),
        ) from error


def _told(file: str, line: int | None, what: str, mend: str) -> Faults:
    return Faults([Fault(file, what, mend, line=line)])
