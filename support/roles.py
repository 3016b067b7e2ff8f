"""Who may call which route: the one table that decides it."""

from nova.api.permissions import PUBLIC, RouteTable
from support.models import User

EVERYBODY = frozenset(User.Role.values)
DECIDERS = frozenset({User.Role.ADMIN.value, User.Role.ANALYST.value})

ROUTE_ROLES: RouteTable = {
    ("health", "GET"): PUBLIC,
    ("health-live", "GET"): PUBLIC,
    ("health-ready", "GET"): PUBLIC,
    ("auth-login", "POST"): PUBLIC,
    ("auth-refresh", "POST"): PUBLIC,
    ("auth-logout", "POST"): PUBLIC,
    ("auth-me", "GET"): EVERYBODY,
    ("freshness", "GET"): EVERYBODY,
    ("items", "GET"): EVERYBODY,
    ("item-families", "GET"): EVERYBODY,
    ("item", "GET"): EVERYBODY,
    ("item-sites", "GET"): EVERYBODY,
    ("sites", "GET"): EVERYBODY,
    ("regions", "GET"): EVERYBODY,
    ("suppliers", "GET"): EVERYBODY,
    ("supplier", "GET"): EVERYBODY,
    ("supplier-scorecards", "GET"): EVERYBODY,
    ("supplier-lead-times", "GET"): EVERYBODY,
    ("calendar", "GET"): EVERYBODY,
    ("demand-timeseries", "GET"): EVERYBODY,
    ("demand-totals", "GET"): EVERYBODY,
    ("inventory-timeseries", "GET"): EVERYBODY,
    ("inventory-positions", "GET"): EVERYBODY,
    ("inventory-health", "GET"): EVERYBODY,
    ("inventory-matrix", "GET"): EVERYBODY,
    ("orders", "GET"): EVERYBODY,
    ("forecasts", "GET"): EVERYBODY,
    ("data-version", "GET"): EVERYBODY,
    ("recommendations", "GET"): EVERYBODY,
    ("recommendation", "GET"): EVERYBODY,
    ("recommendation-outcomes", "GET"): EVERYBODY,
    ("recommendation-acknowledge", "PATCH"): DECIDERS,
    ("recommendation-snooze", "PATCH"): DECIDERS,
    ("recommendation-dismiss", "PATCH"): DECIDERS,
    ("recommendation-reopen", "PATCH"): DECIDERS,
    ("recommendations-decide", "POST"): DECIDERS,
    ("alerts", "GET"): EVERYBODY,
    ("alert", "GET"): EVERYBODY,
    ("alert-mark-read", "PATCH"): EVERYBODY,  # a reading is the reader's own
    ("alerts-mark-read", "POST"): EVERYBODY,
    ("forecast-accuracy", "GET"): EVERYBODY,
    ("model-runs", "GET"): EVERYBODY,
    ("demand-trend", "GET"): EVERYBODY,
    ("features", "GET"): EVERYBODY,
    ("policies", "GET"): EVERYBODY,
    ("stock-projection", "GET"): EVERYBODY,
    ("summary", "GET"): EVERYBODY,
    ("kpis", "GET"): EVERYBODY,
    ("kpi-definitions", "GET"): EVERYBODY,
}
