"""The peers of a load: psql's \\copy, and the loader that pandas and SQLAlchemy give."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from nova.settings.env import BASE_DIR
from tests.perf.copy_files import Ids, write_csv, write_parquet
from tests.perf.loads import checkpoint
from tests.perf.made_files import MadeFiles
from tests.perf.server import Server

TABLES_SQL = Path(__file__).with_name("peers.sql")
PANDAS_LOADER = Path(__file__).with_name("pandas_loader.py")
REQUIREMENTS = BASE_DIR / "requirements" / "bench.txt"
FORECASTS_BARE = (
    "full_date", "item_id", "site_id", "horizon_days", "yhat", "yhat_lower", "yhat_upper",
    "confidence_level", "model_tag", "as_of", "computed_at",
)  # fmt: skip
FORECASTS_SPECIFIED = tuple(name for name in FORECASTS_BARE if name != "as_of")
DEMAND_BARE = (
    "full_date", "item_id", "site_id", "supplier_id", "quantity", "unfulfilled_quantity",
    "unit_cost", "lead_time_days",
)  # fmt: skip


@dataclass(frozen=True)
class Peers:
    """The peers' tables in a server's database, and files for them."""

    server: Server
    files: MadeFiles
    ids: Ids

    @classmethod
    def on(cls, server: Server, files: MadeFiles) -> "Peers":
        with server.admin() as connection:
            connection.execute(TABLES_SQL.read_bytes())
            return cls(server, files, Ids.of(connection))

    def csv(self, source: Path, columns: tuple[str, ...]) -> Path:
        """The source's rows for \\copy into those columns."""
        name = f"{source.stem}.{len(columns)}.{self.ids.digest}.csv"
        return self.files.get(name, lambda path: write_csv(path, source, self.ids, columns))

    def first_rows(self, source: Path, columns: tuple[str, ...], rows: int) -> Path:
        name = f"{source.stem}.first{rows}.{self.ids.digest}.parquet"
        return self.files.get(
            name, lambda path: write_parquet(path, source, self.ids, columns, rows=rows)
        )

    def copy(self, csv: Path, table: str, columns: tuple[str, ...]) -> float:
        """Seconds of psql, from its start to its end, for that file into the emptied table."""
        self._empty(table)
        program = self.server.cluster.binaries / "psql"
        statement = f"\\copy bench.{table} ({', '.join(columns)}) from '{csv}' with (format csv)"
        started = time.monotonic()
        subprocess.run(
            [program, "--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1", "-c", statement],
            env=self.server.psql_environment(),
            check=True,
        )
        return time.monotonic() - started

    def to_sql(self, parquet: Path) -> float:
        """Rows a second of pandas to_sql(method="multi") into the specified table, in a process of
        its own that does not count its own start."""
        self._empty("forecasts_specified")
        told = subprocess.run(
            [python_of_peers(self.server.folder / "peers"), PANDAS_LOADER, parquet],
            env=self.server.psql_environment(),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return float(json.loads(told.stdout)["rows_per_second"])

    def _empty(self, table: str) -> None:
        with self.server.admin() as connection:
            connection.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier("bench", table)))
        checkpoint(self.server)


def python_of_peers(folder: Path) -> Path:
    """Python with the peers' libraries, which the product itself does not need."""
    python = folder / "bin" / "python"
    installed = folder / "installed.txt"
    if not installed.exists() or installed.read_bytes() != REQUIREMENTS.read_bytes():
        uv = Path(sys.executable).with_name("uv")
        subprocess.run(
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder], check=True
        )
        subprocess.run(
            [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, REQUIREMENTS],
            check=True,
        )
        installed.write_bytes(REQUIREMENTS.read_bytes())
    return python
