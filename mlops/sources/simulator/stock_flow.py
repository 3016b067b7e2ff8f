"""Lets demand meet stock day by day: what is sold, what is lost, what is ordered and arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlops.sources.simulator.pairs import Pairs
from mlops.sources.simulator.seasons import BEYOND, Seasons, weekday_of
from mlops.sources.simulator.suppliers import Suppliers

PLANNER_MEMORY_DAYS: Final = 90
POLICY_EVERY_DAYS: Final = 7
REVIEW_DAYS: Final = 7
MAIN_SUPPLIER_SHARE: Final = 0.85
CANCELLED_SHARE: Final = 0.02
SERVICE_BASE: Final = 0.6
SERVICE_PER_CRITICALITY: Final = 0.1


class OrderLines(NamedTuple):
    """One entry per order line; days count from the first simulated day.

    closed: the day it arrives or is cancelled, beyond the last day when that is still to come.
    """

    placed: NDArray[np.int64]
    pair: NDArray[np.int64]
    supplier: NDArray[np.int64]
    quantity: NDArray[np.float64]
    expected: NDArray[np.int64]
    closed: NDArray[np.int64]
    cancelled: NDArray[np.bool_]

    def ranked(self, rank: NDArray[np.int64]) -> OrderLines:
        """The same lines in another order."""
        return OrderLines._make(column[rank] for column in self)

    @classmethod
    def joined(cls, parts: Sequence[OrderLines]) -> OrderLines:
        """Lines of several parts, one after the other."""
        return cls._make(np.concatenate(column) for column in zip(*parts, strict=True))


@dataclass(frozen=True)
class StockFlow:
    """What happened, [day, pair]. Stock is at the close of the day; rate is the planner's mean."""

    fulfilled: NDArray[np.float64]
    unfulfilled: NDArray[np.float64]
    stock: NDArray[np.float64]
    safety_stock: NDArray[np.float64]
    reorder_point: NDArray[np.float64]
    rate: NDArray[np.float64]
    orders: OrderLines


