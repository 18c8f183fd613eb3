"""A certificate in the words of one language: translated whole sentences round frozen facts.

Pages, the PDF and the command line all show the sheet that is made here, so they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flask_babel import force_locale, gettext

from elearn.certification.models import Certificate
from elearn.certification.rules.scripts import written
from elearn.certification.rules.sheet import Run, Runs, Sheet
from elearn.certification.rules.statement import Ground, Holder, Statement, chosen
from elearn.certification.schemas.facts import facts_of
from elearn.certification.schemas.runs import filled, text_in
from elearn.locales import day, digits, direction, percent


def sheet_of(certificate: Certificate, language: str, public_url: str) -> Sheet:
    """Return the certificate in the words of the language (one of `locales.LANGUAGES`)."""
    with force_locale(language):
        return _sheet(certificate, certificate.statement, language, public_url)


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """What the article of a certificate says, in one language."""

    language: str
    paragraphs: tuple[str, ...]


def article_in(statement: Statement, language: str) -> ArticleWords | None:
    """Return the words of the article in the language, else in that of record; None without one."""
    ground = statement.ground
    if ground is None or not any(ground.texts.values()):
        return None
    found, text = chosen(ground.texts, language, ground.language_of_record)
    parts = [part.strip() for part in text.split("\n\n")]
    return ArticleWords(found, tuple(part for part in parts if part))


def _sheet(certificate: Certificate, statement: Statement, language: str, public_url: str) -> Sheet:
    holder, course, ground = statement.holder, statement.course, statement.ground
    issuer = text_in(statement.issuer.names, language, statement.issuer.language)
    title = text_in(course.titles, language, course.source_language, strong=True)
    heading = gettext("Certificate")
    return Sheet(
        language=language,
        direction=direction(language),
        title=f"{heading} · {title.text} · {holder.name}",
        service=gettext("Human rights training"),
        heading=heading,
        issuer=issuer,
        article=_mark(ground, language) if ground else (),
        # The name of the person stands on its own line between this and the sentence.
        opening=filled(gettext("%(issuer)s states that"), issuer=issuer),
        name=_name(holder),
        name_latin=Run(holder.name_latin, None, "ltr") if holder.name_latin else None,
        sentence=_sentence(statement, title, language),
        ground=_ground(ground, language) if ground else (),
        rests=gettext("What it rests on"),
        facts=facts_of(certificate, language),
        check_heading=gettext("Check it"),
        check=gettext("Anyone can check this certificate at this address."),
        address=f"{public_url}/verify/{certificate.code}",
        picture=gettext("QR code with the address at which this certificate can be checked"),
    )


def _name(holder: Holder) -> Run:
    how = written(holder.name, holder.language)
    return Run(holder.name, how.language, how.direction, strong=True)


def _mark(ground: Ground, language: str) -> Runs:
    number = Run(digits(ground.place, language), strong=True)
    return filled(gettext("Article %(number)s"), number=number)


def _sentence(statement: Statement, course: Run, language: str) -> Runs:
    on = day(statement.completed_on, language)
    if statement.score is None:
        return filled(gettext("completed %(course)s on %(day)s."), course=course, day=on)
    score = percent(float(Decimal(statement.score)), language)
    return filled(
        gettext("completed %(course)s with %(score)s on %(day)s."),
        course=course,
        score=score,
        day=on,
    )


def _ground(ground: Ground, language: str) -> Runs:
    return filled(
        gettext("Article %(number)s of the %(charter)s requires this course."),
        number=digits(ground.place, language),
        charter=text_in(ground.titles, language, ground.language_of_record),
    )
