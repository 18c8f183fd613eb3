"""What the author allows although a check would refuse it: allow.yaml, each line with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.pack import Pack
from elearn.errors import N_

FILE = "allow.yaml"


@dataclass(slots=True)
class Allowed:
    """The allowances of a pack, and which of them were of use."""

    pack: Pack
    used: set[int] = field(default_factory=set)

    def allows(
        self,
        check: str,
        context: str,
        text: str,
        *,
        language: str | None = None,
        term: str | None = None,
    ) -> bool:
        """Return whether the author allows this departure in this text, noting it as used."""
        for n, each in enumerate(self.pack.allowances):
            if (
                (each.check, each.where) == (check, context)
                and text.startswith(each.text)
                and each.language in {None, language}
                and each.term in {None, term}
            ):
                self.used.add(n)
                return True
        return False

    def note_unused(self, findings: Findings) -> None:
        """Note as a warning every allowance that allowed nothing."""
        for n, each in enumerate(self.pack.allowances):
            if n not in self.used:
                findings.warn(
                    FILE,
                    each.line,
                    N_("nothing needs this exception for “%(where)s”"),
                    N_("remove it, or mend its text"),
                    where=each.where,
                )
