"""Rows as nasty as the database takes them: what is seeded before hostile requests.

Into a database that serves, before the generated requests of `make test-api-fuzz`:
manage.py shell -c "from tests.nova.api.nasty_rows import seed; seed()"
"""

from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction

from analytics.models import Alert, KpiDaily, Recommendation
from core.models import Item, Region, Supplier
from support import audit
from tests.nova.api.payloads import INJECTIONS, TEXTS
from tests.support.factories import (
    AS_OF,
    a_forecast_run,
    a_site,
    an_item,
    an_order,
    demand,
    forecasts,
    stocks,
)

MOST, HUNDRED = "99999999999999.9999", "9999999999999999.99"  # of NUMERIC(18, 4) and (18, 2)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)  # that the tables take
DEEP: dict[str, Any] = {"'; --": [{"x": None, "\u202e": [[[]]]}, "\u2028", 1e308, -1, ""]}
SEED_RUN = 999_000_001


def names() -> list[str]:
    """Every nasty text that a name can be."""
    return [text.replace("\x00", "")[:200] or "x" for text in (*INJECTIONS, *TEXTS)]


def nasty_rows() -> dict[str, int]:
    """Rows of nasty names, of nothing but NULL, and of extremes; ids for addresses."""
    for number, name in enumerate(names()):
        _named(number, name)
    ids = _extremes()
    return ids | _told(ids)


def _named(number: int, name: str) -> None:
    item = an_item(f"N{number}", name=name, family=name, extra_attributes={name: [{"x": None}]})
    region = Region.objects.create(name=f"{name} {number}")
    site = a_site(f"N{number}", region=region, name=name, data_quality_note=name)
    Supplier.objects.create(code=f"N{number}", name=name)
    about = {"item": item, "site": site, "message": name, "evidence": {name: name}}
    key = f"{name} {number}"[:200]
    Recommendation.objects.create(type="HOLD", priority="LOW", dedupe_key=key, **about)
    Alert.objects.create(level="NORMAL", category=name[:100], dedupe_key=key, **about)


def _extremes() -> dict[str, int]:
    """One pair with facts of the first and the last day there may be, and of the most there is."""
    item = an_item("'; --", family="CABOS", criticality=10, unit_cost=MOST, min_order_qty=MOST)
    site = a_site("../..", latitude="-90", longitude="180", site_type=None)
    supplier = Supplier.objects.create(
        code="=1+1", name="\u202e", reliability_score=100, avg_lead_time_days=3650
    )
    days = {FIRST_DAY: MOST, AS_OF: MOST, LAST_DAY: "0"}
    with connection.cursor() as cursor:  # whose other columns the database works out
        cursor.executemany(
            "INSERT INTO core.dim_calendar (full_date) VALUES (%s) ON CONFLICT DO NOTHING",
            [(day,) for day in days],
        )
    demand(item, site, days, unfulfilled_quantity=MOST)
    stocks(item, site, {FIRST_DAY: MOST, AS_OF: f"-{MOST}", LAST_DAY: "0"}, safety_stock=MOST)
    an_order("'; --", item, site, supplier, AS_OF, quantity=MOST, unit_price=MOST)
    an_order("\u202e", item, site, supplier, FIRST_DAY, actual_delivery_date=LAST_DAY)
    # Not the champion: a database that has forecasts keeps those its readers see.
    run = a_forecast_run(SEED_RUN, status="RETIRED")
    forecasts(run, item, site, [date(2026, 11, 1)], yhat="1000000")
    return {"item": item.item_id, "site": site.site_id, "supplier": supplier.supplier_id}


def _told(ids: dict[str, int]) -> dict[str, int]:
    """Advice and an alert of nothing but extremes, and of nothing but NULL; a day of KPIs."""
    about = {"site_id": ids["site"], "message": "\u202e'; --", "dedupe_key": "'; --"}
    most = {**about, "item_id": ids["item"], "evidence": DEEP, "money_at_risk": HUNDRED}
    advice = Recommendation.objects.create(
        type="HOLD", priority="LOW", action_date=LAST_DAY, quantity_recommended=MOST, **most
    )
    alert = Alert.objects.create(level="NORMAL", category="'; --", opened_on=FIRST_DAY, **most)
    Recommendation.objects.create(type="PROMO", priority="CRITICAL", message="")
    Alert.objects.create(level="CRITICAL", category="", message="")
    computed = datetime(2026, 11, 1, tzinfo=UTC)
    for day, figure in ((FIRST_DAY, None), (date(2026, 10, 30), HUNDRED)):
        KpiDaily.objects.create(
            full_date=day, run_id=SEED_RUN, computed_at=computed, total_inventory_value=figure,
            avg_inventory_value=figure, reasons={"'; --": "NO_DEMAND"},
        )  # fmt: skip
    return {"advice": advice.recommendation_id, "alert": alert.alert_id}


@transaction.atomic
def seed() -> None:
    """The rows, once, and a new version of the data."""
    if not Item.objects.filter(sku="N0").exists():
        nasty_rows()
        audit.record(actor="fuzz", action="NASTY_ROWS")
