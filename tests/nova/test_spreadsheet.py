"""Text on its way into a spreadsheet runs nowhere, and figures stay figures."""

import pytest

from nova.spreadsheet import csv_lines, harmless

# What OWASP names in "CSV Injection": at the start of a cell, and of one that another separator
# makes of it.
CASES = [
    ("=1+1", "'=1+1"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t'=1"),
    ("\r=1", "'\r'=1"),
    ("\n=1", "'\n'=1"),
    ("＝1+1", "'＝1+1"),
    ("＠SUM", "'＠SUM"),
    ("Cabo;=1+1", "Cabo;'=1+1"),
    ("Cabo,=1+1", "Cabo,'=1+1"),
    ("Cabo\n@SUM(A1)", "Cabo\n'@SUM(A1)"),
    ("Cabo;-cmd|' /C calc'!A0", "Cabo;'-cmd|' /C calc'!A0"),
    ("Cabo;+cmd|' /C calc'!A0", "Cabo;'+cmd|' /C calc'!A0"),
]
LEFT_ALONE = [
    "", "Cabo 10-20 mm", "a = b", "ana@example.com", "[1,-5,2.5]", '{"a":-1}', "0012", "x-y",
    "1,-.5",
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), CASES)
def test_a_formula_is_text(text: str, told: str) -> None:
    assert harmless(text) == told


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_figures_are_no_text() -> None:
    assert list(csv_lines([(-1, -2.5, None, "-1")])) == ["-1,-2.5,,'-1\r\n"]
