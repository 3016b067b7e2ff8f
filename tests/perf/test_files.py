"""Files the benchmarks load: whole, in the order they claim, the same whenever they are made."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from tests.perf import demand_files, forecast_files, stock_files
from tests.perf.company_files import noise
from tests.perf.copy_files import Ids, write_csv

ROWS = 30_000  # of demand: 27 item-sites, 1,096 days
PAIRS, DAYS = 27, 1_096
JUNE_DAYS = 30
KEY = ["sku", "site_code", "full_date"]
ORDERS = [demand_files.write_item_major, demand_files.write_date_order]
CORRECTIONS = [  # its rows, and by how much it raises the quantity
    (partial(demand_files.write_spread_correction, every=100), -(-PAIRS * DAYS // 100), 1.0),
    (partial(demand_files.write_spread_correction, every=50), -(-PAIRS * DAYS // 50), 0.5),
    (demand_files.write_month_correction, PAIRS * JUNE_DAYS, 1.0),
]


def demand(write: Callable[..., None], path: Path) -> pa.Table:
    write(path, rows=ROWS)
    return pq.read_table(path)


def in_key_order(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in KEY])


def test_forecasts_are_whole_ordered_and_inside_their_intervals(tmp_path: Path) -> None:
    path = tmp_path / "forecasts.parquet"
    forecast_files.write_forecasts(path, rows=9_000, model_tag="m", level=0)
    table = pq.read_table(path)
    assert table.num_rows == 9_000
    assert table.group_by(KEY).aggregate([]).num_rows == 9_000
    assert in_key_order(table).equals(table)
    assert pc.all(pc.less_equal(table["yhat_lower"], table["yhat"])).as_py()
    assert pc.all(pc.less_equal(table["yhat"], table["yhat_upper"])).as_py()
    assert pc.all(pc.greater(table["full_date"], table["as_of"])).as_py()


def test_a_file_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        forecast_files.write_forecasts(path, rows=900, model_tag="m", level=0)
    assert one.read_bytes() == other.read_bytes()


def test_both_orders_of_demand_hold_the_same_rows(tmp_path: Path) -> None:
    by_item, by_day = (demand(write, tmp_path / write.__name__) for write in ORDERS)
    assert by_item.num_rows == by_item.group_by(KEY).aggregate([]).num_rows == PAIRS * DAYS
    assert in_key_order(by_item).equals(by_item)
    assert by_day.sort_by([("full_date", "ascending")])["full_date"].equals(by_day["full_date"])
    assert in_key_order(by_day).equals(by_item)


@pytest.mark.parametrize(("write", "rows", "raised_by"), CORRECTIONS, ids=["1%", "2%", "month"])
def test_a_correction_changes_the_quantity_of_rows_that_are_there(
    write: Callable[..., None], rows: int, raised_by: float, tmp_path: Path
) -> None:
    first = demand(demand_files.write_item_major, tmp_path / "first")
    corrected = demand(write, tmp_path / "corrected")
    both = corrected.join(first, KEY, join_type="inner", right_suffix="_before")
    assert corrected.num_rows == both.num_rows == rows
    raised = pc.subtract(both["quantity"], both["quantity_before"])
    assert pc.min_max(pc.round(raised, 6)).as_py() == {"min": raised_by, "max": raised_by}


def test_a_peers_csv_has_the_files_rows_with_ids_for_codes(tmp_path: Path) -> None:
    source = tmp_path / "demand.parquet"
    table = demand(demand_files.write_item_major, source)
    codes = {
        name: sorted(set(table[name].to_pylist()) - {None}) for name in table.schema.names[1:4]
    }
    ids = Ids({name: {c: 7 * n for n, c in enumerate(held, 1)} for name, held in codes.items()})
    columns = ("item_id", "full_date", "supplier_id", "quantity")
    write_csv(tmp_path / "peer.csv", source, ids, columns)
    read = pa_csv.read_csv(
        tmp_path / "peer.csv", read_options=pa_csv.ReadOptions(column_names=columns)
    )
    assert read["item_id"].to_pylist() == [ids.by_code["sku"][s] for s in table["sku"].to_pylist()]
    assert read["supplier_id"].to_pylist() == [
        ids.by_code["supplier_code"].get(code) for code in table["supplier_code"].to_pylist()
    ]
    assert read["quantity"].equals(table["quantity"])
    assert read["full_date"].equals(table["full_date"])


def test_noise_is_spread_evenly_and_follows_no_neighbour() -> None:
    drawn = noise(np.arange(100_000))
    counts, _ = np.histogram(drawn, bins=10, range=(0, 1))
    assert 9_600 < counts.min() <= counts.max() < 10_400  # four standard deviations of 95
    assert abs(np.corrcoef(drawn[1:], drawn[:-1])[0, 1]) < 0.0127  # four of 1 / sqrt(100,000)


@pytest.mark.parametrize("rows", [1, 500_000_000])
def test_more_rows_than_the_company_can_have_are_refused(rows: int) -> None:
    with pytest.raises(ValueError, match=f"{rows:,}"):
        forecast_files.pairs_for(rows)
    with pytest.raises(ValueError, match=f"{rows:,}"):
        demand_files.pairs_for(rows)


YEAR_DAYS = 397  # 2023-12-01 to 2024-12-31
YEAR_PAIRS = 75  # of 30,000 rows


def test_a_year_of_demand_is_the_last_thirteen_months_of_every_pair(tmp_path: Path) -> None:
    year = demand(demand_files.write_year, tmp_path / "year")
    assert year.num_rows == year.group_by(KEY).aggregate([]).num_rows == YEAR_PAIRS * YEAR_DAYS
    assert {name: str(day) for name, day in pc.min_max(year["full_date"]).as_py().items()} == {
        "min": "2023-12-01",
        "max": "2024-12-31",
    }


def test_a_corrected_day_of_the_year_changes_every_row_of_that_day(tmp_path: Path) -> None:
    day = np.datetime64("2024-12-01")
    write = partial(demand_files.write_day_of_year, day=day, raised_by=2.0)
    year, corrected = (demand(w, tmp_path / "rows") for w in (demand_files.write_year, write))
    both = corrected.join(year, KEY, join_type="inner", right_suffix="_before")
    assert set(corrected["full_date"].to_pylist()) == {day.item()}
    assert corrected.num_rows == both.num_rows == YEAR_PAIRS
    raised = pc.subtract(both["quantity"], both["quantity_before"])
    assert pc.min_max(pc.round(raised, 6)).as_py() == {"min": 2.0, "max": 2.0}


def test_stock_is_counted_on_the_last_days_and_sometimes_out(tmp_path: Path) -> None:
    stock_files.write_inventory(tmp_path / "stock", pairs=100, days=90)
    stock = pq.read_table(tmp_path / "stock")
    assert stock.num_rows == stock.group_by(KEY).aggregate([]).num_rows == 9_000
    empty = pc.sum(pc.equal(stock["current_stock"], 0)).as_py() / 9_000
    assert 0.023 < empty < 0.037  # 3%, four standard deviations of 0.0018


def test_orders_fall_due_in_the_last_months_and_some_arrive_late(tmp_path: Path) -> None:
    stock_files.write_orders(tmp_path / "orders", pairs=500, days=90)
    orders = pq.read_table(tmp_path / "orders")
    assert orders.num_rows == len(set(orders["order_number"].to_pylist())) == 2_000
    due = pc.min_max(orders["expected_delivery_date"]).as_py()
    assert {name: str(day) for name, day in due.items()} == {
        "min": "2024-09-03",
        "max": "2024-12-31",
    }
    late = pc.greater(orders["actual_delivery_date"], orders["expected_delivery_date"])
    assert 0.118 < pc.mean(pc.cast(late, pa.float64())).as_py() < 0.182  # 15%, four of 0.008
