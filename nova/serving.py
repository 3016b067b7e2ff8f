"""The command that serves API and admin, for the demo and the benchmarks; the image has its own."""

import sys

THREADS = 2  # of each process; each keeps a connection to the database


def server_command(*, port: int, workers: int, host: str = "127.0.0.1") -> list[str]:
    """Granian with so many processes. An idle thread is kept for ten minutes, and with it its
    connection and its prepared statements."""
    return [
        sys.executable, "-m", "granian", "nova.wsgi:application",
        "--interface", "wsgi", "--http", "1", "--no-ws",
        "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(THREADS),
        "--blocking-threads-idle-timeout", "600", "--respawn-failed-workers",
    ]  # fmt: skip
