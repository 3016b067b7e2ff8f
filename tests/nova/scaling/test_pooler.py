"""The API behind PgBouncer in transaction mode: each transaction may meet another connection."""

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from nova.settings.env import BASE_DIR
from tests.mlops.faults.server import Server
from tests.nova.scaling.pooler import LENT, Pooler, pooler_of, program
from tests.nova.scaling.served import serving
from tests.outages.served import Api
from tests.outages.world import password

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(program() is None, reason="no pgbouncer: apt-get install pgbouncer"),
]
BACKENDS = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'nova_api'"
READS = (
    ("items?limit=5", 200),
    ("items/{item}", 200),
    ("items/0", 404),
    ("demand/timeseries?item_id={item}&site_id={site}&start_date={first}&end_date={last}", 200),
    ("inventory/timeseries?item_id={item}&site_id={site}&start_date={first}", 200),
    ("recommendations?status=OPEN&limit=5", 200),
    ("recommendations/outcomes", 200),
    ("alerts?limit=0", 400),
    ("analytics/summary", 200),
    ("analytics/stock-projection?item_id={item}&site_id={site}", 200),
    ("inventory/health", 200),
    ("freshness", 200),
    ("admin/audit-log", 200),
)
PAGES = ("", "support/user/", "support/auditlog/", "support/loadrun/", "core/item/")


@pytest.fixture(scope="module")
def pooler(primary: Server) -> Iterator[Pooler]:
    with pooler_of(primary) as pooler:
        yield pooler


@pytest.fixture(scope="module")
def apis(primary: Server, pooler: Pooler) -> Iterator[tuple[Api, Api]]:
    """Two processes with more threads than there are connections to lend."""
    pooled = {"DATABASE_URL": pooler.url("nova_api"), "DATABASE_POOLED": "true"}
    with serving(primary, **pooled) as first, serving(primary, **pooled) as second:
        yield first, second


def test_readers_at_once_share_a_few_connections(
    apis: tuple[Api, Api], primary: Server, ids: dict[str, Any]
) -> None:
    token = apis[0].token("ana")
    asked = [(api, form.format(**ids), status) for form, status in READS for api in apis] * 8
    with ThreadPoolExecutor(8) as pool:
        told = pool.map(lambda one: one[0].get(one[1], token).status, asked)
        assert list(told) == [status for _, _, status in asked]
        assert primary.query(BACKENDS)[0][0] <= LENT


def test_everybody_decides_at_once_and_each_decision_is_audited(
    apis: tuple[Api, Api], primary: Server
) -> None:
    token = apis[0].token("ana")
    found = apis[1].get("recommendations?status=OPEN&limit=6", token).body["data"]
    paths = [f"/api/v1/recommendations/{one['recommendation_id']}/acknowledge" for one in found]
    assert len(paths) > 3
    with ThreadPoolExecutor(6) as pool:
        asked = [
            pool.submit(apis[n % 2].ask, path, token=token, method="PATCH", body={})
            for n, path in enumerate(paths)
        ]
    assert [one.result().status for one in asked] == [200] * len(paths)
    keys = [one["recommendation_id"] for one in found]
    assert primary.query(
        "SELECT count(*), min(actor), max(actor) FROM support.audit_logs"
        " WHERE action = 'RECOMMENDATION_ACKNOWLEDGED' AND entity_id = ANY(%s)",
        keys,
    ) == [(len(paths), "ana", "ana")]


def test_logins_refreshes_and_logouts_go_their_way(apis: tuple[Api, Api]) -> None:
    def a_day(_number: int) -> list[int]:
        tokens = apis[0].log_in("bia").body
        first = {"refresh_token": tokens["refresh_token"]}
        renewed = apis[1].ask("/api/v1/auth/refresh", method="POST", body=first)
        refresh = {"refresh_token": renewed.body["refresh_token"]}
        seen = apis[0].get("auth/me", renewed.body["access_token"])
        ended = apis[1].ask("/api/v1/auth/logout", method="POST", body=refresh)
        return [seen.status, ended.status, apis[0].get("auth/me", tokens["access_token"]).status]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(a_day, range(8))) == [[200, 204, 401]] * 8


def test_files_are_whole(apis: tuple[Api, Api], primary: Server, ids: dict[str, Any]) -> None:
    token = apis[0].token("ana")
    rows = primary.query("SELECT count(*) FROM core.fact_orders")[0][0]
    assert rows > 0
    window = "start_date=2026-01-01&end_date=2027-12-31"
    path = f"orders?{window}&format=csv&locale=en"
    with ThreadPoolExecutor(4) as pool:
        files = list(pool.map(lambda api: api.get(path, token), apis * 4))
    for file in files:
        assert file.status == 200, file.text
        lines = list(csv.reader(io.StringIO(file.text.decode("utf-8-sig"))))
        assert sum(len(line) > 2 for line in lines) == rows + 1
    book = apis[0].get("items?format=xlsx", token)
    assert (book.status, book.text[:2]) == (200, b"PK")


def signed_in(api: Api) -> OpenerDirector:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    known = password(api.server)
    submit(browser, api, "login/", username="ana", password=known, next="/admin/")
    return browser


def submit(browser: OpenerDirector, api: Api, page: str, **form: str) -> str:
    """The page that the form leads to."""
    address = f"http://127.0.0.1:{api.port}/admin/{page}"
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(address).read().decode()
    )
    assert token
    told = urlencode({"csrfmiddlewaretoken": token[1], **form}).encode()
    return str(browser.open(address, told).geturl())


def test_the_admin_shows_its_pages_and_names_who_changed_what(
    apis: tuple[Api, Api], primary: Server
) -> None:
    browser = signed_in(apis[0])
    for page in PAGES:
        shown = browser.open(f"http://127.0.0.1:{apis[1].port}/admin/{page}")
        assert (shown.status, "login" in shown.geturl()) == (200, False)
    chosen = password(primary)
    form = {"username": "caio", "email": "caio@example.com", "role": "VIEWER", "is_active": "on"}
    submit(browser, apis[0], "support/user/add/", **form, password1=chosen, password2=chosen)
    assert primary.query(
        "SELECT actor, action FROM support.audit_logs WHERE entity_key = 'caio'"
    ) == [("ana", "USER_CREATED")]


def test_health_is_told_through_the_pool(apis: tuple[Api, Api]) -> None:
    assert [api.ask(path).status for api in apis for path in ("/health", "/health/ready")] == [
        200
    ] * 4


def test_without_the_setting_the_pool_refuses(primary: Server, pooler: Pooler) -> None:
    """So that the tests above show what DATABASE_POOLED is for."""
    with serving(primary, DATABASE_URL=pooler.url("nova_api")) as api:
        assert api.ask("/health").status == 503


def test_a_superuser_is_found_out_through_the_pool_too(primary: Server, pooler: Pooler) -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import nova.wsgi"],
        cwd=BASE_DIR,
        env={
            **primary.environment("nova_api"),
            "DJANGO_SETTINGS_MODULE": "nova.settings.production",
            "SECRET_KEY": "".join(map(chr, range(48, 123))),
            "ALLOWED_HOSTS": "nova",
            "DATABASE_URL": pooler.url("postgres"),
            "DATABASE_POOLED": "true",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert "DATABASE_URL: its role is a superuser" in started.stderr
