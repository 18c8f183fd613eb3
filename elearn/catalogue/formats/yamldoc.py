"""YAML with the place of every node, read from the node graph so that nothing can be expanded."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.files import decoded
from elearn.errors import N_

DEPTH = 12
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Plain values of a YAML file, and the line of each of them."""

    file: str
    value: Any
    lines: Mapping[Path, int]

    def line(self, *path: str | int) -> int:
        """Return the line of the value at that path, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return line
        return 1


def read_yaml(file: str, text: str, findings: Findings, *, first_line: int = 1) -> Document | None:
    """Return the document, or None after noting what keeps it from being read.

    Anchors and aliases (the stuff of YAML bombs), tags, duplicate keys and deep nesting are faults.
    """
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        findings.fault(
            file,
            line,
            N_("this is not YAML: %(problem)s"),
            N_("mend the line, or put the text between quotation marks"),
            problem=str(error.problem or error.context or "?").strip(),
        )
        return None
    except (YAMLError, ValueError) as error:
        findings.fault(
            file,
            first_line,
            N_("this is not YAML: %(problem)s"),
            N_("mend the line, or put the text between quotation marks"),
            problem=" ".join(str(error).split())[:200],
        )
        return None
    except RecursionError:
        findings.fault(file, first_line, N_("this nests too deeply"), N_("use fewer levels"))
        return None
    if root is None:
        findings.fault(
            file, first_line, N_("this file is empty"), N_("write its content or remove it")
        )
        return None
    reader = _Reader(file, findings, first_line)
    value = reader.value(root, ())
    return None if reader.failed else Document(file, value, reader.lines)


def read_yaml_file(file: str, data: bytes, findings: Findings) -> Document | None:
    """Return the document of a file, or None after noting why it cannot be read."""
    text = decoded({file: data}, file, findings)
    return None if text is None else read_yaml(file, text, findings)


class _Reader:
    def __init__(self, file: str, findings: Findings, first_line: int) -> None:
        self.file, self.findings, self.first = file, findings, first_line
        self.lines: dict[Path, int] = {}
        self.failed = False

    def refuse(self, node: Node, what: str, mend: str, /, **params: object) -> None:
        self.failed = True
        line = node.start_mark.line + self.first
        self.findings.fault(self.file, line, what, mend, **params)

    def value(self, node: Node, path: Path) -> Any:  # whatever YAML can hold
        self.lines.setdefault(path, node.start_mark.line + self.first)
        if node.anchor is not None:
            self.refuse(
                node,
                N_("anchors and aliases are not part of the format"),
                N_("write the value out where it is used"),
            )
            return None
        if len(path) > DEPTH:
            self.refuse(node, N_("this nests too deeply"), N_("use fewer levels"))
            return None
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*path, n)) for n, item in enumerate(node.value)]
        return self.scalar(node)

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode) or key_node.anchor is not None:
                self.refuse(key_node, N_("a key must be a plain word"), N_("write a plain word"))
                continue
            key = str(key_node.value)
            if key in values:
                self.refuse(
                    key_node,
                    N_("“%(key)s” is there twice"),
                    N_("keep one of them"),
                    key=key,
                )
                continue
            self.lines[(*path, key)] = key_node.start_mark.line + self.first
            values[key] = self.value(value_node, (*path, key))
        return values

    def scalar(self, node: Node) -> Any:
        kind = str(node.tag).rpartition(":")[2]
        if kind not in SCALARS:
            self.refuse(
                node,
                N_("the tag “%(tag)s” is not part of the format"),
                N_("write a plain value"),
                tag=kind[:40],
            )
            return None
        if NOT_TEXT.search(str(node.value)):
            self.refuse(
                node,
                N_("this text holds characters that cannot be written"),
                N_("remove its control characters"),
            )
            return None
        try:
            return SCALARS[kind](str(node.value))
        except ValueError:
            return str(node.value)


SCALARS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "timestamp": str,
    "int": lambda text: int(text.replace("_", ""), 0),
    "float": lambda text: float(text.replace("_", "")),
    "bool": lambda text: text.lower() == "true",
    "null": lambda _: None,
}
