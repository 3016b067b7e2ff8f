"""Reads of runs, forecasts, their accuracy, and features."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from nova.api.caching import known
from nova.api.rows import Rows, sql_rows
from nova.api.scope import SiteBoundQuerySet, SiteScope
from nova.db.sql import read_sql

if TYPE_CHECKING:
    from analytics.models import Features, Forecast, ForecastAccuracy, ModelRun  # noqa: F401


ITEM_SITE_COLUMNS = (
    "site_id",
    "code",
    "name",
    "site_type",
    "region",
    "demand_days",
    "last_demand_date",
    "has_forecast",
    "data_quality_note",
)


class ModelRunQuerySet(models.QuerySet["ModelRun"]):
    def champion(self, dataset: str, version: str | None = None) -> "ModelRun | None":
        """The run that readers of the dataset see now, None before the first publication.

        version: of the data, for which it is asked once.
        """

        def now() -> "ModelRun | None":
            return self.filter(dataset=dataset, status="CHAMPION").first()

        return known(version, f"champion {dataset}", now)

    def of_forecasts(
        self, run_ids: Collection[int], version: str | None = None
    ) -> "list[ModelRun]":
        """Runs of forecasts with these numbers, where there are such; the champion for none."""
        if run_ids:
            return list(self.filter(dataset="forecasts", pk__in=run_ids).order_by("pk"))
        champion = self.champion("forecasts", version)
        return [champion] if champion else []


class ForecastAccuracyQuerySet(models.QuerySet["ForecastAccuracy"]):
    def overall(self, forecast_run_id: int) -> Self:
        """The figures of each model of a run over all lead times and segments."""
        return self.filter(
            forecast_run_id=forecast_run_id, lead_bucket="ALL", dimension="ALL"
        ).order_by("model_tag")

    def newest_run(self) -> int | None:
        """The newest run of forecasts that was scored, None before the first scoring."""
        newest: int | None = self.aggregate(last=models.Max("forecast_run_id"))["last"]
        return newest


class ForecastQuerySet(SiteBoundQuerySet["Forecast"]):
    def of_run(self, run_id: int) -> Self:
        """Rows of one run, so that one answer never mixes two."""
        return self.filter(run_id=run_id)

    def for_pair(self, item_id: int, site_id: int) -> Self:
        return self.filter(item_id=item_id, site_id=site_id)

    def within(self, first: date | None, last: date | None) -> Self:
        """Days from first to last, both included; None leaves that end open."""
        found = self if first is None else self.filter(full_date__gte=first)
        return found if last is None else found.filter(full_date__lte=last)

    def one_a_day(self) -> Self:
        """Of several horizons of a day the smallest, by item, site, run and model."""
        series = ("item_id", "site_id", "run_id", "model_tag", "full_date")
        return self.order_by(*series, "horizon_days").distinct(*series)

    def of_horizon(self, horizon_days: int | None) -> Self:
        """Rows the model gave exactly this horizon; all of them for None."""
        return self if horizon_days is None else self.filter(horizon_days=horizon_days)

    def in_order(self) -> Self:
        return self.order_by("full_date", "horizon_days")

    def asked_for(self, asked: Mapping[str, Any], scope: SiteScope) -> Self:
        """Those of the pair, the window and the horizon asked for, in order."""
        return (
            self.visible_to(scope)
            .for_pair(asked["item_id"], asked["site_id"])
            .within(asked.get("start_date"), asked.get("end_date"))
            .of_horizon(asked.get("horizon"))
            .in_order()
        )


class FeaturesQuerySet(SiteBoundQuerySet["Features"]):
    def visible_to(self, scope: SiteScope) -> Self:
        """Features of the sites in the scope; those of an item everywhere are of no site."""
        return self.filter(site_id=None) | super().visible_to(scope)

    def at(self, site_id: int | None) -> Self:
        """Features of the site and of the item everywhere; all of them for None."""
        return self if site_id is None else self.filter(Q(site_id=site_id) | Q(site_id=None))

    def within(self, first: date | None, last: date | None) -> Self:
        """Days from first to last, both included; None leaves that end open."""
        found = self if first is None else self.filter(full_date__gte=first)
        return found if last is None else found.filter(full_date__lte=last)


def sites_of_item(*, item_id: int, run_id: int | None, last_day: date, scope: SiteScope) -> Rows:
    """Sites in the scope with demand for the item or a forecast of the run, the busiest first.

    demand_days counts the days with demand in the 365 days up to last_day.
    """
    asked = {
        "item_id": item_id,
        "run_id": run_id,
        "first_day": last_day - timedelta(days=364),
        "last_day": last_day,
        "limited_to": scope.limited_to,
    }
    return sql_rows(read_sql("analytics", "item_sites.sql"), asked, ITEM_SITE_COLUMNS)


FORECAST_COLUMNS = (
    "full_date",
    "yhat",
    "yhat_lower",
    "yhat_upper",
    "model_tag",
    "horizon_days",
    "confidence_level",
)


def forecast_series(asked: Mapping[str, Any], *, run_id: int, scope: SiteScope) -> Rows:
    """A page of a run's forecasts of one item-site, by day and horizon.

    Worded here and not by the ORM, as the series of core are: the same statement for everybody.
    """
    values = {
        "run_id": run_id,
        "first": asked.get("start_date"),
        "last": asked.get("end_date"),
        "horizon": asked.get("horizon"),
        "limited_to": scope.limited_to,
        **{name: asked[name] for name in ("item_id", "site_id", "limit", "offset")},
    }
    statement = read_sql("analytics", "forecast_series.sql")
    return sql_rows(statement, values, FORECAST_COLUMNS, prepared=True)
