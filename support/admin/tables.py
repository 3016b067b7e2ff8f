"""Small tables of an admin page, and figures as Brazilians write them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

NONE = "—"

Cell = object


def once(told: Callable[[Any, Any], SafeString | str]) -> Callable[[Any, Any], SafeString | str]:
    """A field of a page that is worked out once for each object: a page asks for it repeatedly."""

    @wraps(told)
    def remembered(page: Any, obj: Any) -> SafeString | str:
        known: dict[str, SafeString | str] = obj.__dict__.setdefault("_told", {})
        if told.__name__ not in known:
            known[told.__name__] = told(page, obj)
        return known[told.__name__]

    return remembered


def table(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> SafeString:
    """Rows under their headings, or a dash without rows; a heading with # is one of numbers."""
    classes = ["number" if heading.startswith("#") else "" for heading in headings]
    head = format_html_join(
        "",
        '<th scope="col" class="{}">{}</th>',
        ((kind, heading.lstrip("#")) for kind, heading in zip(classes, headings, strict=True)),
    )
    body = format_html_join("", "<tr>{}</tr>", ((_cells(classes, row),) for row in rows))
    if not body:
        return SafeString(NONE)
    return format_html(
        '<div class="load-scroll" tabindex="0"><table class="load-table">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        head,
        body,
    )


def _cells(classes: Sequence[str], row: Sequence[Cell]) -> SafeString:
    return format_html_join(
        "",
        '<td class="{}">{}</td>',
        ((kind, NONE if cell is None else cell) for kind, cell in zip(classes, row, strict=True)),
    )


def badge(code: str, shown: str) -> SafeString:
    """A state as a coloured word; its colour is that of load-<code> in nova/admin.css."""
    return format_html('<span class="load-status load-{}">{}</span>', code, shown)


def load_link(run_id: int | None) -> SafeString:
    """The number of a run, leading to its page."""
    if run_id is None:
        return SafeString(NONE)
    page = reverse("admin:support_loadrun_change", args=[run_id])
    return format_html('<a class="link" href="{}">{}</a>', page, run_id)


def figure(value: float | Decimal | date | None) -> str:
    """1.234.567, 1.234,5 or 30/11/2026."""
    if value is None:
        return NONE
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        value = value.normalize() if value % 1 else value.to_integral_value()
    return number_format(value, force_grouping=True)


def moment(value: datetime) -> str:
    """30/11/2026 02:13:05, in the business's own time."""
    return f"{timezone.localtime(value):%d/%m/%Y %H:%M:%S}"


def seconds(value: float) -> str:
    """0,42 s, 12,3 s, 2 min 05 s or 1 h 02 min."""
    if value < 60:
        places = 2 if value < 10 else 1
        return f"{number_format(round(value, places), places)} s"
    minutes, rest = divmod(round(value), 60)
    return (
        f"{minutes} min {rest:02} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
    )
