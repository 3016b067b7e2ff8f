"""What KPIs shall reach."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from unfold.widgets import UnfoldAdminSelectWidget

from analytics.admin.policy import RulePage
from analytics.kpis.definitions import DIMENSIONS, KPIS
from analytics.models import KpiTarget
from support.admin.tables import figure

NAMES = {kpi.name: kpi.label.pt for kpi in KPIS}
CHOICES: dict[str, list[tuple[str, str]]] = {
    "kpi": list(NAMES.items()),
    "dimension": [("", "toda a empresa"), *((name, name) for name in DIMENSIONS)],
}


@admin.register(KpiTarget)
class KpiTargetAdmin(RulePage):
    entity = "kpi_target"
    list_display = (
        "label", "dimension", "segment", "comparison", "goal", "upper", "baseline_figure", "since",
        "source",
    )  # fmt: skip
    list_filter = ("kpi", "dimension")
    search_fields = ("kpi", "segment", "source")
    search_help_text = "Indicador, segmento ou fonte"
    fields = (
        "kpi", ("dimension", "segment"), ("comparison", "target", "upper_target"), "baseline",
        "valid_from", "source",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[KpiTarget]:
        targets: QuerySet[KpiTarget] = super().get_queryset(request)
        return targets.order_by("kpi", "dimension", "segment", "-valid_from")

    @admin.display(description="meta", ordering="target")
    def goal(self, target: KpiTarget) -> str:
        return figure(target.target)

    @admin.display(description="meta superior", ordering="upper_target")
    def upper(self, target: KpiTarget) -> str:
        return figure(target.upper_target)

    @admin.display(description="partida", ordering="baseline")
    def baseline_figure(self, target: KpiTarget) -> str:
        return figure(target.baseline)

    @admin.display(description="vale desde", ordering="valid_from")
    def since(self, target: KpiTarget) -> str:
        return figure(target.valid_from)

    @admin.display(description="indicador", ordering="kpi")
    def label(self, target: KpiTarget) -> str:
        return NAMES.get(target.kpi, target.kpi)

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name in CHOICES:
            return forms.TypedChoiceField(
                label=capfirst(db_field.verbose_name),
                choices=CHOICES[db_field.name],
                required=not db_field.blank,
                empty_value=None,
                widget=UnfoldAdminSelectWidget,
            )
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        return field
