"""Words of demand, classes, stock policy, its states and suppliers."""

from analytics.glossary.term import Group, Term
from analytics.kpis.definitions import Direction, Words

_CLASSES = ("analytics.item_classifications", "analytics.policy_settings")
_POLICY = ("analytics.inventory_policy", "analytics.policy_settings")
_HEALTH = ("analytics.v_inventory_health",)
_ORDERS = ("core.fact_orders",)
_SBC = "Syntetos, Boylan and Croston 2005"


def _state(name: str, label: Words, meaning: Words) -> Term:
    return Term(name, Group.STATE, label, meaning, _HEALTH)


DEMAND = (
    Term(
        "demand", Group.DEMAND, Words("Demanda", "Demand"),
        Words("o que foi pedido em um dia, de todos os fornecedores; um dia sem linha é um dia sem"
              " demanda",
              "what was wanted on a day, of all suppliers; a day without a row is a day without"
              " demand"),
        ("core.fact_demand_daily",),
        formula=Words("unidades atendidas + não atendidas, onde estas são conhecidas",
                      "units served + units missed, where these are known"),
        unit="units",
    ),
    Term(
        "abc_class", Group.DEMAND, Words("Classe ABC", "ABC class"),
        Words("A: os materiais mais caros de manter atendidos, que juntos fazem {abc_a_share} do"
              " valor; B: até {abc_b_share}; C: o resto e o que não teve demanda. Vale por um mês",
              "A: the items that together make {abc_a_share} of the value, dearest first; B: up to"
              " {abc_b_share}; C: the rest, and what had no demand. It holds for a month"),
        _CLASSES,
        formula=Words("valor da demanda dos doze meses antes do mês, do maior ao menor, acumulado",
                      "value of demand in the twelve months before the month, added up from the"
                      " largest down"),
        reference="Pareto",
    ),
    Term(
        "xyz_class", Group.DEMAND, Words("Classe XYZ", "XYZ class"),
        Words("quão regular é a demanda semanal: X até {xyz_x_cv}, Y até {xyz_y_cv}, senão Z",
              "how regular weekly demand is: X up to {xyz_x_cv}, Y up to {xyz_y_cv}, else Z"),
        _CLASSES,
        formula=Words("desvio padrão / média da demanda semanal em 52 semanas",
                      "standard deviation / mean of weekly demand over 52 weeks"),
        unit="ratio", direction=Direction.LOWER,
    ),
    Term(
        "adi", Group.DEMAND, Words("ADI", "ADI"),
        Words("intervalo médio entre dias com demanda; rara a partir de {adi_bound}",
              "mean interval between days with demand; rare from {adi_bound}"),
        _CLASSES,
        formula=Words("dias observados / dias com demanda", "days observed / days with demand"),
        unit="days", direction=Direction.LOWER, reference=_SBC,
    ),
    Term(
        "cv2", Group.DEMAND, Words("CV²", "CV²"),
        Words("quanto varia o tamanho da demanda; muito a partir de {cv2_bound}",
              "how much the size of demand varies; much from {cv2_bound}"),
        _CLASSES,
        formula=Words("(desvio padrão / média)² da demanda dos dias que a têm",
                      "(standard deviation / mean)² of the demand of days that have any"),
        unit="ratio", direction=Direction.LOWER, reference=_SBC,
    ),
    *(
        Term(
            name, Group.DEMAND, label,
            Words(f"classe de demanda: {pt} (ADI com limite {{adi_bound}}, CV² com limite"
                  " {cv2_bound})",
                  f"demand class: {en} (ADI with bound {{adi_bound}}, CV² with bound"
                  " {cv2_bound})"),
            _CLASSES, reference=_SBC,
        )
        for name, label, pt, en in (
            ("SMOOTH", Words("Regular", "Smooth"), "frequente e de tamanho parecido",
             "frequent, of like size"),
            ("ERRATIC", Words("Errática", "Erratic"), "frequente e de tamanho variado",
             "frequent, of varying size"),
            ("INTERMITTENT", Words("Intermitente", "Intermittent"), "rara e de tamanho parecido",
             "rare, of like size"),
            ("LUMPY", Words("Irregular", "Lumpy"), "rara e de tamanho variado",
             "rare, of varying size"),
        )
    ),
)  # fmt: skip

