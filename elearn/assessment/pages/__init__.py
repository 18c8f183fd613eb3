"""The pages of assessment: before, during and after an attempt."""

from elearn.assessment.pages import (
    intro,
    marking,
    overview,
    preview,
    question,
    result,
    statistics,
    time,
)
from elearn.assessment.pages.blueprint import blueprint

__all__ = [
    "blueprint",
    "intro",
    "marking",
    "overview",
    "preview",
    "question",
    "result",
    "statistics",
    "time",
]
