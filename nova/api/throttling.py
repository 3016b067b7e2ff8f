"""Limits on guessing passwords."""

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from nova.api.requests import client_address


class LoginThrottle(SimpleRateThrottle):
    """Counts the attempts of one client address, which a client cannot choose."""

    scope = "login"

    def get_cache_key(self, request: Request, view: APIView | None) -> str:  # noqa: ARG002
        return self.cache_format % {"scope": self.scope, "ident": client_address(request.META)}