STOCK = (
    Term(
        "lead_time_days", Group.STOCK, Words("Prazo de entrega", "Lead time"),
        Words("dias do pedido ao recebimento, medidos em {lead_time_window_days} dias com ao menos"
              " {lead_time_least_receipts} recebimentos: do fornecedor deste material, de qualquer"
              " um deste material, do fornecedor; senão o do cadastro, senão"
              " {lead_time_default_days} dias",
              "days from order to receipt, measured over {lead_time_window_days} days with at least"
              " {lead_time_least_receipts} receipts: the supplier's of this item, any supplier's of"
              " it, the supplier's; else that of the master data, else {lead_time_default_days}"
              " days"),
        _POLICY, unit="days", direction=Direction.LOWER,
    ),
    Term(
        "service_level", Group.STOCK, Words("Nível de serviço", "Service level"),
        Words("parte dos prazos de entrega que deve passar sem ruptura; a maior regra que serve à"
              " classe e à criticidade do material, salvo exceção",
              "share of lead times that shall pass without a stockout; the highest rule that fits"
              " the item's class and criticality, unless overridden"),
        ("analytics.service_levels", "analytics.policy_overrides"),
        unit="fraction", direction=Direction.NONE,
    ),
    Term(
        "safety_stock", Group.STOCK, Words("Estoque de segurança", "Safety stock"),
        Words("unidades guardadas contra demanda e prazos que fogem da média",
              "units held against demand and lead times that stray from their means"),
        _POLICY,
        formula=Words("z x raiz de (prazo x desvio da demanda diária² + demanda média diária² x"
                      " desvio do prazo²); z é o quantil normal do nível de serviço",
                      "z x root of (lead time x deviation of daily demand² + mean daily demand² x"
                      " deviation of lead time²); z is the normal quantile of the service level"),
        unit="units", direction=Direction.NONE, reference="Silver, Pyke and Thomas 2017",
    ),
    Term(
        "reorder_point", Group.STOCK, Words("Ponto de pedido", "Reorder point"),
        Words("estoque, com o que está a caminho, em que se deve pedir de novo",
              "stock, with what is under way, at which to order again"),
        _POLICY,
        formula=Words("demanda média diária x prazo de entrega + estoque de segurança",
                      "mean daily demand x lead time + safety stock"),
        unit="units", direction=Direction.NONE,
    ),
    Term(
        "cover_days", Group.STOCK, Words("Cobertura", "Cover"),
        Words("dias que o estoque atende à demanda média; vazio sem demanda",
              "days for which the stock serves mean demand; empty without demand"),
        _HEALTH,
        formula=Words("estoque / demanda média diária", "stock / mean daily demand"),
        unit="days", direction=Direction.NONE,
    ),
    Term(
        "days_to_rupture", Group.STOCK, Words("Dias até a ruptura", "Days to stockout"),
        Words("primeiro dia em que o estoque menos as previsões fica abaixo de zero; 0: já não há",
              "first day on which stock less forecasts falls below zero; 0: nothing is left"),
        _POLICY, unit="days", direction=Direction.HIGHER,
    ),
    Term(
        "excess_quantity", Group.STOCK, Words("Excesso", "Excess"),
        Words("unidades além do que a política manteria, onde o estoque cobre mais de"
              " {excess_cover_days} dias",
              "units beyond what the policy would hold, where stock covers more than"
              " {excess_cover_days} days"),
        _HEALTH,
        formula=Words("estoque - maior de ({excess_cover_days} x demanda média diária; ponto de"
                      " pedido + demanda da revisão)",
                      "stock - the greater of ({excess_cover_days} x mean daily demand; reorder"
                      " point + demand of the review)"),
        unit="units", direction=Direction.LOWER,
    ),
    Term(
        "money_at_risk", Group.STOCK, Words("Valor em risco", "Money at risk"),
        Words("custo do que deve faltar no prazo de entrega; de HOLD e PROMO o valor do excesso;"
              " vazio sem custo unitário",
              "cost of what is expected to be missed over the lead time; of HOLD and PROMO the"
              " value of the excess; empty without a unit cost"),
        ("analytics.recommendations", "analytics.alerts"),
        formula=Words("(demanda no prazo - estoque - pedidos prometidos para dentro dele) x custo"
                      " unitário",
                      "(demand over the lead time - stock - orders promised within it) x unit"
                      " cost"),
        unit="BRL", direction=Direction.LOWER,
    ),
)  # fmt: skip

SUPPLIERS = (
    Term(
        "otif_rate", Group.SUPPLIER, Words("OTIF", "OTIF"),
        Words("pedidos no prazo e completos: todas as linhas devidas chegaram até o dia prometido",
              "orders on time in full: every line that was due came by its promised day"),
        _ORDERS,
        formula=Words("pedidos no prazo / pedidos devidos", "orders in time / orders due"),
        unit="fraction", direction=Direction.HIGHER,
    ),
    Term(
        "otif_expected", Group.SUPPLIER, Words("OTIF esperado", "OTIF expected"),
        Words("OTIF puxado para o de todos os fornecedores: três bons pedidos não fazem um campeão",
              "OTIF drawn towards that of all suppliers: three good orders make no champion"),
        _ORDERS,
        formula=Words("(pedidos no prazo + 20 x taxa de todos) / (pedidos devidos + 20)",
                      "(orders in time + 20 x the rate of all) / (orders due + 20)"),
        unit="fraction", direction=Direction.HIGHER,
    ),
    Term(
        "on_time_rate", Group.SUPPLIER, Words("Linhas no prazo", "Lines on time"),
        Words("linhas que chegaram até o dia prometido", "lines that came by their promised day"),
        _ORDERS,
        formula=Words("linhas no prazo / linhas devidas", "lines in time / lines due"),
        unit="fraction", direction=Direction.HIGHER,
    ),
)  # fmt: skip

STATES = (
    _state("UNKNOWN", Words("Sem contagem", "Unknown"),
           Words("não contado há {stock_known_days} dias",
                 "not counted for {stock_known_days} days")),
    _state("STOCKOUT", Words("Sem estoque", "Stockout"), Words("nada restou", "nothing is left")),
    _state("BELOW_SAFETY_STOCK", Words("Abaixo do estoque de segurança", "Below safety stock"),
           Words("há estoque, menos que o de segurança", "some is left, less than safety stock")),
    _state("AT_REORDER_POINT", Words("No ponto de pedido", "At the reorder point"),
           Words("igual ao ponto de pedido ou abaixo dele", "at the reorder point or below it")),
    _state("DEAD", Words("Sem giro", "Dead"),
           Words("está ali há {dead_stock_days} dias e não foi pedido neles",
                 "there for {dead_stock_days} days and not wanted in them")),
    _state("EXCESS", Words("Em excesso", "Excess"),
           Words("cobre mais de {excess_cover_days} dias e passa do que a política manteria",
                 "covers more than {excess_cover_days} days and is above what the policy holds")),
    _state("HEALTHY", Words("Saudável", "Healthy"), Words("nada disso", "none of these")),
)  # fmt: skip

TERMS = (*DEMAND, *STOCK, *SUPPLIERS, *STATES)
