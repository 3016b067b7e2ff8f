"""The loader's commands for every test of this folder, as the tests of the pipeline run them."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from core.services import extend_calendar
from tests.mlops.pipeline.conftest import company, empty_tables, restore_calendar, run_command

__all__ = ["company", "empty_world", "run_command"]


@pytest.fixture
def empty_world(transactional_db: None) -> Iterator[None]:
    """A calendar and nothing else; everything loaded is removed afterwards."""
    empty_tables()
    extend_calendar(today=timezone.localdate())
    yield
    empty_tables()
    restore_calendar()
