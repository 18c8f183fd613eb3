"""The page of every term that the courses explain."""

from __future__ import annotations

from flask import render_template, request

from elearn.catalogue.pages.blueprint import blueprint
from elearn.catalogue.queries import glossary as every_term
from elearn.catalogue.queries import matching
from elearn.database import db
from elearn.locales import current_language
from elearn.permissions import Permission, requires


@blueprint.get("/glossary")
@requires(Permission.LEARN)
def glossary() -> str:
    """Show the terms and what they mean in the reader's language, or those that fit."""
    language = current_language()
    terms = every_term(db.session(), language)
    wanted = request.args.get("q", "").strip()[:100]
    shown = matching(terms, wanted, language) if wanted else terms
    return render_template("catalogue/glossary.html", terms=shown, wanted=wanted, of=len(terms))
