"""Who is told of what: the administrator keeps the wishes of people."""

from django.contrib import admin

from analytics.models import Subscription
from support.admin.changes import AuditedPage


@admin.register(Subscription)
class SubscriptionAdmin(AuditedPage):
    entity = "subscription"
    list_display = ("user", "kind", "category", "least_level", "site", "family", "by_email")
    list_filter = ("kind", "by_email")
    list_select_related = ("user", "site")
    search_fields = ("user__username", "family", "site__code")
    autocomplete_fields = ("user", "site")
