"""The tables of docs/kpis.md as analytics/kpis/definitions.py implies them.

python -m tests.docs.kpi_table writes them.
"""

import re

from analytics.kpis.definitions import KPIS, REASONS
from tests.docs.pages import page

PAGE = "kpis.md"


def figures() -> str:
    rows = [
        f"| `{kpi.name}` | {kpi.label.en} (*{kpi.label.pt}*) | {_cell(kpi.formula.en)} |"
        f" {kpi.unit} |"
        for kpi in KPIS
    ]
    return "\n".join(("| figure | name | is | unit |", "|---|---|---|---|", *rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def reasons() -> str:
    rows = [f"| `{code}` | {words.en} |" for code, words in REASONS.items()]
    return "\n".join(("| reason | means |", "|---|---|", *rows))


def _with(text: str, table: str) -> str:
    """The text with the table in place of the one that begins alike."""
    head = re.escape(table.partition("\n")[0])
    return re.sub(rf"^{head}\n(\|.*\n)*", lambda _: f"{table}\n", text, flags=re.MULTILINE)


def main() -> None:
    path = page(PAGE).path
    text = path.read_text(encoding="utf-8")
    path.write_text(_with(_with(text, figures()), reasons()), encoding="utf-8")


if __name__ == "__main__":
    main()
