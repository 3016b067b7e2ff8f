"""The simulated unit: what it contains and that it hangs together."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mlops.sources.simulator import simulate
from mlops.sources.simulator.schemas import DATASETS

END = date(2026, 11, 21)
DAYS = 400
PAIR = ["sku", "site_code"]


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world large enough to hold every kind of demand."""
    out = tmp_path_factory.mktemp("simulated")
    return simulate(items=240, sites=4, days=DAYS, seed=7, end_date=END, out=out)


def read(unit: Path, dataset: str) -> pd.DataFrame:
    """A dataset of the unit; dates as timestamps."""
    rows = pd.read_parquet(unit / f"{dataset}.parquet")
    for column in rows.columns:
        if column.endswith("_date"):
            rows[column] = pd.to_datetime(rows[column])
    return rows


def manifest_of(unit: Path) -> dict[str, list[dict[str, object]]]:
    """The unit's manifest."""
    content: dict[str, list[dict[str, object]]] = json.loads((unit / "manifest.json").read_text())
    return content


def test_stock_is_yesterdays_stock_plus_receipts_less_fulfilled_demand(unit: Path) -> None:
    stock = read(unit, "inventory").set_index([*PAIR, "full_date"])["current_stock"].sort_index()
    received = read(unit, "orders").query("status == 'RECEIVED'")
    receipts = received.groupby([*PAIR, "actual_delivery_date"])["quantity"].sum()
    fulfilled = read(unit, "demand").set_index([*PAIR, "full_date"])["quantity"]
    change = stock.groupby(level=PAIR).diff()
    expected = receipts.reindex(stock.index, fill_value=0.0) - fulfilled.reindex(
        stock.index, fill_value=0.0
    )
    known = change.notna()
    assert known.sum() > 100_000
    assert (change[known] == expected[known]).all()


def test_no_stock_is_negative_and_no_fulfilled_demand_exceeds_what_was_there(unit: Path) -> None:
    assert read(unit, "inventory")["current_stock"].min() == 0
    assert read(unit, "demand")["quantity"].min() == 0


def test_demand_is_lost_only_on_days_that_end_without_stock(unit: Path) -> None:
    demand = read(unit, "demand").query("unfulfilled_quantity > 0")
    stock = read(unit, "inventory")[[*PAIR, "full_date", "current_stock"]]
    closing = demand.merge(stock, on=[*PAIR, "full_date"], how="left")["current_stock"]
    assert len(closing) > 50
    assert (closing == 0).all()


def test_demand_rows_are_unique_and_never_empty(unit: Path) -> None:
    demand = read(unit, "demand")
    assert not demand.duplicated([*PAIR, "full_date"]).any()
    assert ((demand["quantity"] + demand["unfulfilled_quantity"]) > 0).all()
    assert 0.03 < demand["supplier_code"].isna().mean() < 0.07


def test_inventory_has_every_day_of_a_stocked_pair(unit: Path) -> None:
    inventory = read(unit, "inventory")
    spans = inventory.groupby(PAIR)["full_date"].agg(["min", "max", "size"])
    assert (spans["max"] == pd.Timestamp(END)).all()
    assert ((spans["max"] - spans["min"]).dt.days + 1 == spans["size"]).all()
    assert (spans["size"] < DAYS).any(), "new items start late"


def test_orders_arrive_after_they_were_placed_early_on_time_and_late(unit: Path) -> None:
    orders = read(unit, "orders").query("status == 'RECEIVED'")
    lateness = (orders["actual_delivery_date"] - orders["expected_delivery_date"]).dt.days
    assert (orders["actual_delivery_date"] > orders["order_date"]).all()
    assert (orders["actual_delivery_date"] <= pd.Timestamp(END)).all()
    assert (lateness < 0).any()
    assert (lateness == 0).any()
    assert (lateness > 0).any()


def test_open_orders_are_delayed_exactly_when_past_their_expected_date(unit: Path) -> None:
    orders = read(unit, "orders")
    still_open = orders[orders["status"].isin(["PLACED", "DELAYED"])]
    overdue = still_open["expected_delivery_date"] < pd.Timestamp(END)
    assert set(orders["status"]) == {"PLACED", "RECEIVED", "CANCELLED", "DELAYED"}
    assert ((still_open["status"] == "DELAYED") == overdue).all()
    assert orders.query("status != 'RECEIVED'")["actual_delivery_date"].isna().all()


