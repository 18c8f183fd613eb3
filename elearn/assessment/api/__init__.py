"""The API of assessment: attempts of one's own, answers to mark, longer time."""

from elearn.assessment.api import attempts, marking, statistics, time
from elearn.assessment.api.blueprint import blueprint

__all__ = ["attempts", "blueprint", "marking", "statistics", "time"]
