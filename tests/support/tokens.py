"""Access tokens made by hand: of our key, with what is asked wrong about them."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from django.conf import settings


def signed(**claims: Any) -> str:
    """A token of our key with everything right but what is given; None leaves a claim out."""
    now = datetime.now(UTC)
    whole = {
        "token_type": "access",
        "jti": uuid.uuid4().hex,
        "iat": now,
        "exp": now + timedelta(minutes=5),
        "iss": "nova-corrente",
        "aud": "nova-corrente-api",
        "tv": 0,
        **claims,
    }
    present = {name: value for name, value in whole.items() if value is not None}
    return jwt.encode(present, settings.SIMPLE_JWT["SIGNING_KEY"], algorithm="HS256")
