"""Contracts as a person or a machine reads them."""

import json
from collections.abc import Iterable
from typing import Any

from rich import box
from rich.table import Table

from mlops.contract_export.words import contract, summary
from mlops.contracts import Dataset
from mlops.pipeline.console import terminal

WIDE = 160
_COLUMNS = ("column", "type", "unit", "required", "bounds", "meaning")


def print_json(document: Any) -> None:
    print(json.dumps(document, indent=2, ensure_ascii=False))


def print_datasets(datasets: Iterable[Dataset], *, as_json: bool) -> None:
    """Title, target, key and publication of each dataset."""
    if as_json:
        print_json([summary(dataset) for dataset in datasets])
        return
    table = _table("dataset", "title", "target", "key", "publication")
    for told in map(summary, datasets):
        key = ", ".join(told["key"])
        table.add_row(told["name"], told["title"], told["target"], key, told["publication"])
    terminal(width=WIDE).print(table)


def print_contract(dataset: Dataset, *, as_json: bool) -> None:
    """Target, key and columns of one dataset, and its rules over several columns."""
    told = contract(dataset)
    if as_json:
        print_json(told)
        return
    console = terminal(width=WIDE)
    console.print(f"{told['name']}: {told['title']} → {told['target']}; {told['publication']}")
    console.print(f"key: {', '.join(told['key'])}")
    console.print(f"schema versions: {', '.join(told['schema_versions'])}")
    columns = _table(*_COLUMNS)
    for column in told["columns"]:
        columns.add_row(*(column[name] for name in _COLUMNS))
    console.print(columns)
    rules = _table("code", "column", "rule")
    for rule in told["rules"]:
        rules.add_row(*rule.values())
    if rules.row_count:
        console.print(rules)


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
