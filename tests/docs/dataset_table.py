"""The tables of docs/datasets.md as mlops/datasets.py implies them."""

from mlops.contracts import Column, Dataset, Kind, Publication

LIMIT_WORTH_TELLING = 2000  # the contract's default; JSON has one of its own


def dataset_section(dataset: Dataset) -> str:
    """Heading, key and column table of one dataset, in the page's own words."""
    rows = [_row(dataset, column) for column in dataset.columns]
    return "\n".join([f"## {dataset.name}", "", _intro(dataset), "", *_HEADER, *rows])


_HEADER = ("| column | holds | in the file | bounds | meaning |", "|---|---|---|---|---|")


def _intro(dataset: Dataset) -> str:
    key = ", ".join(f"`{name}`" for name in _file_key(dataset))
    how = "one run a file" if dataset.publication is Publication.RUN else "rows changed by key"
    return f"{dataset.title} → `{dataset.target}`; {how}.\nKey: {key}."


def _file_key(dataset: Dataset) -> list[str]:
    """The key in the file's own columns; the run is not one of them."""
    names = {reference.id_column: reference.column for reference in dataset.references}
    return [names.get(part, part) for part in dataset.key if part != "run_id"]


def _row(dataset: Dataset, column: Column) -> str:
    reference = dataset.reference_of(column.name)
    surrogate = reference.surrogate if reference else None
    name = f"`{column.name}`" + (f" or `{surrogate}`" if surrogate else "")
    cells = (name, column.kind.value, _presence(column), _bounds(column), column.meaning)
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
    unit = "" if column.unit.startswith("score") else column.unit  # a score names its own range
    return f"{_range(column.low, column.high)} {unit}".strip() or "—"


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:g} to {high:g}" if high < 10_000 else f"{low:g} to {high:,.0f}"
    return f"≥ {low:g}" if low is not None else ""
