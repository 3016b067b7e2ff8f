"""A supplier that was worked out for demand outlives the next load of the same file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import AS_OF

Run = Callable[..., Outcome]
DAY = AS_OF - timedelta(days=3)


def demand_file(folder: Path, quantity: int) -> Path:
    path = folder / "demand.csv"
    path.write_text(
        "full_date,sku,site_code,supplier_code,quantity\n"
        f"{DAY},ELE-001,BA01,,{quantity}\n{DAY},ELE-001,SP01,F1,2\n{DAY},0012,BA01,,1\n"
    )
    return path


def rows() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sku, site.code, loaded.code, reconciled.code, quantity::INTEGER"
            " FROM core.fact_demand_daily JOIN core.dim_item USING (item_id)"
            " JOIN core.dim_site AS site USING (site_id)"
            " LEFT JOIN core.dim_supplier AS loaded USING (supplier_id)"
            " LEFT JOIN core.dim_supplier AS reconciled"
            " ON reconciled.supplier_id = reconciled_supplier_id ORDER BY 1, 2"
        )
        return list(cursor.fetchall())


@pytest.mark.usefixtures("company")
def test_loading_demand_again_keeps_its_suppliers_and_adds_no_row(
    run_command: Run, tmp_path: Path
) -> None:
    suppliers = tmp_path / "suppliers.csv"
    suppliers.write_text("code,name\nF1,Fios\nF2,Fusos\n")
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "order_number,order_line,order_date,sku,supplier_code,site_code,quantity,status\n"
        f"PO-1,1,{DAY},ELE-001,F2,BA01,10,PLACED\n"
    )
    loads = [("suppliers", suppliers), ("demand", demand_file(tmp_path, 5)), ("orders", orders)]
    said = [run_command("load_dataset", name, path) for name, path in loads]
    assert [done.code for done in said] == [0, 0, 0], said
    assert run_command("reconcile_suppliers").code == 0
    expected = [("0012", "BA01", None, None, 1), ("ELE-001", "BA01", None, "F2", 5)]
    assert rows() == [*expected, ("ELE-001", "SP01", "F1", None, 2)]

    assert run_command("load_dataset", "demand", demand_file(tmp_path, 6)).code == 0
    expected[1] = ("ELE-001", "BA01", None, "F2", 6)
    assert rows() == [*expected, ("ELE-001", "SP01", "F1", None, 2)]
