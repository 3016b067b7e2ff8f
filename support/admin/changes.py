"""Pages whose changes are audited, with what was there before and after."""

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper as RelatedChoice
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminTextInputWidget

from nova.api.readonly import Page
from support import audit


class AuditedPage(Page):
    """Each change is one transaction with its audit row. entity: what audit rows call it."""

    entity = ""
    chooses_only = True  # what a choice offers is made elsewhere
    # One line each, what is left empty is unknown, and figures have a comma.
    formfield_overrides = {  # noqa: RUF012 - as Django has it
        models.TextField: {"widget": UnfoldAdminTextInputWidget, "empty_value": None},
        models.DecimalField: {"widget": UnfoldAdminTextInputWidget, "localize": True},
    }

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Without the buttons beside a choice where its page changes nothing."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if self.chooses_only and isinstance(
            wrapper := getattr(field, "widget", None), RelatedChoice
        ):
            for may in ("add", "change", "delete", "view"):
                setattr(wrapper, f"can_{may}_related", False)
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with transaction.atomic():
            before = row_of(type(obj)._default_manager.get(pk=obj.pk)) if change else {}
            super().save_model(request, obj, form, change)
            after = row_of(obj)
            changed = [name for name in after if before.get(name) != after[name]]
            if changed:
                told = {"after": plain({name: after[name] for name in changed})}
                if change:
                    told["before"] = plain({name: before[name] for name in changed})
                self.record(request, obj, "CHANGED" if change else "ADDED", told)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            self.record(request, obj, "REMOVED", {"before": plain(row_of(obj))})
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def record(self, request: HttpRequest, obj: Any, done: str, told: dict[str, Any]) -> None:
        audit.record(
            actor=request.user.get_username(),
            action=f"{self.entity.upper()}_{done}",
            request=request,
            entity_type=self.entity,
            entity_id=obj.pk,
            entity_key=str(obj),
            details=told,
        )


def row_of(obj: models.Model) -> dict[str, Any]:
    """Columns of a row; what the database alone fills in is left out."""
    return {
        field.attname: field.value_from_object(obj)
        for field in obj._meta.concrete_fields
        if not field.primary_key and field.editable
    }


class _Encoder(DjangoJSONEncoder):
    def default(self, o: object) -> Any:
        return str(o) if isinstance(o, ZoneInfo) else super().default(o)


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns as JSON takes them."""
    told: dict[str, Any] = json.loads(json.dumps(dict(row), cls=_Encoder))
    return told
