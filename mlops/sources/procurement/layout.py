"""The sheet and the header the company exports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

SHEET_NAME = "CUSTO DE MATERIAL E SERVIÇOS"

DEPOT = "DEPÓSITO"
ITEM = "PRODUTO/SERVIÇO"
NAME = "MATERIAL"
FAMILY = "FAMÍLIA"
SUPPLIER = "NOME FORNEC."
QUANTITY = "QUANTIDADE"
UNIT = "U.M."
WANTED_ON = "DATA REQUISITADA"
REQUEST = "SOLICITAÇÃO"
REQUESTED_ON = "DATA SOLICITADO"
PURCHASED_ON = "DATA DE COMPRA"

HEADER = (
    DEPOT,
    ITEM,
    NAME,
    FAMILY,
    SUPPLIER,
    QUANTITY,
    UNIT,
    WANTED_ON,
    REQUEST,
    REQUESTED_ON,
    PURCHASED_ON,
)


@dataclass(frozen=True, slots=True)
class ExcelError:
    """A cell whose formula failed (#N/A, #DIV/0!, ...)."""

    def __str__(self) -> str:
        return "Excel error"


Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | ExcelError


class SheetLine(NamedTuple):
    """One data row as the sheet holds it; an empty cell is the empty text.

    wanted_on (DATA REQUISITADA) only takes part in recognising exact duplicates. It is never
    later than the request date, so it promises no delivery.
    """

    row: int
    depot: Cell
    item: Cell
    name: Cell
    family: Cell
    supplier: Cell
    quantity: Cell
    unit: Cell
    wanted_on: Cell
    request: Cell
    requested_on: Cell
    purchased_on: Cell
