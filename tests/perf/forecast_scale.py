"""Half a million series by four horizons: what the default model takes."""

import resource
import subprocess
import sys

from tests.perf.forecast_parts import Part
from tests.perf.report import Row, at_most

SERIES = 500_000
PROGRAM = "import sys; from tests.perf.forecast_scale import run; run(int(sys.argv[1]))"


def run(series: int) -> None:
    """Forecasts made-up intermittent demand in a process of its own; prints what it took."""
    import numpy as np

    from mlops.offline.boosted import BoostedDemand
    from mlops.offline.forecasting import SAMPLE_PAIRS
    from mlops.offline.history import SHARD_CELLS
    from mlops.offline.intervals import sum_quantile
    from mlops.offline.panel import Panel

    days, horizons, shard = 730, (7, 30, 60, 90), SHARD_CELLS // 730
    rng = np.random.default_rng(3)
    means = rng.lognormal(-1.5, 1.2, series)

    def panel(first: int, count: int) -> Panel:
        made = np.random.default_rng(first)
        demand = made.poisson(means[first : first + count], (days, count)).astype(np.float64)
        return Panel(
            demand=demand,
            observed_from=np.zeros(count, dtype=np.int64),
            day_types=np.arange(days) % 7,
            factors=np.ones((8, count)),
            lead_in=0.0,
        )

    making = 0.0
    started = _cpu()
    model = BoostedDemand()
    model.fit(panel(0, SAMPLE_PAIRS), horizons)
    total = 0.0
    for first in range(0, series, shard):
        before = _cpu()
        known = panel(first, min(shard, series - first))
        making += _cpu() - before
        forecast = model.forecast(known, np.arange(horizons[-1]) % 7)
        for horizon in horizons:
            total += sum(float(sum_quantile(forecast, horizon, p).sum()) for p in (0.5, 0.9, 0.975))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(f"{_cpu() - started - making:.1f} {peak:.0f}")


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def scale(series: int = SERIES) -> Part:
    """CPU seconds and peak memory of learning and of mean and three quantiles of each sum."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(series)], capture_output=True, text=True, check=True
    )
    cpu, peak = (float(figure) for figure in done.stdout.split())
    rows = [
        Row(
            "forecast.scale.cpu", ours=cpu, unit="s", goal=at_most(120),
            about=f"mean and three quantiles of {series:,} series × 4 horizons, not their making",
        ),
        Row(
            "forecast.scale.memory", ours=peak, unit="MB", goal=at_most(1000),
            about="peak of the process, 2,700 series at a time",
        ),
    ]  # fmt: skip
    return Part(f"scale: {series:,} series of 730 days", [], rows)
