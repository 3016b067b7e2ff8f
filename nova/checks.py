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


@register
def every_view_says_what_it_tells_of_sites(**_options: Any) -> list[Error]:
    """A view that nobody thought of could show a scoped user the sites of others."""
    silent = {route.view for route in api_routes() if not getattr(route.view, "scoping", None)}
    return [
        Error(
            f"{view.__qualname__} does not say what its answers tell of sites",
            hint="Set scoping to a member of nova.api.viewsets.Scoping; narrow by self.scope.",
            id="nova.E003",
        )
        for view in sorted(silent, key=lambda view: view.__qualname__)
    ]
