"""Each dataset whose rows name their run becomes what it was, row for row."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mlops.contracts import Publication
from mlops.datasets import DATASETS
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.published import query

pytestmark = pytest.mark.usefixtures("company")
Run = Callable[..., Outcome]

NOON = "2026-03-03T12:00:00Z"
# The first file; then one that changes its first row, repeats its second and adds a third.
FILES: dict[str, tuple[str, list[str], list[str]]] = {
    "demand": (
        "full_date,sku,site_code,quantity,unit_cost",
        ["2026-03-01,0012,BA01,1,2", "2026-03-02,0012,BA01,1,"],
        ["2026-03-01,0012,BA01,5,", "2026-03-02,0012,BA01,1,", "2026-04-03,0012,BA01,1,1"],
    ),
    "inventory": (
        "full_date,sku,site_code,current_stock,safety_stock",
        ["2026-03-01,0012,BA01,-1,", "2026-03-02,0012,BA01,1,1"],
        ["2026-03-01,0012,BA01,7,2", "2026-03-02,0012,BA01,1,1", "2026-03-03,0012,BA01,1,1"],
    ),
    "orders": (
        "order_number,order_line,order_date,sku,supplier_code,site_code,quantity,status",
        ["P1,1,2026-03-01,0012,S1,BA01,4,PLACED", "P1,2,2026-03-01,0012,S1,BA01,1,PLACED"],
        [
            "P1,1,2026-03-01,0012,S1,BA01,4,RECEIVED",
            "P1,2,2026-03-01,0012,S1,BA01,1,PLACED",
            "P2,1,2026-03-02,0012,S1,BA01,1,PLACED",
        ],
    ),
    "market_values": (
        "full_date,indicator_code,value",
        ["2026-03-01,USD,5.1", "2026-03-02,USD,5.2"],
        ["2026-03-01,USD,9", "2026-03-02,USD,5.2", "2026-03-03,USD,5.3"],
    ),
    "kpis": (
        "full_date,computed_at,fill_rate",
        [f"2026-03-01,{NOON},0.9", f"2026-03-02,{NOON},0.8"],
        [f"2026-03-01,{NOON},0.1", f"2026-03-02,{NOON},0.8", f"2026-03-03,{NOON},0.7"],
    ),
    "recommendations": (
        "dedupe_key,sku,type,priority,message",
        ["a,0012,REORDER,LOW,Comprar", "b,0012,HOLD,LOW,Esperar"],
        ["a,0012,REORDER,HIGH,Comprar já", "b,0012,HOLD,LOW,Esperar", "c,0012,HOLD,LOW,Esperar"],
    ),
    "alerts": (
        "dedupe_key,sku,level,category,message",
        ["a,0012,WARNING,STOCK,Pouco", "b,0012,NORMAL,STOCK,Bem"],
        ["a,0012,CRITICAL,STOCK,Nada", "b,0012,NORMAL,STOCK,Bem", "c,0012,NORMAL,STOCK,Bem"],
    ),
}


@pytest.fixture
def load(run_command: Run, tmp_path: Path) -> Callable[[str, str, list[str]], int]:
    """Loads lines under a header as a file of the dataset; the run's number."""
    query("INSERT INTO core.dim_supplier (code, name) VALUES ('S1', 'Fornecedor') RETURNING 1")
    query(
        "INSERT INTO core.dim_market_indicator (code, name, unit, source)"
        " VALUES ('USD', 'Dólar', 'BRL', 'BCB') RETURNING 1"
    )

    def run(dataset: str, header: str, lines: list[str]) -> int:
        path = tmp_path / "file.csv"
        path.write_text("\n".join([header, *lines, ""]))
        outcome = run_command("load_dataset", dataset, path, "--no-refresh")
        assert outcome.code == 0, outcome.err
        ((run_id,),) = query("SELECT max(run_id) FROM support.load_runs")
        return int(run_id)

    return run


def rows(dataset: str) -> list[tuple[str]]:
    """Every column of every row of the dataset's table."""
    return query(f"SELECT held::TEXT FROM {DATASETS[dataset].target} AS held ORDER BY 1")


def test_there_is_a_file_for_each_dataset_whose_rows_name_their_run() -> None:
    assert set(FILES) == {
        dataset.name
        for dataset in DATASETS.values()
        if dataset.records_run and dataset.publication is Publication.UPSERT
    }


@pytest.mark.parametrize("dataset", FILES)
def test_every_column_of_every_row_becomes_what_it_was(
    load: Callable[[str, str, list[str]], int], run_command: Run, dataset: str
) -> None:
    header, first, second = FILES[dataset]
    load(dataset, header, first)
    before = rows(dataset)
    run_id = load(dataset, header, second)
    assert len(rows(dataset)) == 3

    outcome = run_command("rollback_load", run_id, "--no-refresh")

    assert outcome.code == 0, outcome.err
    assert "1 restored, 1 removed, 0 superseded" in outcome.out
    assert (len(before), rows(dataset)) == (2, before)


def test_a_recommendation_that_was_acknowledged_stays(
    load: Callable[[str, str, list[str]], int], run_command: Run
) -> None:
    header, first, _ = FILES["recommendations"]
    run_id = load("recommendations", header, first)
    query(
        "INSERT INTO analytics.decisions (recommendation_id, kind, actor)"
        " SELECT recommendation_id, 'ACKNOWLEDGED', 'ana' FROM analytics.recommendations"
        " WHERE dedupe_key = 'a' RETURNING 1"
    )
    outcome = run_command("rollback_load", run_id, "--no-refresh")
    assert "0 restored, 1 removed, 1 superseded" in outcome.out
    assert query("SELECT dedupe_key FROM analytics.recommendations") == [("a",)]


def test_an_alert_that_was_resolved_since_becomes_what_it_was(
    load: Callable[[str, str, list[str]], int], run_command: Run
) -> None:
    header, first, second = FILES["alerts"]
    load("alerts", header, first[:1])
    run_id = load("alerts", header, second[:1])
    query("UPDATE analytics.alerts SET resolved_at = now() RETURNING 1")
    load("alerts", header, ["a,0012,CRITICAL,STOCK,De novo"])
    outcome = run_command("rollback_load", run_id, "--no-refresh")
    assert "1 restored, 0 removed, 0 superseded" in outcome.out
    assert query(
        "SELECT dedupe_key, level, resolved_at IS NULL FROM analytics.alerts ORDER BY alert_id"
    ) == [("a", "WARNING", False), ("a", "CRITICAL", True)]


def test_features_go_back_to_the_run_before(
    load: Callable[[str, str, list[str]], int], run_command: Run
) -> None:
    header = "full_date,sku,features,computed_at"
    runs = [
        load("features", header, [f'2026-03-01,0012,"{{""lag"": {lag}}}",{NOON}']) for lag in (1, 2)
    ]
    assert run_command("rollback_load", runs[1]).code == 0
    assert query(
        "SELECT run_id FROM analytics.model_runs WHERE dataset = 'features' AND status = 'CHAMPION'"
    ) == [(runs[0],)]
