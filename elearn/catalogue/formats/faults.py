"""Where a reader of a pack puts what it finds, so that everything is reported at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from elearn.errors import Fault


@dataclass(slots=True)
class Findings:
    """Faults stop a publication; warnings do not."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def fault(self, file: str, line: int | None, what: str, mend: str, /, **params: object) -> None:
        """Note something that must be mended; `what` and `mend` are templates that params fill."""
        self.faults.append(Fault(file, what, mend, line=line, params=params))

    def warn(self, file: str, line: int | None, what: str, mend: str, /, **params: object) -> None:
        """Note something that an author should look at."""
        self.warnings.append(Fault(file, what, mend, line=line, params=params))

    def sorted_faults(self) -> tuple[Fault, ...]:
        """Return every fault once, by file and line."""
        return _in_order(self.faults)

    def sorted_warnings(self) -> tuple[Fault, ...]:
        """Return every warning once, by file and line."""
        return _in_order(self.warnings)


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    once = {(fault.file, fault.line or 0, str(fault)): fault for fault in faults}
    return tuple(once[key] for key in sorted(once))
