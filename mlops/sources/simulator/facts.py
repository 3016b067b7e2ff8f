"""Turns a simulated flow into the rows of demand, inventory and orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mlops.sources.simulator.catalogue import Catalogue
from mlops.sources.simulator.network import Network
from mlops.sources.simulator.pairs import Pairs
from mlops.sources.simulator.seasons import Seasons
from mlops.sources.simulator.stock_flow import OrderLines, StockFlow
from mlops.sources.simulator.suppliers import Suppliers

INFLATION: Final = 0.045
PRICE_NOISE: Final = 0.03
SUPPLIER_UNKNOWN: Final = 0.05
COST_UNKNOWN: Final = 0.02
LONGEST_COVER_DAYS: Final = 3_650


@dataclass(frozen=True)
class World:
    """Everything that holds still while the days pass."""

    seasons: Seasons
    network: Network
    suppliers: Suppliers
    catalogue: Catalogue
    pairs: Pairs

    def skus(self, item: NDArray[np.int64]) -> pa.Array:
        """Item codes at these positions."""
        return pa.array(self.catalogue.skus).take(pa.array(item))

    def site_codes(self, site: NDArray[np.int64]) -> pa.Array:
        """Site codes at these positions."""
        return pa.array(self.network.codes).take(pa.array(site))

    def price_index(self, day: NDArray[np.int64]) -> NDArray[np.float64]:
        """Prices of a day against those of the last day."""
        return np.asarray((1 + INFLATION) ** ((day - (self.seasons.days - 1)) / 365.0))


def demand_columns(
    *, world: World, pairs: Pairs, flow: StockFlow, rng: np.random.Generator
) -> Mapping[str, Any]:
    """One row per item, site and day with demand, fulfilled or not."""
    day, pair = np.nonzero((flow.fulfilled > 0) | (flow.unfulfilled > 0))
    item = pairs.item[pair]
    supplier, lead = _latest_delivery(pairs, flow)
    no_supplier = rng.random(len(day)) < SUPPLIER_UNKNOWN
    no_cost = rng.random(len(day)) < COST_UNKNOWN
    cost = world.catalogue.unit_cost[item] * world.price_index(day)
    codes = pa.array(world.suppliers.codes)
    return {
        "full_date": world.seasons.dates[day],
        "sku": world.skus(item),
        "site_code": world.site_codes(pairs.site[pair]),
        "supplier_code": codes.take(pa.array(supplier[day, pair], mask=no_supplier)),
        "quantity": flow.fulfilled[day, pair],
        "unfulfilled_quantity": flow.unfulfilled[day, pair],
        "unit_cost": pa.array(cost.round(4), mask=no_cost),
        "lead_time_days": pa.array(lead[day, pair], mask=lead[day, pair] == 0),
    }


def _latest_delivery(pairs: Pairs, flow: StockFlow) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Supplier and lead time of each pair's latest delivery, [day, pair]; before one: main, 0."""
    orders = flow.orders
    days = len(flow.stock)
    came = ~orders.cancelled & (orders.closed < days)
    cell = (orders.closed[came], orders.pair[came])
    supplier = np.zeros(flow.stock.shape, dtype=np.int32)
    lead = np.zeros(flow.stock.shape, dtype=np.int32)
    supplier[0] = pairs.supplier
    supplier[cell] = orders.supplier[came]
    lead[cell] = (orders.closed - orders.placed)[came]
    latest = np.where(lead > 0, np.arange(days, dtype=np.int32)[:, None], np.int32(0))
    np.maximum.accumulate(latest, axis=0, out=latest)
    column = np.arange(len(pairs))
    return supplier[latest, column], lead[latest, column]


def inventory_columns(*, world: World, pairs: Pairs, flow: StockFlow) -> Mapping[str, Any]:
    """One row per stocked item, site and day, from the item's first day on."""
    days = np.arange(world.seasons.days)[:, None]
    day, pair = np.nonzero(days >= pairs.first_day)
    stock, rate = flow.stock[day, pair], flow.rate[day, pair]
    with np.errstate(divide="ignore", invalid="ignore"):
        cover = np.floor(stock / rate)
    endless = ~(cover <= LONGEST_COVER_DAYS)
    return {
        "full_date": world.seasons.dates[day],
        "sku": world.skus(pairs.item[pair]),
        "site_code": world.site_codes(pairs.site[pair]),
        "current_stock": stock,
        "safety_stock": flow.safety_stock[day, pair],
        "reorder_point": flow.reorder_point[day, pair],
        "days_to_rupture": pa.array(np.where(endless, 0, cover).astype(np.int32), mask=endless),
    }


