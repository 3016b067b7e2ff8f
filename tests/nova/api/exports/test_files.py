"""Lists as files: read back by csv, pandas and openpyxl, and held against the API's own answer."""

import csv
import io
import resource
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd
import pytest
from django.db import connection
from django.test import Client

from core.models import Region, Supplier
from nova.api.exports.csv_file import cells
from nova.api.exports.words import TITLES
from nova.api.permissions import api_routes
from nova.spreadsheet import csv_lines
from support.models import AuditLog
from tests.support.api import signed_in
from tests.support.factories import (
    a_forecast_run,
    a_load,
    a_site,
    a_user,
    an_item,
    an_order,
    demand,
    forecasts,
    limited_to,
)

pytestmark = pytest.mark.django_db
ITEMS = "/api/v1/items?"
DAYS = "start_date=2026-10-01&end_date=2026-10-31"


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


def body(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer)


def read_csv(content: bytes, *, delimiter: str = ",") -> tuple[dict[str, str], list[list[str]]]:
    """What the file says of itself, and its titles and rows."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))
    about = {line[0].removeprefix("# "): line[1] for line in lines if line[0].startswith("# ")}
    return about, [line for line in lines if not line[0].startswith("# ")]


def read_xlsx(content: bytes) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    data, about = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets
    return dict(about.iter_rows(values_only=True)), list(data.iter_rows(values_only=True))


def test_csv_has_every_row_of_the_list_and_the_values_of_the_api(client: Client) -> None:
    for number in range(130):  # more than a page of the API
        an_item(f"SKU-{number:03}", family="CABLES", criticality=number % 11)
    about, (titles, *rows) = read_csv(body(client.get(f"{ITEMS}format=csv")))
    told = client.get(f"{ITEMS}limit=1000").json()["data"]
    assert titles == [TITLES[name].en for name in told[0]]
    assert rows == [["" if v is None else str(v) for v in item.values()] for item in told]
    assert len(rows) == 130
    assert about["Content"] == "Items"


def test_filters_and_order_are_honoured_and_told(client: Client) -> None:
    an_item("A", family="CABLES")
    an_item("B", family="CABLES")
    an_item("C", family="OTHER")
    asked = f"{ITEMS}family=CABLES&order_by=-sku&format=csv"
    about, (_, *rows) = read_csv(body(client.get(asked)))
    assert [row[1] for row in rows] == ["B", "A"]
    assert (about["Filter family"], about["Filter order_by"]) == ("CABLES", "'-sku")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_text_that_a_spreadsheet_would_run_is_harmless(
    client: Client, sign: str, kind: str
) -> None:
    an_item("A", name=f"{sign}1+1")
    content = body(client.get(f"{ITEMS}format={kind}"))
    _, (_, row) = read_csv(content) if kind == "csv" else read_xlsx(content)
    assert row[2].replace("_x000D_", "\r") == f"'{sign}1+1"  # as XLSX writes a return


def a_series() -> str:
    """Demand of 5, 2.5 and -0 units; where the series is."""
    item, site = an_item(), a_site()
    demand(item, site, {date(2026, 10, 1): "5", date(2026, 10, 2): "2.5"})
    a_load("demand")
    return f"/api/v1/demand/timeseries?item_id={item.pk}&site_id={site.pk}&{DAYS}"


def test_a_brazilian_file_has_semicolons_commas_a_bom_and_portuguese_titles(
    client: Client,
) -> None:
    content = body(client.get(f"{a_series()}&format=csv&locale=pt-BR"))
    assert content.startswith(b"\xef\xbb\xbf# Conte\xc3\xbado;Demanda por dia\r\n")
    about, rows = read_csv(content, delimiter=";")
    assert rows == [["Dia", "Quantidade"], ["2026-10-01", "5"], ["2026-10-02", "2,5"]]
    assert about["data_as_of"] == "2026-10-31"


def test_pandas_reads_the_plain_file(client: Client) -> None:
    address = a_series()
    frame = pd.read_csv(io.BytesIO(body(client.get(f"{address}&format=csv"))), comment="#")
    told = client.get(address).json()["data"]
    assert frame["Quantity"].tolist() == [point["quantity"] for point in told] == [5.0, 2.5]
    assert frame["Day"].tolist() == [point["full_date"] for point in told]


def test_pandas_reads_the_brazilian_file(client: Client) -> None:
    content = body(client.get(f"{a_series()}&format=csv&locale=pt-BR"))
    frame = pd.read_csv(io.BytesIO(content), comment="#", sep=";", decimal=",")
    assert frame["Quantidade"].tolist() == [5.0, 2.5]


def test_xlsx_has_figures_days_and_a_sheet_about_itself(client: Client) -> None:
    item, site = an_item(), a_site()
    run = a_forecast_run()
    forecasts(run, item, site, [date(2026, 11, 1), date(2026, 11, 2)], yhat="10.5")
    address = f"/api/v1/forecasts?item_id={item.pk}&site_id={site.pk}"
    about, (titles, *rows) = read_xlsx(body(client.get(f"{address}&format=xlsx&locale=pt-BR")))
    told = client.get(address).json()["data"]
    assert titles[:2] == ("Dia", "Previsão")
    assert [(row[0].date().isoformat(), row[1]) for row in rows] == [
        (point["full_date"], point["yhat"]) for point in told
    ]
    assert [row[1] for row in rows] == [10.5, 10.5]
    assert (about["Conteúdo"], about["Carga"], about["Modelo"]) == ("Previsões", run.pk, "ets_v1")


def test_what_is_not_known_stays_empty(client: Client) -> None:
    an_item("A", family=None)
    _, (_, row) = read_csv(body(client.get(f"{ITEMS}format=csv")))
    _, (_, cells) = read_xlsx(body(client.get(f"{ITEMS}format=xlsx")))
    assert (row[3], cells[3]) == ("", None)


def test_an_empty_list_has_its_titles(client: Client) -> None:
    _, rows = read_csv(body(client.get(f"{ITEMS}format=csv")))
    assert rows == [[TITLES[name].en for name in (
        "item_id", "sku", "name", "family", "category", "abc_class", "criticality", "unit_measure",
    )]]  # fmt: skip


def test_a_file_has_the_sites_that_the_user_may_see_and_no_other() -> None:
    here, there = (a_site(code, region=Region.objects.create(name=code)) for code in ("AQ", "LA"))
    item, ana = an_item(), Supplier.objects.create(code="ANA", name="Ana")
    for site in (here, there):
        an_order(f"PO-{site.code}", item, site, ana, date(2026, 10, 2))
    _, (_, *rows) = read_csv(
        body(signed_in(limited_to(here)).get(f"/api/v1/orders?{DAYS}&format=csv"))
    )
    assert [row[1] for row in rows] == ["PO-AQ"]


def test_each_file_is_one_row_of_the_audit_log(client: Client) -> None:
    an_item("A", family="CABLES")
    client.get(f"{ITEMS}family=CABLES&format=csv&locale=pt-BR")
    row = AuditLog.objects.get(action="EXPORTED")
    assert (row.actor, row.entity_key) == ("ana", "items")
    assert row.details == {
        "format": "csv", "locale": "pt-BR", "filters": {"family": "CABLES"}, "rows": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "fault",
    ["format=pdf", "format=", "locale=pt-BR", "format=csv&locale=fr", "format=csv&limit=10",
     "format=csv&offset=1", "format=xlsx&cursor=WzFd", "format=csv&format=csv"],
)  # fmt: skip
def test_what_no_file_can_be_is_refused_and_not_recorded(client: Client, fault: str) -> None:
    answer = client.get(ITEMS + fault)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert not AuditLog.objects.filter(action="EXPORTED").exists()


def test_nobody_takes_a_file_without_a_session() -> None:
    assert Client().get(f"{ITEMS}format=csv").status_code == 401
    assert not AuditLog.objects.filter(action="EXPORTED").exists()


def test_a_file_is_made_anew_each_time(client: Client) -> None:
    first = client.get(f"{ITEMS}format=csv")
    assert "ETag" not in first.headers
    assert client.get(f"{ITEMS}format=csv", headers={"If-None-Match": "*"}).status_code == 200


def test_every_column_of_every_exported_list_has_its_titles() -> None:
    views = {route.view for route in api_routes() if getattr(route.view, "export", None)}
    assert len(views) >= 16
    for view in views:
        columns = getattr(view, "columns", {}) or getattr(view, "of_segments", {})
        assert set(columns) <= set(TITLES), view


# What is asked for apart: pages of one thing, definitions, and who somebody is.
NO_FILES = {
    "item", "supplier", "admin-load", "alert", "recommendation", "recommendation-outcomes",
    "data-version", "summary", "kpi-definitions", "freshness", "auth-me", "health", "health-live",
    "health-ready", "glossary",
}  # fmt: skip


def test_every_list_and_series_can_be_had_as_a_file() -> None:
    reads = {route.name: route.view for route in api_routes() if "GET" in route.methods}
    without = {name for name, view in reads.items() if not getattr(view, "export", None)}
    assert without - NO_FILES == set()


def test_figures_are_written_as_they_are_and_never_as_text() -> None:
    row: list[object] = [-1.5, 1e-7, Decimal("-2.50"), -3, True, None, date(2026, 10, 1), {"a": 1}]
    plain, brazilian = (
        list(csv_lines([cells(row, is_pt=pt)], delimiter=";")) for pt in (False, True)
    )
    assert plain == ['-1.5;0.0000001;-2.50;-3;true;;2026-10-01;"{""a"":1}"\r\n']
    assert brazilian == ['-1,5;0,0000001;-2,50;-3;sim;;2026-10-01;"{""a"":1}"\r\n']


@pytest.mark.slow
def test_a_million_rows_take_no_more_memory_than_a_chunk(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core.dim_item (sku, name)"
            " SELECT 'SKU-' || n, 'Material ' || n FROM generate_series(1, 1000000) AS n"
        )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = sum(piece.count(b"\r\n") for piece in client.get(f"{ITEMS}format=csv"))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert lines > 1_000_000
    assert grown < 100 * 1024  # KiB; the rows alone take three times as much at once
