"""The fixtures of the stories about charters."""

from tests.mandates.stories import charter, clock, complete, course, waive

__all__ = ["charter", "clock", "complete", "course", "waive"]
