"""The checklist of security names tests that exist, for each of its points."""

import re

import pytest
from django.contrib.auth.hashers import make_password

from nova.settings import base
from nova.settings.env import BASE_DIR
from tests.docs.pages import page

POINTS = 51
ROWS = re.findall(r"^\| (\d+) \|.*\| (.+) \|$", page("security.md").text, re.MULTILINE)
NAMED = re.findall(r"`([\w/.-]+\.(?:py|tsx?)(?:::\w+)?)`", " ".join(shown for _, shown in ROWS))
NAMED += re.findall(r"`([\w/.-]+\.py::\w+)`", page("security.md").text)


def test_every_point_of_the_checklist_has_its_row() -> None:
    assert [int(number) for number, _ in ROWS] == list(range(1, POINTS + 1))


@pytest.mark.parametrize(("number", "shown"), ROWS)
def test_every_point_names_a_test_or_a_reason(number: str, shown: str) -> None:
    assert "::test_" in shown or ".test.ts" in shown or shown.startswith("reason: ")


@pytest.mark.parametrize("named", sorted(set(NAMED)))
def test_a_named_test_exists(named: str) -> None:
    path, _, test = named.partition("::")
    found = BASE_DIR / path if path.startswith("frontend/") else BASE_DIR / "tests" / path
    text = found.read_text(encoding="utf-8")
    assert f"def {test}(" in text or not test


def test_passwords_are_hashed_by_argon2id(settings: object) -> None:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS  # type: ignore[attr-defined]
    assert make_password("correct horse battery").startswith("argon2$argon2id$")
