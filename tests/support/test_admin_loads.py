"""The admin's pages of loads, under the database role that serves them."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support.models import LoadReject, LoadRun
from tests.support.factories import a_forecast_run, a_load, a_user

pytestmark = pytest.mark.django_db
RUNS = "/admin/support/loadrun/"
STARTED = datetime(2026, 11, 22, 5, 13, 5, tzinfo=UTC)  # 02:13:05 in Bahia
SHA = "ab" * 32


def figures(rows: int, total: str) -> dict[str, Any]:
    days = {"first_date": "2026-11-01", "last_date": "2026-11-30"}
    return {"rows": rows, "items": 4, "sites": None, "total": total, **days}


def a_past() -> LoadRun:
    """Forecasts published as 1 and, in a unit with 8, as 7; returned is 7."""
    a_load("forecasts", run_id=1, details={"figures": figures(1_000, "5000")})
    a_load("orders", run_id=8, unit_id=7)
    return a_load(
        "forecasts", run_id=7, rows_read=1_502, rows_loaded=1_500, rows_rejected=2,
        sha256=SHA, started_at=STARTED, finished_at=STARTED.replace(second=9),
        details={
            "inserted": 1_400, "updated": 75, "unchanged": 25,
            "warnings": {"ROUNDED": 12},
            "rejected_by_code": {"NEGATIVE": 2},
            "not_refreshed": {"mv_forecasts_latest": "<lock>"},
            "seconds": {
                "open": 0.1, "copy": 1.4, "keys": 0.2, "gates": 0.1, "publish": 0.1, "refresh": 0.1,
            },
            "figures": figures(1_500, "4500.2500"),
        },
    )  # fmt: skip


def rejected(run: LoadRun, rows: range, **columns: Any) -> None:
    LoadReject.objects.bulk_create(
        LoadReject(
            **{
                "run": run,
                "row_no": row,
                "column_name": "yhat",
                "code": "NEGATIVE",
                "value": f"<b>{row}</b>",
                "message": "must not be negative",
                **columns,
            }
        )
        for row in rows
    )


@contextmanager
def as_owner() -> Iterator[None]:
    """What the server may not do: rows that a load would have left."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield
        cursor.execute("SET ROLE nova_api")


@pytest.fixture
def pages() -> Iterator[Client]:
    """A browser of an ADMIN, the server running as nova_api."""
    browser = Client()
    browser.force_login(a_user("root", role="ADMIN"))
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_api")
    yield browser
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture
def past() -> LoadRun:
    return a_past()


def words(pages: Client, page: str) -> str:
    """What the page says, without its marks, each run of spaces as one."""
    answer = pages.get(page)
    assert answer.status_code == 200
    _, _, content = answer.content.decode().partition('id="content"')
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", content)).split())


def listed(pages: Client, query: str) -> list[int]:
    answer = pages.get(RUNS + query)
    assert answer.status_code == 200
    return [run.run_id for run in answer.context["cl"].result_list]


def test_a_line_of_the_list_tells_what_became_of_the_run(past: LoadRun, pages: Client) -> None:
    told = words(pages, RUNS)
    assert "7 forecasts Publicada 1.500 2 22/11/2026 02:13 2,00 s 31/10/2026" in told


@pytest.mark.parametrize(
    ("query", "runs"),
    [
        ("", [8, 7, 2, 1]),
        ("?dataset=forecasts", [7, 2, 1]),
        ("?status__exact=REJECTED", [2]),
        (f"?q={SHA[:12]}", [7]),
        ("?q=orders.csv", [8]),
        ("?q=TOO_MANY", [2]),
        ("?started_at__gte=2026-11-20+00:00:00-03:00", [7]),
    ],
)
def test_the_list_is_filtered_and_searched(
    past: LoadRun, pages: Client, query: str, runs: list[int]
) -> None:
    with as_owner():
        a_load("forecasts", run_id=2, status="REJECTED", code="TOO_MANY_REJECTS")
    assert listed(pages, query) == runs


@pytest.mark.parametrize("status", LoadRun.Status.values)
def test_each_status_has_a_colour_of_its_own(status: str, pages: Client) -> None:
    with as_owner():
        a_load(run_id=3, status=status)
    page = pages.get(RUNS).content.decode()
    assert f'<span class="load-status load-{status}">{LoadRun.Status(status).label}</span>' in page
    assert "nova/admin.css" in page


def test_the_page_of_a_run_tells_all_of_it(past: LoadRun, pages: Client) -> None:
    told = words(pages, f"{RUNS}7/change/")
    for sentence in (
        "Dados até 31/10/2026",
        "Publicação anterior: 1",
        "linhas 1.000 1.500 +50%",
        "materiais 4 4 0%",
        "total 5.000 4.500,25 -10%",  # 4,500.25 / 5,000 = 0.90005
        "primeiro dia 01/11/2026 01/11/2026 —",
        # read, loaded, rejected, duplicate, set apart, inserted, updated, same
        "1.502 1.500 2 0 0 1.400 75 25",
        "ROUNDED 12",
        "mv_forecasts_latest: não atualizada, <lock>",
        "NEGATIVE 2",
        "Início 22/11/2026 02:13:05 Fim 22/11/2026 02:13:09 Duração 2,00 s",
        "Duração 2,00 s Linhas por segundo 751",  # 1,502 in 2 s
        "abertura 0,10 s cópia 1,40 s chaves 0,20 s conferência 0,10 s",
        "conferência 0,10 s publicação 0,10 s visões 0,10 s",
        f"Sha256 {SHA}",
        "Autor loader Versão do programa 3.0.0",
        "8 orders Publicada 0",
    ):
        assert sentence in told, sentence
    assert "locais" not in told  # which these forecasts did not count


