"""Rows that API tests stand on, written as plainly as the database takes them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection
from django.test import RequestFactory

from analytics.models import Forecast, ModelRun
from core.models import (
    DemandDaily,
    InventoryDaily,
    Item,
    Order,
    Region,
    Site,
    Supplier,
)
from support.models import LoadRun, User
from support.scopes import GivenScope, change_scope

PASSWORD = "correct horse battery"
COMPUTED_AT = datetime(2026, 11, 1, 5, 0, tzinfo=UTC)
AS_OF = date(2026, 10, 31)


def a_user(username: str = "ana", *, role: str = "VIEWER", active: bool = True) -> User:
    user = User.objects.create_user(username, f"{username}@example.com", PASSWORD, role=role)
    if not active:
        User.objects.filter(pk=user.pk).update(is_active=False)
        user.refresh_from_db()
    return user


def limited_to(*sites: Site, username: str = "local") -> User:
    """A user who sees these sites and no other."""
    user = a_user(username)
    scope = GivenScope(is_scoped=True, site_ids=frozenset(site.site_id for site in sites))
    change_scope(user=user, scope=scope, actor="root", request=RequestFactory().get("/"))
    return User.objects.get(pk=user.pk)


def an_item(sku: str = "CAB-001", **columns: object) -> Item:
    return Item.objects.create(**{"sku": sku, "name": f"Item {sku}", **columns})


def a_site(code: str = "SSA-01", *, region: Region | None = None, **columns: object) -> Site:
    return Site.objects.create(
        **{"code": code, "name": f"Site {code}", "site_type": "TOWER", "region": region, **columns}
    )


def calendar(*days: date) -> None:
    """Not by the ORM, which would give values to what the database works out of the day."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO core.dim_calendar (full_date) VALUES (%s) ON CONFLICT DO NOTHING",
            [[day] for day in days],
        )


def a_load(
    dataset: str = "demand",
    *,
    run_id: int = 1,
    status: str = "PUBLISHED",
    as_of: date | None = AS_OF,
    **columns: object,
) -> LoadRun:
    return LoadRun.objects.create(
        **{
            "run_id": run_id,
            "unit_id": run_id,
            "dataset": dataset,
            "status": status,
            "source_name": f"{dataset}.csv",
            "as_of": as_of,
            "rows_read": 0,
            "rows_loaded": 0,
            "rows_rejected": 0,
            "rows_duplicate": 0,
            "actor": "loader",
            "app_version": "3.0.0",
            "started_at": COMPUTED_AT,
            **columns,
        }
    )


def demand(item: Item, site: Site, quantities: dict[date, str], **columns: object) -> None:
    """One row a day. Months get their partitions, days their calendar row."""
    calendar(*quantities)
    with connection.cursor() as cursor:
        for day in quantities:
            cursor.execute("SELECT core.ensure_month('fact_demand_daily', %s)", [day])
    for day, quantity in quantities.items():
        DemandDaily.objects.create(
            full_date=day, item=item, site=site, quantity=Decimal(quantity), run_id=1, **columns
        )


def stocks(item: Item, site: Site, levels: dict[date, str], **columns: object) -> None:
    """Units counted at the end of each day."""
    calendar(*levels)
    with connection.cursor() as cursor:
        for day in levels:
            cursor.execute("SELECT core.ensure_month('fact_inventory_daily', %s)", [day])
    for day, level in levels.items():
        InventoryDaily.objects.create(
            full_date=day, item=item, site=site, current_stock=Decimal(level), run_id=1, **columns
        )


def an_order(
    number: str, item: Item, site: Site, supplier: Supplier, placed: date, **columns: object
) -> Order:
    """One line of ten units, placed and nothing more unless the columns say so."""
    calendar(placed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT core.ensure_month('fact_orders', %s)", [placed])
    return Order.objects.create(
        **{
            "order_number": number,
            "order_line": 1,
            "order_date": placed,
            "item": item,
            "site": site,
            "supplier": supplier,
            "quantity": 10,
            "status": "PLACED",
            "run_id": 1,
            **columns,
        }
    )


def a_forecast_run(
    run_id: int = 100, *, status: str = "CHAMPION", model_tag: str = "ets_v1"
) -> ModelRun:
    """A published run with its own, empty partition."""
    a_load("forecasts", run_id=run_id)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE analytics.forecasts_{run_id}"
            f" PARTITION OF analytics.forecasts FOR VALUES IN ({run_id})"
        )
    return ModelRun.objects.create(
        run_id=run_id,
        dataset="forecasts",
        status=status,
        model_tag=model_tag,
        as_of=AS_OF,
        computed_at=COMPUTED_AT,
        row_count=0,
    )


def forecasts(
    run: ModelRun,
    item: Item,
    site: Site,
    days: Iterable[date],
    *,
    horizon: int = 30,
    yhat: str = "10",
) -> None:
    days = tuple(days)
    calendar(*days)
    Forecast.objects.bulk_create(
        Forecast(
            run_id=run.pk,
            full_date=day,
            item=item,
            site=site,
            horizon_days=horizon,
            yhat=Decimal(yhat),
            yhat_lower=Decimal(yhat) - 2,
            yhat_upper=Decimal(yhat) + 2,
            model_tag=str(run.model_tag),
            confidence_level=Decimal("0.80"),
            as_of=AS_OF,
            computed_at=COMPUTED_AT,
        )
        for day in days
    )
