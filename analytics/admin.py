"""Who is told of what: the administrator keeps the wishes of people."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models
from django.http import HttpRequest

from analytics.models import Subscription
from support import audit


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("user", "kind", "category", "least_level", "site", "family", "by_email")
    list_filter = ("kind", "by_email")
    list_select_related = ("user", "site")
    search_fields = ("user__username", "family", "site__code")
    autocomplete_fields = ("user", "site")
    # One line each, and what is left empty narrows nothing.
    formfield_overrides = {  # noqa: RUF012 - as Django has it
        models.TextField: {"widget": AdminTextInputWidget, "empty_value": None}
    }

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._record(request, obj, "SUBSCRIPTION_CHANGED" if change else "SUBSCRIPTION_ADDED")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._record(request, obj, "SUBSCRIPTION_REMOVED")
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for subscription in queryset:
            self.delete_model(request, subscription)

    @staticmethod
    def _record(request: HttpRequest, subscription: Subscription, action: str) -> None:
        audit.record(
            actor=request.user.get_username(),
            action=action,
            request=request,
            entity_type="subscription",
            entity_id=subscription.pk,
            entity_key=str(subscription),
        )
