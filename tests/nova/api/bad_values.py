"""Where the API is asked, and what a parameter may not be."""

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


CURSORS = ("", "x", "%00", "W10", "WzEsMiwzXQ", "W251bGxd", "WyJhIl0", "W3RydWVd", "x" * 201,
    "WzEuNV0", "W1sxXV0", "W3t9XQ", "WyJcdTAwMDAiXQ", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",
)  # fmt: skip


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
