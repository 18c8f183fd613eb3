"""What a plan must be, and where the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.workshops.rules import (
    TimeAmbiguous,
    TimeSkipped,
    code_digest,
    code_matches,
    instant_of,
    new_code,
    number_waiting,
    places_left,
    read_draft,
)
from tests.workshops.planning import DRAFT


def wrong(**changes: Any) -> dict[str, str]:
    """Return the sentences by field."""
    plan, unfit = read_draft({**DRAFT, **changes})
    assert (plan is None) == bool(unfit)
    return {each.field: each.sentence() for each in unfit}


def test_a_whole_draft_is_a_plan():
    plan, unfit = read_draft(DRAFT)
    assert unfit == ()
    assert plan is not None
    assert plan.starts_at == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert plan.ends_at == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert (plan.capacity, plan.minutes, plan.topics) == (2, 90, ("equality",))


def test_what_a_form_sends_as_text_means_the_same_in_the_digits_of_any_script():
    plan, _ = read_draft(
        {**DRAFT, "capacity": "٢", "minutes": "٩٠", "starts": "١٤:٠٠", "topics": " a , b, a,"}
    )
    assert plan is not None
    assert (plan.capacity, plan.minutes, plan.topics) == (2, 90, ("a", "b"))
    assert plan.starts_at == datetime(2026, 12, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"titles": {}}, "titles", "one language at least"),
        ({"titles": {"en": "  "}}, "titles", "one language at least"),
        ({"titles": {"xx": "A"}}, "titles", "not a language"),
        ({"titles": {"en": "x" * 201}}, "titles.en", "at most 200"),
        ({"titles": {"en": "a\nb"}}, "titles.en", "one line"),
        ({"day": "1 December"}, "day", "year, month and day"),
        ({"day": "9999-12-31"}, "day", "year, month and day"),
        ({"starts": "2 pm"}, "starts", "hours and minutes"),
        ({"ends": "25:00"}, "ends", "hours and minutes"),
        ({"ends": "14:00"}, "ends", "ends before it has begun"),
        ({"ends": "13:00"}, "ends", "ends before it has begun"),
        ({"time_zone": "Mars/Base"}, "time_zone", "IANA"),
        ({"time_zone": "../etc"}, "time_zone", "IANA"),
        ({"place": "", "link": ""}, "place", "a place, a link, or both"),
        ({"place": "x" * 301}, "place", "at most 300"),
        ({"link": "javascript:alert(1)"}, "link", "from https:// on"),
        ({"link": 'https://a"b'}, "link", "from https:// on"),
        ({"capacity": 0}, "capacity", "from 1 to"),
        ({"capacity": "-3"}, "capacity", "from 1 to"),
        ({"capacity": "many"}, "capacity", "from 1 to"),
        ({"language": "xx"}, "language", "in which it is held"),
        ({"provider": "friends"}, "provider", "who teaches"),
        ({"topics": ["two words"]}, "topics", "without spaces"),
        ({"minutes": 121}, "minutes", "from 1 to 120"),
        ({"minutes": 0}, "minutes", "from 1 to 120"),
        ({"minutes": True}, "minutes", "from 1 to 120"),
        ({"trainer": " "}, "trainer", "staff number"),
    ],
)
def test_each_fault_is_a_sentence_at_its_field(changes, field, told):
    found = wrong(**changes)
    assert list(found) == [field]
    assert told in found[field]


def test_everything_wrong_is_said_at_once():
    assert set(wrong(titles={}, day="", provider="", minutes="x")) == {
        "titles",
        "day",
        "provider",
        "minutes",
    }


def test_a_time_that_the_clocks_skip_or_show_twice_is_refused_with_the_reason():
    skipped = wrong(day="2027-03-28", starts="02:30", ends="04:00", time_zone="Europe/Madrid")
    assert "02:30 does not exist on this day in Europe/Madrid" in skipped["starts"]
    twice = wrong(day="2026-10-25", starts="01:00", ends="02:30", time_zone="Europe/Madrid")
    assert "02:30 comes twice on this day" in twice["ends"]


def test_a_workshop_over_the_change_of_clocks_lasts_as_long_as_it_lasts():
    over = {"day": "2027-03-28", "starts": "01:30", "ends": "03:30", "time_zone": "Europe/Madrid"}
    assert "from 1 to 60" in wrong(**over, minutes=61)["minutes"]
    assert wrong(**over, minutes=60) == {}


@settings(deadline=None)
@given(
    wall=st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2037, 12, 31)),  # noqa: DTZ001  # the time on the wall
    zone=st.sampled_from(["Asia/Seoul", "Africa/Cairo", "America/Sao_Paulo", "Europe/Madrid"]),
)
def test_an_instant_shows_the_same_time_on_the_wall_again(wall, zone):
    from zoneinfo import ZoneInfo

    try:
        found = instant_of(wall, zone)
    except (TimeSkipped, TimeAmbiguous):
        return
    assert found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dictionaries(st.sampled_from(list(DRAFT)), st.one_of(st.text(max_size=20), st.integers()))
)
def test_nothing_that_is_written_breaks_the_reader(written):
    plan, unfit = read_draft(written)
    assert (plan is None) == bool(unfit)


def test_a_code_is_known_however_it_is_typed_and_only_at_its_workshop():
    code = new_code()
    digest = code_digest("a", code)
    assert code not in digest
    for typed in (code, code.upper(), f" {code} ", code.replace("-", ""), code.replace("-", " ")):
        assert code_matches("a", typed, digest)
    assert not code_matches("b", code, digest)
    assert not code_matches("a", code, None)
    assert not code_matches("a", "", digest)
    assert len({new_code() for _ in range(100)}) == 100


def test_the_order_of_bookings_says_who_waits():
    assert [number_waiting(order, 2) for order in (0, 1, 2, 3, 4)] == [0, 0, 0, 1, 2]
    assert number_waiting(1000, None) == 0
    assert [places_left(booked, 2) for booked in (0, 1, 2, 5)] == [2, 1, 0, 0]
    assert places_left(5, None) is None
