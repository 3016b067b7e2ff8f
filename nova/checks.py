"""System checks of the deployment."""

from typing import Any

from django.core.checks import Error, register

from nova.api.permissions import api_routes, route_table


@register
def every_route_has_roles(**_options: Any) -> list[Error]:
    """A route nobody thought of would be refused to everybody, a stale row misleads."""
    served = {(route.name, method) for route in api_routes() for method in route.methods}
    listed = set(route_table())
    missing = [
        Error(f"{method} {name} has no row in ROUTE_ROLES", id="nova.E001")
        for name, method in sorted(served - listed)
    ]
    stale = [
        Error(f"ROUTE_ROLES has a row for {method} {name}, which no view serves", id="nova.E002")
        for name, method in sorted(listed - served)
    ]
    return missing + stale
