"""A copy of the database that can be brought back, row for row, and says so when it cannot."""

import json
import subprocess
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from mlops.recovery.backup import take_backup
from mlops.recovery.copy import DUMP, MANIFEST, ROLES, copies
from mlops.recovery.digests import digests
from tests.databases import start_command, url_of
from tests.mlops.faults.small_disk import small_disk

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("company")]


def backup(folder: Path, *options: object) -> "subprocess.CompletedProcess[str]":
    return finished(start_command("backup", "--to", folder, *options, role="nova_owner"))


def drill(copy: Path) -> "subprocess.CompletedProcess[str]":
    return finished(start_command("restore_drill", "--copy", copy, role="nova_owner"))


def finished(process: "subprocess.Popen[str]") -> "subprocess.CompletedProcess[str]":
    out, err = process.communicate(timeout=240)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def test_a_copy_is_brought_back_row_for_row(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("REFRESH MATERIALIZED VIEW analytics.mv_forecasts_latest")
    made = backup(tmp_path)
    assert made.returncode == 0, made.stderr
    [copy] = copies(tmp_path)

    proved = drill(copy)

    assert proved.returncode == 0, proved.stderr
    manifest = json.loads((copy / MANIFEST).read_text())
    assert manifest["tables"]["core.dim_item"]["rows"] == 3  # the company has three materials
    assert {"support.audit_logs", "support.users", "public.django_migrations"} <= set(
        manifest["tables"]
    )
    assert f"{len(manifest['tables'])} tables" in proved.stdout
    assert "nova_api" in (copy / ROLES).read_text()
    assert "PASSWORD" not in (copy / ROLES).read_text()


def test_a_row_that_differs_is_named_by_its_table(tmp_path: Path) -> None:
    assert backup(tmp_path).returncode == 0
    [copy] = copies(tmp_path)
    manifest = json.loads((copy / MANIFEST).read_text())
    manifest["tables"]["core.dim_item"]["content"] = "1"
    manifest["tables"]["core.dim_site"]["rows"] += 1
    (copy / MANIFEST).write_text(json.dumps(manifest))

    outcome = drill(copy)

    assert outcome.returncode == 65
    assert "core.dim_item: 3 rows, other content" in outcome.stderr
    assert "core.dim_site: 2 rows, expected 3" in outcome.stderr


def test_a_damaged_dump_is_refused_before_it_is_restored(tmp_path: Path) -> None:
    assert backup(tmp_path).returncode == 0
    [copy] = copies(tmp_path)
    content = bytearray((copy / DUMP).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / DUMP).write_bytes(content)

    outcome = drill(copy)

    assert outcome.returncode == 65
    assert "not the file that was written" in outcome.stderr


def test_only_the_newest_copies_are_kept(tmp_path: Path) -> None:
    for number in range(3):
        old = tmp_path / f"nova-2026010{number + 1}T000000Z"
        old.mkdir()
        (old / MANIFEST).write_text("{}")
    assert backup(tmp_path, "--keep", 2).returncode == 0
    kept = [copy.name for copy in copies(tmp_path)]
    assert len(kept) == 2
    assert kept[0] == "nova-20260103T000000Z"


def test_a_full_disk_loses_no_older_copy_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", megabytes=4) as disk:
        old = disk.path / "nova-20260101T000000Z"
        old.mkdir()
        (old / MANIFEST).write_text("{}")
        disk.fill(leave=16 * 1024)

        outcome = backup(disk.path, "--keep", 1)

        assert outcome.returncode == 73
        assert "DISK_FULL" in outcome.stderr
        disk.relieve()
        assert [path.name for path in disk.path.iterdir()] == [old.name]


def test_a_database_that_is_gone_ends_it_with_69(tmp_path: Path) -> None:
    url = "postgresql://nova_owner:x@127.0.0.1:1/nova"
    process = start_command("backup", "--to", tmp_path, role="nova_owner", DATABASE_URL=url)
    outcome = finished(process)
    assert outcome.returncode == 69
    assert list(tmp_path.iterdir()) == []


def test_a_password_is_no_argument_of_any_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    real = subprocess.run

    def watched(arguments: list[str], **options: object) -> object:
        shown.extend(arguments)
        return real(arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr("mlops.recovery.programs.subprocess.run", watched)
    take_backup(tmp_path, keep=1, progress=lambda *_: None)
    assert any("pg_dump" in argument for argument in shown)
    password = connection.settings_dict["PASSWORD"]
    assert not any(password in argument for argument in shown)


def test_a_digest_does_not_depend_on_the_order_of_rows() -> None:
    with psycopg.connect(url_of("nova_owner")) as own:
        own.execute("CREATE TABLE public.one AS SELECT n FROM generate_series(1, 9) AS n")
        own.execute("CREATE TABLE public.two AS SELECT 10 - n AS n FROM generate_series(1, 9) AS n")
        own.execute("CREATE TABLE public.three AS SELECT n FROM generate_series(1, 8) AS n")
        found = dict(digests(own))
        own.rollback()
    assert found["public.one"] == found["public.two"]
    assert found["public.one"] != found["public.three"]
    assert found["public.one"].rows == 9
