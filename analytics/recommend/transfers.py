"""Which site spares what for which: greedy, and the same for the same stocks."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import groupby
from typing import Any, NamedTuple

from nova.db.sql import read_sql

FAR_AWAY = 1_000_000  # days: a site that runs out on no day comes last


class Candidate(NamedTuple):
    """A site that lacks units of an item (shortage) or could spare some (surplus)."""

    item_id: int
    site_id: int
    region_id: int | None
    days_to_rupture: int | None
    score: Decimal
    shortage: Decimal
    surplus: Decimal


class Transfer(NamedTuple):
    """Whole units of an item from one site to another.

    shortage and surplus: what the one still lacked and the other could still spare before it.
    """

    item_id: int
    from_site_id: int
    to_site_id: int
    quantity: Decimal
    shortage: Decimal
    surplus: Decimal


def transferable(*, shortage: Decimal, surplus: Decimal) -> Decimal:
    """Whole units that end the shortage or use the surplus up, whichever is less."""
    whole = Decimal(1)
    return min(
        shortage.quantize(whole, rounding=ROUND_CEILING),
        surplus.quantize(whole, rounding=ROUND_FLOOR),
    )


def allocate(candidates: Sequence[Candidate]) -> Iterator[Transfer]:
    """Transfers of candidates sorted by item; the most pressing shortage is served first, by the
    sites of its own region first, then by the largest surplus."""
    for _, of_item in groupby(candidates, key=lambda candidate: candidate.item_id):
        yield from _allocate_item(list(of_item))


def _allocate_item(candidates: list[Candidate]) -> Iterator[Transfer]:
    spare = {giver.site_id: giver.surplus for giver in candidates if giver.surplus >= 1}
    receivers = [one for one in candidates if one.shortage > 0]
    for receiver in sorted(receivers, key=_urgency):
        lacking = receiver.shortage
        for giver in _nearest_first(candidates, receiver, spare):
            surplus = spare.get(giver.site_id, Decimal(0))
            quantity = transferable(shortage=lacking, surplus=surplus)
            if giver.site_id == receiver.site_id or quantity < 1:
                continue
            yield Transfer(
                receiver.item_id, giver.site_id, receiver.site_id, quantity, lacking, surplus
            )
            spare[giver.site_id] = surplus - quantity
            lacking -= quantity
            if lacking <= 0:
                break


def _urgency(receiver: Candidate) -> tuple[int, Decimal, int]:
    days = FAR_AWAY if receiver.days_to_rupture is None else receiver.days_to_rupture
    return days, -receiver.score, receiver.site_id


def _nearest_first(
    givers: list[Candidate], receiver: Candidate, spare: dict[int, Decimal]
) -> list[Candidate]:
    def nearness(giver: Candidate) -> tuple[bool, Decimal, int]:
        near = giver.region_id is not None and giver.region_id == receiver.region_id
        return not near, -spare.get(giver.site_id, Decimal(0)), giver.site_id

    return sorted(givers, key=nearness)


def write_transfers(cursor: Any) -> None:
    """Fill pg_temp.transfer from pg_temp.stock_position."""
    cursor.execute(read_sql("analytics", "recommend/transfer_candidates.sql"))
    transfers = list(allocate([Candidate(*row) for row in cursor.fetchall()]))
    if transfers:
        cursor.execute(
            read_sql("analytics", "recommend/transfers.sql"),
            [list(column) for column in zip(*transfers, strict=True)],
        )
