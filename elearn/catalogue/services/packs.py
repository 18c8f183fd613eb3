"""Which packs a folder holds."""

from __future__ import annotations

from pathlib import Path

from elearn.errors import N_, NotFound


class NoPackThere(NotFound):
    """The path leads to no pack and to no folder of packs."""

    code = "no-pack"


def find_packs(path: Path) -> tuple[Path, ...]:
    """Return the folder itself when it is a pack, else the packs in it; NoPackThere if none."""
    if (path / "course.yaml").exists():
        return (path,)
    found = tuple(sorted(each.parent for each in path.glob("*/course.yaml")))
    if not found:
        raise NoPackThere(
            N_("There is no course.yaml in %(path)s, nor in a folder of it."), path=str(path)
        )
    return found
