"""What every part of a suite works with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.perf import company_files
from tests.perf.forecast_files import write_forecasts
from tests.perf.loads import Load, checkpoint, load
from tests.perf.made_files import MadeFiles
from tests.perf.report import Row
from tests.perf.server import Server
from tests.perf.sizes import Sizes, short
from tests.perf.steps import Steps

MODELS = {"a": 0.0, "b": 5.0}  # two nights' models by name, and what the second forecasts more


@dataclass(frozen=True)
class Bench:
    """The server, the files, the sizes, and the person who watches.

    keeps_data: what the same suite has loaded before is measured again.
    """

    server: Server
    files: MadeFiles
    sizes: Sizes
    steps: Steps
    keeps_data: bool = False

    def repetitions(self) -> Iterator[int]:
        return self.steps.repetitions(self.sizes.repeat)

    def load_company(self) -> None:
        """Materials, sites and suppliers into an empty database, which becomes the template."""
        for dataset, write in company_files.DIMENSIONS.items():
            path = self.files.get(f"{dataset}.parquet", write)
            self.server.manage("load_dataset", dataset, str(path), "--json")
        self.server.keep_as_template()

    def forecasts(self, rows: int, model: str = "a") -> Path:
        """A file of nearly that many forecasts by one of MODELS."""
        return self.files.get(
            f"forecasts.{short(rows)}.{model}.parquet",
            lambda path: write_forecasts(
                path, rows=rows, model_tag=f"bench_{model}", level=MODELS[model]
            ),
        )

    def load(self, dataset: str, file: Path, *options: str, watch_memory: bool = False) -> Load:
        """One load, timed, after a checkpoint."""
        checkpoint(self.server)
        with self.steps.step(f"load {file.name} {' '.join(options)}".strip()):
            return load(self.server, dataset, file, *options, watch_memory=watch_memory)


@dataclass(frozen=True)
class Suite:
    """Parts that can be measured by themselves after `prepare`; their rows are `<name>.…`."""

    name: str
    prepare: Callable[[Bench], None]
    parts: Mapping[str, Callable[[Bench], list[Row]]]

    def run(self, bench: Bench, parts: Sequence[str]) -> Iterator[list[Row]]:
        """The rows of each named part as it ends, in the suite's order."""
        self.prepare(bench)
        for name, measure in self.parts.items():
            if name in parts:
                bench.steps.part(name)
                yield measure(bench)
