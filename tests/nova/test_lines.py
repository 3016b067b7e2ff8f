"""Lines to a database that takes connections and says nothing."""

import gc
import socket
from collections.abc import Iterator

import psycopg
import pytest

from nova.db.lines import PromptConnection

SHORTEST_S = 2  # libpq takes no less


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def test_a_line_that_was_not_made_in_time_is_given_back_while_its_error_is_kept(
    silent: socket.socket,
) -> None:
    gc.disable()  # which would close it some time
    try:
        with pytest.raises(psycopg.errors.ConnectionTimeout) as kept:
            PromptConnection.connect(
                host="127.0.0.1", port=silent.getsockname()[1], connect_timeout=SHORTEST_S
            )
        line, _ = silent.accept()
        with line:
            line.settimeout(5)
            while line.recv(4096):
                pass  # what it asked for before it gave up
        assert "timeout" in str(kept.value)
    finally:
        gc.enable()
