"""Where a history comes from: the database, or a folder of files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from mlops.offline.demand_rows import build_history
from mlops.offline.history import DemandHistory
from mlops.offline.market import known_in_postgres, known_in_unit
from mlops.offline.postgres_source import latest_postgres_date, read_postgres
from mlops.offline.unit_source import latest_unit_date, read_unit


class Source(Protocol):
    """Up to as_of, or the latest day with demand where that is None."""

    def history(self) -> DemandHistory:
        """NoHistoryError where there is no demand."""

    def market(self) -> dict[str, float]:
        """The macroeconomic series as they were known on the last day of demand."""


@dataclass(frozen=True)
class PostgresSource:
    database_url: str
    as_of: date | None

    def history(self) -> DemandHistory:
        as_of = self._last_day()
        return build_history(read_postgres(self.database_url, as_of=as_of), as_of=as_of)

    def market(self) -> dict[str, float]:
        return known_in_postgres(self.database_url, as_of=self._last_day())

    def _last_day(self) -> date:
        return self.as_of or latest_postgres_date(self.database_url)


@dataclass(frozen=True)
class UnitSource:
    directory: Path
    as_of: date | None

    def history(self) -> DemandHistory:
        as_of = self._last_day()
        return build_history(read_unit(self.directory, as_of=as_of), as_of=as_of)

    def market(self) -> dict[str, float]:
        return known_in_unit(self.directory, as_of=self._last_day())

    def _last_day(self) -> date:
        return self.as_of or latest_unit_date(self.directory)
