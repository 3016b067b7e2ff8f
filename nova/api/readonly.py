"""Admin pages that show and never change."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin


class Page(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    """What every admin page shares: the whole width, filters in a drawer, no count of the whole."""

    list_fullwidth = True
    list_filter_sheet = True
    list_per_page = 50
    empty_value_display = "—"
    show_full_result_count = False
    compressed_fields = True


class ReadOnlyAdmin(Page):
    """Searchable lists and detail pages without a way to add, change or delete."""

    actions: tuple[str, ...] | None = None

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False
