"""Organisations added one at a time or loaded as a whole tree, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import N_, Fault, Faults
from elearn.identity.models import Organisation
from elearn.identity.rules.organisations import OrganisationEntry

__all__ = ["Loaded", "OrganisationEntry", "add_organisation", "load_organisations"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load of organisations came to, as codes."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def add_organisation(  # noqa: PLR0913  # the facts of an organisation, all named at the call
    session: Session,
    *,
    code: str,
    kind: str,
    names: Mapping[str, str],
    default_language: str = "en",
    time_zone: str = "UTC",
    parent: Organisation | None = None,
    body_kind: str | None = None,
) -> Organisation:
    """Add one organisation below `parent`, or as a root."""
    organisation = Organisation(
        code=code,
        kind=kind,
        names=dict(names),
        default_language=default_language,
        parent_id=parent.id if parent else None,
        path=f"{parent.path if parent else '/'}{code}/",
        time_zone=time_zone,
        body_kind=body_kind,
    )
    session.add(organisation)
    session.flush()
    return organisation


def load_organisations(
    session: Session, *, entries: Sequence[OrganisationEntry], file: str
) -> Loaded:
    """Bring the tree in line with the entries; those it does not name stay as they are.

    Parents stand before their children, or are there already. Raises Faults, with nothing applied.
    """
    known = {each.code: each for each in session.scalars(select(Organisation))}
    faults = _faults(entries, known, file)
    if faults:
        raise Faults(faults)
    created, changed, unchanged = [], [], []
    for entry in entries:
        parent = known[entry.parent] if entry.parent else None
        facts = entry.facts(
            {"default_language": parent.default_language, "time_zone": parent.time_zone}
            if parent
            else {}
        )
        present = known.get(entry.code)
        if present is None:
            known[entry.code] = add_organisation(session, code=entry.code, parent=parent, **facts)
            created.append(entry.code)
        elif any(getattr(present, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(present, name, value)
            changed.append(entry.code)
        else:
            unchanged.append(entry.code)
    session.flush()
    return Loaded(tuple(created), tuple(changed), tuple(unchanged))


def _faults(
    entries: Sequence[OrganisationEntry], known: Mapping[str, Organisation], file: str
) -> list[Fault]:
    faults = []
    here: dict[str, int] = {}
    codes = {each.id: each.code for each in known.values()}
    for entry in entries:

        def fault(
            what: str, mend: str, entry: OrganisationEntry = entry, **params: object
        ) -> Fault:
            return Fault(file, what, mend, line=entry.line, params={"code": entry.code, **params})

        if entry.code in here:
            faults.append(
                fault(
                    N_("the code %(code)s stands in line %(first)s already"),
                    N_("give every organisation its own code"),
                    first=here[entry.code],
                )
            )
        if entry.parent and entry.parent not in here and entry.parent not in known:
            faults.append(
                fault(
                    N_("the parent %(parent)s of %(code)s is not known"),
                    N_("name a parent that stands above it in the file, or in the database"),
                    parent=entry.parent,
                )
            )
        present = known.get(entry.code)
        if present and codes.get(present.parent_id or 0) != entry.parent:
            faults.append(
                fault(
                    N_("%(code)s stands under another parent in the database"),
                    N_("keep its parent: an organisation is not moved, a new one is founded"),
                )
            )
        here.setdefault(entry.code, entry.line)
    return faults