def test_an_order_number_is_one_supplier_site_and_day_with_lines_from_one(unit: Path) -> None:
    orders = read(unit, "orders")
    per_order = orders.groupby("order_number")
    assert (per_order[["supplier_code", "site_code", "order_date"]].nunique() == 1).all(axis=None)
    assert (per_order["order_line"].max() == per_order.size()).all()
    assert not orders.duplicated(["order_number", "order_line"]).any()


def test_imports_take_longer_than_domestic_suppliers(unit: Path) -> None:
    suppliers = read(unit, "suppliers").groupby("supplier_type")["avg_lead_time_days"].mean()
    assert suppliers["IMPORT"] > suppliers["HYBRID"] > suppliers["DOMESTIC"]


def test_punctuality_of_suppliers_is_what_their_orders_show(unit: Path) -> None:
    orders = read(unit, "orders").query("status == 'RECEIVED'")
    kept = orders["actual_delivery_date"] <= orders["expected_delivery_date"]
    observed = kept.groupby(orders["supplier_code"]).mean().round(4)
    stated = read(unit, "suppliers").set_index("code")["on_time_delivery_rate"].dropna()
    assert len(stated) > 5
    pd.testing.assert_series_equal(stated, observed, check_names=False)


def test_abc_class_follows_the_value_of_the_trailing_year(unit: Path) -> None:
    items, demand = read(unit, "items").set_index("sku"), read(unit, "demand")
    recent = demand[demand["full_date"] > pd.Timestamp(END) - pd.Timedelta(days=365)]
    units = recent.groupby("sku")["quantity"].sum()
    value = (units * items["unit_cost"]).reindex(items.index).fillna(0.0)
    dearer = [value[value > own].sum() / value.sum() for own in value]
    # A until 80% of the value is reached, B until 95%: the classical Pareto bounds.
    expected = np.where(np.array(dearer) < 0.8, "A", np.where(np.array(dearer) < 0.95, "B", "C"))
    assert (items["abc_class"].to_numpy() == np.where(value > 0, expected, "C")).all()


def test_abc_classes_hold_about_a_fifth_three_tenths_and_half_of_the_items(unit: Path) -> None:
    share = read(unit, "items")["abc_class"].value_counts(normalize=True)
    assert share["A"] == pytest.approx(0.2, abs=0.06)
    assert share["B"] == pytest.approx(0.3, abs=0.06)


def test_some_items_are_withdrawn_and_some_never_wanted(unit: Path) -> None:
    items, demand = read(unit, "items"), read(unit, "demand")
    last = demand.groupby("sku")["full_date"].max()
    withdrawn = items.loc[~items["active"], "sku"]
    assert 1 <= len(withdrawn) <= 0.1 * len(items)
    assert (last.reindex(withdrawn).dropna() < pd.Timestamp(END)).all()
    assert len(set(items["sku"]) - set(demand["sku"])) >= 1


@pytest.mark.parametrize(
    ("frequent", "steady"), [(True, True), (True, False), (False, True), (False, False)]
)
def test_smooth_erratic_intermittent_and_lumpy_demand_all_occur(
    unit: Path, frequent: bool, steady: bool
) -> None:
    demand = read(unit, "demand")
    wanted = demand["quantity"] + demand["unfulfilled_quantity"]
    sizes = wanted.groupby([demand["sku"], demand["site_code"]]).agg(["size", "mean", "std"])
    days = read(unit, "inventory").groupby(PAIR).size().reindex(sizes.index)
    # Bounds 1.32 and 0.49: Syntetos, Boylan and Croston (2005), On the categorization of demand.
    interval = days / sizes["size"]
    variation = (sizes["std"] / sizes["mean"]) ** 2
    chosen = ((interval < 1.32) == frequent) & ((variation < 0.49) == steady)
    assert (chosen & (sizes["size"] > 5)).sum() >= 3


def test_few_percent_of_the_active_pairs_are_out_of_stock(unit: Path) -> None:
    inventory, items = read(unit, "inventory"), read(unit, "items").set_index("sku")
    active = items["active"].reindex(inventory["sku"]).to_numpy()
    assert 0.005 < (inventory.loc[active, "current_stock"] <= 0).mean() < 0.06


