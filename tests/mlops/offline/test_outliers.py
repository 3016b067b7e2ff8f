"""Demands far above the usual are named; the history keeps them as they were."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from mlops.offline.outliers import find_outliers
from tests.mlops.offline.worlds import Row, history_of, write_unit

AS_OF = date(2026, 6, 10)


def rows_of(sku: str, sizes: list[float]) -> list[Row]:
    days = range(len(sizes))
    return [(sku, "S", AS_OF - timedelta(days=7 * d), sizes[d], 0.0) for d in days]


def test_one_large_order_among_ordinary_ones_is_named(tmp_path: Path) -> None:
    # Most are 4, the median: the least spread of .25 holds, and the bound is 4 e^1.25 = 13.96.
    ordinary = [4.0, 3.0, 5.0, 4.0, 4.0, 4.0, 4.0, 4.0]
    history = history_of(write_unit(tmp_path, rows_of("A", [*ordinary, 14.0])), AS_OF)
    found = find_outliers(history).as_json(history)
    first = str(AS_OF - timedelta(days=56))
    assert found == {
        "count": 1,
        "largest": [
            {"sku": "A", "site_code": "S", "full_date": first, "units": 14.0, "usual": 4.0}
        ],
    }
    assert max(history.units) == 14.0


def test_what_is_just_below_the_bound_is_not(tmp_path: Path) -> None:
    ordinary = [4.0, 3.0, 5.0, 4.0, 4.0, 4.0, 4.0, 4.0]
    history = history_of(write_unit(tmp_path, rows_of("A", [*ordinary, 13.9])), AS_OF)
    assert len(find_outliers(history)) == 0


def test_sizes_that_vary_much_make_no_outliers(tmp_path: Path) -> None:
    # Sizes 1 to 256 double: logarithms step by ln 2, their median deviation is 2 ln 2, and five
    # times 1.4826 of that lies far above the largest.
    history = history_of(write_unit(tmp_path, rows_of("A", [2.0**n for n in range(9)])), AS_OF)
    assert len(find_outliers(history)) == 0


def test_an_item_site_with_few_demands_cannot_tell(tmp_path: Path) -> None:
    rows = rows_of("A", [1.0, 1.0, 500.0]) + rows_of("B", [2.0] * 8)
    history = history_of(write_unit(tmp_path, rows), AS_OF)
    assert find_outliers(history).counts(history).tolist() == [-1, 0]
