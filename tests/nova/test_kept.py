"""What a process remembers stays within its bounds."""

from nova.kept import Kept


def test_one_more_than_the_most_forgets_all_before_it() -> None:
    kept: Kept[str, int] = Kept(most=3)
    for number, key in enumerate("abc"):
        kept.put(key, number)
    kept.put("c", 9)  # no more than before
    assert [kept.get(key) for key in "abc"] == [0, 1, 9]
    kept.put("d", 3)
    assert [kept.get(key) for key in "abcd"] == [None, None, None, 3]


def test_a_heavy_value_counts_for_many_and_one_too_heavy_is_not_kept() -> None:
    kept: Kept[str, str] = Kept(most=10)
    kept.put("light", "a")
    kept.put("heavy", "b", weight=9)
    assert (kept.get("light"), kept.get("heavy"), kept.weight) == ("a", "b", 10)
    kept.put("another", "c", weight=9)
    assert (kept.get("light"), kept.get("heavy"), kept.weight) == (None, None, 9)
    kept.put("too heavy", "d", weight=11)
    assert (kept.get("too heavy"), kept.get("another")) == (None, "c")
