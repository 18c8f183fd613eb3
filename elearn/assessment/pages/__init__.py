"""The pages of assessment: before, during and after an attempt."""

from elearn.assessment.pages import intro, overview, question, result
from elearn.assessment.pages.blueprint import blueprint

__all__ = ["blueprint", "intro", "overview", "question", "result"]
