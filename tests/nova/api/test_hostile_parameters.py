"""What a client should never send: 400 or 404 in the error format, never 500."""

from urllib.parse import quote

import pytest
from django.test import Client

from nova.api.permissions import api_routes
from tests.support.api import signed_in
from tests.support.factories import a_load, a_user, an_item

HUGE = "1" + "0" * 25
DAYS = "start_date=2026-01-01&end_date=2026-01-31"
PAIR = "item_id=1&site_id=1"
WHOLE_NUMBERS = ("-1", "abc", "1.0", "1e3", "1_000", "%2B1", "", "0x10", HUGE, "2147483648", "%00")
FILTER_NUMBERS = tuple(value for value in WHOLE_NUMBERS if value)  # an empty filter asks nothing
DATES = ("2026-02-30", "2026-1-5", "20260105", "2026-W01-1", "hoje", "", "0000-01-01", "%00", "1")

Bad = tuple[str, str]
SERIES = "/api/v1/demand/timeseries?"
TOTALS = "/api/v1/demand/totals?"
POSITIONS = "/api/v1/inventory/positions"
INVENTORY = "/api/v1/inventory/timeseries?"
FORECASTS = "/api/v1/forecasts?"
KPIS = "/api/v1/analytics/kpis?"
SUMMARY = "/api/v1/analytics/summary?"
ADVICE = "/api/v1/recommendations"
ALERTS = "/api/v1/alerts"
ACCURACY = "/api/v1/forecasts/accuracy"
TREND = "/api/v1/analytics/demand-trend?"
POLICIES = "/api/v1/analytics/policies?"
PROJECTION = "/api/v1/analytics/stock-projection?"
FEATURES = "/api/v1/features?"
LEVELS = "/api/v1/analytics/service-levels"
OVERRIDES = "/api/v1/analytics/policy-overrides"
COMPARE = "/api/v1/forecasts/compare?"
FORECAST_TOTALS = "/api/v1/forecasts/totals?dimension=FAMILY&segment=CABOS&"
LOADS = "/api/v1/admin/loads"
NIGHTS = "/api/v1/admin/nights"
AUDIT = "/api/v1/admin/audit-log"
DEFINITIONS = "/api/v1/analytics/kpi-definitions?"


def page_faults(address: str) -> list[str]:
    sizes = [f"{address}limit={value}" for value in ("0", "1001", *WHOLE_NUMBERS)]
    return sizes + [f"{address}offset={value}" for value in WHOLE_NUMBERS]


CURSORS = ("", "x", "%00", "W10", "WzEsMiwzXQ", "W251bGxd", "WyJhIl0", "W3RydWVd", "x" * 201)


def order_faults(address: str) -> list[str]:
    orders = [f"{address}order_by={value}" for value in ("", "password", "--item_id", "-", "1;--")]
    beside = [f"{address}cursor=WzFd&offset=1", f"{address}cursor=WzFd&order_by=code"]
    return orders + beside + [f"{address}cursor={value}" for value in CURSORS]


def open_window_faults(address: str) -> list[str]:
    backwards = f"{address}start_date=2026-01-31&end_date=2026-01-30"
    both = [f"{address}{name}={value}" for name in ("start_date", "end_date") for value in DATES]
    return [backwards, *both]


def window_faults(address: str) -> list[str]:
    backwards = f"{address}start_date=2026-01-31&end_date=2026-01-30"
    too_long = f"{address}start_date=2022-01-01&end_date=2026-01-01"
    firsts = [f"{address}start_date={value}&end_date=2026-01-31" for value in DATES]
    lasts = [f"{address}start_date=2026-01-01&end_date={value}" for value in DATES]
    return [backwards, too_long, *firsts, *lasts]


