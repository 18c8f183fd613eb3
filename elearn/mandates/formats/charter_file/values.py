"""Values that stand in addresses, or that lead to one."""

from __future__ import annotations

import re

from elearn.errors import N_
from elearn.mandates.formats.fields import Fields
from elearn.mandates.formats.requirement import (
    LONGEST_CODE,
)

LONGEST_ADDRESS, LONGEST_NUMBER = 500, 32
"""Signs of where words were found, and of what an article is called."""


def read_address(head: Fields) -> str | None:
    """Return where the words are published, or None."""
    value = head.text("source_url", most=LONGEST_ADDRESS)
    if value is not None and not re.match(r"https?://[^\s]+$", value):
        head.fault(
            ("source_url",),
            N_("“%(value)s” is no address of a page"),
            N_("begin it with https://"),
            value=value,
        )
        return None
    return value


def read_number(fields: Fields) -> str:
    """Return what an article is called, which stands in addresses."""
    value = fields.text("number", most=LONGEST_NUMBER) or ""
    if value and not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.-]*", value):
        fields.fault(
            ("number",),
            N_("“%(value)s” cannot stand in an address"),
            N_("use letters, digits, dots and hyphens"),
            value=value,
        )
    return value


def read_code(fields: Fields, key: str) -> str:
    """Return a code, which stands in addresses."""
    value = fields.text(key, most=LONGEST_CODE) or ""
    if value and not (value.isascii() and value.replace("-", "").isalnum() and value.islower()):
        fields.fault(
            (key,),
            N_("“%(value)s” cannot stand in an address"),
            N_("use lower-case letters, digits and hyphens"),
            value=value,
        )
    return value
