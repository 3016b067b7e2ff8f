"""One table that a load fills before anything is published."""

from dataclasses import dataclass
from datetime import date

from psycopg import sql

from mlops.contracts import Dataset
from mlops.pipeline.binary import PgColumn
from mlops.pipeline.tally import SOURCE_ROW


@dataclass(frozen=True)
class StagedTable:
    """One table of a run in the schema staging; is_part: it will itself become a partition."""

    dataset: Dataset
    name: str
    columns: tuple[PgColumn, ...]
    month: date | None
    is_part: bool

    @property
    def table(self) -> sql.Identifier:
        return sql.Identifier("staging", self.name)

    @property
    def target(self) -> sql.Identifier:
        return sql.Identifier(*self.dataset.target.split("."))

    @property
    def row_id(self) -> str:
        return self.dataset.row_id or SOURCE_ROW

    @property
    def values(self) -> list[str]:
        """Columns that come from the file."""
        return [column.name for column in self.columns if column.name != self.row_id]

    def key(self, alias: str | None = None) -> list[sql.Composable]:
        """The key's parts as the target's unique index has them, of the table so named."""
        parts: list[sql.Composable] = []
        for name in self.dataset.key:
            if name == "run_id" and not self.is_part:
                continue  # all its rows are of one run
            column = sql.Identifier(alias, name) if alias else sql.Identifier(name)
            optional = name == self.dataset.key_optional
            parts.append(sql.SQL("(coalesce({}, 0))").format(column) if optional else column)
        return parts

    @property
    def key_list(self) -> sql.Composed:
        return sql.SQL(", ").join(self.key())
