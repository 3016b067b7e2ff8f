"""Django's middlewares for the admin, which the API has no use for: it knows no cookies."""

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin

API = "/api/"


class PastTheApi(MiddlewareMixin):
    """Lets requests of the API through as they are."""

    def __call__(self, request: HttpRequest) -> Any:
        if request.path_info.startswith(API):
            return self.get_response(request)
        return super().__call__(request)


class CookieSessionMiddleware(PastTheApi, SessionMiddleware):
    pass


class AdminUserMiddleware(PastTheApi, AuthenticationMiddleware):
    pass


class AdminMessageMiddleware(PastTheApi, MessageMiddleware):
    pass
