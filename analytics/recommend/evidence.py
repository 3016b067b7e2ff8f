"""The quantity of an advice, worked out again from the evidence stored with it."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any

from analytics.recommend.transfers import transferable

Evidence = Mapping[str, Any]


def quantity_from_evidence(evidence: Evidence) -> Decimal:
    """Units that the rule named in the evidence advises, from the figures in it alone.

    KeyError for evidence of no rule of ours, such as a loaded file's.
    """
    return _RULES[evidence["rule"]](evidence)


def _figure(evidence: Evidence, name: str) -> Decimal:
    return Decimal(str(evidence[name]))  # by way of text: JSON gives the nearest float


def _reorder(evidence: Evidence) -> Decimal:
    """Up to the reorder point and the demand of a review, in whole lots, within the largest."""
    position = _figure(evidence, "current_stock") + _figure(evidence, "inbound_quantity")
    level = _figure(evidence, "reorder_point") + _figure(evidence, "review_demand")
    lot = Decimal(str(evidence["min_order_qty"] or 1))
    quantity = ((level - position) / lot).to_integral_value(ROUND_CEILING) * lot
    most = evidence["max_order_qty"]
    return quantity if most is None else min(quantity, Decimal(str(most)))


def _expedite(evidence: Evidence) -> Decimal:
    return sum((_figure(order, "quantity") for order in evidence["orders"]), Decimal(0))


def _reallocate(evidence: Evidence) -> Decimal:
    return transferable(
        shortage=_figure(evidence, "shortage"), surplus=_figure(evidence, "surplus")
    )


def _hold(evidence: Evidence) -> Decimal:
    return _figure(evidence, "inbound_quantity")


def _clear(evidence: Evidence) -> Decimal:
    return _figure(evidence, "current_stock")


_RULES = {
    "REORDER": _reorder,
    "EXPEDITE": _expedite,
    "REALLOCATE": _reallocate,
    "HOLD": _hold,
    "PROMO": _clear,
}
