"""Views brought up to what was published; readers of a view go on meanwhile."""

from collections.abc import Iterable

from django.db import Error

from mlops.datasets import DATASETS
from mlops.pipeline.unit_load import UnitLoad

# Known files too: a load that was killed before its refresh is made good by loading it again.
_VISIBLE = {"PUBLISHED", "UNCHANGED"}


def refresh(going: UnitLoad) -> None:
    """Refresh the views of what was published; a view that fails is told of in the result."""
    published = [r for r in going.results if r.status in _VISIBLE and r.dataset in DATASETS]
    views = [view for result in published for view in DATASETS[result.dataset].views]
    if not views:
        return
    going.progress("refresh views", 0, None)
    failed = _refresh(going, views)
    going.steps.end()
    for result in published:
        own = DATASETS[result.dataset].views
        result.details["not_refreshed"] = {view: failed[view] for view in own if view in failed}


def _refresh(going: UnitLoad, views: Iterable[str]) -> dict[str, str]:
    """Views that could not be refreshed, with the reason; the others show the new run."""
    failed: dict[str, str] = {}
    for view in dict.fromkeys(views):
        try:
            going.steps.begin("refresh")
            going.cursor.execute("SELECT analytics.refresh_view(%s)", [view])
        except Error as error:  # whatever it is, the data is published
            failed[view] = str(error).partition("\n")[0]
    return failed
