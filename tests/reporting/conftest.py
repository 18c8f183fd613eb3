"""Reports are about the same stories as charters."""

from tests.mandates.stories import charter, clock, complete, course

__all__ = ["charter", "clock", "complete", "course"]
