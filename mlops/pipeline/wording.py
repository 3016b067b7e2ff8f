"""Figures of a load as people read them in a terminal."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from support.load_figures import Change, Comparison, Figure

NONE = "—"


def count(value: int | None) -> str:
    return NONE if value is None else f"{value:,}"


def counts(found: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {number:,}" for code, number in found.items())


def pairs(found: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in found.items())


def figure(value: Figure | None) -> str:
    """1,234,567, 1,234.5 or 2026-11-21."""
    match value:
        case None:
            return NONE
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():,f}"
        case _:
            return f"{value:,}"


def percent(value: Decimal | None) -> str:
    """+12.5%, -3.0% or 0%; a dash where there is nothing to compare with."""
    if value is None:
        return NONE
    return f"{value:+,f}%" if value else "0%"


def seconds(value: float | None) -> str:
    """0.42 s, 12.3 s, 2 min 05 s or 1 h 02 min."""
    if value is None:
        return NONE
    if value < 60:
        return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"
    minutes, rest = divmod(round(value), 60)
    return (
        f"{minutes} min {rest:02} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
    )


def comparison(found: Comparison) -> str:
    """The figures of a run, each with its change since the publication before."""
    changes = ", ".join(_change(change) for change in _told(found.changes))
    if found.previous is None:
        return f"first publication: {changes}"
    return f"since run {found.previous.run_id}: {changes}"


def _told(changes: Iterable[Change]) -> list[Change]:
    """All figures but days that stayed the same."""
    return [c for c in changes if not (isinstance(c.now, date) and c.now == c.before)]


def _change(change: Change) -> str:
    name, now = change.name.replace("_", " "), figure(change.now)
    if change.before is None:
        return f"{name} {now}"
    if change.before == change.now:
        return f"{name} {now} (0%)"
    share = "" if change.percent is None else f" ({percent(change.percent)})"
    return f"{name} {figure(change.before)} → {now}{share}"
