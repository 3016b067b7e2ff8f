"""Words of advice and alerts; docs/stock-policy.md has their rules in full."""

from analytics.glossary.term import Group, Term
from analytics.kpis.definitions import Words

_ADVICE = ("analytics.recommendations",)
_ALERTS = ("analytics.alerts",)


def _advice(name: str, label: Words, meaning: Words, quantity: Words) -> Term:
    return Term(name, Group.RECOMMENDATION, label, meaning, _ADVICE, formula=quantity, unit="units")


def _alert(name: str, label: Words, meaning: Words) -> Term:
    return Term(name, Group.ALERT, label, meaning, _ALERTS)


RECOMMENDATIONS = (
    _advice(
        "REORDER", Words("Repor", "Reorder"),
        Words("estoque e pedidos a caminho estão no ponto de pedido ou abaixo dele",
              "stock and orders under way are at the reorder point or below it"),
        Words("até o ponto de pedido mais a demanda da revisão de {review_days} dias, em lotes do"
              " pedido mínimo, no máximo o pedido máximo",
              "up to the reorder point and the demand of a review of {review_days} days, in lots of"
              " the least order, at most the largest order"),
    ),
    _advice(
        "EXPEDITE", Words("Apressar", "Expedite"),
        Words("o estoque acaba antes que um pedido chegue, ou o pedido está atrasado ou sem data",
              "stock runs out before an order comes, or the order is overdue or without a date"),
        Words("a dos pedidos", "that of the orders"),
    ),
    _advice(
        "REALLOCATE", Words("Transferir", "Reallocate"),
        Words("falta aqui o que outro local tem além do seu nível: em vez de comprar",
              "lacking here, while another site has more than its level: instead of buying"),
        Words("menor entre a falta e a sobra, em unidades inteiras",
              "the lesser of shortage and surplus, in whole units"),
    ),
    _advice(
        "HOLD", Words("Segurar", "Hold"),
        Words("há estoque para mais de {excess_cover_days} dias e pedido a caminho, ou feito em"
              " {recent_order_days} dias",
              "stock for more than {excess_cover_days} days, and an order under way or placed"
              " within {recent_order_days} days"),
        Words("a que está a caminho", "what is under way"),
    ),
    _advice(
        "PROMO", Words("Liquidar", "Clear"),
        Words("estoque que há {dead_stock_days} dias não é pedido",
              "stock not wanted for {dead_stock_days} days"),
        Words("o estoque", "the stock"),
    ),
)  # fmt: skip

ALERTS = (
    _alert("STOCKOUT", Words("Sem estoque", "Stockout"),
           Words("nada restou do que foi pedido no ano", "nothing is left of what was wanted in"
                 " the year")),
    _alert("STOCKOUT_IMMINENT", Words("Ruptura iminente", "Stockout imminent"),
           Words("acaba em {imminent_days} dias, mesmo com o que está a caminho",
                 "out within {imminent_days} days, even with what is under way")),
    _alert("BELOW_SAFETY_STOCK", Words("Abaixo do estoque de segurança", "Below safety stock"),
           Words("há estoque, menos que o de segurança", "some is left, less than safety stock")),
    _alert("EXCESS", Words("Em excesso", "Excess"),
           Words("há estoque para mais de {excess_cover_days} dias e acima do nível",
                 "stock for more than {excess_cover_days} days and above the level")),
    _alert("LATE_ORDER", Words("Pedido atrasado", "Late order"),
           Words("pedidos a caminho passaram do dia prometido",
                 "orders under way are past their promised day")),
    _alert("STALE_DATA", Words("Dados atrasados", "Stale data"),
           Words("um conjunto de dados não veio quando se esperava",
                 "a dataset did not come when it was expected")),
    _alert("FORECAST_DRIFT", Words("Previsão piorando", "Forecast drift"),
           Words("nos últimos 28 dias o viés passou de {drift_bias}, ou o WAPE ficou mais de"
                 " {drift_wape_rise} acima do anterior",
                 "over the last 28 days bias is beyond {drift_bias}, or WAPE more than"
                 " {drift_wape_rise} above that before")),
)  # fmt: skip

TERMS = (*RECOMMENDATIONS, *ALERTS)
