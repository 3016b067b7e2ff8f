"""Forecasts of models of other libraries are loaded and published as any others."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from mlops.offline.models import EXTRAS
from mlops.sources.simulator import simulate
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.published import champion, query

# The models' libraries live in an environment of their own, which does not need the server's.
PYTHON = os.environ.get("EXTRAS_PYTHON")
DAYS_AHEAD = 14


@pytest.mark.extras
@pytest.mark.skipif(PYTHON is None, reason="no EXTRAS_PYTHON: see `make test-extras`")
@pytest.mark.parametrize("model", sorted(EXTRAS))
def test_forecasts_of_an_extra_model_are_published(
    empty_world: None, run_command: Callable[..., Outcome], tmp_path: Path, model: str
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    company, out = tmp_path / "company", tmp_path / "out"
    simulate(items=4, sites=1, days=200, seed=2, end_date=yesterday, out=company)
    assert run_command("load_all", company).code == 0
    options = [
        "--source",
        str(company),
        "--out",
        str(out),
        "--horizons",
        f"7,{DAYS_AHEAD}",
        "--quiet",
    ]
    command = [PYTHON or sys.executable, "-m", "mlops.offline", "forecast", "--model", model]
    subprocess.run([*command, *options], check=True)

    outcome = run_command("load_forecasts", out / "forecasts.parquet")

    assert outcome.code == 0, outcome.err
    pairs = query("SELECT count(DISTINCT (item_id, site_id)) FROM analytics.forecasts")[0][0]
    assert pairs > 0
    told = champion()
    assert told is not None
    assert told[1] == pairs * DAYS_AHEAD
    assert query("SELECT DISTINCT model_tag FROM analytics.forecasts") == [(f"{model}_v1",)]
