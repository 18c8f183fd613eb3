"""A question as its author wrote it, parted into its words and what has no language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

NOTES = {
    "choices": "choice",
    "reasons": "reason",
    "items": "item",
    "groups": "group",
    "steps": "step",
    "units": "unit",
    "criteria": "criterion",
    "levels": "level",
}
"""The lists of a question whose entries have words, in the order in which they are translated."""

WITHIN = ("rubric",)
WORDS = frozenset({"prompt", "text", "feedback"})
COMMON = frozenset({"id", "type", "outcome", "difficulty", "sources", "shuffle"})


class Said(NamedTuple):
    """One text of a question: which part of it, whose, and where it stands."""

    part: str
    """`prompt`, `feedback`, or the list that it stands in."""
    id: str
    text: str
    path: tuple[str | int, ...]

    @property
    def note(self) -> str:
        """What it is, for a translator."""
        return f"{NOTES.get(self.part, self.part)} {self.id}".strip()


def words_of(data: Mapping[str, Any]) -> Iterator[Said]:
    """Yield every text of a question, the prompt first, in the order of the lists above."""
    yield Said("prompt", "", data["prompt"], ("prompt",))
    yield from _listed(data, ())
    if "feedback" in data:
        yield Said("feedback", "", data["feedback"], ("feedback",))


def _listed(
    data: Mapping[str, Any], path: tuple[str | int, ...], owner: str = ""
) -> Iterator[Said]:
    for part in NOTES:
        for n, each in enumerate(data.get(part, ()) if part in data else ()):
            if not isinstance(each, Mapping):
                continue
            name = f"{owner}.{each['id']}" if part == "levels" else each["id"]
            here = (*path, part, n)
            yield Said(part, name, each["text"], (*here, "text"))
            if "feedback" in each:
                yield Said("feedback", name, each["feedback"], (*here, "feedback"))
            yield from _listed(each, here, name)
    for part in WITHIN:
        if part in data:
            yield from _listed(data[part], (*path, part))


def body_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is left of a question without its words and without what all questions have."""
    return {key: _bare(value) for key, value in data.items() if key not in COMMON | WORDS}


def _bare(value: Any) -> Any:  # any node of a document
    if isinstance(value, Mapping):
        return {key: _bare(each) for key, each in value.items() if key not in WORDS}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_bare(each) for each in value]
    return value


def names_of(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the id of everything that may carry feedback, with its place: each is there once."""
    for said in words_of(data):
        if said.part in {"choices", "reasons", "items"}:
            yield said.id, said.path
