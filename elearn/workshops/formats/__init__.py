"""Workshops and their attendance as files."""

from elearn.workshops.formats.attendance_file import AttendanceFile, read_attendance
from elearn.workshops.formats.calendar import Event, calendar
from elearn.workshops.formats.workshop_file import WorkshopFile, read_workshop

__all__ = [
    "AttendanceFile",
    "Event",
    "WorkshopFile",
    "calendar",
    "read_attendance",
    "read_workshop",
]
