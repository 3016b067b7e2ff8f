"""The company that the examples tell of: two materials, three sites, and a night's work on them."""

from datetime import timedelta
from decimal import Decimal

from analytics.accuracy.scoring import score_forecasts
from analytics.kpis.computing import compute_kpis
from analytics.models import Features, Forecast, ModelRun, PolicyOverride
from analytics.policy.computing import compute_policy
from analytics.recommend.running import recommend
from core.models import Item, Site
from support.models import LoadReject, Night, NightStep
from tests.analytics.policy.world import (
    CABLE,
    DAY,
    FUSE,
    HERE,
    THERE,
    ago,
    execute,
    fill_dimensions,
    order,
    receipts,
    stock,
    wanted_daily,
)
from tests.support.factories import COMPUTED_AT, a_forecast_run, a_load, forecasts

TODAY = DAY + timedelta(days=1)
SEQUENCES = (
    "support.users_user_id_seq", "support.nights_night_id_seq",
    "support.night_steps_night_step_id_seq", "staging.load_rejects_reject_id_seq",
    "core.fact_orders_order_id_seq", "analytics.recommendations_recommendation_id_seq",
    "analytics.alerts_alert_id_seq", "analytics.decisions_decision_id_seq",
    "analytics.policy_overrides_override_id_seq",
)  # fmt: skip


def found_company() -> None:
    """Everything that the API can tell of, with numbers that are the same each time."""
    for sequence in SEQUENCES:
        execute(f"ALTER SEQUENCE {sequence} RESTART WITH 1")
    execute("ALTER SEQUENCE support.load_run_id RESTART WITH 201")
    fill_dimensions()
    Item.objects.update(abc_class="A", criticality=8, min_order_qty=5)
    Item.objects.filter(pk=CABLE).update(family="CABOS", category="ENERGIA")
    Item.objects.filter(pk=FUSE).update(family="PROTECAO", category="ENERGIA")
    Site.objects.update(site_type="TOWER")
    _loads()
    _facts()
    _forecasts()
    PolicyOverride.objects.create(
        item_id=FUSE, site_id=HERE, safety_stock=4, reason="obra em novembro", actor="ana",
        starts_on=ago(5), expires_on=ago(-30), created_at=COMPUTED_AT,
    )  # fmt: skip
    compute_policy(day=DAY)
    compute_kpis([ago(1), DAY])
    score_forecasts()
    recommend(day=DAY)
    _night()


def _loads() -> None:
    a_load("orders", run_id=2, finished_at=COMPUTED_AT + timedelta(seconds=1))
    a_load("inventory", run_id=3)
    figures = {"rows": 140, "items": 2, "sites": 2, "total": "420.0000"}
    a_load(
        "demand", run_id=1, rows_read=141, rows_loaded=140, rows_rejected=1,
        finished_at=COMPUTED_AT + timedelta(seconds=3),
        details={"figures": figures, "inserted": 140, "rejected_by_code": {"NEGATIVE": 1},
                 "seconds": {"open": 0.25, "copy": 2.25, "publish": 0.5}},
    )  # fmt: skip
    LoadReject.objects.create(
        run_id=1, row_no=7, column_name="quantity", code="NEGATIVE", value="-3",
        message="must not be negative",
    )  # fmt: skip


def _facts() -> None:
    wanted_daily(3, CABLE, HERE)
    wanted_daily(1, FUSE, HERE, days=range(0, 60, 2))
    wanted_daily(1, CABLE, THERE, days=range(0, 60, 3))
    for days in range(10):
        stock(40 - 3 * (9 - days) if days else 12, CABLE, HERE, days_ago=days)
    stock(400, CABLE, THERE)
    stock(30, FUSE, HERE)
    receipts(8, 9, 10)
    order(6, 20, due=-4)
    order(20, 5, due=3, item=FUSE)


def _forecasts() -> None:
    cable, here = Item.objects.get(pk=CABLE), Site.objects.get(pk=HERE)
    old = a_forecast_run(90, status="RETIRED")
    ModelRun.objects.filter(pk=old.pk).update(as_of=ago(10))
    Forecast.objects.bulk_create(
        Forecast(
            run_id=old.pk, full_date=ago(days), item=cable, site=here, horizon_days=30,
            yhat=Decimal("2.5"), yhat_lower=Decimal(1), yhat_upper=Decimal(4),
            model_tag="ets_v1", confidence_level=Decimal("0.80"), as_of=ago(10),
            computed_at=COMPUTED_AT,
        )
        for days in range(10)
    )  # fmt: skip
    forecasts(a_forecast_run(100), cable, here, [ago(-1), ago(-2)], yhat="3")
    a_load("features", run_id=101)
    execute("CREATE TABLE analytics.features_101 PARTITION OF analytics.features_store"
            " FOR VALUES IN (101)")  # fmt: skip
    ModelRun.objects.create(
        run_id=101, dataset="features", status="CHAMPION", computed_at=COMPUTED_AT, row_count=1
    )
    Features.objects.create(
        run_id=101, full_date=DAY, item=cable, site=here, computed_at=COMPUTED_AT,
        features={"lag_7d": 3, "is_holiday": False},
    )  # fmt: skip


def _night() -> None:
    night = Night.objects.create(
        business_date=DAY, actor="beat", started_at=COMPUTED_AT,
        finished_at=COMPUTED_AT + timedelta(seconds=90),
    )  # fmt: skip
    NightStep.objects.create(
        night=night, step="loads", status="DONE", row_count=140, started_at=COMPUTED_AT,
        finished_at=COMPUTED_AT + timedelta(seconds=3),
    )  # fmt: skip
