"""Advisory locks that more than one app must know."""

from typing import Any

DATASET_SPACE = 0x4E4F5641  # "NOVA", so that our advisory locks meet nobody else's


def try_dataset_lock(cursor: Any, dataset: str) -> bool:
    """Whether this transaction now keeps every load of the dataset out."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [DATASET_SPACE, dataset])
    return bool(cursor.fetchone()[0])
