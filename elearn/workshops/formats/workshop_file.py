"""The workshop file: YAML under the keys of `rules.KEYS`, as form and API write them too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.yamldoc import Document, read_yaml_file
from elearn.errors import N_, Faults
from elearn.workshops.formats.told import told
from elearn.workshops.rules import KEYS, Unfit


@dataclass(frozen=True, slots=True)
class WorkshopFile:
    """What a file says, and where each of its values stands."""

    document: Document

    @property
    def draft(self) -> dict[str, Any]:
        """Return what was written, by key."""
        return dict(self.document.value)

    def faults(self, unfit: Sequence[Unfit]) -> Faults:
        """Return what cannot be planned, each with its line."""
        document = self.document
        return Faults(
            told(document.file, document.line(*each.field.split(".")), each) for each in unfit
        )


def read_workshop(file: str, content: bytes) -> WorkshopFile:
    """Return the draft that a file holds; Faults for what is no YAML, or no key of a workshop."""
    findings = Findings()
    document = read_yaml_file(file, content, findings)
    if document is not None and not isinstance(document.value, dict):
        findings.fault(
            file,
            1,
            N_("this should be a list of keys with values"),
            N_("write key: value"),
        )
    elif document is not None:
        for key in document.value:
            if key not in KEYS:
                findings.fault(
                    file,
                    document.line(key),
                    N_("the key %(key)s is not known"),
                    N_("use only %(keys)s"),
                    key=key,
                    keys=", ".join(KEYS),
                )
    if findings.faults or document is None:
        raise Faults(findings.sorted_faults())
    return WorkshopFile(document)
