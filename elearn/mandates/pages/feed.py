"""The calendar feed: its page, and the door at which calendar programs knock."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response as Redirect

from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.services.tokens import digest_of
from elearn.locales import day, digits, pick
from elearn.mandates.formats import DutyEntry, duty_calendar
from elearn.mandates.pages.blueprint import blueprint
from elearn.mandates.queries import Feed, ObligationView, feed_at, feed_of
from elearn.mandates.services import end_feed, make_feed
from elearn.permissions import Permission, public, requires
from elearn.web.limits import limiter
from elearn.web.time import now

OFTEN = "60 per minute"
"""How often one address is answered, and how often one machine may guess at addresses.

Not how often one machine asks at all: a calendar service fetches the feeds of many people.
"""


@blueprint.get("/my-training/calendar")
@requires(Permission.LEARN)
def calendar() -> str:
    """Show whether the reader has an address, and offer to make, replace or end it."""
    return _page("")


@blueprint.post("/my-training/calendar")
@requires(Permission.LEARN)
def make_calendar() -> Response:
    """Make an address and show it this once: what is kept cannot show it again."""
    with transaction() as session:
        token = make_feed(session, person_id=current_person().person_id, now=now())
    address = url_for("mandates.calendar_feed", token=token)
    public_url = current_app.config["ELEARN"].public_url
    response = make_response(_page(f"{public_url}{address.removeprefix(request.script_root)}"))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/my-training/calendar/end")
@requires(Permission.LEARN)
def end_calendar() -> Redirect:
    """End the address."""
    with transaction() as session:
        end_feed(session, person_id=current_person().person_id, now=now())
    return redirect(url_for("mandates.calendar", done="ended"), 303)


def asked_address() -> str:
    """Return the address that is asked for as the key of a limit, without the secret."""
    return f"calendar:{digest_of((request.view_args or {})['token'])}"


@blueprint.get("/calendar/<token>.ics")
@public
@limiter.limit(OFTEN, key_func=asked_address)
@limiter.limit(OFTEN, deduct_when=lambda r: r.status_code == HTTPStatus.NOT_FOUND)
def calendar_feed(token: str) -> Response:
    """Give the duties to whoever has the secret address, in the language of the person."""
    found = feed_at(db.session(), digest_of(token), now())
    with force_locale(found.language):
        content = duty_calendar(
            gettext("What I owe"), [_entry(found, each) for each in found.duties], found.created_at
        )
    response = current_app.response_class(content, mimetype="text/calendar")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _page(address: str) -> str:
    return render_template(
        "mandates/calendar.html",
        address=address,
        feed=feed_of(db.session(), current_person().person_id),
        done=request.args.get("done"),
    )


def _entry(feed: Feed, duty: ObligationView) -> DutyEntry:
    language, record = feed.language, duty.charter_language
    titles = [pick(each.titles, language, each.language) for each in duty.courses]
    titles = [each for each in titles if each[1]] or [pick(duty.article_headings, language, record)]
    number = digits(duty.article, language)
    lines = [
        pick(duty.charter_titles, language, record)[1],
        gettext("Article %(number)s", number=number),
        pick(duty.article_headings, language, record)[1],
    ]
    if duty.grace_ends_on > duty.due_on:
        lines.append(
            gettext("The days of grace end on %(day)s.", day=day(duty.grace_ends_on, language))
        )
    public_url = current_app.config["ELEARN"].public_url
    page = url_for("mandates.article", code=duty.charter, number=duty.article)
    return DutyEntry(
        identity=(feed.person, duty.charter, duty.requirement, duty.period),
        title=" · ".join(text for _, text in titles),
        language=titles[0][0],
        due_on=duty.due_on,
        description="\n".join(lines),
        address=f"{public_url}{page.removeprefix(request.script_root)}",
    )
