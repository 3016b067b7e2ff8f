"""Whoever touches the audit log with a superuser's rights is found out."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from support.audit import record
from support.audit_chain import Fault, Head, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> None:
    for number in range(1, 8):
        record(actor=f"ana{number}", action="LOGIN", details={"nº": number, "preço": 1.5})


def as_superuser(statement: str) -> None:
    """What only a superuser, or the role nobody logs in as, could do: past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE support.audit_logs DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE support.audit_logs ENABLE TRIGGER USER")


def printed(**options: object) -> str:
    out = StringIO()
    call_command("verify_audit", stdout=out, **options)
    return out.getvalue()


def test_an_untouched_log_is_whole(rows: None) -> None:
    verdict = verify()
    assert (verdict.row_count, verdict.faults) == (7, ())
    assert verdict.head is not None
    assert verdict.head.audit_id == 7
    assert printed() == f"7 rows, untouched; head {verdict.head}\n"


def test_an_empty_log_is_whole() -> None:
    assert printed() == "0 rows, untouched; head none\n"


EDITS = {
    "one letter of the actor": "actor = 'anb4'",
    "the action": "action = 'LOGOUT'",
    "one digit of the details": "details = jsonb_set(details, '{nº}', '5')",
    "the moment by a microsecond": '"timestamp" = "timestamp" + INTERVAL \'1 microsecond\'',
    "an address that was not known": "ip_address = '10.0.0.1'",
    "the request": "request_id = 'trace-0001'",
    "one bit of the digest": "row_hash = set_byte(row_hash, 0, get_byte(row_hash, 0) # 1)",
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_changed_row_is_named(edit: str, rows: None) -> None:
    as_superuser(f"UPDATE support.audit_logs SET {EDITS[edit]} WHERE audit_id = 4")
    assert verify().faults[0] == Fault(4, "EDITED")


def test_a_changed_row_with_a_digest_to_match_breaks_the_chain_behind_it(rows: None) -> None:
    as_superuser(
        "UPDATE support.audit_logs SET actor = 'eve' WHERE audit_id = 4;"
        " UPDATE support.audit_logs AS entry SET row_hash = support.audit_digest(entry)"
        " WHERE audit_id = 4"
    )
    assert verify().faults == (Fault(5, "UNCHAINED"),)


def test_a_removed_row_leaves_a_gap(rows: None) -> None:
    as_superuser("DELETE FROM support.audit_logs WHERE audit_id = 3")
    assert verify().faults == (Fault(4, "GAP_BEFORE"),)


def test_removed_first_rows_leave_a_gap(rows: None) -> None:
    as_superuser("DELETE FROM support.audit_logs WHERE audit_id < 3")
    assert verify().faults == (Fault(3, "GAP_BEFORE"),)


def test_two_rows_in_each_others_place_are_named(rows: None) -> None:
    as_superuser(
        "UPDATE support.audit_logs SET audit_id = -1 WHERE audit_id = 2;"
        " UPDATE support.audit_logs SET audit_id = 2 WHERE audit_id = 3;"
        " UPDATE support.audit_logs SET audit_id = 3 WHERE audit_id = -1"
    )
    assert [fault.audit_id for fault in verify().faults][:2] == [2, 3]


@pytest.fixture
def noted(rows: None) -> Head:
    head = verify().head
    assert head is not None
    return head


def test_rows_cut_off_at_the_end_are_found_by_a_head_noted_elsewhere(noted: Head) -> None:
    as_superuser("DELETE FROM support.audit_logs WHERE audit_id > 5")
    assert verify().faults == ()
    assert verify(noted).faults == (Fault(7, "CUT_OFF"),)


def test_a_noted_head_still_holds_when_rows_have_followed(noted: Head) -> None:
    record(actor="bia", action="LOGIN")
    assert verify(noted).faults == ()


def test_the_command_fails_and_names_the_row(rows: None) -> None:
    as_superuser("UPDATE support.audit_logs SET actor = 'eve' WHERE audit_id = 6")
    with pytest.raises(CommandError, match="first at row 6"):
        printed()


@pytest.mark.parametrize("text", ["", "7", "7:xyz", ":" + "0" * 64, "7:" + "0" * 63])
def test_a_head_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected number:digest"):
        Head.of(text)
