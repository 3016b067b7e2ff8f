"""What the definitions promise of the tables, of the files and of the SQL."""

import re
from pathlib import Path

import pytest

from analytics.kpis.definitions import DIMENSIONS, KPIS, REASONS, STORED, Kpi, Language
from mlops.datasets import DATASETS
from nova.settings.env import BASE_DIR
from tests.analytics.kpis.rows import execute

pytestmark = pytest.mark.django_db
SQL = BASE_DIR / "analytics" / "sql"
NOT_FIGURES = {"kpi_id", "full_date", "reasons", "run_id", "computed_at", "created_at"}


def test_every_figure_that_is_kept_is_defined_and_has_its_decimals() -> None:
    columns = execute(
        "SELECT column_name, numeric_scale FROM information_schema.columns"
        " WHERE table_schema = 'analytics' AND table_name = 'kpis_daily'"
    )
    kept = {name: decimals for name, decimals in columns if name not in NOT_FIGURES}
    assert kept == {kpi.name: kpi.decimals for kpi in KPIS if kpi.is_stored}


def test_a_file_may_bring_every_figure_that_is_kept() -> None:
    names = {column.name for column in DATASETS["kpis"].columns}
    assert names == {*STORED, "full_date", "computed_at"}


def test_the_latest_view_shows_every_figure_that_is_defined() -> None:
    for view in ("v_kpis_daily_latest", "v_kpis_segment_daily_latest", "mv_kpis_latest"):
        shown = execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::REGCLASS AND attnum > 0",
            f"analytics.{view}",
        )
        expected = {kpi.name for kpi in KPIS} | NOT_FIGURES - {"kpi_id", "created_at"}
        assert {name for (name,) in shown} - {"dimension", "segment", "told"} == expected


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: str(kpi.name))
def test_a_definition_names_tables_that_exist_and_has_words_in_each_language(kpi: Kpi) -> None:
    assert [
        table for table in kpi.sources if execute("SELECT to_regclass(%s)", table) == [(None,)]
    ] == []
    for language in Language:
        told = kpi.told(language)
        assert all(len(str(told[name])) > 3 for name in ("label", "formula"))


def codes_in(path: Path) -> set[str]:
    return set(re.findall(r"'((?:NO|TOO|OUT)_[A-Z_]+)'", path.read_text(encoding="utf-8")))


def test_every_reason_that_is_given_has_words_and_none_is_left_over() -> None:
    files = [SQL / "kpis" / "figures.sql", *(SQL / "matviews").glob("v_kpis_*.sql")]
    assert len(files) == 3
    assert set().union(*map(codes_in, files)) == set(REASONS)


def test_segments_may_be_of_the_dimensions_that_are_served() -> None:
    for dimension in DIMENSIONS:
        execute(
            "INSERT INTO analytics.kpi_targets (kpi, dimension, segment, comparison, target,"
            " source, valid_from) VALUES ('fill_rate', %s, 'X', 'ABOVE', 0.9, 'us', '2026-01-01')",
            dimension,
        )
    told = execute("SELECT dimension FROM analytics.kpi_targets WHERE kpi = 'fill_rate' ORDER BY 1")
    assert [dimension for (dimension,) in told] == sorted(DIMENSIONS)


def test_every_target_is_of_a_kpi_that_is_defined() -> None:
    named = {kpi for (kpi,) in execute("SELECT kpi FROM analytics.kpi_targets")}
    assert named <= {kpi.name for kpi in KPIS}
    assert len(named) == 5
