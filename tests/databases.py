"""The test database as other processes and other roles reach it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from nova.keys import secret
from nova.settings.env import BASE_DIR, DATA_DIR


def url_of(role: str) -> str:
    """URL of the database this test runs in, for one of the database roles."""
    settings = connection.settings_dict
    password = secret(DATA_DIR, role)
    return (
        f"postgresql://{role}:{password}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    )


@contextmanager
def session(role: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """A connection of its own in a transaction that is never committed."""
    with psycopg.connect(url_of(role)) as own:
        yield own
        own.rollback()


def environment(role: str, **extra: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "nova.settings.dev",
        "DATABASE_URL": url_of(role),
        **extra,
    }


def start_command(
    *arguments: object, role: str = "nova_loader", **extra: str
) -> subprocess.Popen[str]:
    """A management command as a process of its own, under a database role."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=BASE_DIR,
        env=environment(role, **extra),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
