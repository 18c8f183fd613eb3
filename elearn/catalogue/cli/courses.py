"""The command line of the catalogue: `elearn courses …`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from elearn.catalogue import services
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.reader import read_pack
from elearn.catalogue.formats.schema import schema_text
from elearn.catalogue.queries import language_states
from elearn.catalogue.queries import search as look_for
from elearn.database import db, transaction
from elearn.errors import Fault, Faults
from elearn.locales import LANGUAGES
from elearn.web.cli import in_app
from elearn.web.time import now

FOLDER = click.Path(path_type=Path)
FORMS = ("gift", "moodle-xml")


@click.group()
def courses() -> None:
    """Check, translate, publish and give back course packs."""


@courses.command()
@click.argument("path", type=FOLDER)
def check(path: Path) -> None:
    """Say everything that is wrong in a pack, or in every pack of a folder."""
    for folder, _ in _checked(path):
        click.echo(f"{folder}: no faults")


@courses.command()
@click.argument("path", type=FOLDER)
@in_app
def publish(path: Path) -> None:
    """Publish a pack, or every pack of a folder: all of them or none."""
    packs = _checked(path)
    with transaction() as session:
        published = [
            (services.publish(session, pack=pack, now=now()), folder) for folder, pack in packs
        ]
    for version, folder in published:
        states = language_states(db.session(), version.id)
        offered = ", ".join(state.language for state in states if state.offered)
        click.echo(
            f"{folder}: version {version.version} of {version.course.slug} is published"
            f" in {offered} ({version.content_hash[:12]})"
        )


@courses.command()
@click.argument("slug")
@click.argument("target", type=FOLDER)
@click.option("--version", type=int, help="Which version; the newest unless given.")
@in_app
def export(slug: str, target: Path, version: int | None) -> None:
    """Write a published version back as a pack, into TARGET."""
    folder = services.export(db.session(), slug=slug, version=version, target=target)
    click.echo(f"{slug} is written to {folder}")


@courses.command()
@click.argument("path", type=FOLDER, required=False)
def schema(path: Path | None) -> None:
    """Print the JSON Schema of the pack's YAML, or write it to PATH."""
    if path is None:
        click.echo(schema_text(), nl=False)
        return
    path.write_text(schema_text(), "utf-8")
    click.echo(f"The schema is written to {path}")


@courses.command()
@click.argument("path", type=FOLDER)
@click.option("--language", required=True, help="The language to translate into, such as es.")
def translate(path: Path, language: str) -> None:
    """Make or update locale/LANGUAGE.po of a pack; what changed in the source becomes fuzzy."""
    for folder in services.find_packs(path):
        done = services.update_translation(folder=folder, language=language, now=now())
        click.echo(
            f"{done.path}: {done.translated} translated, {done.fuzzy} fuzzy,"
            f" {done.missing} missing, {done.obsolete} obsolete"
        )


@courses.command("index")
@in_app
def index_command() -> None:
    """Make the search of all courses anew; publishing keeps it up by itself."""
    with transaction() as session:
        count = services.index_all(session)
    click.echo(f"{count} courses and lessons can be found")


@courses.command()
@click.argument("words")
@click.option("--language", default="en", show_default=True, type=click.Choice(LANGUAGES))
@in_app
def search(words: str, language: str) -> None:
    """Look for WORDS in courses and lessons, in one language."""
    found = look_for(db.session(), words, language)
    if found.read_as:
        click.echo(f"Nothing says “{words}”; looked for “{found.read_as}”.", err=True)
    if found.some:
        click.echo("Nothing says all of these words; these say some.", err=True)
    for hit in found.hits:
        place = f"{hit.slug}/{hit.lesson_id}" if hit.lesson_id else hit.slug
        click.echo(f"{hit.code} {place}: {hit.title}")
    if not found.hits:
        raise click.ClickException(f"Nothing says “{words}”.")


@courses.command("import-questions")
@click.argument("bank", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("target", type=FOLDER)
@click.option("--format", "form", type=click.Choice(FORMS), help="Told by the file unless given.")
@click.option("--id", "name", help="Of the quiz; the name of TARGET unless given.")
@click.option("--title", default="Imported questions", show_default=True)
@click.option("--kind", type=click.Choice(["check", "final"]), default="final", show_default=True)
@click.option("--language", default="en", show_default=True, help="In which the bank is written.")
def import_questions(  # noqa: PLR0913  # the options of a command
    *,
    bank: Path,
    target: Path,
    form: str | None,
    name: str | None,
    title: str,
    kind: str,
    language: str,
) -> None:
    """Make a file of questions for a pack, TARGET, of a GIFT or Moodle XML file, BANK."""
    count, lost = services.import_questions(
        bank=bank,
        target=target,
        form=form,
        name=name or target.stem,
        title=title,
        kind=kind,
        language=language,
    )
    for note in lost:
        click.echo(f"note: {note}", err=True)
    click.echo(f"{target}: {count} questions; {len(lost)} things could not be carried over")


@courses.command("export-questions")
@click.argument("path", type=FOLDER)
@click.argument("target", type=FOLDER)
@click.option("--assessment", required=True, help="The id of the quiz.")
@click.option("--language", default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(FORMS), help="Told by TARGET unless given.")
def export_questions(
    *, path: Path, target: Path, assessment: str, language: str, form: str | None
) -> None:
    """Write the questions of a quiz of the pack in PATH as a GIFT or Moodle XML file, TARGET."""
    count, lost = services.export_questions(
        folder=path, target=target, assessment=assessment, language=language, form=form
    )
    for note in lost:
        click.echo(f"note: {note}", err=True)
    click.echo(f"{target}: {count} questions; {len(lost)} things could not be carried over")


def _checked(path: Path) -> list[tuple[Path, Pack]]:
    """Return the packs without faults; say every warning, and raise Faults with all faults."""
    packs: list[tuple[Path, Pack]] = []
    faults: list[Fault] = []
    for folder in services.find_packs(path):
        report = read_pack(folder)
        for warning in report.warnings:
            click.echo(f"warning: {_within(folder, warning)}", err=True)
        faults += [_within(folder, fault) for fault in report.faults]
        if report.pack:
            packs.append((folder, report.pack))
    if faults:
        raise Faults(faults)
    return packs


def _within(folder: Path, fault: Fault) -> Fault:
    """Return the fault with its file named from where the command was given."""
    return replace(fault, file=(folder / fault.file).as_posix())
