"""Local texts in the browser: what an organisation says of itself inside the courses."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from elearn.catalogue.formats.local import LONGEST, LocalEntry
from elearn.catalogue.pages.blueprint import blueprint
from elearn.catalogue.queries import own_texts
from elearn.catalogue.rules import PLACES
from elearn.catalogue.schemas import place_name
from elearn.catalogue.services import LocalTextUnfit, set_local_texts
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code
from elearn.locales import LANGUAGES, current_language, endonym
from elearn.permissions import Permission, requires
from elearn.web.time import now


@blueprint.get("/organisations/<code>/local-texts")
@requires(Permission.LOCAL_TEXT_EDIT)
def local_texts(code: str) -> str:
    """Show what the organisation says in each place, and the form for one of them."""
    return _page(_organisation(code))


@blueprint.post("/organisations/<code>/local-texts")
@requires(Permission.LOCAL_TEXT_EDIT)
def local_texts_save(code: str) -> Response | tuple[str, int]:
    """Save the text of one place in one language; an empty one takes it away."""
    organisation = _organisation(code)
    place, language = request.form.get("place", ""), request.form.get("language", "")
    text = request.form.get("text", "")
    try:
        with transaction() as session:
            set_local_texts(
                session,
                organisation=organisation,
                entries=[LocalEntry(place, language, text)],
                actor_id=current_person().person_id,
                now=now(),
            )
    except LocalTextUnfit as error:
        return _page(organisation, wrong=error.sentence(gettext), text=text), error.status
    target = url_for("catalogue.local_texts", code=code, place=place, language=language, saved="1")
    return redirect(target, 303)


def _organisation(code: str) -> Organisation:
    scope = current_person().scope(Permission.LOCAL_TEXT_EDIT)
    return organisation_by_code(db.session(), code, scope)


def _page(organisation: Organisation, wrong: str = "", text: str | None = None) -> str:
    given = request.form if request.method == "POST" else request.args
    place = given.get("place", "")
    language = given.get("language", "")
    place = place if place in PLACES else PLACES[0]
    language = language if language in LANGUAGES else organisation.default_language
    rows = {(row.place, row.language): row for row in own_texts(db.session(), organisation.id)}
    row = rows.get((place, language))
    return render_template(
        "catalogue/local_texts.html",
        organisation=organisation,
        name=organisation.name(current_language()),
        places=[
            (key, place_name(key), [code for code in LANGUAGES if (key, code) in rows])
            for key in PLACES
        ],
        languages=[(code, endonym(code)) for code in LANGUAGES],
        place=place,
        title=place_name(place),
        language=language,
        text=(row.text if row else "") if text is None else text,
        shown=Markup(row.html) if row else None,  # noqa: S704  # cleaned when it was saved
        longest=LONGEST,
        wrong=wrong,
        saved=given.get("saved") == "1",
    )
