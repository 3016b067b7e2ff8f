"""What a forecast is worth: the stock that it needs for a share of demand left unserved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class StockOutcome:
    """unfulfilled: lost over wanted units. cover: mean stock in periods of mean demand."""

    unfulfilled: float
    cover: float


def replenish(
    levels: NDArray[np.float64], demand: NDArray[np.float64], *, lead: int
) -> StockOutcome:
    """An order-up-to policy reviewed every period, with lost sales, over all pairs together.

    levels: stock position to order up to at the start of each period, [period, pair]. An order
    arrives `lead` periods later, before that period's demand. The first period starts at its level.
    """
    on_hand = levels[0].copy()
    on_order = np.zeros((lead, levels.shape[1]))
    lost = held = 0.0
    for level, wanted in zip(levels, demand, strict=True):
        ordered = np.maximum(level - on_hand - on_order.sum(axis=0), 0.0)
        if lead:
            on_hand = on_hand + on_order[0]
            on_order = np.vstack([on_order[1:], ordered])
        else:
            on_hand = on_hand + ordered
        served = np.minimum(on_hand, wanted)
        lost += float((wanted - served).sum())
        on_hand = on_hand - served
        held += float(on_hand.sum())
    return StockOutcome(lost / float(demand.sum()), held / float(demand.sum()))


def cover_at(outcomes: list[StockOutcome], unfulfilled: float) -> float | None:
    """Cover at that unfulfilled share, between the two nearest outcomes; None beyond them."""
    ranked = sorted(outcomes, key=lambda outcome: outcome.unfulfilled)
    shares = [outcome.unfulfilled for outcome in ranked]
    if not shares or not shares[0] <= unfulfilled <= shares[-1]:
        return None
    return float(np.interp(unfulfilled, shares, [outcome.cover for outcome in ranked]))
