"""A simulated company whose truth is known: stock flows from orders to demand, day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mlops.sources.simulator.abc_classes import TRAILING_DAYS, classify_by_value
from mlops.sources.simulator.catalogue import build_catalogue
from mlops.sources.simulator.demand_process import draw_demand
from mlops.sources.simulator.facts import (
    World,
    demand_columns,
    inventory_columns,
    order_columns,
    supplier_columns,
)
from mlops.sources.simulator.network import build_network
from mlops.sources.simulator.pairs import Pairs, build_pairs
from mlops.sources.simulator.seasons import build_seasons
from mlops.sources.simulator.stock_flow import OrderLines, StockFlow, run_stock_flow
from mlops.sources.simulator.suppliers import build_suppliers
from mlops.sources.simulator.unit_writer import UnitWriter

# Bounds memory: a shard of pairs keeps about a dozen arrays of this many numbers.
SHARD_CELLS: Final = 1_500_000

Progress = Callable[[str, int, int], None]


def simulate(
    *,
    items: int = 500,
    sites: int = 5,
    days: int = 730,
    seed: int = 20260101,
    end_date: date,
    out: Path,
    progress: Progress | None = None,
) -> Path:
    """The unit directory `out`, with parquet files and a manifest, up to and with end_date.

    The same arguments give the same bytes. progress is told (stage, done, total).
    """
    _refuse_unless_positive(items=items, sites=sites, days=days)
    sizes = {"items": items, "sites": sites, "days": days, "seed": seed}
    world = build_world(**sizes, end_date=end_date)
    with UnitWriter(out) as unit:
        orders, yearly_units = _write_shards(unit, world, seed, progress or _silent)
        _write_the_rest(unit, world, orders, yearly_units, seed)
        unit.finish(as_of=end_date, parameters={**sizes, "end_date": end_date.isoformat()})
    return out


def build_world(*, items: int, sites: int, days: int, seed: int, end_date: date) -> World:
    """Sites, suppliers, items and stocked pairs, drawn from the seed."""
    rng = np.random.default_rng([seed, 0])
    network = build_network(sites=sites, rng=rng)
    seasons = build_seasons(
        end_date=end_date, days=days, states=network.states, zones=network.zones
    )
    suppliers = build_suppliers(items=items, rng=rng)
    catalogue = build_catalogue(items=items, days=days, suppliers=suppliers, rng=rng)
    pairs = build_pairs(catalogue=catalogue, network=network, seasons=seasons, rng=rng)
    return World(seasons, network, suppliers, catalogue, pairs)


def _write_shards(
    unit: UnitWriter, world: World, seed: int, progress: Progress
) -> tuple[OrderLines, NDArray[np.float64]]:
    """Writes demand and inventory; all order lines, and units per item of the trailing year."""
    size = max(1, SHARD_CELLS // world.seasons.days)
    starts = range(0, len(world.pairs), size)
    lines: list[OrderLines] = []
    yearly_units = np.zeros(len(world.catalogue.skus))
    for index, start in enumerate(starts):
        pairs = world.pairs.part(start, start + size)
        flow = _write_shard(unit, world, pairs, np.random.default_rng([seed, 1, index]))
        lines.append(flow.orders._replace(pair=flow.orders.pair + start))
        np.add.at(yearly_units, pairs.item, flow.fulfilled[-TRAILING_DAYS:].sum(axis=0))
        days = world.seasons.days
        progress("simulate", min(start + size, len(world.pairs)) * days, len(world.pairs) * days)
    return OrderLines.joined(lines), yearly_units


def _write_shard(
    unit: UnitWriter, world: World, pairs: Pairs, rng: np.random.Generator
) -> StockFlow:
    demand = draw_demand(pairs=pairs, seasons=world.seasons, rng=rng)
    flow = run_stock_flow(
        pairs=pairs, demand=demand, seasons=world.seasons, suppliers=world.suppliers, rng=rng
    )
    unit.append("demand", demand_columns(world=world, pairs=pairs, flow=flow, rng=rng))
    unit.append("inventory", inventory_columns(world=world, pairs=pairs, flow=flow))
    return flow


def _write_the_rest(
    unit: UnitWriter,
    world: World,
    orders: OrderLines,
    yearly_units: NDArray[np.float64],
    seed: int,
) -> None:
    """Orders, then the dimensions, whose classes and scores follow from what happened."""
    rng = np.random.default_rng([seed, 2])
    unit.append("orders", order_columns(world=world, orders=orders, rng=rng))
    unit.append("suppliers", supplier_columns(world=world, orders=orders, rng=rng))
    abc_class = classify_by_value(yearly_units * world.catalogue.unit_cost)
    columns = world.catalogue.item_columns(abc_class=abc_class, suppliers=world.suppliers)
    unit.append("items", columns)
    unit.append("sites", world.network.site_columns())
    unit.append("regions", world.network.region_columns())


def _refuse_unless_positive(**sizes: int) -> None:
    for name, size in sizes.items():
        if size < 1:
            raise ValueError(f"{name} must be at least 1, not {size}")


def _silent(stage: str, done: int, total: int) -> None:
    """Progress nobody asked for."""
