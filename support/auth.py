"""Bearer tokens: the signature proves who made one, the session's row whether it still holds."""

from django.utils.encoding import force_str
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from nova.api.callers import Caller, remember
from nova.db.sql import read_sql
from support.models import User, UserSession
from support.services import Claims

LONGEST_TOKEN = 4096


class SessionTokenAuthentication(BaseAuthentication):
    """The user of an access token, if the session, the user and the token version still stand."""

    def authenticate(self, request: Request) -> tuple[User, UserSession] | None:
        header = get_authorization_header(request)
        scheme, _, token = force_str(header, "latin-1").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != "bearer":
            raise AuthenticationFailed("The scheme is Bearer.", "invalid_token")
        claims = claims_of(token.strip(), AccessToken)
        session = UserSession.objects.bearing(
            session_id=claims.session_id,
            user_id=claims.user_id,
            token_version=claims.token_version,
        )
        if session is None:
            raise AuthenticationFailed("The session is over.", "session_over")
        remember(header, _caller(session, claims))
        return session.user, session

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        return "Bearer"


def _caller(session: UserSession, claims: Claims) -> Caller:
    """Everything that an answer may depend on is asked for again with the next request."""
    user = session.user
    return Caller(
        user=user,
        auth=session,
        until=claims.expires_at,
        version=session.data_version,
        standing=read_sql("support", "bearer_stands.sql"),
        values={
            "bearer_session_id": claims.session_id,
            "bearer_user_id": claims.user_id,
            "bearer_token_version": claims.token_version,
            "bearer_role": user.role,
            "bearer_scoped": user.is_scoped,
            "bearer_username": user.username,
        },
    )


def refresh_claims(token: str) -> Claims:
    return claims_of(token, RefreshToken)


def claims_of(token: str, kind: type[Token]) -> Claims:
    """Claims of a token whose signature, kind, audience and lifetime hold; 401 otherwise."""
    if len(token) > LONGEST_TOKEN:
        raise AuthenticationFailed("The token is not valid.", "invalid_token")
    try:
        return Claims.of(kind(token))  # type: ignore[arg-type]  # the stub wants a Token here
    except ExpiredTokenError:
        raise AuthenticationFailed("The token has expired.", "token_expired") from None
    except (TokenError, KeyError, ValueError):
        raise AuthenticationFailed("The token is not valid.", "invalid_token") from None
