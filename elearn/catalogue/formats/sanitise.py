"""The last gate of compiled HTML: whatever the compiler does not write is taken out."""

from __future__ import annotations

from functools import cache

import nh3

TAGS = frozenset(
    [
        "a",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
        "audio",
        "source",
        "track",
    ]
)
EVERYWHERE = {"id", "lang", "dir", "class"}
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href"},
    "div": {"role", "tabindex", "aria-label", "data-fallback"},
    "img": {"src", "alt", "loading", "width", "height"},
    "ol": {"start"},
    "section": {"aria-labelledby"},
    "th": {"scope"},
    "video": {"controls", "preload", "aria-label"},
    "audio": {"controls", "preload", "aria-label"},
    "source": {"src", "type"},
    "track": {"kind", "src", "srclang", "label"},
}


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto", "tel"},
        strip_comments=False,  # our placeholders; an author's text cannot hold a comment
        link_rel=None,
    )


def sanitise(html: str) -> str:
    """Return the HTML with nothing in it but the elements and attributes of a lesson."""
    return _cleaner().clean(html)
