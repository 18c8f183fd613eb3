"""Whether the parts of a response have the shape and the ids that its question asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from elearn.errors import N_, Invalid

SHOWN = 64


class AnswerUnfit(Invalid):
    """The answer has not the shape that its question asks for."""

    code = "answer-unfit"


class ChoiceUnknown(AnswerUnfit):
    """The answer names something that the question does not have."""

    code = "choice-unknown"


def ids_of(body: Mapping[str, Any], part: str) -> tuple[str, ...]:
    """Return the ids of the choices, items or the like of a body, in the author's order."""
    return tuple(each["id"] for each in body.get(part, ()))


def fit_parts(response: object, known: Sequence[str]) -> None:
    """Refuse a response that is none, or that has parts its question does not ask for."""
    if not isinstance(response, Mapping):
        raise AnswerUnfit(
            N_("An answer to this question has the parts %(parts)s. Send them by name."),
            parts=", ".join(known),
        )
    unknown = sorted(str(part) for part in response if part not in known)
    if unknown:
        raise AnswerUnfit(
            N_("An answer to this question has the parts %(parts)s. Leave out “%(unknown)s”."),
            parts=", ".join(known),
            unknown=unknown[0][:SHOWN],
        )
    if not any(part in response for part in known):
        raise AnswerUnfit(
            N_("An answer to this question has the parts %(parts)s. Send them by name."),
            parts=", ".join(known),
        )


def fit_list(part: str, value: object, known: Sequence[str], most: int) -> list[str]:
    """Return ids in the author's order, each once."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise AnswerUnfit(N_("“%(part)s” is a list of ids. Send a list."), part=part)
    if len(value) > len(known):
        raise AnswerUnfit(N_("This question has fewer choices than that. Send each once."))
    for each in value:
        _known(each, known)
    if len(set(value)) > most:
        raise AnswerUnfit(N_("This question takes one choice only. Send the one that is meant."))
    return [each for each in known if each in value]


def fit_one(part: str, value: object, known: Collection[str]) -> str:
    """Return one id, or nothing."""
    if value == "":
        return ""
    if not isinstance(value, str):
        raise AnswerUnfit(N_("“%(part)s” is one id. Send a text."), part=part)
    _known(value, known)
    return value


def fit_map(
    part: str, value: object, keys: Sequence[str], values: Collection[str]
) -> dict[str, str]:
    """Return an id for an id, in the author's order; an empty value leaves its key open."""
    if not isinstance(value, Mapping):
        raise AnswerUnfit(
            N_("“%(part)s” gives an id for an id. Send names with values."), part=part
        )
    for key in value:
        _known(key, keys)
    for given in value.values():
        if given:
            _known(given, values)
    return {key: value[key] for key in keys if value.get(key)}


def fit_text(part: str, value: object, most: int) -> str:
    """Return what was typed, without white space around it."""
    if not isinstance(value, str):
        raise AnswerUnfit(N_("“%(part)s” is a text. Send a text."), part=part)
    text = value.strip()
    if len(text) > most:
        raise AnswerUnfit(
            N_("This answer has %(length)s characters and may have %(most)s. Shorten it."),
            length=len(text),
            most=most,
        )
    return text


def _known(name: object, known: Collection[str]) -> None:
    if not isinstance(name, str) or name not in known:
        raise ChoiceUnknown(
            N_("This question has no choice “%(choice)s”. Send ids of its own choices."),
            choice=str(name)[:SHOWN],
        )
