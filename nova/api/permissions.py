"""Who may call what: one table of route × method, named by the setting ROUTE_ROLES."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which itself imports this module

PUBLIC: frozenset[str] = frozenset({"PUBLIC"})

RouteTable = Mapping[tuple[str, str], Collection[str]]


@dataclass(frozen=True)
class Route:
    """One API address: its URL name, its pattern, and the methods its view answers."""

    name: str
    pattern: str
    methods: frozenset[str]
    view: "type[APIView]"


class RoutePermission(BasePermission):
    """Lets in whom the table names; a route without a row lets nobody in."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method == "OPTIONS" or not hasattr(view, method.lower()):
            return True  # answered by 405, which tells nothing
        match = request.resolver_match
        roles = route_table().get((match.view_name if match else "", method), ())
        if roles is PUBLIC:
            return True
        return getattr(request.user, "role", None) in roles


def route_table() -> RouteTable:
    table: RouteTable = import_string(settings.ROUTE_ROLES)
    return table


def api_routes() -> list[Route]:
    """Every route of the resolver that a REST view answers."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Collection[Any], prefix: str) -> Iterator[Route]:
    for entry in patterns:
        path = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, path)
        elif isinstance(entry, URLPattern) and (view := getattr(entry.callback, "cls", None)):
            methods = {m.upper() for m in view.http_method_names if hasattr(view, m)}
            yield Route(entry.name or "", path, frozenset(methods - {"OPTIONS", "HEAD"}), view)