def test_a_run_of_forecasts_tells_what_it_is_among_models(pages: Client) -> None:
    with as_owner():
        a_forecast_run(1_000_005, status="RETIRED")
        a_load("forecasts", run_id=1_000_006, details={"promoted": 1_000_005})
        a_load("demand", run_id=1_000_007)
    told = {run: words(pages, f"{RUNS}{run}/change/") for run in range(1_000_005, 1_000_008)}
    assert "Entre os modelos Aposentada (carga 1000005)" in told[1_000_005]
    assert "Entre os modelos Aposentada (carga 1000005)" in told[1_000_006]
    assert "Entre os modelos —" in told[1_000_007]


def test_a_failed_run_tells_why_and_nothing_that_it_did_not_measure(pages: Client) -> None:
    with as_owner():
        a_load(run_id=3, status="FAILED", code="DISK_FULL", message="no room", as_of=None)
    told = words(pages, f"{RUNS}3/change/")
    assert "Motivo DISK_FULL: no room" in told
    assert "Em relação à anterior —" in told
    assert "Etapas —" in told


def test_shows_the_first_rejects_in_order_and_their_marks_harmless(
    past: LoadRun, pages: Client
) -> None:
    with as_owner():
        rejected(past, range(205, 0, -1))
    page = pages.get(f"{RUNS}7/change/").content.decode()
    shown = re.findall(r"&lt;b&gt;(\d+)&lt;/b&gt;", page)
    assert shown == [str(row) for row in range(1, 201)]
    assert "<b>1</b>" not in page


def test_the_rejects_come_as_a_file_that_no_spreadsheet_runs(past: LoadRun, pages: Client) -> None:
    with as_owner():
        rejected(past, range(1, 203), value="=HYPERLINK(1)")
        rejected(past, range(203, 204), value=None, column_name=None, message="-1 is, too")
        rejected(LoadRun.objects.get(run_id=8), range(1, 2))
    answer = pages.get(f"{RUNS}7/rejects.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rejects_7.csv"'
    assert rows[0] == ["row", "column", "code", "value", "rule"]
    assert rows[1] == ["1", "yhat", "NEGATIVE", "'=HYPERLINK(1)", "must not be negative"]
    assert rows[203] == ["203", "", "NEGATIVE", "", "'-1 is, too"]
    assert len(rows) == 1 + 203
    assert f"{RUNS}7/rejects.csv" in pages.get(f"{RUNS}7/change/").content.decode()


def test_rejects_of_an_unknown_run_are_not_found(pages: Client) -> None:
    assert pages.get(f"{RUNS}99/rejects.csv").status_code == 404


@pytest.mark.parametrize("role", ["ANALYST", "VIEWER"])
@pytest.mark.parametrize("page", [RUNS, f"{RUNS}7/change/", f"{RUNS}7/rejects.csv"])
def test_is_shown_to_admins_alone(past: LoadRun, role: str, page: str) -> None:
    browser = Client()
    browser.force_login(a_user("ana", role=role))
    answer = browser.get(page)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
        302,
        "/admin/login/",
    )


def test_nothing_on_the_page_can_be_changed(past: LoadRun, pages: Client) -> None:
    page = f"{RUNS}7/change/"
    assert 'name="_save"' not in pages.get(page).content.decode()
    assert pages.post(page, {"status": "REJECTED"}).status_code == 403


def queries(pages: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert pages.get(page).status_code == 200
    return len(asked)


# A page costs its own reads, and those of the session and of the user.
LOGIN = 2


def test_the_list_asks_as_much_of_forty_runs_as_of_three(past: LoadRun, pages: Client) -> None:
    pages.get(RUNS)
    few = queries(pages, RUNS)
    with as_owner():
        for number in range(20, 57):
            a_load(run_id=number, dataset=f"d{number}")
    # the runs, how many there are, and the datasets of the filter
    assert (few, queries(pages, RUNS)) == (LOGIN + 3, LOGIN + 3)


def test_the_page_of_a_run_asks_as_much_whatever_it_has(past: LoadRun, pages: Client) -> None:
    pages.get(f"{RUNS}7/change/")
    few = queries(pages, f"{RUNS}7/change/")
    with as_owner():
        rejected(past, range(1, 500))
        for number in range(20, 40):
            a_load(run_id=number, unit_id=7)
    # the run, its place among models, its publication before, its rejects, its unit
    assert (few, queries(pages, f"{RUNS}7/change/")) == (LOGIN + 5, LOGIN + 5)
