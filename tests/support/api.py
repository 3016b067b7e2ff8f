"""Clients that are signed in without a password, and the addresses they call."""

from typing import Any

from django.test import Client, RequestFactory

from support.models import User
from support.services import Tokens, open_session


def tokens_of(user: User) -> Tokens:
    return open_session(user=user, request=RequestFactory().get("/"))


def client_with(access_token: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {access_token}"})


def signed_in(user: User) -> Client:
    """A client with an access token of a new session."""
    return client_with(tokens_of(user).access_token)


def post(path: str, client: Client | None = None, **body: Any) -> Any:
    return (client or Client()).post(f"/api/v1/{path}", body, content_type="application/json")


def login(username: str, password: str, **meta: Any) -> Any:
    body = {"username": username, "password": password}
    return Client().post("/api/v1/auth/login", body, content_type="application/json", **meta)
