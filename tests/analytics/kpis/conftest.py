"""Materials and sites of the tests of KPIs, and a month of facts with its figures."""

from datetime import date
from decimal import Decimal

import pytest

from core.models import Item, Site
from tests.analytics.kpis.rows import compute, demand, on, stock
from tests.support.factories import a_site, an_item


@pytest.fixture
def cable() -> Item:
    return an_item("CABLE", unit_cost=Decimal(10), abc_class="C")


@pytest.fixture
def fuse() -> Item:
    return an_item("FUSE", unit_cost=Decimal(2), abc_class="A")


@pytest.fixture
def here() -> Site:
    return a_site("HERE")


@pytest.fixture
def there() -> Site:
    return a_site("THERE")


@pytest.fixture
def pair() -> tuple[Item, Site]:
    return an_item(abc_class="A", unit_cost=Decimal(10)), a_site()


@pytest.fixture
def month(pair: tuple[Item, Site]) -> list[date]:
    """Forty days with demand and stock, their figures worked out."""
    days = [on(n) for n in range(40)]
    for day in days:
        demand(*pair, 5, day=day)
        stock(*pair, 20, day=day)
    compute(*days)
    return days
