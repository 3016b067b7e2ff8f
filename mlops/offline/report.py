"""The model card as a page that a person reads: tables and plots in one HTML file."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

STYLE: Final = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 }
td, th { padding: .2rem .8rem; text-align: right }
th { border-bottom: 1px solid #888 } td:first-child, th:first-child { text-align: left }
svg { max-width: 100%; height: auto }
"""
Card = dict[str, Any]
# The same card gives the same file: no random ids in the drawings.
mpl.rcParams["svg.hashsalt"] = "nova"


def html_report(card: Card) -> str:
    """The page; what could not be measured is shown as a dash."""
    parts = [f"<h1>{escape(card['model_tag'])}, as of {card['as_of']}</h1>"]
    parts.append(
        f"<p>{card['item_sites']:,} item-sites. {escape(card['chosen_because'] or '')}</p>"
    )
    parts += _history(card)
    if card["backtest"]:
        parts += _backtest(card)
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        f"<title>{escape(card['model_tag'])}</title><style>{STYLE}</style>{''.join(parts)}</html>\n"
    )


def _history(card: Card) -> list[str]:
    told = card["outliers"]
    return [
        "<h2>History</h2>",
        (
            f"<p>{card['days_unseen']:,} days without stock, on which demand could not be seen:"
            " no model learns from them.</p>"
        ),
        (
            f"<p>{told['count']:,} demands far above what is usual of their item-site,"
            " left as they are; the largest:</p>"
        ),
        _rows(told["largest"]),
    ]


def _backtest(card: Card) -> list[str]:
    told, models = card["backtest"], card["backtest"]["models"]
    own, drift = next(iter(models.values())), card["drift"]
    parts = [
        f"<p>Backtest of {told['days']} days from {', '.join(told['origins'])}.</p>",
        "<h2>Accuracy</h2>", _table("model", {n: m["overall"] for n, m in models.items()}),
        "<h2>By days ahead</h2>", _bars({n: m["by_lead"] for n, m in models.items()}, "wape"),
        "<h2>By demand class</h2>", _table("class", own["by_class"]),
        "<h2>Calibration</h2>", _calibration({n: m["calibration"] for n, m in models.items()}),
        "<h2>Stock and service</h2>", _stock(card["stock_value"]),
        "<h2>Worst item-sites</h2>", _rows(card["worst_item_sites"]),
        "<h2>Segments</h2>",
        _rows([{k: s[k] for k in ("name", "pairs", "description")} for s in card["segments"]]),
        "<h2>Drift</h2>", f"<p>Latest error over earlier: {_cell(drift['error_ratio'])}</p>",
        _rows([row for row in drift["features"] if row["drifted"]]),
    ]  # fmt: skip
    if card["drivers"]:
        parts += ["<h2>What drives the forecast</h2>", _rows(card["drivers"])]
    return parts


def _table(name: str, rows: dict[str, dict[str, Any]]) -> str:
    return _rows([{name: key, **row} for key, row in rows.items()])


def _rows(rows: Sequence[dict[str, Any]]) -> str:
    """An HTML table; a dash stands for what is missing, and for a table without rows."""
    if not rows:
        return "<p>—</p>"
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(row.get(name))}</td>" for name in names) + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _cell(value: Any) -> str:
    if value is None:
        return "—"
    return f"{value:.4g}" if isinstance(value, float) else escape(str(value))


def _bars(by_model: dict[str, dict[str, dict[str, float | None]]], measure: str) -> str:
    figure = Figure(figsize=(7, 3), layout="constrained")
    axes = figure.subplots()
    for name, leads in by_model.items():
        axes.plot(list(leads), _drawn(row.get(measure) for row in leads.values()), "o-", label=name)
    axes.set(xlabel="days ahead", ylabel=measure.upper())
    axes.legend()
    return _svg(figure)


def _calibration(by_model: dict[str, dict[str, float | None]]) -> str:
    figure = Figure(figsize=(4.5, 4), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], ":", color="grey", label="as promised")
    for name, levels in by_model.items():
        axes.plot([float(level) for level in levels], _drawn(levels.values()), "o-", label=name)
    axes.set(xlabel="level of the interval", ylabel="share of days within it")
    axes.legend()
    return _svg(figure)


def _stock(by_model: dict[str, list[dict[str, float]]]) -> str:
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    for name, rows in by_model.items():
        cover = [row["cover"] for row in rows]
        axes.plot(cover, [100 * row["unfulfilled"] for row in rows], "o-", label=name)
    axes.set(xlabel="mean stock in days of demand", ylabel="demand unserved, %")
    axes.legend()
    return _svg(figure)


def _drawn(values: Iterable[float | None]) -> list[float]:
    """What is missing leaves a gap in the line."""
    return [math.nan if value is None else value for value in values]


def _svg(figure: Figure) -> str:
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue().partition("<svg")[2].join(["<svg", ""])
