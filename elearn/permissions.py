"""Who may do what: the roles, the permissions, and the mark every route carries on its door.

A role is granted on an organisation and reaches everything below it. A view names a permission
only; `web.doors` enforces the marks and refuses a view that carries none.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a person is to an organisation; granted, dated in the audit trail, never implied."""

    LEARNER = "learner"
    MANAGER = "manager"
    TRAINER = "trainer"
    AUTHOR = "author"
    TRANSLATOR = "translator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """One thing that can be allowed."""

    ACCOUNT = "account"
    """See and change one's own account."""
    LEARN = "learn"
    """Enrol, learn, answer and hold certificates, for oneself."""
    CHARTER_READ = "charter_read"
    """Read charters and what they ask of oneself."""
    PEOPLE_READ = "people_read"
    """See the people of an organisation."""
    PEOPLE_IMPORT = "people_import"
    """Load HR's roster."""
    LOCAL_TEXT_EDIT = "local_text_edit"
    """Say what an organisation says of itself inside the courses."""
    REPORT_READ = "report_read"
    """Read completions and compliance as numbers."""
    REPORT_NAMES = "report_names"
    """Read completions and compliance of named people."""
    COURSE_READ_DRAFT = "course_read_draft"
    """See the state of a course and of its translations, its questions with their keys, and what
    answers tell of them."""
    ANSWER_MARK = "answer_mark"
    """Read and mark the long answers of learners, without their names."""
    CHARTER_EDIT = "charter_edit"
    """Propose a version of a charter, and approve what somebody else has proposed."""
    EXEMPTION_GRANT = "exemption_grant"
    """Excuse people, and decide what training done elsewhere counts for."""
    WORKSHOP_EDIT = "workshop_edit"
    """Plan workshops and name who trains in them."""
    WORKSHOP_TRAIN = "workshop_train"
    """Mark who attended the workshops that one trains in: one's own, and no others."""
    TIME_SET = "time_set"
    """Give a person longer time in quizzes."""


EVERYONE = frozenset(
    {
        Permission.ACCOUNT,
        Permission.LEARN,
        Permission.CHARTER_READ,
        Permission.WORKSHOP_TRAIN,
    }
)
"""What every signed-in person may do, for themselves; a trainer of workshops needs no role."""

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: frozenset(),
    Role.MANAGER: frozenset({Permission.REPORT_READ, Permission.REPORT_NAMES}),
    Role.TRAINER: frozenset({Permission.COURSE_READ_DRAFT, Permission.ANSWER_MARK}),
    Role.AUTHOR: frozenset({Permission.COURSE_READ_DRAFT}),
    Role.TRANSLATOR: frozenset({Permission.COURSE_READ_DRAFT}),
    Role.EDITOR: frozenset({Permission.COURSE_READ_DRAFT}),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.PEOPLE_READ,
            Permission.PEOPLE_IMPORT,
            Permission.LOCAL_TEXT_EDIT,
            Permission.REPORT_READ,
            Permission.REPORT_NAMES,
            Permission.CHARTER_EDIT,
            Permission.EXEMPTION_GRANT,
            Permission.WORKSHOP_EDIT,
            Permission.TIME_SET,
        }
    ),
    Role.AUDITOR: frozenset({Permission.REPORT_READ}),
}
"""What a role adds, within the organisation it is granted on and all below it."""


class Public:
    """The mark of a door that is open to everyone."""


PUBLIC = Public()


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view as open to signed-in people who hold the permission somewhere.

    Within which organisations they hold it is a filter in the query, not decided here.
    """

    def mark(view: View) -> View:
        view.__door__ = permission  # type: ignore[attr-defined]  # a mark that web.doors reads
        return view

    return mark


def public(view: View) -> View:
    """Mark a view as open to everyone, signed in or not."""
    view.__door__ = PUBLIC  # type: ignore[attr-defined]  # a mark that web.doors reads
    return view
