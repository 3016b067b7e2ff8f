"""What a token must say, and what is refused when it says something else."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from django.test import Client

from support.models import UserSession
from tests.support.api import client_with, post, tokens_of
from tests.support.factories import a_user
from tests.support.tokens import signed

ME = "/api/v1/auth/me"


def refresh(token: str) -> Any:
    return post("auth/refresh", refresh_token=token)


def status_with(access_token: str) -> int:
    return client_with(access_token).get(ME).status_code


@pytest.fixture
def identity(db: None) -> dict[str, Any]:
    user = a_user()
    tokens_of(user)
    return {"user_id": user.user_id, "sid": UserSession.objects.get().session_id.hex}


def test_the_hand_made_token_of_the_next_test_is_good(identity: dict[str, Any]) -> None:
    assert status_with(signed(**identity)) == 200


@pytest.mark.parametrize(
    "fault",
    [
        {"iss": "somebody-else"},
        {"iss": None},
        {"aud": "another-api"},
        {"aud": None},
        {"exp": None},
        {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
        {"token_type": "refresh"},
        {"token_type": None},
        {"jti": None},
        {"jti": "not-a-uuid"},
        {"sid": None},
        {"sid": "not-a-uuid"},
        {"sid": uuid.UUID(int=7).hex},
        {"user_id": None},
        {"user_id": 2**40},
        {"user_id": "ana"},
        {"user_id": 999},
        {"tv": 1},
        {"tv": "x"},
        {"tv": None},
    ],
    ids=str,
)
def test_refuses_an_access_token_with_one_claim_wrong(
    identity: dict[str, Any], fault: dict[str, Any]
) -> None:
    assert status_with(signed(**identity | fault)) == 401


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer " + "x" * 9000,
        "Basic YW5hOng=",
        "Bearer é",
        "Token x",
        "Bearer " + jwt.encode({"user_id": 1}, None, algorithm="none"),
        "Bearer " + jwt.encode({"user_id": 1}, "k" * 64, algorithm="HS256"),
    ],
)
def test_refuses_a_header_that_is_no_token_of_ours(header: str) -> None:
    answer = Client(headers={"Authorization": header}).get(ME)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")


def test_an_hour_of_idleness_is_the_end_of_a_refresh_token(identity: dict[str, Any]) -> None:
    jti = UserSession.objects.get().refresh_jti.hex
    good = {**identity, "token_type": "refresh", "jti": jti}
    answer = refresh(signed(**good, exp=datetime.now(UTC) - timedelta(seconds=1)))
    assert (answer.status_code, answer.json()["error"]) == (401, "token_expired")
    assert refresh(signed(**good)).status_code == 200
