"""Twenty readers of forecasts, each with its own connection: what the API reads, asked in a loop.

Runs as a process of its own until its standard input is closed; then it tells every answer.
"""

import json
import random
import sys
import threading
import time
from dataclasses import asdict, dataclass

READERS = 20
PAUSE_S = 0.05


@dataclass(frozen=True)
class Answer:
    """One answer: time.monotonic() of question and answer, rows, and models named in them."""

    asked: float
    answered: float
    rows: int
    models: int


class Reader(threading.Thread):
    """Asks for random item-sites until `over`; a failure is kept and ends it."""

    def __init__(self, number: int, pairs: list[tuple[int, int]], over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.answers: list[Answer] = []
        self.failure: str | None = None
        self._random = random.Random(number)
        self._pairs = pairs
        self._over = over

    def run(self) -> None:
        try:
            while not self._over.wait(PAUSE_S):
                self.answers.append(ask(*self._random.choice(self._pairs)))
        except Exception as error:  # noqa: BLE001 - told to whoever measures, who then gives up
            self.failure = repr(error)


def ask(item_id: int, site_id: int) -> Answer:
    """The champion's forecasts for one item-site, through the querysets of the API's view."""
    from analytics.models import Forecast, ModelRun
    from analytics.views.forecasts import ForecastListView
    from nova.api.rows import rows_of

    asked = time.monotonic()
    champion = ModelRun.objects.champion("forecasts")
    forecasts = Forecast.objects.of_run(champion.pk) if champion else Forecast.objects.none()
    rows = rows_of(forecasts.for_pair(item_id, site_id).in_order(), ForecastListView.columns)
    answered = time.monotonic()
    models = {point["model_tag"] for point in json.loads(rows.text)}
    return Answer(asked, answered, rows.count, len(models))


def main() -> None:
    import django

    django.setup()
    pairs: list[tuple[int, int]] = json.loads(sys.stdin.readline())
    over = threading.Event()
    readers = [Reader(number, pairs, over) for number in range(READERS)]
    for reader in readers:
        reader.start()
    sys.stdin.read()
    over.set()
    for reader in readers:
        reader.join()
    told = {
        "answers": [asdict(answer) for reader in readers for answer in reader.answers],
        "failures": [reader.failure for reader in readers if reader.failure],
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
