"""Whoever has the evidence has the quantity: worked out again for a simulated company's advice."""

import random
from collections import Counter
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from analytics.models import Recommendation
from analytics.recommend.evidence import quantity_from_evidence
from tests.analytics.recommend.rules import run_rules
from tests.mlops.conftest import empty_world

__all__ = ["empty_world"]

DAY = date(2026, 10, 31)


@pytest.fixture
def told(empty_world: None) -> list[Any]:
    """Advice on 150 materials at five sites after 400 simulated days."""
    call_command(
        "seed_demo", items=150, sites=5, days=400, seed=11, end_date=DAY, stdout=StringIO()
    )
    run_rules(DAY)
    return list(Recommendation.objects.order_by("recommendation_id"))


def test_quantities_follow_from_the_evidence_and_transfers_leave_givers_their_level(
    told: list[Any],
) -> None:
    chosen = random.Random(5).sample(told, 100)
    assert [row.quantity_recommended for row in chosen] == [
        quantity_from_evidence(row.evidence) for row in chosen
    ]
    assert {row.type for row in told} == {"REORDER", "EXPEDITE", "REALLOCATE", "HOLD", "PROMO"}
    for row in told:
        most = row.evidence["max_order_qty"]
        if row.type == "REORDER" and most is not None:
            assert row.quantity_recommended <= Decimal(str(most))
    check_givers(told)


def check_givers(told: list[Any]) -> None:
    given: Counter[tuple[int, int]] = Counter()
    levels = {}
    for row in told:
        if row.type == "REALLOCATE":
            giver = (row.item_id, row.evidence["from_site_id"])
            given[giver] += int(row.quantity_recommended)
            levels[giver] = (row.evidence["from_current_stock"], row.evidence["from_order_up_to"])
    assert len(given) > 3
    for giver, units in given.items():
        held, level = levels[giver]
        assert held - units >= level


def test_evidence_of_no_rule_of_ours_has_no_quantity() -> None:
    with pytest.raises(KeyError):
        quantity_from_evidence({"source": "elsewhere"})
