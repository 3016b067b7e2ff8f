"""The data sets that forecasts are measured on, as origins. They are not part of the project."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from mlops.offline.backtesting import Origin, origin_of
from mlops.offline.demand_rows import NOTHING_EMPTY, DemandRows, build_history
from mlops.offline.history import WINDOW_DAYS
from mlops.offline.panel import MONTHLY, WEEKLY, Panel, Rhythm
from mlops.sources.procurement.unit import convert

STORE_ITEM = "store_item.parquet"
CARPARTS = "carparts_monthly.parquet"
PROCUREMENT = "procurement.xlsx"
FEWEST_DEMANDS = 3  # below it only a family could say anything
INCOMPLETE_WEEKS = 3  # the last weeks of the workbook, in which lines are still missing


def store_item(folder: Path, *, origins: int = 4, days: int = 90) -> Iterator[Origin]:
    """Daily units of 500 item-stores; origins a quarter apart, two years known at each."""
    sales = pd.read_parquet(folder / STORE_ITEM)
    sales["date"] = pd.to_datetime(sales["date"])
    for back in range(days, days * origins + 1, days):
        as_of = (sales["date"].max() - pd.Timedelta(back, "D")).date()
        history = build_history(_rows(sales, as_of), as_of=as_of)
        ahead = sales[sales["date"].between(*_span(as_of + timedelta(1), days))]
        units = ahead.pivot_table(index="date", columns=["item", "store"], values="sales")
        wanted = [
            (int(sku), int(site))
            for sku, site in zip(history.skus, history.site_codes, strict=True)
        ]
        yield origin_of(history, units[wanted].to_numpy(dtype=np.float64))


def _span(first: date, days: int) -> tuple[pd.Timestamp, pd.Timestamp]:
    start = pd.Timestamp(first)
    return start, start + pd.Timedelta(days - 1, "D")


def _rows(sales: pd.DataFrame, as_of: date) -> DemandRows:
    known = sales[sales["date"].between(*_span(as_of - timedelta(WINDOW_DAYS - 1), WINDOW_DAYS))]
    pairs = known.groupby(["item", "store"], as_index=False).agg({"date": "min"})
    items, stores = sorted(known["item"].unique()), sorted(known["store"].unique())
    return DemandRows(
        items=pa.table({"key": items, "sku": _codes(items), "family": ["all"] * len(items)}),
        sites=pa.table({"key": stores, "code": _codes(stores)}),
        demand=_keyed(known, "full_date").append_column(
            "units", pa.array(known["sales"].to_numpy(dtype=np.float64))
        ),
        pairs=_keyed(pairs, "first_date")
        .append_column("tells_lost", pa.array([True] * len(pairs)))
        .append_column("unit_cost", pa.nulls(len(pairs), pa.float64())),
        empty=NOTHING_EMPTY,
    )


def _codes(numbers: list[int]) -> list[str]:
    return [f"{number:03d}" for number in numbers]


def _keyed(rows: pd.DataFrame, day: str) -> pa.Table:
    return pa.table(
        {
            "item": pa.array(rows["item"].to_numpy(dtype=np.int64)),
            "site": pa.array(rows["store"].to_numpy(dtype=np.int64)),
            day: pa.array(rows["date"].dt.date),
        }
    )


def carparts(folder: Path) -> NDArray[np.float64]:
    """Monthly units of the parts without a gap, [month, part]."""
    parts = pd.read_parquet(folder / CARPARTS).pivot(index="month", columns="part", values="qty")
    return parts.dropna(axis="columns").to_numpy(dtype=np.float64)


def procurement(folder: Path, *, today: datetime | None = None) -> NDArray[np.float64]:
    """Weekly units of the workbook's materials over all depots, [week, item]; whole weeks."""
    with tempfile.TemporaryDirectory() as scratch:
        unit = Path(scratch) / "unit"
        convert(folder / PROCUREMENT, unit, today=(today or datetime.now(tz=UTC)).date())
        demand = pd.read_parquet(unit / "demand.parquet")
    days = pd.to_datetime(demand["full_date"])
    end = days.max().normalize()
    week = (days - end).dt.days // 7
    recent = week > week.max() - WINDOW_DAYS // 7
    weekly = demand[recent].groupby([week[recent], "sku"])["quantity"].sum().unstack(fill_value=0)
    complete = weekly.reindex(range(int(weekly.index.min()), 1), fill_value=0)
    began = int((complete > 0).sum(axis="columns").ge(3).to_numpy().argmax())
    return complete.iloc[began:-INCOMPLETE_WEEKS].to_numpy(dtype=np.float64)


def plain_origin(
    units: NDArray[np.float64],
    at: int,
    *,
    ahead: int,
    rhythm: Rhythm,
    label: str,
    fewest_demands: int = 1,
) -> Origin:
    """An origin of a panel without calendar, of the series with that much before it.

    All are taken to have been in use from the first period: the files do not tell otherwise.
    """
    began = (units[:at] > 0).sum(axis=0) >= fewest_demands
    known, actual = units[:at, began], units[at : at + ahead, began]
    pairs = known.shape[1]
    return Origin(
        label=label,
        panel=Panel(
            demand=known,
            observed_from=np.zeros(pairs, dtype=np.int64),
            day_types=np.zeros(at, dtype=np.int64),
            factors=np.ones((1, pairs)),
            lead_in=rhythm.prior,
            rhythm=rhythm,
        ),
        future_types=np.zeros(ahead, dtype=np.int64),
        actual=actual,
    )


def monthly_origins(units: NDArray[np.float64]) -> list[Origin]:
    """Four origins half a year apart, the last followed by the last six months."""
    return [
        plain_origin(units, at, ahead=6, rhythm=MONTHLY, label=f"month {at}")
        for at in range(len(units) - 24, len(units), 6)
    ]


def weekly_origins(units: NDArray[np.float64]) -> list[Origin]:
    """Two origins eight weeks apart, the last followed by the last eight weeks."""
    return [
        plain_origin(
            units,
            len(units) - back,
            ahead=8,
            rhythm=WEEKLY,
            label=f"{back} weeks back",
            fewest_demands=FEWEST_DEMANDS,
        )
        for back in (16, 8)
    ]


def longer(panel: Panel, actual: NDArray[np.float64]) -> Panel:
    """The panel of an origin without calendar, with what came after it."""
    return replace(
        panel,
        demand=np.vstack([panel.demand, actual]),
        day_types=np.zeros(len(panel.demand) + len(actual), dtype=np.int64),
    )
