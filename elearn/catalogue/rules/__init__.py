"""What a published course is, as immutable values that need no database."""

from elearn.catalogue.rules.forms import (
    AssessmentForLearning,
    AssessmentPolicy,
    Draw,
    QuestionForLearning,
)
from elearn.catalogue.rules.glossary import Entry
from elearn.catalogue.rules.languages import LANGUAGES, digits, direction
from elearn.catalogue.rules.lesson import Block, CompiledLesson, Explained, Reference
from elearn.catalogue.rules.outline import (
    AssessmentOutline,
    CompletionRule,
    LessonOutline,
    ModuleOutline,
    Outline,
    SourceOutline,
)
from elearn.catalogue.rules.places import PLACES, Local, filled, places_in
from elearn.catalogue.rules.programmes import Member, Part, PartState, Path, Programme, path
from elearn.catalogue.rules.questions import QuestionTexts
from elearn.catalogue.rules.search import Filters, Found, Hit, Piece
from elearn.catalogue.rules.text import Text
from elearn.catalogue.rules.topics import RIGHTS, Topics
from elearn.catalogue.rules.worksheet import (
    Answer,
    Cell,
    Unfit,
    WorksheetField,
    WorksheetOutline,
    WorksheetPart,
    fitting,
)

__all__ = [
    "LANGUAGES",
    "PLACES",
    "RIGHTS",
    "Answer",
    "AssessmentForLearning",
    "AssessmentOutline",
    "AssessmentPolicy",
    "Block",
    "Cell",
    "CompiledLesson",
    "CompletionRule",
    "Draw",
    "Entry",
    "Explained",
    "Filters",
    "Found",
    "Hit",
    "LessonOutline",
    "Local",
    "Member",
    "ModuleOutline",
    "Outline",
    "Part",
    "PartState",
    "Path",
    "Piece",
    "Programme",
    "QuestionForLearning",
    "QuestionTexts",
    "Reference",
    "SourceOutline",
    "Text",
    "Topics",
    "Unfit",
    "WorksheetField",
    "WorksheetOutline",
    "WorksheetPart",
    "digits",
    "direction",
    "filled",
    "fitting",
    "path",
    "places_in",
]
