"""Forecasts of DAY by runs that were published on the days that a test says."""

from datetime import UTC, date, datetime, time

from core.models import Item, Site
from tests.analytics.kpis.rows import DAY, execute, on
from tests.support.factories import a_forecast_run, calendar


def forecast(
    run_id: int, item: Item, site: Site, yhat: str, horizon: int = 30, day: date = DAY
) -> None:
    execute(
        "INSERT INTO analytics.forecasts (run_id, full_date, item_id, site_id, horizon_days, yhat,"
        " model_tag, as_of, computed_at) VALUES (%s, %s, %s, %s, %s, %s, 'ets', %s, %s)",
        run_id, day, item.pk, site.pk, horizon, yhat, on(-9), on(-9),
    )  # fmt: skip


def a_run(run_id: int, published: date, status: str = "CHAMPION") -> None:
    """Forecasts that know demand up to nine days before DAY, published on that business day."""
    a_forecast_run(run_id, status=status)
    execute(
        "UPDATE analytics.model_runs SET published_at = %s, as_of = %s WHERE run_id = %s",
        datetime.combine(published, time(15), UTC), on(-9), run_id,
    )  # fmt: skip


def measured(
    run_id: int, item: Item, site: Site, yhat: str, published: date, status: str = "CHAMPION"
) -> None:
    calendar(DAY)
    a_run(run_id, published, status)
    forecast(run_id, item, site, yhat)
