"""Programmes: courses that together make a role certificate or a diploma, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """A course that programmes count on, whether it is published yet or not."""

    slug: str
    code: str
    minutes: int
    """The learning time that it counts for."""
    first: tuple[str, ...]
    """The courses to take before it, by slug."""
    title: Mapping[str, str]
    """By language, for as long as the course is not published; else the course says it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a path: any one of these courses."""

    any_of: tuple[str, ...]
    least: float | None = None
    """The least score, from 0 to 1, where completing the course is not enough."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A path of parts, all of which count."""

    slug: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PartState:
    """How far somebody is with one part."""

    part: Part
    met_by: str | None
    """The course that meets it."""
    too_low: bool
    """Whether a course was completed with less than the least score."""


@dataclass(frozen=True, slots=True)
class Path:
    """How far somebody is with a programme."""

    programme: Programme
    parts: tuple[PartState, ...]
    minutes: int
    """Of the courses that count so far."""
    minutes_needed: int
    """Of these, and of the shortest course for each part that is missing."""

    @property
    def met(self) -> int:
        """How many parts are met."""
        return sum(part.met_by is not None for part in self.parts)

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return self.met == len(self.parts)


def path(
    programme: Programme, members: Mapping[str, Member], done: Mapping[str, float | None]
) -> Path:
    """Return how far somebody is who has completed `done`: the best score by course, if any."""
    parts = tuple(_state(part, done) for part in programme.parts)
    counted = {state.met_by for state in parts if state.met_by}
    minutes = sum(members[slug].minutes for slug in counted)
    missing = sum(
        min(members[slug].minutes for slug in state.part.any_of)
        for state in parts
        if state.met_by is None
    )
    return Path(programme, parts, minutes, minutes + missing)


def _state(part: Part, done: Mapping[str, float | None]) -> PartState:
    taken = [slug for slug in part.any_of if slug in done]
    enough = [slug for slug in taken if part.least is None or (done[slug] or 0) >= part.least]
    return PartState(part, enough[0] if enough else None, bool(taken) and not enough)
