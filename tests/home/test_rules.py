"""Where each role starts."""

from __future__ import annotations

import pytest

from elearn.home.rules import StartPage, start_page
from elearn.permissions import Role


@pytest.mark.parametrize(
    ("roles", "page"),
    [
        ([], StartPage.TRAINING),
        ([Role.LEARNER, Role.TRAINER], StartPage.TRAINING),
        ([Role.TRANSLATOR], StartPage.DESK),
        ([Role.EDITOR, Role.AUDITOR], StartPage.REPORT),
        ([Role.ADMINISTRATOR, Role.AUDITOR], StartPage.OVERVIEW),
        ([Role.LEARNER, Role.ADMINISTRATOR], StartPage.OVERVIEW),
    ],
)
def test_the_widest_responsibility_decides_where_one_starts(
    roles: list[Role], page: StartPage
) -> None:
    assert start_page(roles) is page
