"""Login, refresh, logout, who is asking, and how old the data are."""

from typing import Any, cast

from django.contrib.auth import authenticate
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response

from nova.api.documentation import documented, envelope_of
from nova.api.paging import envelope
from nova.api.rows import columns_of, rows_of
from nova.api.viewsets import ApiView, Scoping
from support.auth import refresh_claims
from support.login_limits import guarded
from support.models import DataVersion, Freshness, User
from support.serializers.sessions import (
    FreshnessMetadata,
    FreshnessSerializer,
    LoginSerializer,
    RefreshSerializer,
    TokenPairSerializer,
    UserSerializer,
)
from support.services import SessionOver, Tokens, close_session, open_session, renew_session


class AuthView(ApiView):
    """Takes a body from whoever sends it; a stale token in the header must not stand in the way."""

    authentication_classes = ()
    scoping = Scoping.NO_SITES
    cache_control = "no-store"

    def get_authenticate_header(self, _request: Request) -> str:
        return "Bearer"


class LoginView(AuthView):
    @documented(
        "auth_login",
        TokenPairSerializer,
        request=LoginSerializer,
        errors=(400, 401, 429, 503),
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """Unknown name, wrong password and inactive user get the same answer for the same work."""
        asked = _body(LoginSerializer, request)
        tokens = guarded(
            lambda: _logged_in(request, asked), username=asked["username"], request=request
        )
        if tokens is None:
            raise AuthenticationFailed("Wrong username or password.", "invalid_credentials")
        return Response(TokenPairSerializer(tokens).data)


class RefreshView(AuthView):
    @documented(
        "auth_refresh",
        TokenPairSerializer,
        request=RefreshSerializer,
        errors=(400, 401, 503),
        auth=[],
    )
    def post(self, request: Request) -> Response:
        claims = refresh_claims(_body(RefreshSerializer, request)["refresh_token"])
        try:
            tokens = renew_session(claims=claims, request=request)
        except SessionOver:
            raise AuthenticationFailed("The session is over.", "session_over") from None
        return Response(TokenPairSerializer(tokens).data)


class LogoutView(AuthView):
    @documented(
        "auth_logout", {204: None}, request=RefreshSerializer, errors=(400, 401, 503), auth=[]
    )
    def post(self, request: Request) -> Response:
        """Ends the session at once: its access token too is refused from now on."""
        claims = refresh_claims(_body(RefreshSerializer, request)["refresh_token"])
        close_session(claims=claims, request=request)
        return Response(status=204)


class MeView(ApiView):
    scoping = Scoping.NO_SITES

    @documented("auth_me", UserSerializer)
    def get(self, request: Request) -> Response:
        return Response(UserSerializer(cast("User", request.user)).data)


class FreshnessView(ApiView):
    """When each dataset came last, what is expected of it, and whether it is late."""

    scoping = Scoping.NO_SITES
    columns = columns_of(FreshnessSerializer)

    @documented(
        "freshness_list", envelope_of("FreshnessList", FreshnessSerializer, FreshnessMetadata)
    )
    def get(self, _request: Request) -> Response:
        version = DataVersion.objects.number()  # first: rows that are newer than it do no harm
        feeds = rows_of(Freshness.objects.all(), self.columns)
        return Response(envelope(feeds, data_version=version))


def _logged_in(request: Request, asked: dict[str, Any]) -> Tokens | None:
    user = authenticate(request._request, **asked)
    return open_session(user=user, request=request) if isinstance(user, User) else None


def _body(shape: type[Any], request: Request) -> dict[str, Any]:
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)
