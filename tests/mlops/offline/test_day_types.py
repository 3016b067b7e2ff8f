"""Types of day and the demand they bring."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from mlops.offline.day_types import HOLIDAY, classify_days, day_type_profile
from mlops.offline.history import DemandHistory
from tests.mlops.offline.worlds import Row, history_of, write_unit

AS_OF = date(2026, 6, 28)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-06-22", 0),  # a Monday
        ("2026-06-28", 6),  # a Sunday
        ("2026-09-07", HOLIDAY),  # Independence Day
        ("2026-02-17", HOLIDAY),  # Carnival Tuesday, 47 days before Easter (5 April)
        ("2026-10-28", 2),  # Public Servant's Day: a Wednesday on which the country works
    ],
)
def test_days_are_weekdays_or_national_days_off(day: str, expected: int) -> None:
    assert classify_days(np.array([day], "datetime64[D]")).tolist() == [expected]


def weekly_history(tmp_path: Path, *, weeks: int, items: int) -> DemandHistory:
    """Items with 6 units each Monday and 2 each Thursday, nothing on other days."""
    mondays = [date(2026, 6, 22) - timedelta(weeks=week) for week in range(weeks)]
    rows: list[Row] = []
    for item in range(items):
        for monday in mondays:
            rows.append((f"I{item}", "S", monday, 6.0, 0.0))
            rows.append((f"I{item}", "S", monday + timedelta(days=3), 2.0, 0.0))
    return history_of(write_unit(tmp_path, rows), AS_OF)


def test_the_profile_is_demand_against_a_mean_day(tmp_path: Path) -> None:
    history = weekly_history(tmp_path, weeks=52, items=200)
    types = np.arange(730) % 7  # the window's 730 days end on a Sunday, so it begins on a Saturday
    types = (types + 5) % 7
    profile = day_type_profile(history, types)[0]
    # 8 units a week are 8/7 a day: Monday is 6 / (8/7) = 5.25 mean days, Thursday 1.75.
    assert profile[0] == pytest.approx(5.25, rel=0.02)
    assert profile[3] == pytest.approx(1.75, rel=0.02)
    assert profile[1] < 0.1


def test_few_demands_draw_the_profile_to_an_even_week(tmp_path: Path) -> None:
    history = weekly_history(tmp_path, weeks=2, items=1)
    types = (np.arange(730) % 7 + 5) % 7
    profile = day_type_profile(history, types)[0]
    assert 1.0 < profile[0] < 1.5
    assert 0.8 < profile[1] < 1.0


def test_a_type_of_day_never_seen_counts_as_an_ordinary_day(tmp_path: Path) -> None:
    history = weekly_history(tmp_path, weeks=52, items=5)
    profile = day_type_profile(history, (np.arange(730) % 7 + 5) % 7)
    assert profile[0, HOLIDAY] == 1.0
