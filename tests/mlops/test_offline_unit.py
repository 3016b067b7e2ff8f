"""What is made offline is loaded as one unit, next to the company it was made from."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from mlops.offline.__main__ import main
from mlops.sources.simulator import simulate
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.published import champion, query

DAYS_AHEAD, DAYS_MEASURED = 28, 28  # the second horizon is how far the backtest looks

WANTED = """
SELECT count(DISTINCT (demand.item_id, demand.site_id))
FROM core.fact_demand_daily AS demand
JOIN core.dim_item AS item ON item.item_id = demand.item_id
WHERE item.active
  AND demand.quantity + COALESCE(demand.unfulfilled_quantity, 0) > 0
"""


@pytest.fixture
def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def test_an_exported_unit_is_published_whole(
    empty_world: None, run_command: Callable[..., Outcome], tmp_path: Path, yesterday: date
) -> None:
    company, out = tmp_path / "company", tmp_path / "out"
    simulate(items=8, sites=2, days=120, seed=2, end_date=yesterday, out=company)
    assert run_command("load_all", company).code == 0
    arguments = ["--source", str(company), "--out", str(out), "--horizons", "7,28", "--quiet"]
    assert main(["export", *arguments]) == 0

    outcome = run_command("load_all", out)

    assert outcome.code == 0, outcome.err
    pairs = query(WANTED)[0][0]
    assert pairs > 5
    assert query("SELECT count(*) FROM analytics.forecasts") == [(pairs * DAYS_AHEAD,)]
    assert query("SELECT count(*) FROM analytics.features_store") == [(pairs,)]
    assert query("SELECT count(*) FROM analytics.kpis_daily") == [(DAYS_MEASURED,)]
    told = champion()
    assert told is not None
    assert told[1] == pairs * DAYS_AHEAD