REFUSED = {
    "items": [
        *page_faults("/api/v1/items?"),
        *order_faults("/api/v1/items?"),
        "/api/v1/items?abc_class=D",
        "/api/v1/items?abc_class=A,a",
        "/api/v1/items?q=%00",
        "/api/v1/items?family=%00",
        "/api/v1/items?q=" + "x" * 201,
        "/api/v1/items?family=A&family=B",
        "/api/v1/items?format=json",
        "/api/v1/items?item_id=1",
        "/api/v1/items?LIMIT=1",
    ],
    "item-families": ["/api/v1/items/families?limit=1"],
    "item": ["/api/v1/items/1?fields=sku"],
    "item-sites": ["/api/v1/items/1/sites?limit=1"],
    "sites": [
        *page_faults("/api/v1/sites?"),
        *order_faults("/api/v1/sites?"),
        "/api/v1/sites?active=1",
        "/api/v1/sites?active=maybe",
        "/api/v1/sites?active=true&active=false",
    ],
    "regions": ["/api/v1/regions?limit=1"],
    "suppliers": [
        *page_faults("/api/v1/suppliers?"),
        *order_faults("/api/v1/suppliers?"),
        "/api/v1/suppliers?supplier_type=LOCAL",
        "/api/v1/suppliers?q=%00",
    ],
    "supplier": ["/api/v1/suppliers/1?fields=code"],
    "supplier-scorecards": [
        *window_faults("/api/v1/suppliers/scorecards?"),
        *[f"/api/v1/suppliers/scorecards?{DAYS}&supplier_id={v}" for v in WHOLE_NUMBERS],
    ],
    "supplier-lead-times": window_faults("/api/v1/suppliers/1/lead-times?"),
    "calendar": [
        "/api/v1/calendar",
        *window_faults("/api/v1/calendar?"),
        f"/api/v1/calendar?{DAYS}&holidays=BA",
    ],
    "demand-totals": [
        TOTALS,
        f"{TOTALS}{DAYS}",
        *window_faults(f"{TOTALS}item_id=1&"),
        *[f"{TOTALS}{DAYS}&item_id={value}" for value in (*WHOLE_NUMBERS, "1,,2", "1,a")],
        f"{TOTALS}{DAYS}&item_id=" + ",".join(map(str, range(21))),
        f"{TOTALS}{DAYS}&item_id=1&bucket=year",
        f"{TOTALS}{DAYS}&item_id=1&by=supplier",
        f"{TOTALS}{DAYS}&family=CABOS&by=item",
        f"{TOTALS}{DAYS}&family=%00",
    ],
    "inventory-timeseries": [
        INVENTORY,
        f"{INVENTORY}{PAIR}",
        f"{INVENTORY}{PAIR}&end_date=2026-01-01",
        f"{INVENTORY}item_id=1&start_date=2026-01-01",
        *window_faults(f"{INVENTORY}{PAIR}&"),
        *[f"{INVENTORY}item_id=1&site_id={value}&{DAYS}" for value in WHOLE_NUMBERS],
    ],
    "inventory-positions": [
        *page_faults(f"{POSITIONS}?"),
        *order_faults(f"{POSITIONS}?"),
        f"{POSITIONS}?state=LOW",
        f"{POSITIONS}?xyz_class=W",
        *[f"{POSITIONS}?site_id={value}" for value in FILTER_NUMBERS],
    ],
    "inventory-health": ["/api/v1/inventory/health?limit=1", "/api/v1/inventory/health?state=x"],
    "inventory-matrix": [
        "/api/v1/inventory/matrix?limit=1",
        "/api/v1/inventory/matrix?region_id=a",
    ],
    "orders": [
        "/api/v1/orders",
        *window_faults("/api/v1/orders?"),
        *page_faults(f"/api/v1/orders?{DAYS}&"),
        *order_faults(f"/api/v1/orders?{DAYS}&"),
        f"/api/v1/orders?{DAYS}&late=1",
        f"/api/v1/orders?{DAYS}&status=OPEN",
        *[f"/api/v1/orders?{DAYS}&item_id={v}" for v in (*FILTER_NUMBERS, "1,a", HUGE)],
    ],
    "demand-timeseries": [
        SERIES,
        f"{SERIES}{PAIR}",
        f"{SERIES}{PAIR}&start_date=2026-01-01",
        f"{SERIES}item_id=1&{DAYS}",
        f"{SERIES}{PAIR}&start_date=2026-01-31&end_date=2026-01-30",
        f"{SERIES}{PAIR}&start_date=2022-01-01&end_date=2026-01-01",
        f"{SERIES}{PAIR}&{DAYS}&limit=1",
        f"{SERIES}{PAIR}&{DAYS}&item_id=2",
        *[f"{SERIES}item_id={value}&site_id=1&{DAYS}" for value in WHOLE_NUMBERS],
        *[f"{SERIES}item_id=1&site_id={value}&{DAYS}" for value in WHOLE_NUMBERS],
        *[f"{SERIES}{PAIR}&start_date={value}&end_date=2026-01-31" for value in DATES],
        *[f"{SERIES}{PAIR}&start_date=2026-01-01&end_date={value}" for value in DATES],
    ],
    "forecasts": [
        FORECASTS,
        f"{FORECASTS}item_id=1",
        f"{FORECASTS}{PAIR}&run_id=1",
        f"{FORECASTS}{PAIR}&start_date=2026-01-31&end_date=2026-01-30",
        *page_faults(f"{FORECASTS}{PAIR}&"),
        *[f"{FORECASTS}{PAIR}&horizon={value}" for value in ("0", "32768", *WHOLE_NUMBERS)],
        *[f"{FORECASTS}item_id={value}&site_id=1" for value in WHOLE_NUMBERS],
        *[f"{FORECASTS}{PAIR}&start_date={value}" for value in DATES],
        *[f"{FORECASTS}{PAIR}&end_date={value}" for value in DATES],
    ],
    "kpis": [
        f"{KPIS}start_date=2026-01-31&end_date=2026-01-30",
        f"{KPIS}segment=A",
        f"{KPIS}dimension=abc",
        f"{KPIS}dimension=COMPANY",
        f"{KPIS}dimension=ABC,SITE",
        f"{KPIS}dimension=",
        f"{KPIS}dimension=ABC&segment=",
        f"{KPIS}dimension=ABC&segment=%00",
        f"{KPIS}dimension=ABC&segment=" + "x" * 201,
        f"{KPIS}kpi=turnover",
        *page_faults(KPIS),
        *[f"{KPIS}start_date={value}" for value in DATES],
        *[f"{KPIS}end_date={value}" for value in DATES],
    ],
    "recommendations": [
        *page_faults(f"{ADVICE}?"),
        *order_faults(f"{ADVICE}?"),
        *[f"{ADVICE}?{name}=x" for name in ("type", "priority", "status", "item_id", "site_id")],
        f"{ADVICE}?status=open",
        f"{ADVICE}?priority=CRITICAL,LOWEST",
        f"{ADVICE}?q=%00",
        f"{ADVICE}?q=" + "x" * 201,
        *[f"{ADVICE}?site_id={value}" for value in (*FILTER_NUMBERS, "1,a", HUGE)],
        *[f"{ADVICE}?region_id={value}" for value in (*FILTER_NUMBERS, "1,a", HUGE)],
    ],
    "recommendation": [f"{ADVICE}/1?lang=en"],
    "recommendation-outcomes": [f"{ADVICE}/outcomes?type=HOLD"],
    "alerts": [
        *page_faults(f"{ALERTS}?"),
        *order_faults(f"{ALERTS}?"),
        *[f"{ALERTS}?{name}=x" for name in ("level", "status", "unread", "site_id", "item_id")],
        f"{ALERTS}?unread=1",
        f"{ALERTS}?category=%00",
        f"{ALERTS}?start_date=2026-01-31&end_date=2026-01-30",
        *[f"{ALERTS}?start_date={value}" for value in DATES],
        *[f"{ALERTS}?end_date={value}" for value in DATES],
    ],
    "alert": [f"{ALERTS}/1?lang=en"],
    "data-version": ["/api/v1/data-version?since=1"],
    "forecast-comparison": [
        COMPARE,
        f"{COMPARE}item_id=1",
        *open_window_faults(f"{COMPARE}{PAIR}&"),
        f"{COMPARE}{PAIR}&start_date=2025-01-01&end_date=2026-01-02",  # 367 days
        f"{COMPARE}item_id=1,2,3&site_id=1,2,3,4,5,6,7",  # 21 series
        f"{COMPARE}item_id=1,2,3&site_id=1,2,3&run_id=1,2,3",
        f"{COMPARE}{PAIR}&run_id=1,2,3,4,5,6",
        f"{COMPARE}{PAIR}&horizon=30",
        *[f"{COMPARE}item_id={value}&site_id=1" for value in (*WHOLE_NUMBERS, "1,,2", "1,a")],
        *[f"{COMPARE}{PAIR}&run_id={value}" for value in WHOLE_NUMBERS],
    ],
    "forecast-totals": [
        "/api/v1/forecasts/totals",
        "/api/v1/forecasts/totals?dimension=FAMILY",
        "/api/v1/forecasts/totals?dimension=ALL&segment=ALL",
        "/api/v1/forecasts/totals?dimension=FAMILY&segment=" + ",".join(map(str, range(21))),
        "/api/v1/forecasts/totals?dimension=FAMILY&segment=%00",
        *open_window_faults(FORECAST_TOTALS),
        f"{FORECAST_TOTALS}start_date=2025-01-01&end_date=2026-01-02",
        *[f"{FORECAST_TOTALS}run_id={value}" for value in (*WHOLE_NUMBERS, "1,2")],
    ],
    "admin-loads": [
        *page_faults(f"{LOADS}?"),
        *order_faults(f"{LOADS}?"),
        *open_window_faults(f"{LOADS}?"),
        f"{LOADS}?status=LOST",
        f"{LOADS}?q=%00",
    ],
    "admin-load": [f"{LOADS}/1?fields=code"],
    "admin-load-rejects": [
        *page_faults(f"{LOADS}/1/rejects?"),
        *order_faults(f"{LOADS}/1/rejects?"),
        f"{LOADS}/1/rejects?row_no=1",
    ],
    "admin-nights": [
        *page_faults(f"{NIGHTS}?"),
        *order_faults(f"{NIGHTS}?"),
        *open_window_faults(f"{NIGHTS}?"),
        f"{NIGHTS}?status=LATE",
    ],
    "admin-audit-log": [
        *page_faults(f"{AUDIT}?"),
        *order_faults(f"{AUDIT}?"),
        *open_window_faults(f"{AUDIT}?"),
        *[f"{AUDIT}?entity_id={value}" for value in (*FILTER_NUMBERS, "1,a")],
        f"{AUDIT}?actor=%00",
    ],
    "forecast-accuracy": [
        *page_faults(f"{ACCURACY}?"),
        f"{ACCURACY}?dimension=COMPANY",
        f"{ACCURACY}?lead_bucket=1-8",
        *[f"{ACCURACY}?run_id={value}" for value in WHOLE_NUMBERS],
    ],
    "model-runs": page_faults("/api/v1/forecasts/runs?"),
    "demand-trend": [
        f"{TREND}days=6",
        f"{TREND}ahead=181",
        f"{TREND}dimension=ABC",
        f"{TREND}segment=A",
        *[f"{TREND}{name}={value}" for name in ("days", "ahead") for value in WHOLE_NUMBERS],
    ],
    "policies": [
        POLICIES,
        f"{POLICIES}item_id=1&limit=1",
        *[f"{POLICIES}item_id={value}" for value in WHOLE_NUMBERS],
        *[f"{POLICIES}item_id=1&site_id={value}" for value in WHOLE_NUMBERS],
    ],
    "stock-projection": [
        PROJECTION,
        f"{PROJECTION}item_id=1",
        f"{PROJECTION}{PAIR}&days=181",
        *[f"{PROJECTION}{PAIR}&days={value}" for value in ("0", *WHOLE_NUMBERS)],
        *[f"{PROJECTION}item_id=1&site_id={value}" for value in WHOLE_NUMBERS],
    ],
    "service-levels": [
        *page_faults(f"{LEVELS}?"),
        *order_faults(f"{LEVELS}?"),
        f"{LEVELS}?holds=1",
    ],
    "policy-overrides": [
        *page_faults(f"{OVERRIDES}?"),
        *order_faults(f"{OVERRIDES}?"),
        f"{OVERRIDES}?q=%00",
        *[f"{OVERRIDES}?item_id={value}" for value in (*FILTER_NUMBERS, "1,a")],
    ],
    "glossary": [f"/api/v1/glossary?lang={value}" for value in ("", "pt", "en,pt-BR")],
    "features": [
        FEATURES,
        f"{FEATURES}item_id=1&start_date=2026-01-31&end_date=2026-01-30",
        *page_faults(f"{FEATURES}item_id=1&"),
        *[f"{FEATURES}item_id=1&site_id={value}" for value in WHOLE_NUMBERS],
        *[f"{FEATURES}item_id=1&start_date={value}" for value in DATES],
        *[f"{FEATURES}item_id=1&end_date={value}" for value in DATES],
    ],
    "summary": [
        f"{SUMMARY}days=6",
        f"{SUMMARY}days=366",
        f"{SUMMARY}dimension=ABC",
        f"{SUMMARY}segment=A",
        f"{SUMMARY}dimension=abc&segment=A",
        f"{SUMMARY}dimension=ABC&segment=",
        f"{SUMMARY}end_date=0001-01-01",
        *[f"{SUMMARY}days={value}" for value in WHOLE_NUMBERS],
        *[f"{SUMMARY}end_date={value}" for value in DATES],
    ],
    "kpi-definitions": [f"{DEFINITIONS}lang={value}" for value in ("", "pt", "PT-br", "en,pt-BR")]
    + [f"{DEFINITIONS}limit=1"],
    "freshness": ["/api/v1/freshness?limit=1", "/api/v1/freshness?dataset=demand"],
    "auth-me": ["/api/v1/auth/me?user_id=2"],
    "health": ["/health?verbose=1"],
    "health-live": ["/health/live?x=1"],
    "health-ready": ["/health/ready?x=1"],
}
MISSING = (
    [
        f"/api/v1/items/{value}{tail}"
        for value in ("0", "2147483647", "2147483648", HUGE, "9" * 5000, "-1", "abc", "1.0", "%00")
        for tail in ("", "/sites")
    ]
    + [
        f"{address}/{value}"
        for address in (ADVICE, ALERTS, LOADS)
        for value in ("0", "9223372036854775808", "9" * 5000, "-1", "abc", "%00")
    ]
    + [
        "/api/v1/items/",
        "/api/v1/sites/1",
        "/api/v2/items",
        "/api",
        "/api/",
        "/health/",
        "/healthy",
    ]
)
TOLERATED = [
    "/api/v1/items?q=" + quote("' OR 1=1 --"),
    "/api/v1/items?q=" + quote("100%_\\"),
    "/api/v1/items?q=%F0%9F%92%A1&family=%ff",
    "/api/v1/items?q=&family=&abc_class=",
    "/api/v1/items?family=,,&abc_class=A,,B",
    "/api/v1/items?offset=2147483647",
    f"{FORECASTS}item_id=2147483647&site_id=0",
    f"{SERIES}{PAIR}&start_date=0001-01-01&end_date=0001-01-01",
    f"{COMPARE}{PAIR}&end_date=0001-01-01",
    f"{COMPARE}{PAIR}&start_date=9999-12-31",
    f"{AUDIT}?start_date=0001-01-01&end_date=9999-12-31",
    f"{LOADS}?end_date=0001-01-01",
    f"{KPIS}dimension=SITE&segment=" + quote("' OR 1=1 --"),
    f"{SUMMARY}end_date=9999-12-31&days=365",
    f"{ADVICE}?q=" + quote("' OR 1=1 --") + "&family=,,&status=",
    f"{ALERTS}?start_date=0001-01-01&end_date=9999-12-31&category=" + quote("';--"),
    f"{POLICIES}item_id=2147483647",
    f"{PROJECTION}item_id=0&site_id=2147483647&days=180",
    f"{FEATURES}item_id=1&start_date=0001-01-01&end_date=9999-12-31",
    f"{KPIS}start_date=0001-01-01&end_date=9999-12-31",
    f"{SERIES}{PAIR}&start_date=9999-12-31&end_date=9999-12-31",
]


@pytest.fixture
def client(db: None) -> Client:
    an_item()
    a_load()
    return signed_in(a_user(role="ADMIN"))


def test_every_route_that_reads_has_a_row_of_bad_parameters() -> None:
    assert set(REFUSED) == {route.name for route in api_routes() if "GET" in route.methods}


@pytest.mark.parametrize("address", [bad for row in REFUSED.values() for bad in row])
def test_refuses_a_bad_parameter(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert set(answer.json()) == {"error", "detail"}


@pytest.mark.parametrize("address", MISSING)
def test_finds_nothing_at_an_address_that_names_nothing(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


@pytest.mark.parametrize("address", TOLERATED)
def test_takes_odd_words_as_words(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["status"]) == (200, "success")


def test_refuses_more_parameters_than_a_request_may_carry(client: Client) -> None:
    answer = client.get("/api/v1/items?" + "&".join(f"p{n}=1" for n in range(1100)))
    assert (answer.status_code, set(answer.json())) == (400, {"error", "detail"})
