"""Every route that tells of sites, asked by somebody who may not see one of them."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from analytics.models import (
    Alert,
    Features,
    ForecastAccuracy,
    KpiSegmentDaily,
    KpiTarget,
    ModelRun,
    PolicyOverride,
    Recommendation,
)
from analytics.policy.computing import compute_policy
from core.models import Item, Site
from nova.api.permissions import api_routes
from nova.api.viewsets import Scoping
from support.models import User
from tests.analytics.policy.world import (
    CABLE,
    DAY,
    FAR,
    HERE,
    ago,
    execute,
    fill_dimensions,
    order,
    stock,
    wanted_daily,
)
from tests.nova.api.test_database_role import READ
from tests.support.api import signed_in
from tests.support.factories import (
    COMPUTED_AT,
    a_forecast_run,
    a_load,
    a_user,
    forecasts,
    limited_to,
)

pytestmark = pytest.mark.django_db

OCTOBER = "start_date=2026-10-01&end_date=2026-10-31"
API = "/api/v1/"
TELLS = {
    "sites": "sites",
    "regions": "regions",
    "item-sites": "items/1/sites",
    "demand-timeseries": "demand/timeseries?item_id=1&site_id={site}&" + OCTOBER,
    "demand-totals": f"demand/totals?item_id=1&by=site&{OCTOBER}",
    "inventory-timeseries": "inventory/timeseries?item_id=1&site_id={site}&start_date=2026-10-01",
    "orders": f"orders?{OCTOBER}",
    "forecasts": "forecasts?item_id=1&site_id={site}",
    "inventory-positions": "inventory/positions",
    "inventory-health": "inventory/health",
    "inventory-matrix": "inventory/matrix?site_id={site}",
    "policies": "analytics/policies?item_id=1",
    "stock-projection": "analytics/stock-projection?item_id=1&site_id={site}",
    "policy-overrides": "analytics/policy-overrides",
    "features": "features?item_id=1",
    "kpis": "analytics/kpis?dimension=SITE",
    "kpi-definitions": "analytics/kpi-definitions",
    "summary": "analytics/summary?dimension=SITE&segment={code}&end_date=2026-10-31",
    "forecast-comparison": "forecasts/compare?item_id=1&site_id={site}",
    "forecast-totals": "forecasts/totals?dimension=SITE&segment={code}",
    "forecast-accuracy": "forecasts/accuracy?dimension=SITE",
    "demand-trend": "analytics/demand-trend?dimension=SITE&segment={code}&days=7",
    "recommendations": "recommendations",
    "recommendation": "recommendations/{advice}",
    "alerts": "alerts",
    "alert": "alerts/{alert}",
}
"""Route to an address that tells of the site when one may see it."""
COUNTS = {
    "recommendation-outcomes",
    "data-version",
    "supplier-scorecards",
    "supplier-lead-times",
}
"""Routes that count without naming a site: tests of their own have what they count for whom."""

BY_ITEM = {"items"}
"""Routes where a site only chooses among items, with a test of their own."""

SUMS = ["analytics/kpis", "analytics/summary", "analytics/kpis?dimension=ABC"]
SUMS += ["forecasts/accuracy", "analytics/demand-trend"]
SUMS += ["analytics/kpis?dimension=FAMILY", "analytics/summary?dimension=ABC&segment=A"]
SUMS += ["forecasts/totals?dimension=FAMILY&segment=CABOS"]
MARKS = {HERE: r"VISIBLE|\b1111", FAR: r"HIDDEN|\b6053"}
"""What an answer that tells of the site has in it: its code and name, or a figure of it."""


def fill(site: Site, figure: int) -> dict[str, int]:
    """Something of everything at a site; ids of its advice and its alert."""
    wanted_daily(figure, site=site.site_id, days=range(30))
    stock(figure, site=site.site_id)
    order(5, figure, due=-3, site=site.site_id)
    Features.objects.create(
        run_id=9300, full_date=DAY, item_id=CABLE, site_id=site.site_id, computed_at=COMPUTED_AT,
        features={"lag_7d": figure},
    )  # fmt: skip
    KpiSegmentDaily.objects.create(
        full_date=DAY, dimension="SITE", segment=site.code, metrics={"total_demand": figure},
        run_id=1, computed_at=COMPUTED_AT,
    )  # fmt: skip
    KpiTarget.objects.create(
        kpi="fill_rate", dimension="SITE", segment=site.code, comparison="ABOVE", target=figure,
        source="board", valid_from=DAY,
    )  # fmt: skip
    ForecastAccuracy.objects.create(
        forecast_run_id=9100, model_tag="ets_v1", lead_bucket="ALL", dimension="SITE",
        segment=site.code, first_day=DAY, last_day=DAY, cells=1, demand_cells=1, interval_cells=0,
        series=1, unscaled_series=0, actual=figure, mape_coverage=1, run_id=1,
    )  # fmt: skip
    PolicyOverride.objects.create(
        item_id=CABLE, site=site, safety_stock=figure, reason="x", actor="ana",
        starts_on=DAY, expires_on=DAY,
    )  # fmt: skip
    told = {"item_id": CABLE, "site": site, "message": f"{site.code} {figure}"}
    told["dedupe_key"] = site.code
    advice = Recommendation.objects.create(type="HOLD", priority="LOW", **told)
    alert = Alert.objects.create(level="NORMAL", category="X", **told)
    return {"advice": advice.pk, "alert": alert.pk, "site": site.site_id}


@pytest.fixture
def ids() -> dict[int, dict[str, Any]]:
    """Of each site: the parts of addresses that name what is its own."""
    fill_dimensions()
    for site_id, mark in ((HERE, "VISIBLE"), (FAR, "HIDDEN")):
        Site.objects.filter(site_id=site_id).update(code=mark, name=f"{mark} place")
    execute("UPDATE core.dim_region SET name = 'HIDDEN region' WHERE region_id = 2")
    execute("UPDATE core.dim_region SET name = 'VISIBLE region' WHERE region_id = 1")
    a_load(run_id=9001)
    a_load("features", run_id=9300)
    execute("CREATE TABLE analytics.features_9300 PARTITION OF analytics.features_store"
            " FOR VALUES IN (9300)")  # fmt: skip
    ModelRun.objects.create(
        run_id=9300, dataset="features", status="CHAMPION", computed_at=COMPUTED_AT, row_count=0
    )
    run = a_forecast_run(9100)
    filled: dict[int, dict[str, Any]] = {}
    for site_id, figure in ((HERE, 1111), (FAR, 6053)):
        site = Site.objects.get(site_id=site_id)
        filled[site_id] = {**fill(site, figure), "code": site.code}
        forecasts(run, Item.objects.get(pk=CABLE), site, [ago(-1)], yhat=str(figure))
    compute_policy(day=DAY)
    return filled


def served() -> list[str]:
    return [name for name in TELLS if name in {route.name for route in api_routes()}]


def asked(client: Client, name: str, of: dict[str, Any]) -> Any:
    return client.get(API + TELLS[name].format(**of))


def tells_of(answer: Any, site: int) -> bool:
    """Apart from what was asked, which an answer may repeat."""
    told = answer.json()
    for name in ("dimension", "segment", "site_id"):
        told.get("metadata", {}).pop(name, None)
    return re.search(MARKS[site], json.dumps(told)) is not None


def local() -> Client:
    return signed_in(limited_to(Site.objects.get(site_id=HERE)))


def routes_of(*scopings: Scoping) -> set[str]:
    reads = [route for route in api_routes() if "GET" in route.methods]
    return {route.name for route in reads if getattr(route.view, "scoping", None) in scopings}


def test_the_table_above_has_every_route_that_tells_of_sites() -> None:
    assert routes_of(Scoping.BY_SITE, Scoping.BY_SEGMENT) == set(served()) | COUNTS | BY_ITEM


def test_records_of_the_company_are_for_administrators_of_all_of_it(
    ids: dict[int, dict[str, Any]],
) -> None:
    admin = limited_to(Site.objects.get(site_id=HERE))
    User.objects.filter(pk=admin.pk).update(role="ADMIN")
    client, names = signed_in(User.objects.get(pk=admin.pk)), routes_of(Scoping.COMPANY)
    answers = {name: client.get(READ[name]) for name in names}
    found = {name: (a.status_code, a.json()["error"]) for name, a in answers.items()}
    assert found == dict.fromkeys(names, (403, "outside_scope"))
    assert "admin-audit-log" in names


def test_whoever_sees_all_sites_is_told_of_both(ids: dict[int, dict[str, Any]]) -> None:
    client = signed_in(a_user())
    silent = [
        (name, site)
        for name in served()
        for site in (HERE, FAR)
        if not tells_of(asked(client, name, ids[site]), site)
    ]
    assert silent == []


def test_whoever_sees_one_site_is_told_of_it(ids: dict[int, dict[str, Any]]) -> None:
    client = local()
    silent = [name for name in served() if not tells_of(asked(client, name, ids[HERE]), HERE)]
    assert silent == []


def test_nobody_is_told_of_a_site_outside_the_scope(ids: dict[int, dict[str, Any]]) -> None:
    client = local()
    answers = {name: asked(client, name, ids[FAR]) for name in served()}
    assert [name for name, answer in answers.items() if tells_of(answer, FAR)] == []
    assert {answer.status_code for answer in answers.values()} <= {200, 404}


def test_a_thing_of_a_site_outside_the_scope_is_not_found(ids: dict[int, dict[str, Any]]) -> None:
    client = local()
    things = [name for name in served() if re.search("{(advice|alert)}", TELLS[name])]
    assert [asked(client, name, ids[FAR]).status_code for name in things] == [404] * len(things)
    assert [asked(client, name, ids[HERE]).status_code for name in things] == [200] * len(things)


@pytest.mark.parametrize("address", SUMS)
def test_a_sum_over_sites_outside_the_scope_is_refused_with_its_reason(
    address: str, ids: dict[int, dict[str, Any]]
) -> None:
    answer = local().get(API + address)
    assert (answer.status_code, answer.json()["error"]) == (403, "outside_scope")
    assert "dimension SITE" in answer.json()["detail"]
    assert signed_in(a_user()).get(API + address).status_code == 200


def test_routes_that_say_they_tell_of_no_site_tell_of_none(ids: dict[int, dict[str, Any]]) -> None:
    client = signed_in(a_user())
    names = routes_of(Scoping.NO_SITES)
    own = {name: READ[name].format(item=1, site=FAR, supplier=1) for name in names & set(READ)}
    assert [name for name, path in own.items() if tells_of(client.get(path), FAR)] == []
    assert own


def test_items_are_not_chosen_by_a_site_outside_the_scope(ids: dict[int, dict[str, Any]]) -> None:
    found = {
        (who, site): client.get(f"{API}items?site_id={site}").json()["metadata"]["total_count"]
        for who, client in (("everywhere", signed_in(a_user())), ("here", local()))
        for site in (HERE, FAR)
    }
    assert found == {
        ("everywhere", HERE): 1, ("everywhere", FAR): 1, ("here", HERE): 1, ("here", FAR): 0
    }  # fmt: skip


def test_a_user_of_no_site_is_told_of_none(ids: dict[int, dict[str, Any]]) -> None:
    client = signed_in(limited_to())
    for site in (HERE, FAR):
        for name in served():
            assert not tells_of(asked(client, name, ids[site]), site), name


def test_the_whole_region_brings_its_sum(ids: dict[int, dict[str, Any]]) -> None:
    KpiSegmentDaily.objects.create(
        full_date=DAY, dimension="REGION", segment="VISIBLE region", metrics={"total_demand": 1},
        run_id=1, computed_at=COMPUTED_AT,
    )  # fmt: skip
    user = limited_to(Site.objects.get(site_id=HERE))
    client = signed_in(user)
    address = f"{API}analytics/kpis?dimension=REGION"
    assert client.get(address).json()["data"] == []
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO support.user_scopes (user_id, region_id) VALUES (%s, 1)", [user.user_id]
        )
    assert [row["segment"] for row in client.get(address).json()["data"]] == ["VISIBLE region"]


def test_a_transfer_is_told_to_whoever_sees_both_of_its_sites(
    ids: dict[int, dict[str, Any]],
) -> None:
    """Its words and figures tell the stock of the site that gives."""
    hidden, own = (
        Recommendation.objects.create(
            type="REALLOCATE", priority="HIGH", item_id=CABLE, site_id=HERE, dedupe_key=str(giver),
            message=f"de {giver}", evidence={"from_site_id": giver, "from_current_stock": 6053},
        )
        for giver in (FAR, HERE)
    )  # fmt: skip
    hidden.refresh_from_db()
    assert hidden.donor_site_id == FAR
    user = limited_to(Site.objects.get(site_id=HERE))
    User.objects.filter(pk=user.pk).update(role="ANALYST")
    client = signed_in(User.objects.get(pk=user.pk))
    listed = client.get(f"{API}recommendations?type=REALLOCATE").json()["data"]
    assert [row["recommendation_id"] for row in listed] == [own.pk]
    assert client.get(f"{API}recommendations/{hidden.pk}").status_code == 404
    assert client.patch(f"{API}recommendations/{hidden.pk}/acknowledge").status_code == 404
    assert client.patch(f"{API}recommendations/{own.pk}/acknowledge").status_code == 200
    everybody = signed_in(a_user()).get(f"{API}recommendations?type=REALLOCATE").json()["data"]
    assert len(everybody) == 2
