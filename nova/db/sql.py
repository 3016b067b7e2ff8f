"""SQL files of an app: read by its migrations and by set-based jobs."""

from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import migrations


@cache
def read_sql(app: str, name: str) -> str:
    """Text of <app>/sql/<name>; FileNotFoundError when there is none."""
    return (Path(apps.get_app_config(app).path) / "sql" / name).read_text(encoding="utf-8")


def run_sql(app: str, name: str, *, reverse: str) -> migrations.RunSQL:
    """Migration step that runs one SQL file whole; reverse is the SQL that undoes it."""
    folder = Path(__file__).resolve().parents[2] / app / "sql"
    return migrations.RunSQL(
        sql=[(folder / name).read_text(encoding="utf-8")],
        reverse_sql=[reverse] if reverse else migrations.RunSQL.noop,
    )
