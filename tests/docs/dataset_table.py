"""The pages of the datasets as mlops/datasets.py implies them.

python -m tests.docs.dataset_table writes them.
"""

from mlops.contract_export.words import file_key, publication
from mlops.contracts import Column, Dataset, Kind
from mlops.datasets import DATASETS
from tests.docs.pages import Page, page

LIMIT_WORTH_TELLING = 2000  # the contract's default; JSON has one of its own
INDEX = "datasets.md"
GROUPS = {
    "core.dim_": "dimensions.md",
    "core.fact_": "facts.md",
    "analytics.": "outputs.md",
}  # page by what the target's name begins with


def page_of(dataset: Dataset) -> Page:
    """The page that shows the dataset. StopIteration for a table of a kind of its own."""
    return page(next(name for start, name in GROUPS.items() if dataset.target.startswith(start)))


def index_table() -> str:
    """The table of all datasets, in the order in which a unit loads them."""
    rows = [
        f"| [{name}]({page_of(dataset).path.name}#{name}) | {dataset.title} | `{dataset.target}` |"
        f" {publication(dataset)} | {_cadence(dataset)} |"
        for name, dataset in DATASETS.items()
    ]
    header = ("| dataset | holds | ends in | publication | expected |", "|---|---|---|---|---|")
    return "\n".join((*header, *rows))


def _cadence(dataset: Dataset) -> str:
    days = dataset.cadence_days
    return "—" if days is None else "daily" if days == 1 else f"every {days} days"


def sections(one: Page) -> str:
    """The sections of the datasets that belong on a page, in the same order."""
    own = [dataset for dataset in DATASETS.values() if page_of(dataset) == one]
    return "\n\n".join(map(_section, own))


def _section(dataset: Dataset) -> str:
    rows = [_row(dataset, column) for column in dataset.columns]
    return "\n".join([f"## {dataset.name}", "", _intro(dataset), "", *_HEADER, *rows])


_HEADER = ("| column | holds | in the file | bounds | meaning |", "|---|---|---|---|---|")


def _intro(dataset: Dataset) -> str:
    key = ", ".join(f"`{name}`" for name in file_key(dataset))
    told = f"{dataset.title} → `{dataset.target}`; {publication(dataset)}.\nKey: {key}"
    if dataset.key_where:
        told += f", among the rows where `{dataset.key_where}`"
    if dataset.gathers:
        told += f".\nA column of any other name goes into `{dataset.gathers}`"
        told += " ([how](files.md#features-in-three-forms))"
    return f"{told}."


def _row(dataset: Dataset, column: Column) -> str:
    reference = dataset.reference_of(column.name)
    surrogate = reference.surrogate if reference else None
    name = f"`{column.name}`" + (f" or `{surrogate}`" if surrogate else "")
    presence = _presence(column)
    if column.name == dataset.gathers:
        presence += ", or the columns that go into it"
    cells = (name, column.kind.value, presence, _bounds(column), column.meaning)
    return f"| {' | '.join(cells)} |"


def _presence(column: Column) -> str:
    if column.required:
        return "required, cells may be empty" if column.nullable else "required"
    return "optional" if column.nullable else "optional, no empty cells"


def _bounds(column: Column) -> str:
    if column.choices:
        return ", ".join(f"`{choice}`" for choice in sorted(column.choices))
    if column.kind in (Kind.TEXT, Kind.CODE) and column.max_length < LIMIT_WORTH_TELLING:
        return f"{column.max_length} characters"
    if column.kind is Kind.DATE:
        return str(column.span)
    unit = "" if column.unit.startswith("score") else column.unit  # a score names its own range
    return f"{_range(column.low, column.high)} {unit}".strip() or "—"


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:,.12g} to {high:,.12g}" if high >= 10_000 else f"{low:g} to {high:g}"
    return f"≥ {low:g}" if low is not None else ""


def write() -> None:
    """Put tables and sections in place of those that the pages have."""
    index = page(INDEX)
    index.path.write_text(f"{before(index.text, '| dataset')}{index_table()}\n", encoding="utf-8")
    for name in GROUPS.values():
        one = page(name)
        one.path.write_text(f"{before(one.text, '## ')}{sections(one)}\n", encoding="utf-8")


def before(text: str, mark: str) -> str:
    """What stands before the first line that begins with the mark."""
    return text[: text.index(f"\n{mark}") + 1]


if __name__ == "__main__":
    write()
