"""The documentation as tests read it: code, links and tables of Markdown pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nova.settings.env import BASE_DIR

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: Path

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def prose(self) -> str:
        return FENCE.sub("", self.text)

    def blocks(self, language: str | None = None) -> list[str]:
        """Fenced blocks, those of one language when it is given."""
        return [block for named, block in FENCE.findall(self.text) if language in (None, named)]

    def code(self) -> list[str]:
        """Everything set as code, in lines or within one."""
        return [*self.blocks(), *INLINE.findall(self.prose)]

    def links(self) -> list[str]:
        return LINK.findall(self.prose)

    def anchors(self) -> set[str]:
        """Names under which the headings can be linked to."""
        return {
            re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
            for heading in HEADING.findall(self.prose)
        }

    def section(self, heading: str) -> str:
        """Text under one heading, up to the next; AssertionError when there is none."""
        _, found, rest = self.prose.partition(f"## {heading}\n")
        assert found, f"{self.path.name} has no section {heading!r}"
        return rest.partition("\n## ")[0]

    def first_cells(self, heading: str) -> list[str]:
        """First cell of each row of the section's tables, without headers."""
        return [row[0] for row in table_rows(self.section(heading))]


def table_rows(text: str) -> Iterator[list[str]]:
    """Cells of each row of the Markdown tables in text, without headers."""
    lines = text.splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        if not line.startswith("|") or not before.startswith("|") or set(line) <= set("|-: "):
            continue
        yield [cell.strip() for cell in line.strip("|").split("|")]


def page(name: str) -> Page:
    return Page(BASE_DIR / "docs" / name)


PAGES = [Page(path) for path in (BASE_DIR / "README.md", *sorted(BASE_DIR.glob("docs/*.md")))]
