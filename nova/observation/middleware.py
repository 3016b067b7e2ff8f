"""One log line and one observation for each request."""

import logging
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from structlog.contextvars import bound_contextvars

from nova.db.timing import DatabaseTime, database_time
from nova.observation.metrics import observe

logger = logging.getLogger("nova.requests")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "none"  # whatever strangers ask for, it is one label


class ObservationMiddleware:
    """Stands inside RequestIdMiddleware. Neither the query nor the address of the client is told:
    what was looked for, and from where, concerns nobody who reads logs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        with (
            bound_contextvars(request_id=request.META["nova.request_id"]),
            database_time() as database,
        ):
            response = self.get_response(request)
            self._tell(request, response, perf_counter() - began, database)
        return response

    def _tell(
        self, request: HttpRequest, response: HttpResponse, seconds: float, database: DatabaseTime
    ) -> None:
        match = request.resolver_match
        route = (match.view_name or match.route) if match else NO_ROUTE
        method = request.method if request.method in METHODS else "OTHER"
        observe(
            route=route, method=str(method), status=response.status_code,
            seconds=seconds, database=database,
        )  # fmt: skip
        level = logging.DEBUG if route.startswith("health") else logging.INFO
        told = {
            "route": route,
            "method": method,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "database_ms": round(database.seconds * 1000, 1),
            "queries": database.queries,
            "user_id": _user_id(request),
        }
        logger.log(level, "request", extra=told)


def _user_id(request: HttpRequest) -> int | None:
    """Whom the answer was made for, where that had to be known; asking now would be a query."""
    known = vars(request)
    user = known.get("user")
    if isinstance(user, SimpleLazyObject):
        user = known.get("_cached_user")
    return getattr(user, "pk", None)
