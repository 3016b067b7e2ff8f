"""What may be asked of loads, nights and the audit log."""

from django.db.models import QuerySet
from django_filters import CharFilter, FilterSet

from nova.api.filtering import AnyChoiceFilter, AnyNumberFilter, AnyOfFilter
from nova.api.ordering import OrderField
from nova.api.parameters import ListParameters
from nova.api.windows import OpenWindowParameters
from support.models import AuditLog, LoadReject, LoadRun, Night, NightStep
from support.querysets import AuditLogQuerySet, LoadRunQuerySet


class LoadListParameters(ListParameters, OpenWindowParameters):
    """Days are those on which a load began."""

    order_by = OrderField(
        "-run_id", "dataset", "-started_at", "-rows_loaded", "-rows_rejected", "-seconds"
    )


class LoadFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(
        method="search", max_length=200, help_text="Words of file, hash, code, message or author."
    )
    dataset = AnyOfFilter(help_text="One or more datasets, separated by commas.")
    status = AnyChoiceFilter(choices=[(name, name) for name in LoadRun.Status.values])
    code = AnyOfFilter(help_text="Codes of refusals, separated by commas.")
    actor = AnyOfFilter()

    class Meta:
        model = LoadRun
        fields = ()

    def search(self, runs: LoadRunQuerySet, _name: str, words: str) -> QuerySet[LoadRun]:
        return runs.matching(words)


class RejectListParameters(ListParameters):
    order_by = OrderField("reject_id", "row_no", "code", "column_name")


class RejectFilters(FilterSet):  # type: ignore[misc]
    code = AnyOfFilter()
    column_name = AnyOfFilter()

    class Meta:
        model = LoadReject
        fields = ()


class NightListParameters(ListParameters, OpenWindowParameters):
    """Days are the business days that nights worked out."""

    order_by = OrderField("-night_id", "-business_date", "-seconds")


class NightFilters(FilterSet):  # type: ignore[misc]
    status = AnyChoiceFilter(
        choices=[(name, name) for name in NightStep.Status.values],
        help_text="The worst of its steps; RUNNING: without an end.",
    )

    class Meta:
        model = Night
        fields = ()


class AuditListParameters(ListParameters, OpenWindowParameters):
    """Days are those on which it was done."""

    order_by = OrderField("-audit_id")


class AuditFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(
        method="search",
        max_length=200,
        help_text="Words of actor, action, kind and key of the subject, or request.",
    )
    actor = AnyOfFilter()
    action = AnyOfFilter(help_text="Such as LOGIN,LOGIN_FAILED.")
    entity_type = AnyOfFilter(help_text="Such as recommendation or load_run.")
    entity_id = AnyNumberFilter()
    entity_key = AnyOfFilter()
    request_id = AnyOfFilter(help_text="As the answer's X-Request-ID named it.")

    class Meta:
        model = AuditLog
        fields = ()

    def search(self, entries: AuditLogQuerySet, _name: str, words: str) -> QuerySet[AuditLog]:
        return entries.matching(words)
