"""The history a model sees: complete, zero-filled and without the future."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mlops.offline.history import WINDOW_DAYS, NoHistoryError
from mlops.offline.unit_source import latest_unit_date, read_unit
from tests.mlops.offline.worlds import history_of, write_unit

AS_OF = date(2026, 6, 10)
FLAT = np.ones((1, 8))
TYPES = np.zeros(WINDOW_DAYS, dtype=np.int64)


def test_days_without_demand_are_zeros_from_the_first_demand_on(tmp_path: Path) -> None:
    unit = write_unit(
        tmp_path,
        [("A", "S", date(2026, 6, 4), 3.0, 0.0), ("A", "S", date(2026, 6, 8), 5.0, 0.0)],
    )
    history = history_of(unit, AS_OF)
    panel = history.panel(TYPES, FLAT)
    # 4 June is six days before 10 June: seven days of history, two of them with demand.
    assert panel.demand[panel.observed[:, 0], 0].tolist() == [3, 0, 0, 0, 5, 0, 0]


def test_demand_is_what_was_served_and_what_was_lost(tmp_path: Path) -> None:
    unit = write_unit(tmp_path, [("A", "S", AS_OF, 3.0, 4.0)])
    assert history_of(unit, AS_OF).units.tolist() == [7.0]


def test_a_unit_that_does_not_tell_lost_demand_counts_what_was_served(tmp_path: Path) -> None:
    unit = write_unit(tmp_path, [("A", "S", AS_OF, 3.0, 4.0)])
    demand = pq.read_table(unit / "demand.parquet").drop_columns("unfulfilled_quantity")
    pq.write_table(demand, unit / "demand.parquet")
    assert history_of(unit, AS_OF).units.tolist() == [3.0]


def test_rows_of_one_item_site_and_day_are_summed(tmp_path: Path) -> None:
    unit = write_unit(tmp_path, [("A", "S", AS_OF, 3.0, 0.0), ("A", "S", AS_OF, 2.5, 0.0)])
    assert history_of(unit, AS_OF).units.tolist() == [5.5]


def test_rows_after_as_of_are_not_seen(tmp_path: Path) -> None:
    past = [("A", "S", date(2026, 6, 9), 3.0, 0.0)]
    future = [("A", "S", date(2026, 6, 11), 900.0, 0.0), ("B", "S", date(2026, 6, 12), 1.0, 0.0)]
    alone = history_of(write_unit(tmp_path / "past", past), AS_OF)
    both = history_of(write_unit(tmp_path / "both", past + future), AS_OF)
    assert both.skus == alone.skus == ["A"]
    assert both.units.tolist() == alone.units.tolist() == [3.0]


def test_items_that_are_not_active_are_left_out(tmp_path: Path) -> None:
    rows = [("A", "S", AS_OF, 1.0, 0.0), ("B", "S", AS_OF, 1.0, 0.0)]
    assert history_of(write_unit(tmp_path, rows, inactive=["B"]), AS_OF).skus == ["A"]


def test_pairs_without_demand_in_two_years_are_left_out(tmp_path: Path) -> None:
    # Day 729 before as_of is the first of the 730 days; day 730 before it is outside.
    rows = [("A", "S", date(2024, 6, 11), 1.0, 0.0), ("B", "S", date(2024, 6, 10), 1.0, 0.0)]
    history = history_of(write_unit(tmp_path, rows), AS_OF)
    assert history.skus == ["A"]
    assert history.day.tolist() == [0]


def test_a_pair_known_for_longer_than_the_window_is_observed_throughout(tmp_path: Path) -> None:
    rows = [("A", "S", date(2023, 1, 2), 1.0, 0.0), ("A", "S", date(2026, 6, 1), 1.0, 0.0)]
    history = history_of(write_unit(tmp_path, rows), AS_OF)
    assert history.observed_from.tolist() == [0]
    assert history.units.tolist() == [1.0]


def test_pairs_are_sorted_by_sku_and_site(tmp_path: Path) -> None:
    rows = [(sku, site, AS_OF, 1.0, 0.0) for sku, site in (("B", "Y"), ("A", "Z"), ("B", "X"))]
    history = history_of(write_unit(tmp_path, rows), AS_OF)
    pairs = list(zip(history.skus, history.site_codes, strict=True))
    assert pairs == [("A", "Z"), ("B", "X"), ("B", "Y")]


def test_latest_date_is_that_of_the_last_demand(tmp_path: Path) -> None:
    rows = [("A", "S", date(2026, 6, 4), 3.0, 0.0), ("A", "S", date(2026, 6, 8), 5.0, 0.0)]
    assert latest_unit_date(write_unit(tmp_path, rows)) == date(2026, 6, 8)


def test_no_demand_up_to_as_of_is_an_error_that_names_the_date(tmp_path: Path) -> None:
    unit = write_unit(tmp_path, [("A", "S", AS_OF, 1.0, 0.0)])
    with pytest.raises(NoHistoryError, match="2026-06-09"):
        history_of(unit, date(2026, 6, 9))


def test_a_damaged_page_of_demand_is_refused(tmp_path: Path) -> None:
    rows = [(f"SKU-{i:04d}", "S", AS_OF, float(i + 1), 0.0) for i in range(500)]
    unit = write_unit(tmp_path, rows)
    content = bytearray((unit / "demand.parquet").read_bytes())
    content[200] ^= 0xFF
    (unit / "demand.parquet").write_bytes(content)
    with pytest.raises((OSError, pa.ArrowException)):
        read_unit(unit, as_of=AS_OF)
