"""Tokens that are not ours, or no longer, at every address that asks for one."""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import jwt
import pytest
from django.conf import settings
from django.test import Client

from support.models import User, UserSession
from support.services import revoke_sessions
from tests.nova.api.routes import guarded_walks
from tests.support.api import tokens_of
from tests.support.factories import a_user
from tests.support.tokens import signed

pytestmark = pytest.mark.django_db


class Known(NamedTuple):
    """What an attacker may know of a living session."""

    user: User
    access: str
    refresh: str
    claims: dict[str, Any]


@pytest.fixture
def known() -> Known:
    user = a_user("ana", role="ADMIN")
    tokens = tokens_of(user)
    claims = jwt.decode(tokens.access_token, options={"verify_signature": False})
    return Known(user, tokens.access_token, tokens.refresh_token, claims)


def part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def by_hand(header: dict[str, object], claims: object, key: str | None) -> str:
    """A token whose header says anything; signed by HMAC whatever it says, unsigned without key."""
    signing_input = f"{part(header)}.{part(claims)}"
    if key is None:
        return f"{signing_input}."
    digest = hmac.new(key.encode(), signing_input.encode(), hashlib.sha256).digest()
    return f"{signing_input}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def our_key() -> str:
    return str(settings.SIMPLE_JWT["SIGNING_KEY"])


def with_claims(known: Known, **changes: Any) -> str:
    return signed(**{**known.claims, **changes})


def tampered(known: Known) -> str:
    header, _, signature = known.access.split(".")
    return f"{header}.{part({**known.claims, 'role': 'ADMIN', 'user_id': 1})}.{signature}"


def of_another_user(known: Known) -> str:
    return with_claims(known, user_id=a_user("bia", role="ADMIN").user_id)


def after_the_end_of_the_session(known: Known) -> str:
    revoke_sessions(user=known.user, reason="ADMIN", actor="root", request=None)  # type: ignore[arg-type]
    return known.access


HOUR = timedelta(hours=1)
JWK = {"kty": "oct", "k": "c2VjcmV0"}
FORGERIES: dict[str, Callable[[Known], str]] = {
    "no algorithm": lambda k: by_hand({"alg": "none", "typ": "JWT"}, k.claims, None),
    "no algorithm, other letters": lambda k: by_hand({"alg": "nOnE"}, k.claims, None),
    "another key": lambda k: by_hand({"alg": "HS256", "typ": "JWT"}, k.claims, "k" * 64),
    "an empty key": lambda k: by_hand({"alg": "HS256", "typ": "JWT"}, k.claims, ""),
    "RS256 over our secret": lambda k: by_hand({"alg": "RS256", "typ": "JWT"}, k.claims, our_key()),
    "HS512 of our secret": lambda k: jwt.encode(k.claims, our_key(), algorithm="HS512"),
    "a key of its own in the header": lambda k: by_hand(
        {"alg": "HS256", "jwk": JWK, "kid": "../../dev/null", "jku": "http://127.0.0.1/"},
        k.claims,
        "secret",
    ),
    "no signature": lambda k: k.access.rpartition(".")[0] + ".",
    "two parts": lambda k: k.access.rpartition(".")[0],
    "a changed payload": tampered,
    "expired": lambda k: with_claims(k, exp=datetime.now(UTC) - timedelta(seconds=1)),
    "not yet valid": lambda k: with_claims(k, nbf=datetime.now(UTC) + HOUR),
    "issued in the future": lambda k: with_claims(k, iat=datetime.now(UTC) + HOUR),
    "a refresh token": lambda k: k.refresh,
    "another issuer": lambda k: with_claims(k, iss="somebody-else"),
    "another audience": lambda k: with_claims(k, aud="another-api"),
    "an unknown user": lambda k: with_claims(k, user_id=2**31 - 1),
    "another user's session": of_another_user,
    "an unknown session": lambda k: with_claims(k, sid=uuid.UUID(int=7).hex),
    "an old version": lambda k: with_claims(k, tv=-1),
    "a later version": lambda k: with_claims(k, tv=1),
    "no session": lambda k: with_claims(k, sid=None),
    "no user": lambda k: with_claims(k, user_id=None),
    "no expiry": lambda k: with_claims(k, exp=None),
    "claims that are a list": lambda k: by_hand({"alg": "HS256"}, [k.claims], our_key()),
    "an ended session": after_the_end_of_the_session,
    "garbage": lambda _: "x.y.z",
    "bytes": lambda _: "\xff\xfe\x80",
    "nothing": lambda _: "",
    "an oversized token": lambda k: k.access + "A" * 100_000,
    "two tokens": lambda k: f"{k.access} {k.access}",
    "a header sent twice": lambda k: f"{k.access}, Bearer {k.access}",
}


def statuses(authorization: str) -> set[int]:
    """Of every route and method that asks who is there."""
    client = Client(headers={"Authorization": authorization})
    return {
        client.generic(walk.method, walk.path, content_type="application/json").status_code
        for walk in guarded_walks()
    }


def test_the_true_token_is_let_in_everywhere(known: Known) -> None:
    assert 401 not in statuses(f"Bearer {known.access}")
    assert 401 not in statuses(f"Bearer {with_claims(known)}")
    assert len(guarded_walks()) >= 10


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_is_refused_at_every_address(forgery: str, known: Known) -> None:
    assert statuses(f"Bearer {FORGERIES[forgery](known)}") == {401}


@pytest.mark.parametrize("scheme", ["Basic", "Token", "JWT", "bearer2"])
def test_another_scheme_is_refused_at_every_address(scheme: str, known: Known) -> None:
    assert statuses(f"{scheme} {known.access}") == {401}


def test_a_cookie_is_no_token(known: Known) -> None:
    client = Client()
    client.force_login(known.user)  # the admin's session
    client.cookies["access_token"] = known.access
    asked = [client.generic(walk.method, walk.path).status_code for walk in guarded_walks()]
    assert set(asked) == {401}
    assert UserSession.objects.count() == 1
