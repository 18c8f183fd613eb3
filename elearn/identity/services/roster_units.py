"""Which unit a line of a roster means, by code or by its name in any language."""

from __future__ import annotations

from collections.abc import Sequence

from elearn.errors import N_, Fault
from elearn.identity.models import Organisation
from elearn.identity.rules.names import search_key
from elearn.identity.rules.roster import Roster, RosterLine


class Units:
    """The organisation and the units below it, as HR may call them."""

    def __init__(
        self, organisation: Organisation, units: Sequence[Organisation], roster: Roster
    ) -> None:
        """Index the units by code, with and without that of their organisation, and by name."""
        self.roster = roster
        self.by_code = {unit.code: unit.id for unit in units}
        prefix = f"{organisation.code}-"
        for unit in units:
            if unit.code.startswith(prefix):
                self.by_code.setdefault(unit.code.removeprefix(prefix), unit.id)
        self.by_name: dict[str, set[int]] = {}
        for unit in units:
            for name in unit.names.values():
                self.by_name.setdefault(search_key(name), set()).add(unit.id)
        self.codes = ", ".join(unit.code for unit in units[:30])

    def find(self, line: RosterLine, default: int, faults: list[Fault]) -> int:
        """Return the unit of a line, `default` where the file has no such column; add a fault."""
        told = [name for name in ("unit_code", "unit_name") if name in line.values]
        column = next((name for name in told if line.values[name]), told[0] if told else "")
        if not column:
            return default
        value = str(line.values[column] or "")
        found = self._matches(value)
        if len(found) == 1:
            return found.pop()
        if not value:
            what = N_("the column “%(column)s” is empty")
            mend = N_("write the code or the name of one of: %(codes)s")
        elif found:
            what = N_("the unit “%(value)s” in the column “%(column)s” could be several")
            mend = N_("write its code, one of: %(codes)s")
        else:
            what = N_("the unit “%(value)s” in the column “%(column)s” is not known")
            mend = N_("write the code or the name of one of: %(codes)s")
        header = self.roster.headers.get(column, column)
        faults.append(
            Fault(
                self.roster.file,
                what,
                mend,
                line=line.line,
                column=header,
                value=value,
                params={"value": value[:80], "column": header, "codes": self.codes},
            )
        )
        return default

    def _matches(self, value: str) -> set[int]:
        code = self.by_code.get(value.strip().lower())
        return {code} if code else set(self.by_name.get(search_key(value), set()))
