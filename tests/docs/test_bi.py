"""Statements that the documentation gives to BI tools run under the role that is theirs."""

import re

import psycopg
import pytest

from tests.databases import session
from tests.docs.pages import page

pytestmark = pytest.mark.django_db
PAGE = page("bi.md")
STATEMENTS = PAGE.blocks("sql")
NAMED = sorted(set(re.findall(r"\b(?:core|analytics)\.\w+", PAGE.text)))


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_documented_statement_runs(statement: str) -> None:
    with session("nova_bi") as own:
        assert own.execute(statement).description


@pytest.mark.parametrize("name", NAMED)
def test_a_documented_object_may_be_read(name: str) -> None:
    with session("nova_bi") as own:
        held = own.execute("SELECT has_table_privilege(%s, 'SELECT')", [name]).fetchone()
    assert held == (True,)


def test_the_role_cannot_write_though_it_asks_to() -> None:
    with session("nova_bi") as own:
        own.execute("SET TRANSACTION READ WRITE")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            own.execute("UPDATE core.dim_item SET name = name")
