"""What a run holds, in a few figures: rows, items, sites, days, the total of its main measure."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mlops.contracts import Dataset
from mlops.pipeline.arrays import in_units, to_numpy, total_of

SITE_BITS = 32
ITEM_SITE = np.dtype("<i8")  # as analytics.run_item_sites keeps one
_EPOCH = date(1970, 1, 1)


@dataclass
class Figures:
    """Figures of the rows added so far. total: of dataset.measure, in its unit; as_of and
    computed_at: the latest of the rows."""

    dataset: Dataset
    rows: int = 0
    total: Decimal | None = None
    first_date: date | None = None
    last_date: date | None = None
    as_of: date | None = None
    computed_at: datetime | None = None
    model_tags: set[str] = field(default_factory=set)
    _pairs: list[npt.NDArray[np.int64]] = field(default_factory=list)

    def add(self, batch: pa.RecordBatch) -> None:
        """Count in rows that were accepted, with their references resolved."""
        self.rows += batch.num_rows
        names = batch.schema.names
        if self.dataset.measure in names:
            self._add_up(batch[self.dataset.measure])
        if "full_date" in names or self.dataset.dated:
            self._span(batch[self.dataset.dated or "full_date"])
        self._note_run(batch)
        if "item_id" in names:
            sites = _ids(batch, "site_id") if "site_id" in names else 0
            self._add_pairs((_ids(batch, "item_id") << SITE_BITS) | sites)

    def _note_run(self, batch: pa.RecordBatch) -> None:
        """Latest day known and moment of computing, and the models, of a batch that tells them."""
        for name in ("as_of", "computed_at"):
            if name in batch.schema.names and batch.num_rows:
                latest = pc.max(batch[name]).as_py()
                setattr(self, name, max(latest, getattr(self, name) or latest))
        if "model_tag" in batch.schema.names:
            self.model_tags.update(pc.unique(batch["model_tag"]).to_pylist())

    @property
    def model_tag(self) -> str | None:
        """The model of a run, or the first and the last of several."""
        tags = sorted(self.model_tags)
        return None if not tags else tags[0] if len(tags) == 1 else f"{tags[0]} … {tags[-1]}"

    def _add_up(self, values: pa.Array) -> None:
        scale = self.dataset.column(self.dataset.measure or "").decimals
        total = total_of(in_units(to_numpy(pc.drop_null(values)), scale))
        self.total = (self.total or Decimal(0)) + Decimal(total).scaleb(-scale)

    def _span(self, days: pa.Array) -> None:
        found = pc.min_max(days.cast(pa.int32())).as_py()
        if found["min"] is None:
            return
        first, last = (_EPOCH + timedelta(days=found[end]) for end in ("min", "max"))
        self.first_date = min(first, self.first_date or first)
        self.last_date = max(last, self.last_date or last)

    def _add_pairs(self, pairs: npt.NDArray[np.int64]) -> None:
        """Files come sorted more often than not, so runs of one pair go first."""
        if pairs.size:
            starts = np.append(True, pairs[1:] != pairs[:-1])
            self._pairs.append(np.unique(pairs[starts]))

    @property
    def item_sites(self) -> npt.NDArray[np.int64]:
        """Distinct item-sites, each item_id * 2^32 + site_id (0: no site), in order."""
        if len(self._pairs) != 1:
            whole = np.concatenate(self._pairs) if self._pairs else np.empty(0, np.int64)
            self._pairs = [np.unique(whole)]
        return self._pairs[0]

    def told(self) -> dict[str, Any]:
        """The figures as a run's record keeps them; None where the dataset has no such thing."""
        pairs = self.item_sites
        has_items = any(r.id_column == "item_id" for r in self.dataset.references)
        has_sites = any(r.id_column == "site_id" for r in self.dataset.references)
        sites = np.unique(pairs & (2**SITE_BITS - 1))
        return {
            "rows": self.rows,
            "items": len(np.unique(pairs >> SITE_BITS)) if has_items else None,
            "sites": int((sites > 0).sum()) if has_sites else None,
            "total": None if self.total is None else str(self.total),
            "first_date": self.first_date and self.first_date.isoformat(),
            "last_date": self.last_date and self.last_date.isoformat(),
        }


def _ids(batch: pa.RecordBatch, column: str) -> npt.NDArray[np.int64]:
    ids = pc.fill_null(batch[column].cast(pa.int64()), 0)
    return to_numpy(ids)
