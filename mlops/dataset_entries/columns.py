"""Columns and references that several datasets share."""

from mlops.contracts import Column, Kind, Reference

ITEM = Reference("sku", "core.dim_item", "item_id", "sku", surrogate="item_id", has_active=True)
SITE = Reference(
    "site_code", "core.dim_site", "site_id", "code", surrogate="site_id", has_active=True
)
SUPPLIER = Reference("supplier_code", "core.dim_supplier", "supplier_id", "code")
REGION = Reference("region", "core.dim_region", "region_id", "name")


def code(name: str, meaning: str, *, nullable: bool = False, required: bool = True) -> Column:
    return Column(name, Kind.CODE, meaning, nullable=nullable, required=required, max_length=64)


def text(name: str, meaning: str, *, nullable: bool = True, max_length: int = 2000) -> Column:
    return Column(
        name, Kind.TEXT, meaning, required=not nullable, nullable=nullable, max_length=max_length
    )


def choice(name: str, meaning: str, *choices: str, nullable: bool = True) -> Column:
    return Column(
        name,
        Kind.TEXT,
        meaning,
        required=not nullable,
        nullable=nullable,
        choices=frozenset(choices),
    )


def quantity(name: str, meaning: str, *, nullable: bool = True, unit: str = "units") -> Column:
    return Column(
        name, Kind.NUMBER, meaning, required=not nullable, nullable=nullable, low=0, unit=unit
    )


def days(name: str, meaning: str, *, high: int = 3650) -> Column:
    return Column(
        name, Kind.INTEGER, meaning, required=False, nullable=True, low=0, high=high, unit="days"
    )


ACTIVE = Column("active", Kind.FLAG, "whether it is in use", required=False, nullable=False)
SKU = code("sku", "code of the material")
SITE_CODE = code("site_code", "code of the site")
