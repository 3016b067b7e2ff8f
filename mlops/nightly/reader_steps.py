"""Steps that bring figures and advice to those who read them."""

from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django_pgviews.view import MaterializedView

from analytics.notifications.digest import tell
from analytics.services import refresh_view
from mlops.nightly.step import Done, Status
from support.computed_runs import ComputedRun


def views(_day: date) -> Done:
    """Every materialized view; the run that tells of it is a new version of the data to caches."""
    models = [model for model in apps.get_models() if issubclass(model, MaterializedView)]
    names = sorted(model._meta.db_table.partition(".")[2] for model in models)
    with connection.cursor() as cursor:
        stale = {name: why for name in names if (why := refresh_view(cursor, name))}
    fresh = len(names) - len(stale)
    with transaction.atomic():
        ComputedRun("views", source=", ".join(names), action="VIEWS_REFRESHED").publish(
            rows_read=len(names), rows_loaded=fresh, rows_set_apart=len(stale), details=stale
        )
    error = "; ".join(f"{name}: {why}" for name, why in stale.items()) or None
    return Done(Status.PARTIAL if stale else Status.DONE, rows=fresh, error=error)


def digest(day: date) -> Done:
    told = tell(day=day)
    error = "; ".join(f"{name}: {why}" for name, why in told.failed.items()) or None
    return Done(
        Status.PARTIAL if error else Status.DONE,
        rows=told.noted,
        details={"sent": told.sent, "email": "on" if settings.EMAIL_URL else "no EMAIL_URL"},
        error=error,
    )
