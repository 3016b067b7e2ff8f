"""Days and holidays: what the calendar says."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from core.models import Calendar
from core.services import extend_calendar

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def kept_days(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A committed calendar: other tests may have emptied the one that migrations made."""
    with django_db_blocker.unblock():
        if not Calendar.objects.filter(full_date=date(2015, 1, 1)).exists():
            Calendar.objects.all().delete()
            extend_calendar(today=timezone.localdate())


@pytest.fixture
def days(kept_days: None, db: None) -> None:
    """Every day from 2015 on."""


@pytest.fixture
def new_calendar(db: None) -> None:
    """The calendar as a new database gets it on TODAY."""
    Calendar.objects.all().delete()
    extend_calendar(today=TODAY)


# Weeks and weekdays by ISO 8601: week 1 holds the year's first Thursday, weeks begin on Monday.
# weekday counts from 0, so ISO day 1 (Monday) is 0.
PARTS = [
    (date(2021, 1, 3), 6, 53, 1, True),  # Sunday of the week of Thursday 2020-12-31
    (date(2021, 1, 4), 0, 1, 1, False),
    (date(2024, 12, 30), 0, 1, 4, False),  # Monday of the week of Thursday 2025-01-02
    (date(2024, 2, 29), 3, 9, 1, False),
    (date(2022, 1, 1), 5, 52, 1, True),  # Saturday of the week of Thursday 2021-12-30
    (date(2026, 6, 30), 1, 27, 2, False),
    (date(2026, 7, 1), 2, 27, 3, False),
]


@pytest.mark.parametrize(
    ("day", "weekday", "week", "quarter", "weekend"), PARTS, ids=[str(row[0]) for row in PARTS]
)
def test_day_knows_its_weekday_week_and_quarter(
    days: None, day: date, weekday: int, week: int, quarter: int, weekend: bool
) -> None:
    row = Calendar.objects.get(full_date=day)
    assert (row.weekday, row.week_of_year, row.quarter) == (weekday, week, quarter)
    assert row.is_weekend == weekend
    # The fiscal year of a Brazilian company is the calendar year (D-44).
    assert (row.fiscal_year, row.fiscal_quarter) == (day.year, quarter)


EASTER_2026 = date(2026, 4, 5)
HOLIDAYS = [
    (EASTER_2026 - timedelta(days=47), "OPTIONAL", "Carnaval"),  # 2026-02-17
    (EASTER_2026 + timedelta(days=60), "OPTIONAL", "Corpus Christi"),  # 2026-06-04
    (EASTER_2026 - timedelta(days=2), "PUBLIC", "Sexta-feira Santa"),
    (date(2026, 4, 21), "PUBLIC", "Tiradentes"),  # Lei 662/1949
    (date(2026, 9, 7), "PUBLIC", "Independência do Brasil"),  # Lei 662/1949
    (date(2026, 11, 20), "PUBLIC", "Dia Nacional de Zumbi e da Consciência Negra"),  # Lei 14.759
    (date(2026, 4, 22), None, None),
    (date(2026, 7, 2), None, None),  # of one state only
]


@pytest.mark.parametrize(("day", "kind", "name"), HOLIDAYS, ids=[str(row[0]) for row in HOLIDAYS])
def test_national_holiday_has_its_name_and_kind(
    days: None, day: date, kind: str | None, name: str | None
) -> None:
    row = Calendar.objects.get(full_date=day)
    assert (row.holiday_type, row.holiday_name) == (kind, name)
    assert row.is_holiday == (kind is not None)


def test_holiday_of_one_state_is_named_for_that_state_only(days: None) -> None:
    # Constituição do Estado da Bahia, art. 6 § 3: 2 July.
    row = Calendar.objects.get(full_date=date(2026, 7, 2))
    assert row.state_holidays == {"BA": "Independência da Bahia"}


def test_calendar_runs_from_2015_to_the_end_of_the_third_year_ahead(new_calendar: None) -> None:
    days = list(Calendar.objects.order_by("full_date").values_list("full_date", flat=True))
    # 2015 to 2029: 15 years with the leap days of 2016, 2020, 2024 and 2028
    assert len(days) == len(set(days)) == 15 * 365 + 4
    assert (days[0], days[-1]) == (date(2015, 1, 1), date(2029, 12, 31))


def test_extending_again_in_the_same_year_adds_nothing(new_calendar: None) -> None:
    assert extend_calendar(today=date(2026, 12, 31)) == 0


def test_new_year_adds_one_year_of_days(new_calendar: None) -> None:
    assert extend_calendar(today=date(2027, 1, 1)) == 365  # 2030 is no leap year
    assert Calendar.objects.filter(full_date__year=2030).count() == 365
