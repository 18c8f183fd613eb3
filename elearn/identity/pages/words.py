"""The words of this feature that stand in more than one page."""

from __future__ import annotations

from flask_babel import gettext


def column_names() -> dict[str, str]:
    """Return what the columns of a roster are called, in the reader's language."""
    return {
        "name": gettext("Name"),
        "name_latin": gettext("Name in Latin letters"),
        "user_name": gettext("User name"),
        "email": gettext("E-mail address"),
        "language": gettext("Language"),
        "unit_name": gettext("Unit"),
        "job_title": gettext("Job title"),
        "role_family": gettext("Role family"),
        "employment_type": gettext("Employment type"),
        "supervises_others": gettext("Supervises others"),
        "public_contact": gettext("Contact with the public"),
        "starts_on": gettext("Start"),
        "ends_on": gettext("End"),
    }
