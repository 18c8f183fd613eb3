"""Ids that stand once."""

from __future__ import annotations

from collections.abc import Iterable

from elearn.catalogue.formats.faults import Findings
from elearn.errors import N_


def once(findings: Findings, file: str, what: str, ids: Iterable[tuple[str, int]]) -> None:
    """Note every id, of (id, line), that stands there a second time; `what` says whose it is."""
    seen: dict[str, int] = {}
    for name, line in ids:
        if name in seen:
            findings.fault(
                file,
                line,
                N_("the id “%(id)s” is there twice, first at line %(first)s"),
                N_("give this %(what)s another id"),
                id=name,
                first=seen[name],
                what=what,
            )
        seen.setdefault(name, line)
