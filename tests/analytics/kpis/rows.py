"""Single rows of facts, written as plainly as the database takes them, and the figures kept."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from analytics.kpis.computing import Computation, compute_kpis
from core.models import Item, Site
from tests.support.factories import calendar

DAY = date(2026, 10, 20)


def on(days: int) -> date:
    """So many days after DAY."""
    return DAY + timedelta(days=days)


def execute(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall()) if cursor.description else []


def _insert(fact: str, day: date, **columns: Any) -> None:
    calendar(day)
    execute("SELECT core.ensure_month(%s, %s)", fact, day)
    places = ", ".join(["%s"] * len(columns))
    execute(f"INSERT INTO core.{fact} ({', '.join(columns)}) VALUES ({places})", *columns.values())


def demand(item: Item, site: Site, quantity: float, day: date = DAY, **columns: Any) -> None:
    _insert(
        "fact_demand_daily", day,
        full_date=day, item_id=item.pk, site_id=site.pk, quantity=quantity,
        **{"run_id": 1, **columns},
    )  # fmt: skip


def stock(item: Item, site: Site, current: float, day: date = DAY, **columns: Any) -> None:
    _insert(
        "fact_inventory_daily", day,
        full_date=day, item_id=item.pk, site_id=site.pk, current_stock=current,
        **{"run_id": 1, **columns},
    )  # fmt: skip


def order(
    item: Item, site: Site, *, expected: date, actual: date | None = None, status: str = "PLACED",
    placed: date | None = None, run_id: int = 1,
) -> None:  # fmt: skip
    """A line of an order number of its own, placed ten days before it was expected."""
    placed = placed or expected - timedelta(days=10)
    execute("INSERT INTO core.dim_supplier (code, name) VALUES ('S', 'S') ON CONFLICT DO NOTHING")
    ((supplier_id, count),) = execute(
        "SELECT supplier_id, (SELECT count(*) FROM core.fact_orders) FROM core.dim_supplier"
        " WHERE code = 'S'"
    )
    _insert(
        "fact_orders", placed,
        order_number=f"PO-{count}", order_line=1, order_date=placed, item_id=item.pk,
        supplier_id=supplier_id, site_id=site.pk, quantity=1, status=status,
        expected_delivery_date=expected, actual_delivery_date=actual, run_id=run_id,
    )  # fmt: skip


def classify(item: Item, abc_class: str, valid_from: date, valid_to: date | None = None) -> None:
    """A computed class, or with valid_to a person's."""
    execute(
        "INSERT INTO analytics.item_classifications (item_id, valid_from, valid_to, source,"
        " abc_class, actor) VALUES (%s, %s, %s, %s, %s, 'ana')",
        item.pk, valid_from, valid_to, "OVERRIDE" if valid_to else "COMPUTED", abc_class,
    )  # fmt: skip


def compute(*days: date) -> Computation:
    calendar(*(days or (DAY,)))
    return compute_kpis(list(days) or [DAY])


def versions() -> dict[date, int]:
    """Days that have figures, and how many versions of them."""
    return dict(execute("SELECT full_date, count(*) FROM analytics.kpis_daily GROUP BY full_date"))


def figure(name: str, day: date = DAY, segment: tuple[str, str] | None = None) -> Decimal | None:
    """The figure that readers see, exactly as it is kept."""
    view, where = "v_kpis_daily_latest", ""
    if segment:
        view, where = "v_kpis_segment_daily_latest", " AND (dimension, segment) = (%s, %s)"
    ((value,),) = execute(
        f"SELECT {name} FROM analytics.{view} WHERE full_date = %s{where}", day, *(segment or ())
    )
    found: Decimal | None = value
    return found


def reason(name: str, day: date = DAY) -> str | None:
    ((why,),) = execute(
        "SELECT reasons ->> %s FROM analytics.v_kpis_daily_latest WHERE full_date = %s", name, day
    )
    assert (why is None) == (figure(name, day) is not None)
    found: str | None = why
    return found
