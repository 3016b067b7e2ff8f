"""Who gives what to whom: greedy, whole units, never below the giver's own level."""

from decimal import Decimal

import pytest

from analytics.recommend.transfers import Candidate, allocate, transferable


def site(
    site_id: int,
    *,
    lacks: str = "0",
    spares: str = "0",
    region: int | None = 1,
    rupture: int | None = 5,
    score: str = "1",
    item: int = 1,
) -> Candidate:
    return Candidate(
        item, site_id, region, rupture, Decimal(score), Decimal(lacks), Decimal(spares)
    )


def moves(*candidates: Candidate) -> list[tuple[int, int, int]]:
    return [(int(t.from_site_id), t.to_site_id, int(t.quantity)) for t in allocate(candidates)]


@pytest.mark.parametrize(
    ("shortage", "surplus", "quantity"),
    [("5", "9", 5), ("4.2", "9", 5), ("9", "5.9", 5), ("0.1", "1", 1), ("3", "0.9", 0)],
)
def test_whole_units_end_a_shortage_or_use_a_surplus_up(
    shortage: str, surplus: str, quantity: int
) -> None:
    assert transferable(shortage=Decimal(shortage), surplus=Decimal(surplus)) == quantity


def test_the_own_region_gives_first_then_the_largest_surplus() -> None:
    assert moves(
        site(1, lacks="20"), site(2, spares="3", region=2), site(3, spares="4"),
        site(4, spares="9", region=2),
    ) == [(3, 1, 4), (4, 1, 9), (2, 1, 3)]  # fmt: skip


def test_sites_without_a_region_are_near_to_nobody() -> None:
    assert moves(
        site(1, lacks="3", region=None), site(2, spares="5", region=None), site(3, spares="6")
    ) == [(3, 1, 3)]


def test_who_runs_out_first_is_served_first() -> None:
    assert moves(
        site(1, lacks="4", rupture=None), site(2, lacks="4", rupture=9), site(3, lacks="4"),
        site(4, spares="6"),
    ) == [(4, 3, 4), (4, 2, 2)]  # fmt: skip


def test_equal_ruptures_are_ranked_by_score_and_then_by_number() -> None:
    assert moves(
        site(1, lacks="4"), site(2, lacks="4"), site(3, lacks="4", score="2"), site(4, spares="9")
    ) == [(4, 3, 4), (4, 1, 4), (4, 2, 1)]


def test_items_are_kept_apart() -> None:
    assert moves(site(1, lacks="4"), site(2, spares="9", item=2)) == []


def test_no_giver_gives_more_than_it_can_spare() -> None:
    receivers = [site(n, lacks="2.5") for n in range(1, 30)]
    found = moves(*receivers, site(50, spares="20.7"), site(51, spares="11", region=2))
    given = {giver: sum(q for g, _, q in found if g == giver) for giver in (50, 51)}
    assert given == {50: 20, 51: 11}
