"""How old the data of each dataset are, and which are late."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nova.api.readonly import ReadOnlyAdmin
from support.admin.tables import NONE, figure, moment
from support.models import Freshness


@admin.register(Freshness)
class FreshnessAdmin(ReadOnlyAdmin):
    class Media:
        css = {"all": ("support/loads.css",)}  # noqa: RUF012 - as Django has it

    list_display = (
        "dataset", "badge", "until", "age_days", "cadence_days", "due", "published", "load",
    )  # fmt: skip
    list_display_links = None
    list_filter = ("state",)

    @admin.display(description="situação", ordering="state")
    def badge(self, feed: Freshness) -> SafeString:
        shown = feed.get_state_display()
        return format_html('<span class="load-status load-{}">{}</span>', feed.state, shown)

    @admin.display(description="dados até", ordering="as_of")
    def until(self, feed: Freshness) -> str:
        return figure(feed.as_of)

    @admin.display(description="próximo até", ordering="due_on")
    def due(self, feed: Freshness) -> str:
        return figure(feed.due_on)

    @admin.display(description="publicado em", ordering="published_at")
    def published(self, feed: Freshness) -> str:
        return moment(feed.published_at) if feed.published_at else NONE

    @admin.display(description="carga", ordering="run_id")
    def load(self, feed: Freshness) -> SafeString:
        if feed.run_id is None:
            return SafeString(NONE)
        page = reverse("admin:support_loadrun_change", args=[feed.run_id])
        return format_html('<a href="{}">{}</a>', page, feed.run_id)
