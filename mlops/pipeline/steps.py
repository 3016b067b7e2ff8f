"""Which step a load is at: told to whoever looks into pg_stat_activity, and timed."""

import time
from dataclasses import dataclass, field
from typing import Any

LONGEST_NAME = 63  # bytes of application_name that PostgreSQL keeps


@dataclass
class Steps:
    """Seconds by step; the step under way is the tail of the session's application_name."""

    cursor: Any
    title: str
    seconds: dict[str, float] = field(default_factory=dict)
    _current: str | None = None
    _since: float = field(default_factory=time.monotonic)

    def begin(self, step: str) -> None:
        """End the step before and begin this one. Not while a COPY goes on."""
        self.end()
        self._current = step
        name = f"{self.title[: LONGEST_NAME - len(step) - 2]}: {step}"
        self.cursor.execute("SELECT set_config('application_name', %s, FALSE)", [name])

    def lap(self) -> dict[str, float]:
        """Seconds by step so far, of the step under way too; the same dict goes on being filled."""
        now = time.monotonic()
        if self._current:
            before = self.seconds.get(self._current, 0.0)
            self.seconds[self._current] = round(before + now - self._since, 3)
        self._since = now
        return self.seconds

    def end(self) -> None:
        self.lap()
        self._current = None

    def restart(self) -> None:
        """Begin anew, for another file."""
        self.end()
        self.seconds = {}
