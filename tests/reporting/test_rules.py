"""What a reader without the right to names may see, against an adversary who does the sums."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from elearn.mandates.rules import State
from elearn.reporting.rules import (
    MIN_CELL,
    Count,
    Group,
    end_of_day,
    group_of,
    open_table,
    safe_table,
    total_of,
)

cells = st.one_of(st.integers(0, 12), st.integers(0, 200))
tables = st.lists(st.tuples(cells, cells, cells), max_size=12).map(
    lambda rows: [Count(str(n), *row) for n, row in enumerate(rows)]
)


def test_small_cells_are_hidden_and_another_row_with_them() -> None:
    table = safe_table([Count("a", 20, 3, 8), Count("b", 30, 6, 9), Count("c", 90, 9, 9)])
    assert [row.hidden for row in table.rows] == [True, True, False]
    assert not table.total.hidden


def test_a_single_unit_with_a_small_cell_takes_the_total_with_it() -> None:
    table = safe_table([Count("a", 20, 3, 8)])
    assert table.rows[0].hidden
    assert table.total.hidden


def test_nothing_is_hidden_where_nobody_can_be_found_out() -> None:
    table = safe_table([Count("a", 20, 0, 8), Count("b", 30, 6, 0)])
    assert not table.hides


def test_those_who_may_see_names_see_every_number() -> None:
    assert not open_table([Count("a", 1, 1, 0)]).hides


@given(tables)
def test_no_small_cell_is_shown_or_can_be_worked_out(counts: list[Count]) -> None:
    table = safe_table(counts)
    shown = [row.count for row in table.rows if not row.hidden]
    hidden = [row.count for row in table.rows if row.hidden]
    assert all(not 0 < cell < MIN_CELL for count in shown for cell in count.cells)
    if table.total.hidden:
        return
    left_over = [
        whole - part
        for whole, part in zip(table.total.count.cells, total_of(shown).cells, strict=True)
    ]
    assert all(not 0 < cell < MIN_CELL for cell in left_over)
    assert len(hidden) != 1


def test_each_state_is_counted_once() -> None:
    assert group_of(State.SATISFIED_LATE) == Group.COMPLETED
    assert group_of(State.IN_GRACE) == Group.DUE
    assert group_of(State.OVERDUE) == Group.OVERDUE
    assert group_of(None) is None


def test_a_day_ends_where_the_organisation_is() -> None:
    assert end_of_day(date(2026, 12, 31), "Asia/Seoul") == datetime(2026, 12, 31, 15, tzinfo=UTC)
