"""How old the data of each dataset are, and which are late."""

from django.contrib import admin
from django.utils.safestring import SafeString

from nova.api.readonly import ReadOnlyAdmin
from support.admin.tables import NONE, badge, figure, load_link, moment
from support.models import Freshness


@admin.register(Freshness)
class FreshnessAdmin(ReadOnlyAdmin):
    list_display = (
        "dataset", "state_badge", "until", "age_days", "cadence_days", "due", "published", "load",
    )  # fmt: skip
    list_display_links = None
    list_filter = ("state",)

    @admin.display(description="situação", ordering="state")
    def state_badge(self, feed: Freshness) -> SafeString:
        return badge(feed.state, feed.get_state_display())

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
        return load_link(feed.run_id)
