"""When demand happens: weekdays, holidays, Carnival, the building season and the 5G roll-out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

import holidays
import numpy as np
from numpy.typing import NDArray

DAYS_PER_YEAR: Final = 365.25
BEYOND: Final = 400


class FamilyRhythm(NamedTuple):
    """How a family's demand moves: relative to its own yearly mean, 1.0 is an ordinary day."""

    weekdays: tuple[float, float, float, float, float, float, float]
    season_amplitude: float
    follows_rain: bool
    before_carnival: float
    network_growth: float


FIELD_WORK: Final = (1.25, 1.30, 1.25, 1.20, 1.10, 0.60, 0.30)
OFFICE_HOURS: Final = (1.40, 1.35, 1.30, 1.25, 1.20, 0.30, 0.20)

RHYTHMS: Final = {
    "ELECTRICAL": FamilyRhythm(FIELD_WORK, 0.15, True, 1.20, 0.05),
    "TELECOM": FamilyRhythm(FIELD_WORK, 0.12, False, 1.35, 0.35),
    "HARDWARE": FamilyRhythm(OFFICE_HOURS, 0.25, False, 1.00, 0.05),
    "POWER": FamilyRhythm(FIELD_WORK, 0.25, True, 1.25, 0.15),
    "SAFETY": FamilyRhythm(OFFICE_HOURS, 0.08, False, 1.05, 0.05),
    "CIVIL": FamilyRhythm(OFFICE_HOURS, 0.35, False, 0.95, 0.00),
}
FAMILIES: Final = tuple(RHYTHMS)

# Middle of the dry months, as a day of the year. The coast of the Northeast is dry around the
# new year, the Southeast and the Centre-West in winter, the Amazon from June to November.
DRY_PEAK: Final = {"Nordeste": 325, "Sudeste": 196, "Centro-Oeste": 196, "Sul": 20, "Norte": 235}

HOLIDAY_FACTOR: Final = 0.15
CARNIVAL_FACTOR: Final = 0.08
RECESS_FACTOR: Final = 0.60
CARNIVAL_BUILD_UP_DAYS: Final = 21
CARNIVAL_STATES: Final = frozenset({"BA", "PE", "RJ"})
CARNIVAL_ELSEWHERE: Final = 0.4


@dataclass(frozen=True)
class Seasons:
    """The simulated days.

    factor: demand against an ordinary day, [family, state, day]. working: deliveries and reviews
    happen, [day]. next_working: the first working day from a day on; it reaches BEYOND days
    past the end, for deliveries that are still to come.
    """

    dates: NDArray[np.datetime64]
    factor: NDArray[np.float64]
    working: NDArray[np.bool_]
    next_working: NDArray[np.int64]

    @property
    def days(self) -> int:
        return len(self.dates)


def build_seasons(
    *, end_date: date, days: int, states: Sequence[str], zones: Sequence[str]
) -> Seasons:
    """Seasons of the `days` days up to end_date, for each state with its economic zone."""
    first = np.datetime64(end_date - timedelta(days - 1))
    span = first + np.arange(days + BEYOND).astype("timedelta64[D]")
    working = _working_days(span)
    dates = span[:days]
    closures = [_closures(dates, state) for state in states]
    carnivals = [_carnival_distance(dates, closed) for closed in closures]
    factor = np.empty((len(FAMILIES), len(states), days))
    for row, rhythm in enumerate(RHYTHMS.values()):
        for column, (state, zone) in enumerate(zip(states, zones, strict=True)):
            factor[row, column] = (
                _weekday_factor(dates, rhythm)
                * _season_factor(dates, rhythm, zone)
                * _growth_factor(days, rhythm)
                * _carnival_factor(carnivals[column], rhythm, state)
                * _closure_factor(dates, closures[column])
            )
    return Seasons(
        dates=dates,
        factor=factor,
        working=working[:days],
        next_working=_next_working(working),
    )


def weekday_of(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Monday is 0. 1970-01-01, day zero of the dates, was a Thursday."""
    return (dates.astype("datetime64[D]").astype(np.int64) + 3) % 7


def _closures(dates: NDArray[np.datetime64], state: str | None) -> dict[date, str]:
    """Holidays and optional days off of a state; without one, of the whole country."""
    first, last = dates[0].astype(object), dates[-1].astype(object)
    # Carnival of the following year still shapes the last weeks, so a year more is listed.
    years = range(first.year, last.year + 2)
    calendar = holidays.country_holidays(
        "BR", subdiv=state, years=years, categories=("public", "optional"), language="en_US"
    )
    return dict(calendar)


def _is_carnival(name: str) -> bool:
    return "Carnival" in name


def _weekday_factor(dates: NDArray[np.datetime64], rhythm: FamilyRhythm) -> NDArray[np.float64]:
    return np.asarray(np.array(rhythm.weekdays)[weekday_of(dates)])


def _season_factor(
    dates: NDArray[np.datetime64], rhythm: FamilyRhythm, zone: str
) -> NDArray[np.float64]:
    """One plus a yearly wave that peaks in the zone's dry or, for rain followers, wet months."""
    day_of_year = (dates - dates.astype("datetime64[Y]")).astype(np.int64)
    angle = 2 * np.pi * (day_of_year - DRY_PEAK[zone]) / DAYS_PER_YEAR
    sign = -1.0 if rhythm.follows_rain else 1.0
    return np.asarray(1.0 + sign * rhythm.season_amplitude * np.cos(angle))


def _growth_factor(days: int, rhythm: FamilyRhythm) -> NDArray[np.float64]:
    """The 5G roll-out: a slow S-curve over the simulated span."""
    position = np.linspace(-4.0, 4.0, days)
    return 1.0 + rhythm.network_growth / (1.0 + np.exp(-position))


def _carnival_distance(dates: NDArray[np.datetime64], closed: dict[date, str]) -> NDArray[np.int64]:
    """Days until the next Carnival begins; large when none is near."""
    starts = sorted(day for day, name in closed.items() if _is_carnival(name))
    distance = np.full(len(dates), np.iinfo(np.int64).max)
    for start in starts:
        ahead = (np.datetime64(start) - dates).astype(np.int64)
        distance = np.where(ahead > 0, np.minimum(distance, ahead), distance)
    return distance


def _carnival_factor(
    distance: NDArray[np.int64], rhythm: FamilyRhythm, state: str
) -> NDArray[np.float64]:
    """The build-up before the parades, strongest where the big ones are."""
    local = 1.0 if state in CARNIVAL_STATES else CARNIVAL_ELSEWHERE
    building = distance <= CARNIVAL_BUILD_UP_DAYS
    return np.where(building, 1.0 + (rhythm.before_carnival - 1.0) * local, 1.0)


def _closure_factor(dates: NDArray[np.datetime64], closed: dict[date, str]) -> NDArray[np.float64]:
    factor = np.ones(len(dates))
    for index, day in enumerate(dates.astype(object)):
        if day in closed:
            factor[index] = CARNIVAL_FACTOR if _is_carnival(closed[day]) else HOLIDAY_FACTOR
        elif (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 3):
            factor[index] = RECESS_FACTOR
    return factor


def _working_days(dates: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """Monday to Friday, national holidays excepted."""
    closed = _closures(dates, None)
    open_day = np.array([day not in closed for day in dates.astype(object)])
    return np.asarray((weekday_of(dates) < 5) & open_day)


def _next_working(working: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Position of the first working day at or after each day."""
    days = np.arange(len(working))
    ahead = np.where(working, days, len(working) - 1)
    return np.minimum.accumulate(ahead[::-1])[::-1]
