"""Where a role starts, and which numbers may be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.home.rules import SMALLEST_SHOWN, StartPage, protected, start_page
from elearn.permissions import Role

PARTS = st.fixed_dictionaries(
    {name: st.integers(0, 40) for name in ("completed", "overdue", "open")}
)


@pytest.mark.parametrize(
    ("roles", "page"),
    [
        ([], StartPage.TRAINING),
        ([Role.LEARNER, Role.TRAINER], StartPage.TRAINING),
        ([Role.TRANSLATOR], StartPage.DESK),
        ([Role.EDITOR, Role.AUDITOR], StartPage.OVERVIEW),
        ([Role.LEARNER, Role.ADMINISTRATOR], StartPage.OVERVIEW),
    ],
)
def test_the_widest_responsibility_decides_where_one_starts(
    roles: list[Role], page: StartPage
) -> None:
    assert start_page(roles) is page


def test_numbers_that_give_nobody_away_stay() -> None:
    parts = {"completed": 382, "overdue": 30, "open": 0}
    assert protected(parts) == parts


@given(PARTS)
def test_no_small_number_is_shown_or_left_to_be_worked_out(parts: dict[str, int]) -> None:
    shown = protected(parts)
    assert all(count is None or count == parts[name] for name, count in shown.items())
    assert not [n for n in shown.values() if n is not None and 0 < n < SMALLEST_SHOWN]
    assert list(shown.values()).count(None) != 1
