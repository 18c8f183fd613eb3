"""What can be done about workshops; nothing here commits."""

from elearn.workshops.services.attend import (
    Line,
    LinesUnfit,
    mark_attendance,
    mark_from_file,
    open_attendance,
)
from elearn.workshops.services.book import AlreadyBooked, NotBooked, book, give_back
from elearn.workshops.services.code import (
    AttendanceCorrected,
    CodeWrong,
    attend_by_code,
    make_code,
)
from elearn.workshops.services.plan import (
    PlanUnfit,
    cancel_workshop,
    change_workshop,
    plan_workshop,
)
from elearn.workshops.services.state import (
    WorkshopBegun,
    WorkshopCancelled,
    WorkshopNotBegun,
    WorkshopOver,
)
from elearn.workshops.services.tell import Compose, Letter, Words

__all__ = [
    "AlreadyBooked",
    "AttendanceCorrected",
    "CodeWrong",
    "Compose",
    "Letter",
    "Line",
    "LinesUnfit",
    "NotBooked",
    "PlanUnfit",
    "Words",
    "WorkshopBegun",
    "WorkshopCancelled",
    "WorkshopNotBegun",
    "WorkshopOver",
    "attend_by_code",
    "book",
    "cancel_workshop",
    "change_workshop",
    "give_back",
    "make_code",
    "mark_attendance",
    "mark_from_file",
    "open_attendance",
    "plan_workshop",
]
