"""Reads of model outputs."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import connection, models
from django.db.models import Case, F, Q, Value, When

from nova.api.caching import known
from nova.api.rows import Rows, sql_rows
from nova.api.scope import SiteBoundQuerySet, SiteScope
from nova.api.searching import holding
from nova.db.sql import read_sql

if TYPE_CHECKING:
    from analytics.models import (  # noqa: F401
        Alert,
        Features,
        Forecast,
        ForecastAccuracy,
        InventoryPolicy,
        KpiTarget,
        ModelRun,
        PolicyOverride,
        Recommendation,
        ServiceLevel,
    )

M = TypeVar("M", bound=models.Model)

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
        runs = self.filter(dataset=dataset, status="CHAMPION")
        return known(version, f"champion {dataset}", runs.first)

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


class PolicyQuerySet(SiteBoundQuerySet["InventoryPolicy"]):
    def latest_day(self) -> Self:
        """Policies of the last day that was worked out."""
        newest = self.model._default_manager.order_by("-as_of").values("as_of")[:1]
        return self.filter(as_of=models.Subquery(newest))


class ServiceLevelQuerySet(models.QuerySet["ServiceLevel"]):
    def judged_on(self, day: date) -> Self:
        """With holds: whether the rule is in force on the day."""
        open_or_later = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.annotate(holds=_is(Q(valid_from__lte=day) & open_or_later))


class PolicyOverrideQuerySet(SiteBoundQuerySet["PolicyOverride"]):
    def visible_to(self, scope: SiteScope) -> Self:
        """Those of the sites in the scope; those of an item everywhere are of no site."""
        return self.filter(site_id=None) | super().visible_to(scope)

    def judged_on(self, day: date) -> Self:
        """With holds: whether the figures are in force on the day."""
        return self.annotate(holds=_is(Q(starts_on__lte=day, expires_on__gte=day)))

    def matching(self, words: str) -> Self:
        """Those whose material, site, reason or author holds every word."""
        columns = ("item__sku", "item__name", "site__code", "reason", "actor")
        return self.filter(holding(words, *columns))


def _is(condition: Q) -> "models.ExpressionWrapper[Q]":
    return models.ExpressionWrapper(condition, output_field=models.BooleanField())


class ToldQuerySet(SiteBoundQuerySet[M]):
    """Advice and alerts."""

    def matching(self, words: str) -> Self:
        """Those whose material or message holds every word, whatever its case."""
        return self.filter(holding(words, "item__sku", "item__name", "message"))


class RecommendationQuerySet(ToldQuerySet["Recommendation"]):
    def visible_to(self, scope: SiteScope) -> Self:
        """Advice at the sites in the scope; of a transfer also the site that gives is in it."""
        found = super().visible_to(scope)
        return found.filter(donor_site_id=None) | scope.narrow(found, ("donor_site_id",))

    def with_status(self, today: date) -> Self:
        """status: CLOSED, or what stands that day; a snooze ends on its day."""
        return self.annotate(
            status=Case(
                When(closed_at__isnull=False, then=Value("CLOSED")),
                When(standing__kind="SNOOZED", standing__until__lte=today, then=Value("OPEN")),
                When(standing__isnull=True, then=Value("OPEN")),
                default=F("standing__kind"),
                output_field=models.TextField(),
            )
        )


class AlertQuerySet(ToldQuerySet["Alert"]):
    def for_reader(self, user_id: int) -> Self:
        """status, is_unread by the user, my_read_at: when they first read it, None: not yet."""
        reading = self.model._meta.get_field("reads").related_model._default_manager.filter(
            alert_id=models.OuterRef("alert_id"), user_id=user_id
        )
        return self.annotate(
            my_read_at=models.Subquery(reading.values("read_at")[:1]),
            is_unread=~models.Exists(reading),
            status=Case(
                When(resolved_at__isnull=True, then=Value("OPEN")),
                default=Value("RESOLVED"),
                output_field=models.TextField(),
            ),
        )

    def raised_within(self, first: date | None, last: date | None) -> Self:
        """Raised on business days from first to last; None leaves that end open."""
        found = self if first is None else self.filter(created_at__date__gte=first)
        return found if last is None else found.filter(created_at__date__lte=last)

    def news(self) -> dict[str, int | None]:
        """Of open alerts with a reader: the unread, the critical ones of them, the newest id."""
        unread = Q(my_read_at__isnull=True)
        return self.filter(resolved_at__isnull=True).aggregate(
            unread_alerts=models.Count("alert_id", filter=unread),
            unread_critical_alerts=models.Count("alert_id", filter=unread & Q(level="CRITICAL")),
            newest_alert_id=models.Max("alert_id"),
        )


class KpiTargetQuerySet(models.QuerySet["KpiTarget"]):
    def valid_on(self, day: date) -> Self:
        """The target of each KPI and segment on that day."""
        return (
            self.filter(valid_from__lte=day)
            .order_by("kpi", "dimension", "segment", "-valid_from")
            .distinct("kpi", "dimension", "segment")
        )

    def visible_to(self, scope: SiteScope) -> Self:
        """Targets of the company and of the segments inside the scope."""
        if not scope.is_limited:
            return self
        return self.filter(dimension=None) | scope.narrow_segments(self)


class KpiQuerySet(models.QuerySet[Any]):
    """Reads of KPIs, one row a day and, of segments, segment."""

    def last_day(self) -> date | None:
        """The last day that was worked out, None before the first."""
        day: date | None = self.aggregate(last=models.Max("full_date"))["last"]
        return day

    def within(self, first: date | None, last: date | None) -> Self:
        """Days from first to last, both included; None leaves that end open."""
        found = self if first is None else self.filter(full_date__gte=first)
        return found if last is None else found.filter(full_date__lte=last)

    def visible_to(self, scope: SiteScope) -> Self:
        """Rows of the segments inside the scope."""
        return scope.narrow_segments(self)

    def of_dimension(self, dimension: str, segment: str | None) -> Self:
        """Rows of one segment, or of every segment of the dimension."""
        found = self.filter(dimension=dimension)
        return found if segment is None else found.filter(segment=segment)


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


OUTCOME_COLUMNS = (
    "type",
    "decision",
    "acted_on",
    "advice_count",
    "judged_count",
    "stockout_count",
    "stockout_rate",
    "unmet_quantity",
)


def outcomes_of_advice(scope: SiteScope) -> Rows:
    """What came of judged advice at the sites in the scope, by type, decision and action."""
    asked = {"limited_to": scope.limited_to}
    return sql_rows(read_sql("analytics", "outcome_summary.sql"), asked, OUTCOME_COLUMNS)


def time_to_decision(scope: SiteScope) -> tuple[int, float | None]:
    """Recommendations decided on at the sites in the scope, and the median hours that it took."""
    with connection.cursor() as cursor:
        asked = {"limited_to": scope.limited_to}
        cursor.execute(read_sql("analytics", "time_to_decision.sql"), asked)
        decided, hours = cursor.fetchone()
    return decided, hours
