"""Brazilian holidays as rows of the calendar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import holidays

STATES = [code for code in holidays.country_holidays("BR").subdivisions if len(code) == 2]


@dataclass(frozen=True)
class CalendarDay:
    """One day; OPTIONAL marks a ponto facultativo such as Carnival or Corpus Christi."""

    full_date: date
    holiday_name: str | None = None
    holiday_type: Literal["PUBLIC", "OPTIONAL"] | None = None
    state_holidays: dict[str, str] = field(default_factory=dict)


def calendar_days(first: date, last: date) -> Iterator[CalendarDay]:
    """Every day from first to last, both included. Source of the names: the holidays library."""
    years = range(first.year, last.year + 1)
    public = _holidays(years, "public")
    optional = _holidays(years, "optional")
    states = {state: _holidays(years, "public", state) for state in STATES}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        name = public.get(day) or optional.get(day)
        yield CalendarDay(
            full_date=day,
            holiday_name=name,
            holiday_type=None if name is None else "PUBLIC" if day in public else "OPTIONAL",
            state_holidays={
                state: of_state[day]
                for state, of_state in states.items()
                if day in of_state and day not in public
            },
        )


def _holidays(years: Iterable[int], category: str, state: str | None = None) -> dict[date, str]:
    return dict(
        holidays.country_holidays(
            "BR", subdiv=state, years=years, categories=(category,), language="pt_BR"
        )
    )
