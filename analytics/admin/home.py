"""What an administrator sees first: are the data fresh, did the night go well, what is open."""

from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.utils.html import format_html

from analytics.models import Alert
from support.admin.nights import outcome_of, took
from support.admin.tables import badge, figure, load_link, moment, table
from support.models import Freshness, LoadRequest, LoadRun, Night

SHOWN_LOADS = 8
LATE_FIRST = {"STALE": 0, "NEVER_LOADED": 1, "FRESH": 2, "NO_CADENCE": 3}
LEVELS = {"CRITICAL": "Crítico", "WARNING": "Atenção", "NORMAL": "Normal"}


def home(_request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the first page; each part is one question to the database, the night two."""
    night = Night.objects.prefetch_related("steps").first()
    feeds = sorted(Freshness.objects.all(), key=lambda feed: LATE_FIRST[feed.state])
    return context | {
        "dashboard_url": settings.DASHBOARD_URL,
        "late": sum(feed.state == Freshness.State.STALE for feed in feeds),
        "feeds": _feeds(feeds),
        "night": night,
        "night_outcome": outcome_of(night) if night else None,
        "night_took": took(night.started_at, night.finished_at) if night else None,
        "night_steps": _steps(night) if night else None,
        "alerts": _open_alerts(),
        "waiting": LoadRequest.objects.filter(status=LoadRequest.Status.WAITING).count(),
        "loads": _loads(),
    }


def _feeds(feeds: list[Freshness]) -> str:
    return table(
        ("conjunto", "situação", "dados até", "#idade", "#carga"),
        [
            (
                feed.dataset,
                badge(feed.state, feed.get_state_display()),
                figure(feed.as_of),
                f"{feed.age_days} d" if feed.age_days is not None else None,
                load_link(feed.run_id),
            )
            for feed in feeds
        ],
    )


def _steps(night: Night) -> str:
    """The steps without their beginnings, which the page of the night has."""
    return table(
        ("etapa", "situação", "#linhas", "#tempo"),
        [
            (
                format_html("{}<div class='nova-note'>{}</div>", step.step, step.error or ""),
                badge(step.status, step.get_status_display()),
                figure(step.row_count),
                took(step.started_at, step.finished_at),
            )
            for step in night.steps.all()
        ],
    )


def _open_alerts() -> list[dict[str, Any]]:
    standing = Alert.objects.filter(resolved_at=None).order_by()
    counts = dict(standing.values_list("level").annotate(Count("alert_id")))
    return [
        {"code": code, "label": label, "count": figure(counts.get(code, 0))}
        for code, label in LEVELS.items()
    ]


def _loads() -> str:
    return table(
        ("#carga", "conjunto", "situação", "#linhas", "#recusadas", "terminada em", "autor"),
        [
            (
                load_link(run.run_id),
                run.dataset,
                badge(run.status, run.get_status_display()),
                figure(run.rows_loaded),
                figure(run.rows_rejected),
                moment(run.finished_at),
                run.actor,
            )
            for run in LoadRun.objects.all()[:SHOWN_LOADS]
        ],
    )
