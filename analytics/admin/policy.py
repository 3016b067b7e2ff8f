"""Service levels, and figures that people set for a time."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from analytics.models import PolicyOverride, ServiceLevel
from support.admin.changes import AuditedPage
from support.admin.tables import NONE, badge, figure


class PeriodFilter(admin.SimpleListFilter):
    """Rows that hold today, or not; a subclass names the column of the last day."""

    title = "vigência"
    parameter_name = "holds"
    first, last = "", ""

    def lookups(self, _request: HttpRequest, _page: Any) -> list[tuple[str, str]]:
        return [("today", "Vigentes"), ("past", "Terminadas"), ("future", "Futuras")]

    def queryset(self, _request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        match self.value():
            case "past":
                return rows.filter(**{f"{self.last}__lt": today})
            case "future":
                return rows.filter(**{f"{self.first}__gt": today})
            case "today":
                begun = rows.filter(**{f"{self.first}__lte": today})
                return begun.exclude(**{f"{self.last}__lt": today})
        return rows


class ServiceLevelPeriod(PeriodFilter):
    first, last = "valid_from", "valid_to"


class OverridePeriod(PeriodFilter):
    first, last = "starts_on", "expires_on"


class RulePage(AuditedPage):
    """A rule that ends by its last day and is never deleted: policies name what they came from."""

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False


@admin.register(ServiceLevel)
class ServiceLevelAdmin(RulePage):
    entity = "service_level"
    list_display = ("share", "abc_class", "xyz_class", "criticality", "since", "until", "source")
    list_filter = (ServiceLevelPeriod, "abc_class", "xyz_class")
    ordering = ("-valid_from", "service_level_id")
    fields = (
        "service_level", ("abc_class", "xyz_class"), ("criticality_from", "criticality_to"),
        ("valid_from", "valid_to"), "source",
    )  # fmt: skip

    @admin.display(description="nível de serviço", ordering="service_level")
    def share(self, rule: ServiceLevel) -> str:
        return figure(rule.service_level)

    @admin.display(description="desde", ordering="valid_from")
    def since(self, rule: ServiceLevel) -> str:
        return figure(rule.valid_from)

    @admin.display(description="criticidade")
    def criticality(self, rule: ServiceLevel) -> str:
        least, most = rule.criticality_from, rule.criticality_to
        if least is None and most is None:
            return NONE
        return f"{0 if least is None else least} a {10 if most is None else most}"

    @admin.display(description="até", ordering="valid_to")
    def until(self, rule: ServiceLevel) -> str:
        return figure(rule.valid_to)


def _named(code: str, name: str) -> SafeString:
    return format_html("{}<div class='nova-note'>{}</div>", code, name)


@admin.register(PolicyOverride)
class PolicyOverrideAdmin(RulePage):
    entity = "policy_override"
    list_display = (
        "material", "place", "state", "level", "safety", "reorder", "lead_time", "since", "until",
        "actor",
    )  # fmt: skip
    list_filter = (OverridePeriod, "expires_on")
    list_select_related = ("item", "site")
    search_fields = ("item__sku", "item__name", "site__code", "reason", "actor")
    search_help_text = "Material, local, motivo ou autor"
    autocomplete_fields = ("item", "site")
    ordering = ("-expires_on", "-override_id")
    readonly_fields = ("actor", "created_at")
    fields = (
        "item", "site", ("service_level", "safety_stock"), ("reorder_point", "lead_time_days"),
        ("starts_on", "expires_on"), "reason", ("actor", "created_at"),
    )  # fmt: skip
    actions = ("end_today",)

    @admin.display(description="material", ordering="item__sku")
    def material(self, override: PolicyOverride) -> SafeString:
        return _named(override.item.sku, override.item.name)

    @admin.display(description="local", ordering="site__code")
    def place(self, override: PolicyOverride) -> SafeString:
        site = override.site
        return _named(site.code, site.name) if site else SafeString("todos")

    @admin.display(description="nível", ordering="service_level")
    def level(self, override: PolicyOverride) -> str:
        return figure(override.service_level)

    @admin.display(description="segurança", ordering="safety_stock")
    def safety(self, override: PolicyOverride) -> str:
        return figure(override.safety_stock)

    @admin.display(description="ponto de pedido", ordering="reorder_point")
    def reorder(self, override: PolicyOverride) -> str:
        return figure(override.reorder_point)

    @admin.display(description="prazo (dias)", ordering="lead_time_days")
    def lead_time(self, override: PolicyOverride) -> str:
        return figure(override.lead_time_days)

    @admin.display(description="desde", ordering="starts_on")
    def since(self, override: PolicyOverride) -> str:
        return figure(override.starts_on)

    @admin.display(description="último dia", ordering="expires_on")
    def until(self, override: PolicyOverride) -> str:
        return figure(override.expires_on)

    @admin.display(description="situação")
    def state(self, override: PolicyOverride) -> SafeString:
        today = timezone.localdate()
        if override.expires_on < today:
            return badge("RETIRED", "Terminada")
        return badge("FRESH", "Vigente") if override.starts_on <= today else badge("", "Futura")

    def get_fields(self, request: HttpRequest, obj: PolicyOverride | None = None) -> Any:
        fields = super().get_fields(request, obj)
        return fields if obj else fields[:-1]  # who and when are not known yet

    def save_model(
        self, request: HttpRequest, obj: PolicyOverride, form: Any, change: bool
    ) -> None:
        if not change:
            obj.actor = request.user.get_username()
        super().save_model(request, obj, form, change)

    @admin.action(description="Terminar hoje as exceções selecionadas")
    @transaction.atomic
    def end_today(self, request: HttpRequest, overrides: QuerySet[PolicyOverride]) -> None:
        """Those that hold and go on after today; today is their last day."""
        today = timezone.localdate()
        holding = overrides.filter(starts_on__lte=today, expires_on__gt=today)
        ended = 0
        for override in holding.select_related("item", "site"):
            before = override.expires_on.isoformat()
            override.expires_on = today
            override.save(update_fields=["expires_on"])
            told = {"before": {"expires_on": before}, "after": {"expires_on": today.isoformat()}}
            self.record(request, override, "CHANGED", told)
            ended += 1
        self.message_user(request, f"Exceções terminadas: {ended}.", messages.SUCCESS)
