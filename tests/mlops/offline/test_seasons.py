"""The months of a year and the demand they bring."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mlops.offline.day_types import HOLIDAY
from mlops.offline.seasons import classify_calendar, month_profile
from tests.mlops.offline.worlds import Row, history_of, write_unit

AS_OF = date(2026, 12, 31)


def test_a_type_is_a_kind_of_day_within_a_month() -> None:
    # 2026-09-07, Independence Day, and 2026-01-05, a Monday.
    types = classify_calendar(np.array(["2026-01-05", "2026-09-07"], "datetime64[D]"))
    assert types.tolist() == [0, 8 * 8 + HOLIDAY]


def months_of_two_years(tmp_path: Path, *, december: float, growth: float, days: int) -> Path:
    """Twenty items with 10 units a day, in December times a factor, growing by the year."""
    rows: list[Row] = []
    for back in range(days):
        day = AS_OF - timedelta(days=back)
        units = 10.0 * (december if day.month == 12 else 1.0) * growth ** (-back / 364)
        rows += [(f"I{item}", "S", day, units, 0.0) for item in range(20)]
    return write_unit(tmp_path, rows)


def profile_of(unit: Path) -> NDArray[np.float64]:
    profile: NDArray[np.float64] = month_profile(history_of(unit, AS_OF), np.ones((1, 730)))[0]
    return profile


def test_a_strong_december_is_found(tmp_path: Path) -> None:
    profile = profile_of(months_of_two_years(tmp_path, december=2.0, growth=1.0, days=730))
    # Eleven months of 1 and one of 2: December is 2 / (13 / 12) mean months.
    assert profile[11] == pytest.approx(24 / 13, rel=0.05)
    assert profile[:11] == pytest.approx(np.full(11, 12 / 13), rel=0.03)


def test_growth_is_no_season(tmp_path: Path) -> None:
    profile = profile_of(months_of_two_years(tmp_path, december=1.0, growth=1.3, days=730))
    # Without taking it out December would be 13% above January.
    assert profile[11] / profile[0] == pytest.approx(1.0, abs=0.03)


def test_less_than_a_year_says_nothing_about_months(tmp_path: Path) -> None:
    profile = profile_of(months_of_two_years(tmp_path, december=2.0, growth=1.0, days=200))
    assert profile.tolist() == [1.0] * 12
