"""A day without stock tells nothing of demand, unless somebody counted what was lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mlops.offline.features import past_of
from mlops.offline.history import WINDOW_DAYS, DemandHistory
from mlops.offline.panel import Panel
from tests.mlops.offline.worlds import Row, history_of, write_unit

AS_OF = date(2026, 6, 10)
FLAT = np.ones((1, 8))
TYPES = np.zeros(WINDOW_DAYS, dtype=np.int64)


def day(back: int) -> date:
    return AS_OF - timedelta(days=back)


def unit_with_stock(
    folder: Path, rows: Sequence[Row], stock: Sequence[tuple[int, float]], *, lost: bool = False
) -> Path:
    """A unit whose demand tells what was lost, or not. stock: days back, units at their end."""
    write_unit(folder, rows)
    if not lost:
        demand = pq.read_table(folder / "demand.parquet").drop_columns("unfulfilled_quantity")
        pq.write_table(demand, folder / "demand.parquet")
    counted = {
        "full_date": pa.array([day(back) for back, _ in stock], pa.date32()),
        "sku": ["A"] * len(stock),
        "site_code": ["S"] * len(stock),
        "current_stock": pa.array([units for _, units in stock], pa.float64()),
    }
    pq.write_table(pa.table(counted), folder / "inventory.parquet")
    return folder


def unseen(history: DemandHistory) -> list[int]:
    """Days back from as_of."""
    return [WINDOW_DAYS - 1 - int(day) for day in history.unseen_day]


WEEK: list[Row] = [("A", "S", day(back), 2.0, 0.0) for back in (20, 12, 5, 0)]
# In stock at the end of day 11, out at the ends of days 10, 9, 8; then again on day 5.
STOCK = [(11, 4.0), (10, 0.0), (9, 0.0), (8, 0.0), (7, 3.0), (6, 0.0), (5, 0.0)]


def test_days_that_began_and_ended_without_stock_are_not_seen(tmp_path: Path) -> None:
    history = history_of(unit_with_stock(tmp_path, WEEK, STOCK), AS_OF)
    # Day 10 began with stock; day 5 had none, and yet a demand was served: that one was seen.
    assert unseen(history) == [9, 8]


def test_where_losses_are_told_days_without_stock_are_seen(tmp_path: Path) -> None:
    history = history_of(unit_with_stock(tmp_path, WEEK, STOCK, lost=True), AS_OF)
    assert unseen(history) == []


def test_no_model_learns_from_a_day_it_could_not_see(tmp_path: Path) -> None:
    history = history_of(unit_with_stock(tmp_path, WEEK, STOCK), AS_OF)
    panel = history.panel(TYPES, FLAT)
    # 21 days from the first demand on, two of them unseen.
    assert panel.observed.sum() == 19
    without = Panel(**{**panel.__dict__, "censored": None})
    # 8 units, and the prior of 7 days of the own mean.
    assert past_of(panel).level == pytest.approx((8 + 7 * 8 / 19) / (19 + 7))
    assert past_of(without).level == pytest.approx((8 + 7 * 8 / 21) / (21 + 7))


def test_unseen_days_stay_with_their_pairs(tmp_path: Path) -> None:
    others: list[Row] = [("0", "S", day(3), 1.0, 0.0), ("B", "S", day(3), 1.0, 0.0)]
    history = history_of(unit_with_stock(tmp_path, [*WEEK, *others], STOCK), AS_OF)
    assert history.skus == ["0", "A", "B"]
    assert history.unseen_pair.tolist() == [1, 1]
    assert unseen(history.take(np.array([1, 2]))) == [9, 8]
    assert history.take(np.array([0, 2])).unseen_pair.tolist() == []
    earlier, _ = history.known_before(9)
    assert unseen(earlier) == [0]  # of 9 and 8 days back only the former had come


def test_what_a_unit_costs_is_the_latest_known_on_the_day(tmp_path: Path) -> None:
    unit = write_unit(tmp_path, WEEK)
    demand = pq.read_table(unit / "demand.parquet")
    cost = pa.array([9.0, 11.0, None, 12.5], pa.float64())
    pq.write_table(demand.append_column("unit_cost", cost), unit / "demand.parquet")
    assert history_of(unit, AS_OF).unit_cost.tolist() == [12.5]
    assert history_of(unit, day(1)).unit_cost.tolist() == [11.0]
