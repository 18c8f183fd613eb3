"""Compile every catalogue whose text is newer than its compiled form."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def main() -> None:
    """Write messages.mo beside every messages.po that has changed since."""
    for source in sorted(Path(__file__).parent.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        with target.open("wb") as file:
            write_mo(file, catalogue)


if __name__ == "__main__":
    main()
