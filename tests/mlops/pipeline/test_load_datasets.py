"""Dimensions and facts through the one pipeline."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.mlops.pipeline.conftest import Run, changes, load, told
from tests.mlops.pipeline.published import fingerprint, query

pytestmark = pytest.mark.usefixtures("company")


def test_changes_only_the_columns_that_a_file_has(run_command: Run, tmp_path: Path) -> None:
    text = "sku,name,unit_measure,family\n0012,Parafuso M8,UN,HARDWARE\n"
    load(run_command, tmp_path, "items", text)
    outcome = load(run_command, tmp_path, "items", text.replace("family", "category"))

    assert told(outcome)["details"]["updated"] == 1
    found = query("SELECT name, family, category, active FROM core.dim_item WHERE sku = '0012'")
    assert found == [("Parafuso M8", "HARDWARE", "HARDWARE", True)]


def test_a_row_that_is_there_already_is_left_alone(run_command: Run, tmp_path: Path) -> None:
    text = "sku,name,unit_measure\n0012,Parafuso,UN\nN-1,Porca,UN\n"
    load(run_command, tmp_path, "items", text)
    outcome = load(run_command, tmp_path, "items", text, "--force")

    assert changes(outcome) == (0, 0, 2)


def test_demand_of_one_day_is_replaced_by_its_correction(run_command: Run, tmp_path: Path) -> None:
    header = "full_date,sku,site_code,supplier_code,quantity\n"
    load(run_command, tmp_path, "demand", header + "2026-03-02,0012,BA01,,3\n")
    load(run_command, tmp_path, "demand", header + "2026-03-02,0012,BA01,,5\n")

    assert query("SELECT quantity, supplier_id FROM core.fact_demand_daily") == [(5, None)]


def test_total_cost_follows_quantity_and_cost(run_command: Run, tmp_path: Path) -> None:
    text = (
        "full_date,sku,site_code,quantity,unit_cost\n"
        "2026-03-02,0012,BA01,3,1.50\n"
        "2026-03-03,0012,BA01,3,\n"
    )
    load(run_command, tmp_path, "demand", text)

    # 3 × 1.50 = 4.50; without a cost there is no total
    totals = query("SELECT total_cost FROM core.fact_demand_daily ORDER BY full_date")
    assert totals == [(Decimal("4.5000"),), (None,)]


def test_coordinates_keep_six_decimals(run_command: Run, tmp_path: Path) -> None:
    text = "code,name,latitude,longitude\nSSA,Salvador,-12.971598,-38.501306\n"
    load(run_command, tmp_path, "sites", text)

    found = query("SELECT latitude, longitude FROM core.dim_site WHERE code = 'SSA'")
    assert found == [(Decimal("-12.971598"), Decimal("-38.501306"))]


def json_item(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'sku,name,unit_measure,extra_attributes\nA,B,UN,"{quoted}"\n'


def json_features(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'full_date,sku,features\n2026-03-02,0012,"{quoted}"\n'


KPI_HEADER = "full_date,forecast_mape,stockout_rate,computed_at\n"
ADVICE_HEADER = "dedupe_key,type,priority,message\n"
BAD_JSON = [
    ('{"a": -Infinity}', "JSON_NAN"),
    ('{"a": [{"b": 1, "b": 2}]}', "JSON_DUPLICATE_KEY"),
    ('{"a":' * 33 + "1" + "}" * 33, "JSON_DEPTH"),
    ('{"a":' * 1000 + "1" + "}" * 1000, "JSON_DEPTH"),
    ('{"a":' * 100_000 + "1" + "}" * 100_000, "JSON_DEPTH"),
    ("{" + ",".join(f'"k{n}":1' for n in range(5000)) + "}", "JSON_KEYS"),
    ('{"' + "k" * 201 + '": 1}', "JSON_KEYS"),
    ('{"a": 1' + "0" * 309 + "}", "JSON_NUMBER"),
    ('{"a": "\\ud800"}', "JSON_SYNTAX"),
    ('{"a": 1', "JSON_SYNTAX"),
    ('{"a": "' + "x" * 20_000 + '"}', "TOO_LONG"),
]
BAD_ROWS = [
    ("regions", "name,state_code\nBahia,ba\n", "state_code", "ENUM"),
    ("regions", "name,state_code\nBahia,XX\n", "state_code", "ENUM"),
    ("sites", "code,name,site_type\nA,B,CRITICO\n", "site_type", "ENUM"),
    ("sites", "code,name,latitude\nA,B,90.5\n", "latitude", "OUT_OF_RANGE"),
    ("sites", "code,name,region\nA,B,Nowhere\n", "region", "UNKNOWN_KEY"),
    ("suppliers", "code,name,avg_lead_time_days\nA,B,3651\n", "avg_lead_time_days", "OUT_OF_RANGE"),
    ("suppliers", "code,name,on_time_delivery_rate\nA,B,95\n", "on_time_delivery_rate",
     "UNIT_RANGE"),
    ("items", "sku,name,unit_measure,abc_class\nA,B,UN,a\n", "abc_class", "ENUM"),
    ("items", "sku,name,unit_measure\n A,B,UN\n", "sku", "KEY_NOT_CANONICAL"),
    ("items", "sku,name,unit_measure,min_order_qty,max_order_qty\nA,B,UN,5,4\n", "max_order_qty",
     "RANGE_ORDER"),
    ("items", 'sku,name,unit_measure,extra_attributes\nA,B,UN,"{""a"": NaN}"\n',
     "extra_attributes", "JSON_NAN"),
    ("items", 'sku,name,unit_measure,extra_attributes\nA,B,UN,"{""a"": 1, ""a"": 2}"\n',
     "extra_attributes", "JSON_DUPLICATE_KEY"),
    ("items", 'sku,name,unit_measure,extra_attributes\nA,B,UN,"[1]"\n', "extra_attributes",
     "JSON_OBJECT"),
    ("items", 'sku,name,unit_measure,extra_attributes\nA,B,UN,"{""a"": ""\\u0000""}"\n',
     "extra_attributes", "JSON_NUL"),
    ("items", 'sku,name,unit_measure,extra_attributes\nA,B,UN,"{""a"": 1e999}"\n',
     "extra_attributes", "JSON_NUMBER"),
    ("suppliers", "code,name,avg_lead_time_days\nA,B,-1\n", "avg_lead_time_days", "NEGATIVE"),
    ("inventory", "full_date,sku,site_code,current_stock,safety_stock\n2026-03-02,0012,BA01,1,-1\n",
     "safety_stock", "NEGATIVE"),
    ("demand", "full_date,sku,site_code,quantity\n2026-03-02,0012,BA01,-1\n", "quantity",
     "NEGATIVE"),
    *(("items", json_item(text), "extra_attributes", code) for text, code in BAD_JSON),
    *(("features", json_features(text), "features", code) for text, code in BAD_JSON[:-1]),
    ("kpis", KPI_HEADER + "2026-03-02,-0.1,,2026-03-03T05:00:00Z\n", "forecast_mape", "NEGATIVE"),
    ("kpis", KPI_HEADER + "2026-03-02,NaN,,2026-03-03T05:00:00Z\n", "forecast_mape", "NAN"),
    ("kpis", KPI_HEADER + "2026-03-02,,3,2026-03-03T05:00:00Z\n", "stockout_rate", "UNIT_RANGE"),
    ("recommendations", ADVICE_HEADER + "r1,REORDER,CRITICO,Compre\n", "priority", "ENUM"),
    ("recommendations", ADVICE_HEADER + "r1,REORDER,high,Compre\n", "priority", "ENUM"),
    ("recommendations", f"{ADVICE_HEADER}r1,REORDER,HIGH,{'x' * 1_000_000}\n", "message",
     "TOO_LONG"),
    ("inventory", "full_date,sku,site_code,current_stock\n2026-03-02,0012,BA01,NaN\n",
     "current_stock", "NAN"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dataset", "text", "column", "code"),
    BAD_ROWS,
    ids=[f"{dataset}, {column}: {code}" for dataset, _, column, code in BAD_ROWS],
)
def test_names_the_cell_that_breaks_the_contract(
    run_command: Run, tmp_path: Path, dataset: str, text: str, column: str, code: str
) -> None:
    before = fingerprint()

    outcome = load(run_command, tmp_path, dataset, text)

    assert outcome.code == 65
    assert query("SELECT row_no, column_name, code FROM staging.load_rejects") == [
        (1, column, code)
    ]
    assert fingerprint() == before


def test_a_rule_only_the_table_knows_refuses_the_file(run_command: Run, tmp_path: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core.dim_site ADD CONSTRAINT no_b CHECK (name <> 'B')")
    try:
        outcome = load(run_command, tmp_path, "sites", "code,name\nA,B\n")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE core.dim_site DROP CONSTRAINT no_b")

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "CONSTRAINT")
    assert "no_b" in outcome.err


def test_a_dry_run_claims_nothing(run_command: Run, tmp_path: Path) -> None:
    outcome = load(run_command, tmp_path, "sites", "code,name\nA,B\n", "--dry-run")

    assert told(outcome)["status"] == "CHECKED"
    assert query("SELECT count(*) FROM core.dim_site WHERE code = 'A'") == [(0,)]


def test_a_unit_without_files_is_refused(run_command: Run, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"version": 1, "files": []}')

    outcome = run_command("load_all", tmp_path)

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "EMPTY_FILE")
