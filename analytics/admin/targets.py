"""What KPIs shall reach."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminSelectWidget

from analytics.admin.policy import RulePage
from analytics.kpis.definitions import DIMENSIONS, KPIS
from analytics.models import KpiTarget

NAMES = {kpi.name: kpi.label.pt for kpi in KPIS}
CHOICES: dict[str, list[tuple[str, str]]] = {
    "kpi": list(NAMES.items()),
    "dimension": [("", "toda a empresa"), *((name, name) for name in DIMENSIONS)],
}


@admin.register(KpiTarget)
class KpiTargetAdmin(RulePage):
    entity = "kpi_target"
    list_display = (
        "label", "dimension", "segment", "comparison", "target", "upper_target", "baseline",
        "valid_from", "source",
    )  # fmt: skip
    list_filter = ("kpi", "dimension")
    search_fields = ("kpi", "segment", "source")
    search_help_text = "Indicador, segmento ou fonte"
    ordering = ("kpi", "dimension", "segment", "-valid_from")
    fields = (
        "kpi", ("dimension", "segment"), ("comparison", "target", "upper_target"), "baseline",
        "valid_from", "source",
    )  # fmt: skip

    @admin.display(description="indicador", ordering="kpi")
    def label(self, target: KpiTarget) -> str:
        return NAMES.get(target.kpi, target.kpi)

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name in CHOICES:
            return forms.TypedChoiceField(
                label=db_field.verbose_name,
                choices=CHOICES[db_field.name],
                required=not db_field.blank,
                empty_value=None,
                widget=UnfoldAdminSelectWidget,
            )
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        return field
