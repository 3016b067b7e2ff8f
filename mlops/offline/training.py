"""What the boosted model learns from: pairs at past origins, and what came after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mlops.offline.features import Past, past_of
from mlops.offline.panel import Panel

MOST_ORIGINS: Final = 9
LARGEST_TRUST: Final = 10.0
SMALLEST: Final = 1e-9
Rows = tuple[NDArray[np.float32], NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class Cells:
    """The spans of time that are forecast. horizons: rising, in periods."""

    horizons: tuple[int, ...]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Periods in each block, the days between one horizon and the next."""
        return np.diff(np.array([0, *self.horizons]))

    def block_rows(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Features of each pair once for each block, with the block's lead; block by block."""
        leads = np.array(self.horizons) - (self.lengths - 1) / 2
        return _with_columns(values, leads.astype(np.float32)[:, None])

    def span_rows(
        self, values: NDArray[np.float32], level: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        """Features of each pair for one period and for the sum up to each horizon."""
        spans = np.array([1, *self.horizons], dtype=np.float64)
        rows = _with_columns(values, spans.astype(np.float32)[:, None])
        expected = np.log(np.maximum(np.outer(spans, level), SMALLEST)).astype(np.float32)
        return np.column_stack([rows, expected.ravel()])


@dataclass(frozen=True)
class Sample:
    """Pairs known at one origin, and what came after it up to `ends`.

    pair: their positions in the panel. blocks and exposure: units of each block and what the
    calendar expects of it, [block, pair]. ahead and ahead_exposure: the same of the first block's
    days, [day, pair], from which the spread of one day is worked out.
    """

    origin: int
    ends: int
    pair: NDArray[np.int64]
    past: Past
    cells: Cells
    blocks: NDArray[np.float64]
    exposure: NDArray[np.float64]
    ahead: NDArray[np.float64]
    ahead_exposure: NDArray[np.float64]

    @property
    def level(self) -> NDArray[np.float64]:
        return self.past.level

    @property
    def sums(self) -> NDArray[np.float64]:
        return np.asarray(self.blocks.cumsum(axis=0))

    @property
    def spans(self) -> NDArray[np.float64]:
        return np.array(self.cells.horizons, dtype=np.float64)

    @property
    def trust(self) -> NDArray[np.float64]:
        """One over the scale of the pair's errors, in units of its level; bounded."""
        return 1 / np.maximum(self.past.roughness, self.level / LARGEST_TRUST)

    def sum_means(self, ratio: NDArray[np.float64]) -> NDArray[np.float64]:
        """Units expected up to each horizon. ratio: [block, pair]."""
        return np.asarray((ratio * self.exposure * self.level).cumsum(axis=0))

    def _seen(self) -> NDArray[np.bool_]:
        return self.exposure > 0

    def mean_row_count(self) -> int:
        return int(self._seen().sum())

    def fold_of_row(self, folds: int) -> NDArray[np.int64]:
        """The fold of each row of mean_rows: that of its pair."""
        return np.broadcast_to(self.pair % folds, self.blocks.shape)[self._seen()]

    def by_block(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values of mean_rows back in their blocks, [block, pair]; 1 where there was no row."""
        found = np.ones(self.blocks.shape)
        found[self._seen()] = rows
        return found

    def mean_rows(self) -> Rows:
        """Features, units against what the level expects, and weight, of each block and pair."""
        seen = self._seen()
        expected = self.exposure * self.level
        ratio = self.blocks[seen] / expected[seen]
        share = self.cells.lengths[:, None] / self.cells.lengths.mean()
        weight = np.broadcast_to(self.trust * self.level * share, self.blocks.shape)[seen]
        return self.cells.block_rows(self.past.values)[seen.ravel()], ratio, weight

    def spread_rows(self, ratio: NDArray[np.float64]) -> Rows:
        """Features, squared error over expected units, and weight, of each span and pair."""
        means = self.sum_means(ratio)
        day_means = self.ahead_exposure * self.level * ratio[0]
        squared = np.vstack(
            [((self.ahead - day_means) ** 2).sum(axis=0)[None], (self.sums - means) ** 2]
        )
        expected = np.vstack([day_means.sum(axis=0)[None], means])
        usable = (expected > SMALLEST).ravel()
        dispersion = squared.ravel()[usable] / expected.ravel()[usable]
        known = self.cells.span_rows(self.past.values, self.level)[usable]
        weight = np.broadcast_to(self.trust * self.level, expected.shape).ravel()[usable]
        return known, np.maximum(dispersion, 1e-3), weight


def draw_samples(panel: Panel, horizons: tuple[int, ...]) -> list[Sample]:
    """Samples at origins of the past, the latest first; each knows only what came before it."""
    return [_sample_at(panel, origin, horizons) for origin in _origins(panel, horizons)]


def _origins(panel: Panel, horizons: tuple[int, ...]) -> list[int]:
    """Where the past is cut: the latest origin with a full horizon after it, and earlier ones."""
    longest, length = horizons[-1], len(panel.demand)
    step = max(1, longest // 3)
    latest = length - longest
    earliest = max(panel.rhythm.windows[2], min(panel.rhythm.level, length // 2))
    origins = list(range(latest, max(earliest, 0), -step))[:MOST_ORIGINS]
    return origins or [max(latest, 1)]


def _sample_at(panel: Panel, origin: int, horizons: tuple[int, ...]) -> Sample:
    began = np.flatnonzero(panel.observed_from < origin)
    known = panel.of(began)
    cells = Cells(horizons)
    end = origin + horizons[-1]
    after = slice(origin, end)
    demand, exposure = known.demand[after], known.exposure[after]
    edges = np.array([0, *horizons[:-1]])
    first = slice(0, min(horizons[0], len(demand)))
    return Sample(
        origin=origin,
        ends=end,
        pair=began,
        past=past_of(known.until(origin)),
        cells=cells,
        blocks=np.add.reduceat(demand, edges, axis=0),
        exposure=np.add.reduceat(exposure, edges, axis=0),
        ahead=demand[first],
        ahead_exposure=exposure[first],
    )


def _with_columns(values: NDArray[np.float32], more: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows once for each row of `more`, which follows them as further columns."""
    count = len(values)
    return np.column_stack([np.tile(values, (len(more), 1)), np.repeat(more, count, axis=0)])
