"""Limits on guessing passwords."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from nova.api.requests import client_address


class LoginThrottle(SimpleRateThrottle):
    """Counts the attempts of one client address, which a client cannot choose."""

    scope = "login"

    def get_cache_key(self, request: Request, view: APIView | None) -> str:  # noqa: ARG002
        return self.cache_format % {"scope": self.scope, "ident": client_address(request.META)}


def login_limited(login: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The admin's login under the same limit as the API's."""

    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        throttle = LoginThrottle()
        if request.method == "POST" and not throttle.allow_request(request, None):  # type: ignore[arg-type]
            wait = str(int(throttle.wait() or 0) + 1)
            text = "Muitas tentativas de acesso. Aguarde um minuto."
            return HttpResponse(text, status=429, headers={"Retry-After": wait})
        return login(request, *args, **kwargs)

    return limited
