"""Days and market series: what names them is loaded like everything else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from tests.mlops.pipeline.conftest import Run, changes, load
from tests.mlops.pipeline.published import fingerprint, query

pytestmark = pytest.mark.usefixtures("own_calendar", "company")

NO_HOLIDAY = date(timezone.localdate().year + 1, 7, 15)  # no Brazilian holiday is in mid-July
FAR_DAY = date(2099, 12, 23)
DAYS = "full_date,holiday_name,holiday_type\n"
MARKED = "SELECT is_holiday, holiday_name, holiday_type FROM core.dim_calendar WHERE full_date = %s"


def test_a_day_becomes_a_holiday_and_a_plain_day_again(run_command: Run, tmp_path: Path) -> None:
    assert query(MARKED, NO_HOLIDAY) == [(False, None, None)]

    marked = load(run_command, tmp_path, "calendar", f"{DAYS}{NO_HOLIDAY},Dia da Torre,OPTIONAL\n")
    after_marking = query(MARKED, NO_HOLIDAY)
    plain = load(run_command, tmp_path, "calendar", f"{DAYS}{NO_HOLIDAY},,\n")

    assert (changes(marked), changes(plain)) == ((0, 1, 0), (0, 1, 0))
    assert after_marking == [(True, "Dia da Torre", "OPTIONAL")]
    assert query(MARKED, NO_HOLIDAY) == [(False, None, None)]


def test_a_day_that_no_calendar_has_yet_is_added_with_its_parts(
    run_command: Run, tmp_path: Path
) -> None:
    outcome = load(run_command, tmp_path, "calendar", f"{DAYS}{FAR_DAY},Recesso,OPTIONAL\n")

    assert changes(outcome) == (1, 0, 0)
    parts = query(
        "SELECT year, quarter, weekday, week_of_year, is_holiday, state_holidays::TEXT"
        " FROM core.dim_calendar WHERE full_date = %s",
        FAR_DAY,
    )
    assert parts == [(2099, 4, FAR_DAY.weekday(), FAR_DAY.isocalendar().week, True, "{}")]


@pytest.mark.parametrize("marks", ["Dia da Torre,", ",OPTIONAL"], ids=["no type", "no name"])
def test_a_holiday_has_a_name_and_a_type(run_command: Run, tmp_path: Path, marks: str) -> None:
    before = fingerprint()

    outcome = load(run_command, tmp_path, "calendar", f"{DAYS}{NO_HOLIDAY},{marks}\n")

    assert outcome.code == 65
    assert query("SELECT row_no, column_name, code FROM staging.load_rejects") == [
        (1, "holiday_type", "HOLIDAY")
    ]
    assert fingerprint() == before


SERIES = "code,name,unit,source\nUSD,Dólar,BRL,BCB\nIPCA,Inflação,%,IBGE\n"
VALUES = "full_date,indicator_code,value,known_on\n"
HELD = (
    "SELECT code, full_date, value, known_on FROM core.fact_market_indicator"
    " JOIN core.dim_market_indicator USING (indicator_id) ORDER BY code, full_date"
)


def test_market_values_are_changed_by_series_and_day(run_command: Run, tmp_path: Path) -> None:
    assert changes(load(run_command, tmp_path, "market_indicators", SERIES)) == (2, 0, 0)
    first = "2026-03-02,USD,5.4321,2026-03-02\n2026-03-02,IPCA,-0.21,2026-04-10\n"
    later = "2026-03-02,USD,5.5,2026-03-03\n2026-03-03,USD,5.6,\n"
    same = "2026-03-02,IPCA,-0.21,2026-04-10\n"

    assert changes(load(run_command, tmp_path, "market_values", VALUES + first)) == (2, 0, 0)
    assert changes(load(run_command, tmp_path, "market_values", VALUES + later + same)) == (1, 1, 1)

    assert query(HELD) == [
        ("IPCA", date(2026, 3, 2), Decimal("-0.2100"), date(2026, 4, 10)),
        ("USD", date(2026, 3, 2), Decimal("5.5000"), date(2026, 3, 3)),
        ("USD", date(2026, 3, 3), Decimal("5.6000"), None),
    ]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2026-03-02,USD,5.4,2026-03-01", "known_on", "DATE_ORDER"),
        ("2026-03-02,EUR,5.4,", "indicator_code", "UNKNOWN_KEY"),
        ("2026-03-02,USD,NaN,", "value", "NAN"),
        ("2026-03-02,USD,,", "value", "NULL"),
    ],
)
def test_a_market_value_that_cannot_be_is_named(
    run_command: Run, tmp_path: Path, row: str, column: str, code: str
) -> None:
    load(run_command, tmp_path, "market_indicators", SERIES)

    outcome = load(run_command, tmp_path, "market_values", f"{VALUES}{row}\n")

    assert outcome.code == 65
    assert query("SELECT row_no, column_name, code FROM staging.load_rejects") == [
        (1, column, code)
    ]
    assert query(HELD) == []
