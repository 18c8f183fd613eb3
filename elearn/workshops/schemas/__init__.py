"""Workshops as JSON, in words, as calendar files and in letters."""

from elearn.workshops.schemas.events import event_of
from elearn.workshops.schemas.letters import letters
from elearn.workshops.schemas.records import (
    AttendanceChangedSchema,
    AttendanceCodeSchema,
    AttendanceLinesSchema,
    AttendanceSchema,
    AttendeeListSchema,
    LanguageSchema,
    NewAttendanceCodeSchema,
    NewWorkshopPlanSchema,
    OwnWorkshopListSchema,
    OwnWorkshopSchema,
    PlannedWorkshopListSchema,
    SavedWorkshopSchema,
    WorkshopPlanSchema,
    own_workshop,
    planned_workshop,
)

__all__ = [
    "AttendanceChangedSchema",
    "AttendanceCodeSchema",
    "AttendanceLinesSchema",
    "AttendanceSchema",
    "AttendeeListSchema",
    "LanguageSchema",
    "NewAttendanceCodeSchema",
    "NewWorkshopPlanSchema",
    "OwnWorkshopListSchema",
    "OwnWorkshopSchema",
    "PlannedWorkshopListSchema",
    "SavedWorkshopSchema",
    "WorkshopPlanSchema",
    "event_of",
    "letters",
    "own_workshop",
    "planned_workshop",
]
