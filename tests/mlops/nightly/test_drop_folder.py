"""What lies in the drop folder is loaded in its order and put away; nothing is lost."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_django import Settings

from mlops.nightly.drop_folder import Emptied, empty
from mlops.pipeline.errors import LoadError
from tests.mlops.pipeline.files import forecast_rows, write_manifest, write_parquet
from tests.mlops.pipeline.published import champion, query

pytestmark = pytest.mark.usefixtures("company")

NIGHT = date(2026, 11, 21)
DEMAND = "full_date,sku,site_code,quantity\n2026-11-20,{sku},BA01,3\n"
ITEM = "sku,name,unit_measure,active\n{sku},Conector,UN,true\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def emptied(folder: Path) -> Emptied:
    return empty(folder, business_date=NIGHT)


def lying(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_loads_dimensions_before_the_facts_that_name_them(folder: Path) -> None:
    (folder / "demand-1.csv").write_text(DEMAND.format(sku="NEW-1"))
    (folder / "items.csv").write_text(ITEM.format(sku="NEW-1"))

    told = emptied(folder)

    assert (told.published, told.rows) == (["items.csv", "demand-1.csv"], 2)
    assert lying(folder) == ["done/2026-11-21/demand-1.csv", "done/2026-11-21/items.csv"]
    assert query("SELECT quantity FROM core.fact_demand_daily") == [(3,)]


def test_a_refused_file_is_set_aside_and_the_next_is_loaded(folder: Path) -> None:
    (folder / "items.csv").write_text(ITEM.format(sku=""))
    (folder / "demand.csv").write_text(DEMAND.format(sku="0012"))

    told = emptied(folder)

    assert told.published == ["demand.csv"]
    assert list(told.refused) == ["items.csv"]
    assert told.refused["items.csv"].startswith("TOO_MANY_REJECTS: 1 of 1 rows rejected")
    assert lying(folder) == ["done/2026-11-21/demand.csv", "refused/2026-11-21/items.csv"]


def test_a_file_that_waits_for_an_approval_stays(folder: Path) -> None:
    write_parquet(folder / "forecasts-1.parquet", forecast_rows(days=30))
    emptied(folder)
    before = champion()
    write_parquet(folder / "forecasts-2.parquet", forecast_rows(days=1, level=9))

    told = emptied(folder)

    assert told.waiting["forecasts-2.parquet"].startswith("VOLUME_DRIFT")
    assert "forecasts-2.parquet" in lying(folder)
    assert champion() == before


def test_a_unit_whose_forecasts_wait_as_a_candidate_is_put_away_and_told(folder: Path) -> None:
    for name, wape in (("week-1", 0.4), ("week-2", 0.6)):
        (folder / name).mkdir()
        rows = forecast_rows(level=wape)  # another file each week
        path = write_parquet(folder / name / "forecasts.parquet", rows)
        told = {"metric": "wape", "value": wape, "cells": 1000, "folds": 4}
        write_manifest(path, entry={"backtest": told})

    emptied_folder = emptied(folder)

    assert emptied_folder.published == ["week-1", "week-2"]
    assert list(emptied_folder.waiting) == ["week-2"]
    assert emptied_folder.waiting["week-2"].startswith("BACKTEST_WORSE: backtest wape 0.6")
    assert "done/2026-11-21/week-2/forecasts.parquet" in lying(folder)
    assert query("SELECT status FROM analytics.model_runs ORDER BY run_id") == [
        ("CHAMPION",),
        ("CANDIDATE",),
    ]


def test_a_file_loaded_by_a_night_that_was_killed_is_only_put_away(folder: Path) -> None:
    text = DEMAND.format(sku="0012")
    (folder / "demand.csv").write_text(text)
    emptied(folder)
    (folder / "demand.csv").write_text(text)  # as if it had been killed before it moved the file

    told = emptied(folder)

    assert (told.published, told.rows) == (["demand.csv"], 0)
    assert lying(folder) == ["done/2026-11-21/demand.2.csv", "done/2026-11-21/demand.csv"]
    assert query("SELECT count(*) FROM support.load_runs") == [(1,)]


def test_a_unit_is_published_as_one(folder: Path) -> None:
    unit = folder / "erp-2026-11-20"
    unit.mkdir()
    (unit / "i.csv").write_text(ITEM.format(sku="NEW-1"))
    (unit / "d.csv").write_text(DEMAND.format(sku="NEW-1"))
    entries = [
        {"dataset": dataset, "name": name, "sha256": sha256((unit / name).read_bytes()).hexdigest()}
        for dataset, name in (("items", "i.csv"), ("demand", "d.csv"))
    ]
    (unit / "manifest.json").write_text(json.dumps({"files": entries}))

    assert emptied(folder).published == ["erp-2026-11-20"]
    assert query("SELECT count(DISTINCT unit_id), count(*) FROM support.load_runs") == [(1, 2)]
    assert (folder / "done" / "2026-11-21" / "erp-2026-11-20" / "manifest.json").is_file()


def test_leaves_what_is_being_uploaded_and_tells_what_it_does_not_know(folder: Path) -> None:
    for name in ("demand.csv.part", ".demand.csv", "stock.xlsx", "demands.csv"):
        (folder / name).write_text("x")

    told = emptied(folder)

    assert sorted(told.waiting) == ["demands.csv", "stock.xlsx"]
    assert len(lying(folder)) == 4


def test_no_folder_is_nothing_to_do(tmp_path: Path) -> None:
    assert emptied(tmp_path / "none") == Emptied()


def test_trouble_that_every_file_would_meet_ends_the_step(folder: Path, settings: Settings) -> None:
    settings.LOAD_DIR = str(folder / "elsewhere")
    (folder / "demand.csv").write_text(DEMAND.format(sku="0012"))

    with pytest.raises(LoadError, match="OUTSIDE_LOAD_DIR"):
        emptied(folder)

    assert lying(folder) == ["demand.csv"]
