"""How much a benchmark measures, as people write it: 200k, 2M."""

import re
from argparse import ArgumentTypeError
from dataclasses import dataclass

_FACTORS = {"": 1, "k": 1_000, "M": 1_000_000}


@dataclass(frozen=True)
class Sizes:
    """Rows asked for and repetitions. scale, large: forecasts; readers: forecasts under readers."""

    scale: int
    large: int
    demand: int
    readers: int
    repeat: int

    def as_make(self) -> str:
        """The variables that ask `make bench` for these sizes."""
        told = {
            "SCALE": short(self.scale),
            "LARGE": short(self.large),
            "DEMAND": short(self.demand),
            "READERS": short(self.readers),
            "REPEAT": str(self.repeat),
        }
        return " ".join(f"{name}={value}" for name, value in told.items())


def rows(text: str) -> int:
    """Rows from text such as 200k or 10M; ArgumentTypeError for anything else."""
    found = re.fullmatch(r"([1-9]\d*)([kM]?)", text)
    if not found:
        raise ArgumentTypeError(f"{text}: expected a number of rows such as 200k or 2M")
    return int(found[1]) * _FACTORS[found[2]]


def short(count: int) -> str:
    """2000000 as 2M, 200000 as 200k, 1234 as 1234."""
    for suffix in ("M", "k"):
        whole, rest = divmod(count, _FACTORS[suffix])
        if whole and not rest:
            return f"{whole}{suffix}"
    return str(count)