def test_demand_falls_on_holidays_and_carnival(unit: Path) -> None:
    daily = read(unit, "demand").groupby("full_date")["quantity"].sum()
    # Carnival Tuesday 2026-02-17 and Tiradentes, Tuesday 2026-04-21, against ordinary Tuesdays.
    tuesdays = daily[["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24"]].median()
    assert daily["2026-02-17"] < 0.4 * tuesdays
    assert daily["2026-04-21"] < 0.5 * tuesdays


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    digests = [
        [entry["sha256"] for entry in manifest_of(unit)["files"]]
        for unit in (
            simulate(items=30, sites=2, days=90, end_date=END, seed=seed, out=tmp_path / name)
            for seed, name in ((1, "first"), (1, "again"), (2, "other"))
        )
    ]
    assert digests[0] == digests[1]
    assert digests[0][3:] != digests[2][3:]


def test_the_manifest_tells_the_truth_about_its_files(unit: Path) -> None:
    files = manifest_of(unit)["files"]
    assert [entry["dataset"] for entry in files] == list(DATASETS)
    for entry in files:
        path = unit / str(entry["name"])
        assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
        assert pq.ParquetFile(path).metadata.num_rows == entry["rows"]


def test_the_manifest_names_the_last_day_and_the_parameters(unit: Path) -> None:
    content = json.loads((unit / "manifest.json").read_text())
    assert content["as_of"] == "2026-11-21"
    assert content["parameters"] == {
        "items": 240,
        "sites": 4,
        "days": DAYS,
        "seed": 7,
        "end_date": "2026-11-21",
    }


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_files_have_the_declared_columns_and_small_row_groups(unit: Path, dataset: str) -> None:
    file = pq.ParquetFile(unit / f"{dataset}.parquet", page_checksum_verification=True)
    groups = [file.metadata.row_group(i).num_rows for i in range(file.metadata.num_row_groups)]
    assert file.schema_arrow.equals(DATASETS[dataset])
    assert max(groups) <= 262_144
    assert file.read().num_rows == sum(groups)


def test_a_damaged_page_is_noticed(unit: Path, tmp_path: Path) -> None:
    content = bytearray((unit / "demand.parquet").read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "damaged.parquet").write_bytes(content)
    with pytest.raises((OSError, pa.ArrowException)):
        pq.read_table(tmp_path / "damaged.parquet", page_checksum_verification=True)


def test_a_unit_of_many_sites_has_towers_and_a_closed_site(tmp_path: Path) -> None:
    sites = read(
        simulate(items=20, sites=30, days=40, end_date=END, out=tmp_path / "wide"), "sites"
    )
    assert sites["code"].is_unique
    assert set(sites["site_type"]) == {
        "WAREHOUSE",
        "STORE",
        "DISTRIBUTION_CENTER",
        "TOWER",
        "OFFICE",
    }
    assert (~sites["active"]).sum() == 1


@pytest.mark.parametrize(
    ("items", "sites", "days", "named"),
    [(0, 5, 30, "items"), (5, 0, 30, "sites"), (5, 5, 0, "days")],
)
def test_refuses_a_world_without_anything_in_it(
    tmp_path: Path, items: int, sites: int, days: int, named: str
) -> None:
    with pytest.raises(ValueError, match=f"{named} must be at least 1, not 0"):
        simulate(items=items, sites=sites, days=days, end_date=END, out=tmp_path)


def test_tells_how_far_it_is(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    simulate(
        items=10,
        sites=1,
        days=30,
        end_date=END,
        out=tmp_path,
        progress=lambda *step: heard.append(step),
    )
    assert heard[-1] == ("simulate", 300, 300)  # 10 items at 1 site on 30 days


@pytest.mark.parametrize(("items", "sites", "days"), [(1, 1, 1), (3, 1, 2), (2, 2, 20)])
def test_the_smallest_worlds_are_still_whole(
    tmp_path: Path, items: int, sites: int, days: int
) -> None:
    unit = simulate(items=items, sites=sites, days=days, end_date=END, out=tmp_path)
    assert len(manifest_of(unit)["files"]) == len(DATASETS)
