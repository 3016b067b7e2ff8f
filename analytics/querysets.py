"""Reads of model outputs."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from analytics.models import ModelRun


class ModelRunQuerySet(models.QuerySet["ModelRun"]):
    def champion(self, dataset: str) -> "ModelRun | None":
        """The run that readers of the dataset see now, None before the first publication."""
        return self.filter(dataset=dataset, status="CHAMPION").first()


class ForecastQuerySet(models.QuerySet["Forecast"]):
    def of_run(self, run_id: int) -> Self:
        """Rows of one run, so that one answer never mixes two."""
        return self.filter(run_id=run_id)

    def for_pair(self, item_id: int, site_id: int) -> Self:
        return self.filter(item_id=item_id, site_id=site_id)

    def from_date(self, first: date) -> Self:
        return self.filter(full_date__gte=first)
