"""Functions that run with their owner's rights cannot be led astray by whoever calls them."""

import psycopg
import pytest

from tests.databases import session

DEFINERS = """
SELECT n.nspname || '.' || p.proname, p.proconfig
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prosecdef AND n.nspname IN ('core', 'analytics', 'support', 'staging')
"""


@pytest.mark.django_db
def test_look_into_temporary_tables_last() -> None:
    with session("nova_owner") as owner:
        found = dict(owner.execute(DEFINERS).fetchall())

    # PostgreSQL searches an unnamed pg_temp first: CREATE FUNCTION, "Writing SECURITY DEFINER".
    assert len(found) >= 4
    for name, settings in found.items():
        (path,) = [s for s in settings if s.startswith("search_path=")]
        assert path.endswith("pg_temp"), name


@pytest.mark.django_db
def test_a_shadowed_catalogue_does_not_run_the_callers_code() -> None:
    with session("nova_loader") as loader:
        loader.execute(
            "CREATE FUNCTION staging.spy() RETURNS OID LANGUAGE plpgsql VOLATILE AS"
            " $$ BEGIN RAISE EXCEPTION 'ran as %', current_user; END $$"
        )
        loader.execute(
            "CREATE TEMP VIEW pg_class AS SELECT staging.spy() AS relnamespace, ''::NAME AS relname"
        )
        (made,) = loader.execute(
            "SELECT core.ensure_month('fact_demand_daily', '2077-06-01')"
        ).fetchone() or (None,)

    assert made is True


EXTRAS = [
    "CREATE INDEX ON staging.forecasts_900 (yhat)",
    "ALTER TABLE staging.forecasts_900 ADD CHECK (yhat < 5)",
    (
        "CREATE FUNCTION staging.f() RETURNS TRIGGER LANGUAGE plpgsql"
        " AS $$ BEGIN RETURN NEW; END $$;"
        " CREATE TRIGGER t BEFORE INSERT ON staging.forecasts_900 EXECUTE FUNCTION staging.f()"
    ),
]


def make_run_table(loader: psycopg.Connection[tuple[object, ...]]) -> None:
    loader.execute(
        "CREATE TABLE staging.forecasts_900 (LIKE analytics.forecasts INCLUDING DEFAULTS"
        " INCLUDING CONSTRAINTS)"
    )
    loader.execute("ALTER TABLE staging.forecasts_900 ADD CHECK (run_id = 900)")


@pytest.mark.django_db
def test_a_plain_run_table_is_attached() -> None:
    with session("nova_loader") as loader:
        make_run_table(loader)
        loader.execute("SELECT analytics.attach_run('forecasts', 900)")
        owner = loader.execute(
            "SELECT tableowner FROM pg_tables WHERE tablename = 'forecasts_900'"
        ).fetchone()

    assert owner == ("nova_owner",)


@pytest.mark.django_db
@pytest.mark.parametrize("extra", EXTRAS, ids=["index", "check", "trigger"])
def test_a_run_table_that_brings_code_of_its_own_is_refused(extra: str) -> None:
    with session("nova_loader") as loader:
        make_run_table(loader)
        loader.execute(extra)

        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="more than the columns"):
            loader.execute("SELECT analytics.attach_run('forecasts', 900)")