class _Policy:
    """The planner's view of each pair: demand smoothed, safety stock and levels derived."""

    def __init__(self, pairs: Pairs, suppliers: Suppliers) -> None:
        self._pairs = pairs
        self.mean = pairs.planned_mean.copy()
        self._variance = pairs.planned_variance.copy()
        self._lead = suppliers.mean_lead_times()[pairs.supplier]
        self._lead_deviation = suppliers.lead_time_deviations()[pairs.supplier]
        self._service = SERVICE_BASE + SERVICE_PER_CRITICALITY * pairs.criticality
        self.safety_stock = np.zeros(len(pairs))
        self.reorder_point = np.zeros(len(pairs))
        self.order_up_to = np.zeros(len(pairs))

    def observe(self, demand: NDArray[np.float64], in_use: NDArray[np.bool_]) -> None:
        """Smooths the mean and variance of daily demand with the day that has passed."""
        weight = in_use / PLANNER_MEMORY_DAYS
        surprise = demand - self.mean
        self.mean += weight * surprise
        self._variance += weight * (surprise**2 - self._variance)

    def revise(self, in_use: NDArray[np.bool_]) -> None:
        """Safety stock z sqrt(L sd^2 + d^2 sL^2); levels cover lead time and review on top."""
        pairs = self._pairs
        exposed = self._lead + REVIEW_DAYS
        noise = exposed * self._variance + (self.mean * self._lead_deviation) ** 2
        self.safety_stock = np.where(in_use, (self._service * np.sqrt(noise)).round(2), 0.0)
        reorder = self.mean * exposed + self.safety_stock
        self.reorder_point = np.where(in_use, np.ceil(reorder / pairs.grain) * pairs.grain, 0.0)
        batch = np.maximum(self.mean * pairs.cover_days, pairs.min_order)
        self.order_up_to = self.reorder_point + batch

    def shortfall(
        self, position: NDArray[np.float64], reviewed: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Reviewed pairs whose stock and orders are at the reorder point, and what they lack."""
        due = reviewed & (position <= self.reorder_point) & (self.mean > 0)
        short = np.flatnonzero(due).astype(np.int64)
        return short, (self.order_up_to - position)[short]


class _OrderBook:
    """Orders under way: places them and tells what arrives or is released on each day."""

    def __init__(
        self, pairs: Pairs, seasons: Seasons, suppliers: Suppliers, rng: np.random.Generator
    ) -> None:
        self._pairs = pairs
        self._seasons = seasons
        self._suppliers = suppliers
        self._rng = rng
        self._lines: list[OrderLines] = []
        self.arriving = np.zeros((seasons.days, len(pairs)))
        self.cancelling = np.zeros((seasons.days, len(pairs)))

    def place(
        self, day: int, pair: NDArray[np.int64], wanted: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Quantity ordered for each pair: wanted rounded up to lots, within the largest order."""
        pairs, rng = self._pairs, self._rng
        lots = np.ceil(wanted / pairs.min_order[pair]) * pairs.min_order[pair]
        quantity = np.fmin(lots, pairs.max_order[pair])
        usual = rng.random(len(pair)) < MAIN_SUPPLIER_SHARE
        supplier = np.where(usual, pairs.supplier[pair], pairs.second_supplier[pair])
        lead = np.minimum(self._suppliers.draw_lead_times(supplier, rng), BEYOND - 30)
        promised = self._suppliers.promised[supplier]
        cancelled = rng.random(len(pair)) < CANCELLED_SHARE
        given_up = day + np.ceil(rng.uniform(0.2, 1.0, len(pair)) * promised).astype(np.int64)
        next_working = self._seasons.next_working
        closed = np.where(cancelled, given_up, next_working[day + lead])
        placed = np.full(len(pair), day)
        line = OrderLines(
            placed, pair, supplier, quantity, next_working[day + promised], closed, cancelled
        )
        self._schedule(line)
        return quantity

    def _schedule(self, line: OrderLines) -> None:
        self._lines.append(line)
        for matrix, chosen in ((self.arriving, ~line.cancelled), (self.cancelling, line.cancelled)):
            soon = chosen & (line.closed < self._seasons.days)
            # A pair orders at most once a day, so no cell is hit twice by one assignment.
            matrix[line.closed[soon], line.pair[soon]] += line.quantity[soon]

    def lines(self) -> OrderLines:
        """All order lines, in the order they were placed."""
        if self._lines:
            return OrderLines.joined(self._lines)
        none = np.zeros(0, dtype=np.int64)
        return OrderLines(none, none, none, np.zeros(0), none, none, np.zeros(0, np.bool_))


def run_stock_flow(
    *,
    pairs: Pairs,
    demand: NDArray[np.float64],
    seasons: Seasons,
    suppliers: Suppliers,
    rng: np.random.Generator,
) -> StockFlow:
    """Stock(t) = stock(t-1) + receipts(t) - fulfilled(t), with reviews on working days."""
    policy = _Policy(pairs, suppliers)
    book = _OrderBook(pairs, seasons, suppliers, rng)
    fulfilled, stock, safety, reorder, rate = (np.zeros(demand.shape) for _ in range(5))
    opening = _opening_stock(pairs, policy, rng)
    held, on_order = np.zeros(len(pairs)), np.zeros(len(pairs))
    for day in range(seasons.days):
        in_use = (pairs.first_day <= day) & (day < pairs.last_day)
        if day % POLICY_EVERY_DAYS == 0:
            policy.revise(in_use)
        held = np.where(pairs.first_day == day, opening, held) + book.arriving[day]
        fulfilled[day] = np.minimum(held, demand[day])
        held = held - fulfilled[day]
        on_order -= book.arriving[day] + book.cancelling[day]
        stock[day], safety[day], reorder[day] = held, policy.safety_stock, policy.reorder_point
        rate[day] = policy.mean
        policy.observe(demand[day], in_use)
        if seasons.working[day]:
            reviewed = in_use & (pairs.review_weekday == weekday_of(seasons.dates[day]))
            short, wanted = policy.shortfall(held + on_order, reviewed)
            on_order[short] += book.place(day, short, wanted)
    return StockFlow(fulfilled, demand - fulfilled, stock, safety, reorder, rate, book.lines())


def _opening_stock(pairs: Pairs, policy: _Policy, rng: np.random.Generator) -> NDArray[np.float64]:
    """Stock on an item's first day, between the reorder point and the level ordered up to."""
    policy.revise(np.ones(len(pairs), dtype=np.bool_))
    fill = rng.random(len(pairs))
    level = policy.reorder_point + fill * (policy.order_up_to - policy.reorder_point)
    return np.maximum(np.ceil(level / pairs.grain) * pairs.grain, pairs.grain)
