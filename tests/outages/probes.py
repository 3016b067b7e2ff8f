"""Steady questions to a running product, one of each kind a second, and what came of them."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from tests.outages.served import READS, Answer, Api

EVERY_S = 1.0
FINE_S = 5.0
TOKEN_S = 600  # access tokens last 15 minutes
DECISIONS = ("ACKNOWLEDGED", "REOPENED")


@dataclass
class Kind:
    """Answers to one kind of question; fine: 200 within FINE_S."""

    name: str
    ask: Callable[[], Answer]
    answers: list[Answer] = field(default_factory=list)

    @property
    def failed(self) -> list[Answer]:
        return [a for a in self.answers if a.status != 200 or a.seconds > FINE_S]

    @property
    def fine(self) -> float:
        """Per cent of the answers."""
        return 100 * (1 - len(self.failed) / len(self.answers))

    def within(self, share: float) -> float:
        """Seconds within which that share of the answers came."""
        return sorted(a.seconds for a in self.answers)[int(share * (len(self.answers) - 1))]

    @property
    def longest_gap(self) -> float:
        """Seconds between two fine answers."""
        bad = {id(answer) for answer in self.failed}
        fine = [answer.asked for answer in self.answers if id(answer) not in bad]
        return max((b - a for a, b in pairwise(fine)), default=0.0)


class Prober:
    """A user who logs in from time to time, and one thread for each kind of question."""

    def __init__(self, api: Api, web: Api | None) -> None:
        self._api = api
        self._token, self._until = "", 0.0
        self._refreshing = threading.Lock()
        self._decided = 0
        self.kinds = [
            Kind("health", lambda: api.ask("/health")),
            *(Kind(path.partition("?")[0], self._reading(path)) for path in READS),
            Kind("login", api.log_in),
            Kind("decision", self._decide),
        ]
        if web is not None:
            self.kinds.append(Kind("dashboard", lambda: web.ask("/login")))
        self.advice = self._read("/api/v1/recommendations?limit=1").body["data"][0]
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._go_on, args=[kind]) for kind in self.kinds]

    def __enter__(self) -> "Prober":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _go_on(self, kind: Kind) -> None:
        due = time.monotonic()
        while not self._stop.wait(max(due - time.monotonic(), 0)):
            kind.answers.append(kind.ask())
            due = max(due + EVERY_S, time.monotonic())

    def _reading(self, path: str) -> Callable[[], Answer]:
        return lambda: self._read(path)

    def _read(self, path: str) -> Answer:
        return self._api.ask(path, token=self._current_token())

    def _decide(self) -> Answer:
        """Acknowledge an advice and open it again, in turns."""
        kind = DECISIONS[self._decided % len(DECISIONS)]
        answer = self._api.ask(
            "/api/v1/recommendations/decisions",
            token=self._current_token(),
            method="POST",
            body={"recommendation_ids": [self.advice["recommendation_id"]], "kind": kind},
        )
        self._decided += answer.status in {200, 409}  # 409: it was, and only the answer was lost
        return answer

    def _current_token(self) -> str:
        with self._refreshing:
            if time.monotonic() > self._until:
                answer = self._api.log_in()
                if answer.status == 200:
                    self._token = answer.body["access_token"]
                    self._until = time.monotonic() + TOKEN_S
            return self._token
