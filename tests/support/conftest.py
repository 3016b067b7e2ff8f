from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.support.tables import truncate_all


@pytest.fixture(autouse=True)
def no_attempts_counted() -> None:
    """Each test begins with a full allowance of login attempts."""
    cache.clear()


@pytest.fixture
def emptied(transactional_db: None) -> Iterator[None]:
    """The tables as a test with real transactions found them: empty."""
    yield
    truncate_all()
