"""Codes as people mean them: what is odd about one, and which it may be meant to be."""

import unicodedata
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

MOST_SUGGESTIONS = 50  # distinct codes of a batch
LONGEST_SUGGESTION = 64
_UNSEEN = (
    r"[\x00-\x1f\x7f-\x9f\x{00a0}\x{00ad}\x{200b}-\x{200f}\x{2028}-\x{202e}"
    r"\x{2060}\x{2066}-\x{2069}\x{feff}]"
)


def strange_codes(values: pa.Array) -> Iterator[tuple[str, pa.BooleanArray]]:
    """A message for each distinct code that is not canonical, with what it may be meant to be."""
    canonical = pc.utf8_normalize(pc.utf8_trim_whitespace(values), "NFC")
    strange = pc.or_(pc.not_equal(canonical, values), pc.match_substring_regex(values, _UNSEEN))
    rule = "has spaces around it, invisible characters or another Unicode form"
    codes = values.filter(strange)
    for code in codes[:MOST_SUGGESTIONS].to_pylist():
        meant = plain_code(code)[:LONGEST_SUGGESTION]
        yield f"{rule}: did you mean {meant!r}?", pc.equal(values, code)
    if len(codes) > MOST_SUGGESTIONS:
        yield rule, strange


def plain_code(code: str) -> str:
    """The code as a person would type it: composed letters, plain spaces, nothing invisible."""
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", code))
    return "".join(c for c in spaced if unicodedata.category(c)[0] != "C").strip()


def fold(code: str) -> str:
    """The code without case, spaces, invisible characters or Unicode form."""
    visible = (c for c in unicodedata.normalize("NFKC", code) if unicodedata.category(c)[0] != "C")
    return "".join(visible).replace(" ", "").casefold()
