"""Every route of the resolver with an address, so that a test can walk all of them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nova.api.permissions import PUBLIC, api_routes, route_table

PLACES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000001"}


class Walk(NamedTuple):
    name: str
    method: str
    path: str


def walks() -> Iterator[Walk]:
    """Each route and method that the API serves."""
    for route in api_routes():
        path = re.sub(r"<(?:(\w+):)?\w+>", lambda place: PLACES[place[1] or "str"], route.pattern)
        for method in sorted(route.methods):
            yield Walk(route.name, method, f"/{path}")


def guarded_walks() -> list[Walk]:
    """Those that ask who is there."""
    table = route_table()
    return [walk for walk in walks() if table.get((walk.name, walk.method)) is not PUBLIC]
