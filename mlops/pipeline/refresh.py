"""Views brought up to what was published; readers of a view go on meanwhile."""

from collections.abc import Iterable, Sequence

from django.db import Error

from analytics.services import refresh_view
from mlops.datasets import DATASETS
from mlops.pipeline.record import Result
from mlops.pipeline.steps import Steps
from mlops.pipeline.unit_load import UnitLoad

# Known files too: a load that was killed before its refresh is made good by loading it again.
_VISIBLE = {"PUBLISHED", "UNCHANGED"}


def refresh(going: UnitLoad) -> None:
    """Refresh the views of what was published; a view that fails is told of in the result."""
    published = [r for r in going.results if r.status in _VISIBLE and r.dataset in DATASETS]
    if views_of(published):
        going.progress("refresh views", 0, None)
        show(going.steps, published)


def views_of(results: Iterable[Result]) -> list[str]:
    """Views that show the datasets of the results."""
    return [view for r in results if r.dataset in DATASETS for view in DATASETS[r.dataset].views]


def show(steps: Steps, results: Sequence[Result]) -> None:
    """Bring the views of the results' datasets up to date; what failed is told in the results."""
    failed = _refresh(steps, views_of(results))
    steps.end()
    for result in results:
        own = views_of([result])
        result.details["not_refreshed"] = {view: failed[view] for view in own if view in failed}


def _refresh(steps: Steps, views: Iterable[str]) -> dict[str, str]:
    """Views that could not be refreshed, with the reason; the others show the new run."""
    failed: dict[str, str] = {}
    for view in dict.fromkeys(views):
        try:
            steps.begin("refresh")
            reason = refresh_view(steps.cursor, view)
        except Error as error:  # whatever it is, the data is published
            reason = str(error).partition("\n")[0]
        if reason:
            failed[view] = reason
    return failed
