"""A production server starts with everything it needs or says what is missing."""

import os
import string
import subprocess
import sys

import pytest

from nova.roles import role_of_command
from nova.settings.env import BASE_DIR

PASSWORD = "kept-between-us"
GOOD = {
    "SECRET_KEY": string.ascii_letters + string.digits,
    "TOKEN_SIGNING_KEY": string.digits + string.ascii_letters,
    "ALLOWED_HOSTS": "nova.example.com",
    "CORS_ORIGINS": "https://nova.example.com",
    # Port 1 has no server: a start must not need one to read its settings.
    "DATABASE_URL": f"postgresql://nova_api:{PASSWORD}@127.0.0.1:1/nova",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def check(*options: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    return manage("check", *options, **changed)


def manage(command: str, *options: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """A command under production settings; None takes a variable away."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    variables = {name: value for name, value in (GOOD | changed).items() if value is not None}
    return subprocess.run(
        [sys.executable, "manage.py", command, *options],
        cwd=BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "nova.settings.production", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_set_of_variables_passes_the_deployment_check() -> None:
    outcome = check("--deploy", "--fail-level", "WARNING")
    assert "no issues" in outcome.stdout, outcome.stderr
    assert outcome.returncode == 0


@pytest.mark.parametrize(("proxies", "is_believed"), [(None, False), ("0", False), ("1", True)])
def test_only_a_proxy_of_ours_tells_that_a_request_came_by_tls(
    proxies: str | None, is_believed: bool
) -> None:
    settings = manage("diffsettings", TRUSTED_PROXIES=proxies).stdout
    assert ("SECURE_PROXY_SSL_HEADER" in settings) is is_believed
    assert "SESSION_COOKIE_NAME = '__Host-nova-admin'" in settings
    assert "CSRF_COOKIE_NAME = '__Host-nova-csrf'" in settings


REFUSED = [
    ("SECRET_KEY", None, "is not set"),
    ("SECRET_KEY", "", "is not set"),
    ("SECRET_KEY", GOOD["SECRET_KEY"][:49], "50 characters or more"),
    ("SECRET_KEY", "ab" * 40, "50 characters or more"),
    ("SECRET_KEY", "django-insecure-" + GOOD["SECRET_KEY"], "50 characters or more"),
    ("SECRET_KEY", "change-in-prod-" + GOOD["SECRET_KEY"], "50 characters or more"),
    ("SECRET_KEY", "CHANGEME" + GOOD["SECRET_KEY"], "50 characters or more"),
    ("TOKEN_SIGNING_KEY", "short", "50 characters or more"),
    ("DEBUG", "true", "its pages show secrets"),
    ("CORS_ORIGINS", "http://nova.example.com", "expected https://"),
    ("CORS_ORIGINS", "https://nova.example.com,https://localhost:3000", "expected https://"),
    ("CORS_ORIGINS", "https://127.0.0.1", "expected https://"),
    ("CORS_ORIGINS", "https://[::1]:3000", "expected https://"),
    ("CORS_ORIGINS", "https://localhost.", "expected https://"),
    ("CORS_ORIGINS", "*", "expected https://"),
    ("CORS_ORIGINS", "https://*.example.com", "expected https://"),
    ("CORS_ORIGINS", "nova.example.com", "expected https://"),
    ("SECURE_SSL_REDIRECT", "false", "name the proxies in TRUSTED_PROXIES"),
    ("ALLOWED_HOSTS", None, "name the public hosts"),
    ("ALLOWED_HOSTS", " , ", "name the public hosts"),
    ("ALLOWED_HOSTS", "*", "name the public hosts"),
    ("ALLOWED_HOSTS", ".example.com", "name the public hosts"),
    ("ALLOWED_HOSTS", "*.example.com", "name the public hosts"),
    ("ALLOWED_HOSTS", "nova.example.com,*", "name the public hosts"),
    ("DATABASE_URL", None, "is not set"),
    ("DATABASE_URL", "sqlite:///nova.db", "not another scheme"),
    ("DATABASE_URL", f"mysql://nova:{PASSWORD}@db/nova", "not another scheme"),
    ("DATABASE_URL", f"nova_api:{PASSWORD}@db/nova", "not another scheme"),
    ("DATABASE_URL", f"postgresql://nova_api:{PASSWORD}@db:five/nova", "cannot be read"),
    ("DATABASE_URL", f"postgresql://nova_api:{PASSWORD}@db", "name of the database is missing"),
    ("REPLICA_URL", "sqlite:///nova.db", "not another scheme"),
    ("REPLICA_URL", f"postgresql://nova_api:{PASSWORD}@db", "name of the database is missing"),
    ("DATABASE_POOLED", "maybe", "expected true or false"),
    ("EMAIL_URL", f"pigeon://nova:{PASSWORD}@roof", "expected smtp+tls"),
    ("EMAIL_URL", f"smtp://nova:{PASSWORD}@mail:five", "expected smtp+tls"),
    ("TRUSTED_PROXIES", "two", "expected a whole number"),
    ("TRUSTED_PROXIES", "-1", "expected 0 or more"),
    ("LOAD_MAX_ROWS", "", "expected a whole number"),
    ("LOAD_MAX_ROWS", "0", "expected 1 or more"),
    ("LOAD_MAX_ROWS", "1e6", "expected a whole number"),
    ("FORECAST_BACKTEST_MARGIN", "5%", "expected a fraction"),
    ("FORECAST_BACKTEST_MARGIN", "1.5", "expected a fraction"),
    ("FORECAST_BACKTEST_MARGIN", "nan", "expected a fraction"),
    ("LOAD_READER_MEMORY_MB", "255", "expected 256 or more"),
    ("SECURE_SSL_REDIRECT", "maybe", "expected true or false"),
    ("LOAD_REQUIRE_CHECKSUMS", "", "expected true or false"),
    ("LOGIN_RATE", "often", "expected a rate"),
    ("LOGIN_RATE", "0/minute", "expected a rate"),
]


@pytest.mark.parametrize(
    ("name", "value", "reason"), REFUSED, ids=[f"{row[0]}={row[1]}" for row in REFUSED]
)
def test_a_bad_variable_stops_the_start_by_its_name(
    name: str, value: str | None, reason: str
) -> None:
    outcome = check(**{name: value})
    last = outcome.stderr.strip().rpartition("\n")[2]
    assert outcome.returncode == 78  # EX_CONFIG of sysexits.h
    assert last.startswith(name)
    assert reason in last
    assert PASSWORD not in outcome.stderr


def test_an_origin_that_is_none_fails_the_check() -> None:
    """django-cors-headers E014: a path after the origin."""
    outcome = check(CORS_ORIGINS="https://nova.example.com/login")
    assert outcome.returncode == 1
    assert "corsheaders.E014" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "role"),
    [
        (["load_forecasts"], "nova_loader"),
        (["load_dataset"], "nova_loader"),
        (["load_all"], "nova_loader"),
        (["loads"], "nova_loader"),
        (["contracts"], "nova_loader"),
        (["reconcile_suppliers"], "nova_loader"),
        (["import_procurement"], "nova_loader"),
        (["seed_demo"], "nova_loader"),
        (["rollback_load", "17"], "nova_loader"),
        (["runserver"], "nova_api"),
        (["migrate"], "nova_owner"),
        (["ensure_partitions"], "nova_owner"),
        (["archive_partitions", "--dry-run"], "nova_owner"),
        (["restore_partitions", "archive"], "nova_owner"),
        (["demo_users"], "nova_owner"),
        (["prune_loads"], "nova_owner"),
        (["createsuperuser"], "nova_owner"),
        ([], "nova_owner"),
    ],
)
def test_a_command_runs_under_the_least_role_that_can_do_it(
    arguments: list[str], role: str
) -> None:
    assert role_of_command(arguments) == role


def test_every_load_command_runs_as_the_loader() -> None:
    commands = sorted(
        path.stem for path in (BASE_DIR / "mlops/management/commands").glob("[!_]*.py")
    )
    assert "load_forecasts" in commands
    # The first drops partitions, as only their owner may; a copy has the audit log in it.
    for command in ("prune_loads", "backup", "restore_drill"):
        commands.remove(command)
    assert {role_of_command([command]) for command in commands} == {"nova_loader"}
