"""The texts of a pack beside their translations into one language, walked once for every check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from elearn.catalogue.formats.messages import Message
from elearn.catalogue.formats.po import Catalogue, Entry


class Translated(NamedTuple):
    """A text and the entry that translates it as it stands."""

    message: Message
    entry: Entry


def translated(texts: Sequence[Message], catalogue: Catalogue) -> tuple[Translated, ...]:
    """Return every text whose translation holds, each once, in the order of the pack."""
    done = {entry.key: entry for entry in catalogue.entries if entry.done}
    once = {message.key: message for message in texts}
    return tuple(Translated(once[key], done[key]) for key in once if key in done)
