"""One name, family and unit for each item, and the lines that say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mlops.sources.procurement import layout
from mlops.sources.procurement.line_report import WARNING, LineNote
from mlops.sources.procurement.purchase_lines import PurchaseLine


@dataclass(frozen=True, slots=True)
class ChosenItem:
    """One item code with the values most of its lines agree on."""

    sku: str
    name: str
    family: str | None
    unit: str
    units_seen: tuple[str, ...]


def chosen_items(lines: Iterable[PurchaseLine]) -> list[ChosenItem]:
    """Items in code order; the most frequent value wins, a tie goes to the latest row's.

    units_seen lists the spellings as written, and only for an item that has more than one.
    """
    by_sku: dict[str, list[PurchaseLine]] = {}
    for line in lines:
        by_sku.setdefault(line.sku, []).append(line)
    return [_chosen_item(sku, by_sku[sku]) for sku in sorted(by_sku)]


def variant_warnings(lines: list[PurchaseLine]) -> Iterator[LineNote]:
    """A warning for each line whose name, family or unit lost against its item's."""
    chosen = {item.sku: item for item in chosen_items(lines)}
    for line in lines:
        item = chosen[line.sku]
        for code, column, written, kept in (
            ("NAME_VARIANT", layout.NAME, line.name, item.name),
            ("FAMILY_VARIANT", layout.FAMILY, line.family, item.family),
            ("UNIT_VARIANT", layout.UNIT, line.unit, item.unit),
        ):
            if written is not None and written != kept:
                message = f"item {item.sku} keeps {kept!r}"
                yield LineNote(line.row, WARNING, code, column, written, message)


def _chosen_item(sku: str, lines: list[PurchaseLine]) -> ChosenItem:
    families = [line.family for line in lines if line.family is not None]
    spellings = sorted({line.unit_as_written for line in lines})
    return ChosenItem(
        sku=sku,
        name=_elected([line.name for line in lines]),
        family=_elected(families) if families else None,
        unit=_elected([line.unit for line in lines]),
        units_seen=tuple(spellings) if len(spellings) > 1 else (),
    )


def _elected(votes: list[str]) -> str:
    """The most frequent vote; of equally frequent ones, the one cast last."""
    counts = Counter(votes)
    last_cast = {vote: position for position, vote in enumerate(votes)}
    return max(counts, key=lambda vote: (counts[vote], last_cast[vote]))
