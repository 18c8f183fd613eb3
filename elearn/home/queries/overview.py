"""How the people of a scope stand with what their charters ask of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.home.rules import protected
from elearn.identity.models import Organisation
from elearn.identity.rules import Scope
from elearn.mandates.queries import obligations_within
from elearn.mandates.rules import State, worst

GROUPS = {
    State.SATISFIED: "completed",
    State.SATISFIED_LATE: "completed",
    State.OVERDUE: "overdue",
    State.DUE: "open",
    State.IN_GRACE: "open",
}
"""A person counts once, by the state that says most about them."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers of one scope; a number is None where it would give a person away."""

    organisations: Sequence[Organisation]
    """The tops of the scope."""
    bound: int
    """People with a duty that has opened."""
    completed: int | None
    overdue: int | None
    open: int | None


def overview(session: Session, scope: Scope, *, now: datetime, names: bool) -> Overview:
    """Return how the people within the scope stand; `names` if the reader may see who they are."""
    counts: Counter[str] = Counter(dict.fromkeys(("completed", "overdue", "open"), 0))
    for path in scope.paths:
        for standing in obligations_within(session, path, today=now).people:
            state = worst(standing.obligations)
            if state is not None:
                counts[GROUPS[state]] += 1
    shown = dict(counts) if names else protected(counts)
    organisations = session.scalars(
        select(Organisation).where(Organisation.path.in_(scope.paths)).order_by(Organisation.path)
    ).all()
    return Overview(organisations=organisations, bound=counts.total(), **shown)
