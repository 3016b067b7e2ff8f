"""Migrations forward and back, on a database of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from core.errors import Exit
from nova.settings.env import BASE_DIR
from tests.databases import url_of

SCHEMAS = ["analytics", "core", "staging", "support"]
SCRATCH = "migrations"


@pytest.fixture
def scratch_url(db: None) -> Iterator[str]:
    """URL of an empty database of the owner's, dropped afterwards."""
    name = f"{connection.settings_dict['NAME']}_{SCRATCH}"
    url = url_of("nova_owner")
    with psycopg.connect(url, autocommit=True) as owner:
        gone = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        owner.execute(gone)
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        yield url.rpartition("/")[0] + f"/{name}"
        owner.execute(gone)


def environment(url: str) -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "nova.settings.dev", "DATABASE_URL": url}


def manage(*arguments: str, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=environment(url),
        capture_output=True,
        text=True,
        check=False,
    )


def migrate(*arguments: str, url: str) -> None:
    done = manage("migrate", "-v0", *arguments, url=url)
    assert done.returncode == 0, done.stderr


def schemas(url: str) -> list[str]:
    with psycopg.connect(url) as connected:
        found = connected.execute(
            "SELECT nspname::TEXT FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'"
            " AND nspname <> 'public' ORDER BY nspname"
        )
        return [name for (name,) in found.fetchall()]


def inventory(url: str) -> set[tuple[str, ...]]:
    """Every relation with its privileges, every function and constraint outside public."""
    with psycopg.connect(url) as connected:
        found = connected.execute(
            "SELECT relkind::TEXT, oid::REGCLASS::TEXT, coalesce(relacl::TEXT, '') FROM pg_class"
            " WHERE relnamespace::REGNAMESPACE::TEXT = ANY(%(schemas)s)"
            " UNION ALL SELECT 'function', oid::REGPROCEDURE::TEXT, coalesce(proacl::TEXT, '')"
            " FROM pg_proc WHERE pronamespace::REGNAMESPACE::TEXT = ANY(%(schemas)s)"
            " UNION ALL SELECT 'constraint', conrelid::REGCLASS::TEXT, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE connamespace::REGNAMESPACE::TEXT = ANY(%(schemas)s)",
            {"schemas": SCHEMAS},
        )
        return set(found.fetchall())


@pytest.mark.parametrize(
    "back",
    [
        [["support", "zero"]],
        [["analytics", "zero"], ["core", "zero"], ["support", "zero"]],
    ],
    ids=["in one step", "app by app"],
)
def test_migrations_go_back_to_nothing_and_forward_again(
    scratch_url: str, back: list[list[str]]
) -> None:
    migrate(url=scratch_url)
    first = inventory(scratch_url)
    assert schemas(scratch_url) == SCHEMAS

    for step in back:
        migrate(*step, url=scratch_url)
    assert schemas(scratch_url) == []

    migrate(url=scratch_url)
    assert inventory(scratch_url) == first
    assert len(first) > 100


def test_migrating_again_changes_nothing(scratch_url: str) -> None:
    migrate(url=scratch_url)
    first = inventory(scratch_url)
    migrate(url=scratch_url)
    assert inventory(scratch_url) == first


def test_models_have_no_change_without_a_migration(db: None) -> None:
    done = manage("makemigrations", "--check", "--dry-run", url=url_of("nova_owner"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No changes detected" in done.stdout


OUTDATED = """
DROP MATERIALIZED VIEW analytics.mv_kpis_latest;
CREATE MATERIALIZED VIEW analytics.mv_kpis_latest AS SELECT 1 AS full_date
"""


def test_a_view_that_somebody_reads_is_waited_for_and_then_made_anew(scratch_url: str) -> None:
    migrate(url=scratch_url)
    with psycopg.connect(scratch_url) as reader:
        reader.execute(OUTDATED)
        reader.commit()
        reader.execute("SELECT FROM analytics.mv_kpis_latest")
        gives_up = manage("migrate", "-v0", "--patience", "0", url=scratch_url)
        assert gives_up.returncode == Exit.LOCKED, gives_up.stderr
        patient = subprocess.Popen(
            [sys.executable, "manage.py", "migrate", "-v0", "--patience", "60"],
            cwd=BASE_DIR, env=environment(scratch_url), stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert patient.stderr
        assert "trying again" in patient.stderr.readline()
        reader.rollback()
        assert patient.wait(timeout=60) == 0
        assert reader.execute("SELECT count(told) FROM analytics.mv_kpis_latest").fetchone() == (0,)
