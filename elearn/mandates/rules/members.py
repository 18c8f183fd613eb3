"""Who may join a charter that binds on adhesion."""

from collections.abc import Collection

from elearn.identity.rules import OrganisationKind

JOINS_AS = {
    OrganisationKind.MUNICIPALITY: ("municipality",),
    OrganisationKind.BODY: ("provincial_office", "public_body"),
    OrganisationKind.FEDERATION: (),
    OrganisationKind.UNIT: None,
}
"""As what each kind of organisation joins; a unit is part of a body and joins nothing by itself."""


def may_join(kind: str, members: Collection[str]) -> bool:
    """Say whether an organisation of a kind may join a charter for such members; none: any body."""
    known = JOINS_AS[OrganisationKind(kind)]
    return known is not None and (not members or any(each in members for each in known))
