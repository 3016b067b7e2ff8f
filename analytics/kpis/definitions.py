"""What each KPI is: the one place that names, words and formulas come from.

Missing is NULL, never 0: a figure without a denominator has none, and REASONS says why.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Language(StrEnum):
    PT_BR = "pt-BR"
    EN = "en"


class Unit(StrEnum):
    FRACTION = "fraction"  # 0.15 for 15%
    RATIO = "ratio"  # a fraction that may exceed 1
    UNITS = "units"
    BRL = "BRL"
    ITEM_SITES = "item-sites"
    PER_YEAR = "times per year"


class Direction(StrEnum):
    HIGHER = "HIGHER"
    LOWER = "LOWER"
    ZERO = "ZERO"  # the nearer to it, the better
    NONE = "NONE"  # tells of size, and neither way is better


@dataclass(frozen=True)
class Words:
    """A text in each language that is served."""

    pt: str
    en: str

    def of(self, language: Language) -> str:
        return self.pt if language is Language.PT_BR else self.en


@dataclass(frozen=True)
class Kpi:
    """One figure of a day. decimals: those that it is kept with; is_stored: else worked out when
    read, over many days.
    """

    name: str
    label: Words
    formula: Words
    unit: Unit
    direction: Direction
    sources: tuple[str, ...]
    decimals: int
    is_stored: bool = True

    def told(self, language: Language) -> dict[str, object]:
        """The definition as it is served, in one language."""
        return {
            "name": self.name,
            "label": self.label.of(language),
            "formula": self.formula.of(language),
            "unit": self.unit,
            "direction": self.direction,
            "sources": self.sources,
            "decimals": self.decimals,
        }


_DEMAND = "core.fact_demand_daily"
_STOCK = "core.fact_inventory_daily"
_ORDERS = "core.fact_orders"
_FORECASTS = "analytics.forecasts"
_ITEMS = "core.dim_item"
_SITES = "core.dim_site"
_CLASSES = "analytics.item_classifications"
_SETTINGS = "analytics.policy_settings"

KPIS: Final = (
    Kpi(
        "total_demand",
        Words("Demanda total", "Total demand"),
        Words("unidades pedidas: atendidas mais não atendidas, onde estas são conhecidas",
              "units wanted: served plus unfulfilled, where these are known"),
        Unit.UNITS, Direction.NONE, (_DEMAND,), 4,
    ),
    Kpi(
        "stockout_rate",
        Words("Taxa de ruptura", "Stockout rate"),
        Words("pares de material e local ativos com estoque contado no dia igual ou menor que zero"
              " / todos os pares ativos contados no dia",
              "active item-sites whose stock counted that day is zero or less"
              " / all active item-sites counted that day"),
        Unit.FRACTION, Direction.LOWER, (_STOCK, _ITEMS, _SITES), 4,
    ),
    Kpi(
        "fill_rate",
        Words("Nível de atendimento", "Fill rate"),
        Words("unidades atendidas / unidades pedidas, nas linhas em que a quantidade não atendida"
              " é conhecida",
              "units served / units wanted, over the rows whose unfulfilled quantity is known"),
        Unit.FRACTION, Direction.HIGHER, (_DEMAND,), 4,
    ),
    Kpi(
        "abc_a_share",
        Words("Participação da classe A em valor", "Share of class A by value"),
        Words("valor da demanda da classe A / valor de toda a demanda; valor é unidades pedidas x"
              " custo unitário da linha ou, na falta, do material",
              "value of the demand of class A / value of all demand; value is units wanted x unit"
              " cost of the row or, without one, of the item"),
        Unit.FRACTION, Direction.NONE, (_DEMAND, _ITEMS, _CLASSES), 4,
    ),
    Kpi(
        "abc_a_share_quantity",
        Words("Participação da classe A em unidades", "Share of class A by units"),
        Words("unidades pedidas da classe A / todas as unidades pedidas",
              "units wanted of class A / all units wanted"),
        Unit.FRACTION, Direction.NONE, (_DEMAND, _ITEMS, _CLASSES), 4,
    ),
    Kpi(
        "delayed_orders_pct",
        Words("Pedidos atrasados", "Delayed orders"),
        Words("linhas de pedido recebidas depois da data prevista, ou em aberto depois dela"
              " / linhas não canceladas com entrega prevista nos 30 dias até o dia",
              "order lines received after their expected date, or open past it"
              " / lines not cancelled that were expected in the 30 days up to the day"),
        Unit.FRACTION, Direction.LOWER, (_ORDERS,), 4,
    ),
    Kpi(
        "forecast_mape",
        Words("MAPE da previsão", "Forecast MAPE"),
        Words("média de |demanda - previsão| / demanda, nos pares de material e local com demanda"
              " no dia; a previsão é a publicada antes do dia",
              "mean of |demand - forecast| / demand over the item-sites with demand that day; the"
              " forecast is the one published before the day"),
        Unit.RATIO, Direction.LOWER, (_DEMAND, _FORECASTS), 4,
    ),
    Kpi(
        "forecast_mape_coverage",
        Words("Cobertura do MAPE", "MAPE coverage"),
        Words("pares previstos com demanda no dia / todos os pares previstos",
              "item-sites forecast that had demand that day / all item-sites forecast"),
        Unit.FRACTION, Direction.NONE, (_DEMAND, _FORECASTS), 4,
    ),
    Kpi(
        "forecast_wape",
        Words("WAPE da previsão", "Forecast WAPE"),
        Words("soma de |demanda - previsão| / soma da demanda, em todos os pares previstos",
              "sum of |demand - forecast| / sum of demand, over all item-sites forecast"),
        Unit.RATIO, Direction.LOWER, (_DEMAND, _FORECASTS), 4,
    ),
    Kpi(
        "forecast_bias",
        Words("Viés da previsão", "Forecast bias"),
        Words("soma de (previsão - demanda) / soma da demanda, em todos os pares previstos",
              "sum of (forecast - demand) / sum of demand, over all item-sites forecast"),
        Unit.RATIO, Direction.ZERO, (_DEMAND, _FORECASTS), 4,
    ),
    Kpi(
        "avg_inventory_value",
        Words("Valor médio do estoque por par", "Mean inventory value of an item-site"),
        Words("valor do estoque / pares ativos contados que têm custo",
              "inventory value / active item-sites counted that have a cost"),
        Unit.BRL, Direction.NONE, (_STOCK, _ITEMS, _SITES), 2,
    ),
    Kpi(
        "total_inventory_value",
        Words("Valor do estoque", "Inventory value"),
        Words("soma de estoque contado x custo unitário do material nos pares ativos; estoque"
              " negativo conta como zero",
              "sum of stock counted x unit cost of the item over active item-sites; negative stock"
              " counts as zero"),
        Unit.BRL, Direction.LOWER, (_STOCK, _ITEMS, _SITES), 2,
    ),
    Kpi(
        "uncosted_stock_count",
        Words("Pares com estoque sem custo", "Stocked item-sites without a cost"),
        Words("pares ativos contados com estoque acima de zero cujo material não tem custo",
              "active item-sites counted with stock above zero whose item has no cost"),
        Unit.ITEM_SITES, Direction.LOWER, (_STOCK, _ITEMS, _SITES), 0,
    ),
    Kpi(
        "carrying_cost",
        Words("Custo de manter o estoque no dia", "Carrying cost of the day"),
        Words("valor do estoque x taxa anual carrying_cost_rate / 365",
              "inventory value x annual rate carrying_cost_rate / 365"),
        Unit.BRL, Direction.LOWER, (_STOCK, _ITEMS, _SITES, _SETTINGS), 2,
    ),
    Kpi(
        "cogs",
        Words("Custo do que foi atendido", "Cost of what was served"),
        Words("soma de unidades atendidas x custo unitário da linha ou, na falta, do material",
              "sum of units served x unit cost of the row or, without one, of the item"),
        Unit.BRL, Direction.NONE, (_DEMAND, _ITEMS), 2,
    ),
    Kpi(
        "turnover",
        Words("Giro do estoque", "Inventory turnover"),
        Words("custo do que foi atendido nos 365 dias até o dia, ou nos dias que há desde 90,"
              " / valor médio do estoque nos mesmos dias x 365 / número desses dias",
              "cost of what was served in the 365 days up to the day, or in the days there are"
              " from 90 on, / mean inventory value of the same days x 365 / number of those days"),
        Unit.PER_YEAR, Direction.HIGHER, (_DEMAND, _STOCK, _ITEMS, _SITES), 4, is_stored=False,
    ),
)  # fmt: skip

STORED: Final = tuple(kpi.name for kpi in KPIS if kpi.is_stored)
DIMENSIONS: Final = ("SITE", "REGION", "FAMILY", "ABC")

REASONS: Final = {
    "NO_DEMAND": Words("não há demanda do dia, ou ela ainda não foi carregada",
                       "there is no demand of the day, or it was not loaded yet"),
    "NO_UNMET_DEMAND": Words("nenhuma linha diz quanto não foi atendido",
                             "no row tells how much was not served"),
    "NO_COSTS": Words("nenhum dos materiais tem custo", "none of the items has a cost"),
    "NO_CLASSES": Words("nenhum dos materiais tem classe ABC",
                        "none of the items has an ABC class"),
    "NO_INVENTORY": Words("nenhum estoque foi contado", "no stock was counted"),
    "NO_DUE_ORDERS": Words("nenhum pedido estava previsto para os 30 dias até o dia",
                           "no order was expected in the 30 days up to the day"),
    "NO_FORECAST": Words("nenhuma previsão publicada antes do dia o cobre",
                         "no forecast published before the day covers it"),
    "NO_RATE": Words("não há taxa anual de manutenção do estoque para o dia",
                     "there is no annual carrying cost rate for the day"),
    "OUT_OF_RANGE": Words("a demanda é pequena demais para ser denominador",
                          "the demand is too small to be a denominator"),
    "TOO_LITTLE_HISTORY": Words("há menos de 90 dias com custo e estoque",
                                "there are fewer than 90 days with cost and stock"),
}  # fmt: skip
