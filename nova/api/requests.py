"""What is known of a request beside its parameters."""

import ipaddress
import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.settings import api_settings

_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
USER_AGENT_LENGTH = 512


class RequestIdMiddleware:
    """Names each request: its audit rows, its log lines and its answer carry one X-Request-ID."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex
        request.META["nova.request_id"] = request_id
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


def client_address(meta: Mapping[str, Any]) -> str | None:
    """Address of the client as the outermost trusted proxy saw it; None when it is no address.

    Each of our TRUSTED_PROXIES adds one entry at the end of X-Forwarded-For, so what a client
    writes there itself is never reached.
    """
    proxies = api_settings.NUM_PROXIES
    chain = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part]
    address = chain[-min(proxies, len(chain))] if proxies and chain else meta.get("REMOTE_ADDR")
    try:
        return str(ipaddress.ip_address(str(address).partition("%")[0]))
    except ValueError:
        return None


def user_agent(meta: Mapping[str, Any]) -> str | None:
    """The client's name for itself, cut, without the NUL that PostgreSQL has no text for."""
    return str(meta.get("HTTP_USER_AGENT", "")).replace("\x00", "")[:USER_AGENT_LENGTH] or None
