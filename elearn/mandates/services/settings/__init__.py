"""What organisations record that duties hang on: calendars, adhesions, accredited courses."""

from elearn.mandates.services.settings.accreditation import (
    AccreditationUnfit,
    CourseNotFound,
    accredit,
)
from elearn.mandates.services.settings.adhesion import (
    AlreadyJoined,
    NotOpenToMembers,
    adhere,
    withdraw,
)
from elearn.mandates.services.settings.body_duty import (
    BodyDutyNotFound,
    DayUnfit,
    DoneAlready,
    NotBound,
    record_body_duty,
)
from elearn.mandates.services.settings.calendar import set_calendar

__all__ = [
    "AccreditationUnfit",
    "AlreadyJoined",
    "BodyDutyNotFound",
    "CourseNotFound",
    "DayUnfit",
    "DoneAlready",
    "NotBound",
    "NotOpenToMembers",
    "accredit",
    "adhere",
    "record_body_duty",
    "set_calendar",
    "withdraw",
]