def order_columns(
    *, world: World, orders: OrderLines, rng: np.random.Generator
) -> Mapping[str, Any]:
    """One row per order line; lines of one day, supplier and site share an order number."""
    item, site = world.pairs.item[orders.pair], world.pairs.site[orders.pair]
    rank = np.lexsort((item, site, orders.supplier, orders.placed))
    orders = orders.ranked(rank)
    item, site = item[rank], site[rank]
    last = world.seasons.days - 1
    came = ~orders.cancelled & (orders.closed <= last)
    number, line = _numbers(orders, site)
    year = world.seasons.dates[orders.placed].astype("datetime64[Y]").astype(str)
    noise = rng.lognormal(0.0, PRICE_NOISE, size=len(item))
    price = world.catalogue.unit_cost[item] * world.price_index(orders.placed) * noise
    start = world.seasons.dates[:1]
    return {
        "order_number": [f"PC-{y}-{n:06d}" for y, n in zip(year, number, strict=True)],
        "order_line": line,
        "order_date": start + orders.placed,
        "sku": world.skus(item),
        "supplier_code": pa.array(world.suppliers.codes).take(pa.array(orders.supplier)),
        "site_code": world.site_codes(site),
        "quantity": orders.quantity,
        "unit_price": price.round(4),
        "status": _statuses(orders, last),
        "expected_delivery_date": start + orders.expected,
        "actual_delivery_date": pa.array(start + orders.closed, mask=~came),
    }


def _numbers(
    orders: OrderLines, site: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Running order number and line within it, for lines sorted by day, supplier and site."""
    keys = np.stack([orders.placed, orders.supplier, site])
    fresh = np.ones(keys.shape[1], dtype=np.bool_)
    fresh[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
    number = np.cumsum(fresh).astype(np.int64)
    first = np.flatnonzero(fresh).astype(np.int64)
    line = np.arange(len(number), dtype=np.int64) - first[number - 1] + 1
    return number, np.asarray(line, dtype=np.int64)


def _statuses(orders: OrderLines, last: int) -> NDArray[np.str_]:
    """What is known on the last day: an open line past its expected date is DELAYED."""
    closed = orders.closed <= last
    return np.select(
        [closed & orders.cancelled, closed, orders.expected < last],
        ["CANCELLED", "RECEIVED", "DELAYED"],
        default="PLACED",
    )


def supplier_columns(
    *, world: World, orders: OrderLines, rng: np.random.Generator
) -> Mapping[str, Any]:
    """One row per supplier, with lead time and punctuality as the simulated orders show them."""
    suppliers, count = world.suppliers, len(world.suppliers.codes)
    settled = orders.closed < world.seasons.days
    came = settled & ~orders.cancelled
    kept = came & (orders.closed <= orders.expected)
    n_settled, n_came, n_kept = (
        np.bincount(orders.supplier[chosen], minlength=count) for chosen in (settled, came, kept)
    )
    lead = np.bincount(
        orders.supplier[came], (orders.closed - orders.placed)[came], minlength=count
    )
    silent = n_came == 0
    punctual = n_kept / np.maximum(n_came, 1)
    completed = n_came / np.maximum(n_settled, 1)
    unrated = silent | (rng.random(count) < SUPPLIER_UNKNOWN)
    score = (70 * punctual + 30 * completed).round(1)
    average = np.where(silent, suppliers.promised, np.rint(lead / np.maximum(n_came, 1)))
    return {
        "code": suppliers.codes,
        "name": suppliers.names,
        "supplier_type": suppliers.types,
        "reliability_score": pa.array(score, mask=unrated),
        "avg_lead_time_days": average.astype(np.int32),
        "on_time_delivery_rate": pa.array(punctual.round(4), mask=silent),
        "active": suppliers.active,
    }
