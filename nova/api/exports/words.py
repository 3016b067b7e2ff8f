"""What the columns of exported files are called, in Portuguese and English."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Title:
    pt: str
    en: str

    def of(self, locale: str) -> str:
        return self.pt if locale == "pt-BR" else self.en


def _titles(lines: str) -> dict[str, Title]:
    """name | Portuguese | English"""
    rows = [[part.strip() for part in line.split("|")] for line in lines.strip().splitlines()]
    return {name: Title(pt, en) for name, pt, en in rows}


# One name is one thing in every answer, so a title is given once.
TITLES = _titles("""
abc_a_share | Parte da classe A no valor | Share of class A in value
abc_a_share_quantity | Parte da classe A na quantidade | Share of class A in quantity
abc_class | Classe ABC | ABC class
action | Ação | Action
action_date | Agir em | Act on
action_until | Agir até | Act until
active | Ativo | Active
active_from | Ativo desde | Active from
active_months | Meses ativos | Active months
active_to | Ativo até | Active to
actor | Autor | Actor
actual | Demanda real | Actual
actual_delivery_date | Entregue em | Delivered on
after | Depois | After
age_days | Idade (dias) | Age (days)
alert_id | Nº do alerta | Alert id
app_version | Versão do programa | Version of the program
arriving | Chegando | Arriving
as_of | Dados até | As of
at_reorder_point | No ponto de pedido | At the reorder point
audit_id | Nº do registro | Entry
avg_inventory_value | Valor médio do estoque (R$) | Average stock value (BRL)
avg_lead_time_days | Prazo médio de entrega (dias) | Average lead time (days)
backtest | Backtest | Backtest
before | Antes | Before
below_safety_stock | Abaixo do estoque de segurança | Below safety stock
bias | Viés | Bias
business_date | Dia de referência | Business day
cadence_days | A cada (dias) | Every (days)
carrying_cost | Custo de manter o estoque (R$) | Carrying cost (BRL)
category | Categoria | Category
cells | Pontos | Cells
closed_at | Fechada em | Closed at
closed_reason | Motivo do fechamento | Reason of the closing
code | Código | Code
cogs | Custo do consumo (R$) | Cost of goods (BRL)
column_name | Coluna | Column
computed_at | Calculado em | Computed at
confidence_level | Nível de confiança | Confidence level
cover_days | Cobertura (dias) | Cover (days)
created_at | Criado em | Created at
criticality | Criticidade | Criticality
criticality_from | Criticidade de | Criticality from
criticality_to | Criticidade até | Criticality to
crowned_at | Campeã desde | Crowned at
current_stock | Estoque atual | Current stock
data_quality_note | Nota sobre os dados | Note on the data
dataset | Conjunto | Dataset
days | Dias | Days
days_late | Dias de atraso | Days late
days_to_rupture | Dias até a ruptura | Days to stockout
days_to_rupture_earliest | Dias até a ruptura, ao menos | Days to stockout, earliest
days_to_rupture_inbound | Dias até a ruptura, com pedidos | Days to stockout with orders
days_to_rupture_latest | Dias até a ruptura, no máximo | Days to stockout, latest
dead | Sem giro | Dead
decided_at | Decidido em | Decided at
decided_by | Decidido por | Decided by
decision_note | Nota da decisão | Note of the decision
delayed_orders_pct | Pedidos atrasados | Delayed orders
demand | Demanda | Demand
demand_cells | Pontos com demanda | Demand cells
demand_class | Classe de demanda | Demand class
demand_days | Dias com demanda | Days with demand
demand_source | Origem da demanda | Source of the demand
details | Detalhes | Details
dimension | Dimensão | Dimension
dropped_at | Apagada em | Dropped at
due_on | Próximo até | Due on
economic_zone | Zona econômica | Economic zone
entity_id | Nº do objeto | Subject id
entity_key | Chave do objeto | Key of subject
entity_type | Tipo do objeto | Kind of subject
excess | Excesso | Excess
excess_quantity | Quantidade em excesso | Excess quantity
expected_delivery_date | Entrega prevista | Expected delivery
expires_on | Expira em | Expires on
family | Família | Family
features | Características | Features
fill_rate | Taxa de atendimento | Fill rate
finished_at | Fim | Finished at
first_date | Primeiro dia | First day
first_day | Primeiro dia | First day
forecast_bias | Viés da previsão | Forecast bias
forecast_mape | MAPE da previsão | Forecast MAPE
forecast_mape_coverage | Cobertura do MAPE | MAPE coverage
forecast_run_id | Carga da previsão | Forecast run
forecast_until | Previsão até | Forecast until
forecast_wape | WAPE da previsão | Forecast WAPE
full_date | Dia | Day
fva_naive | Ganho sobre o ingênuo | Fva naive
fva_zero | Ganho sobre zero | Fva zero
has_forecast | Tem previsão | Has a forecast
healthy | Saudável | Healthy
holds | Em vigor | In force
holiday_name | Feriado | Holiday
holiday_type | Tipo de feriado | Kind of holiday
horizon_days | Horizonte (dias) | Horizon (days)
inbound_lead_time_quantity | A receber no prazo de entrega | Inbound within the lead time
inbound_orders | Pedidos a receber | Inbound orders
inbound_quantity | Quantidade a receber | Inbound quantity
inbound_undated_quantity | A receber sem data | Inbound without a date
interval_cells | Pontos com intervalo | Interval cells
interval_coverage | Cobertura do intervalo | Interval coverage
ip_address | Endereço IP | IP address
is_forecast | É previsão | Is forecast
is_holiday | É feriado | Is a holiday
is_late | Atrasado | Late
is_stale | Desatualizado | Stale
is_weekend | É fim de semana | Is a weekend
item_count | Materiais | Items
item_id | Nº do material | Item id
item_name | Material | Item
item_sites | Materiais nos locais | Item-sites
items | Materiais | Items
last_day | Último dia | Last day
last_demand_date | Última demanda | Last demand
last_inbound_date | Último recebimento previsto | Last inbound
lead_bucket | Faixa de antecedência | Lead bucket
lead_time_days | Prazo de entrega (dias) | Lead time (days)
lead_time_demand | Demanda no prazo de entrega | Demand over the lead time
lead_time_p10 | Prazo, percentil 10 (dias) | Lead time, 10th percentile (days)
lead_time_p50 | Prazo, mediana (dias) | Lead time, median (days)
lead_time_p90 | Prazo, percentil 90 (dias) | Lead time, 90th percentile (days)
lead_time_receipts | Recebimentos medidos | Receipts measured
lead_time_source | Origem do prazo | Source of the lead time
lead_time_std | Desvio do prazo (dias) | Deviation of the lead time (days)
level | Nível | Level
lines | Linhas | Lines
lines_due | Linhas devidas | Lines due
lines_received | Linhas recebidas | Lines received
mape | MAPE | Mape
mape_coverage | Cobertura do MAPE | Mape coverage
mase | MASE | Mase
max_order_qty | Pedido máximo | Largest order
mean_daily_demand | Demanda média diária | Mean daily demand
mean_days_late | Atraso médio (dias) | Mean delay (days)
mean_error_at_most | Erro médio, no máximo | Mean error, at most
message | Mensagem | Message
min_order_qty | Pedido mínimo | Least order
model_status | Situação do modelo | Model status
model_tag | Modelo | Model
money_at_risk | Valor em risco (R$) | Money at risk (BRL)
name | Nome | Name
next_inbound_date | Próximo recebimento previsto | Next inbound
night_id | Noite | Night
nominal_coverage | Cobertura nominal | Nominal coverage
observed_days | Dias observados | Days observed
on_time_delivery_rate | Entregas no prazo | On-time deliveries
on_time_rate | Parte no prazo | Share on time
opened_on | Aberta em | Opened on
order_date | Pedido em | Ordered on
order_id | Nº do pedido | Order id
order_line | Linha do pedido | Order line
order_number | Pedido | Order
orders_due | Pedidos devidos | Orders due
otif_expected | OTIF esperado | OTIF expected
otif_of_all | OTIF de todos | OTIF of all
otif_rate | OTIF | OTIF
override_id | Nº da exceção | Override id
pinball_lower | Pinball inferior | Pinball lower
pinball_median | Pinball mediano | Pinball median
pinball_upper | Pinball superior | Pinball upper
previous_rows_loaded | Carregadas antes | Rows loaded before
previous_run_id | Carga anterior | Run before
priority | Prioridade | Priority
promised_days_p50 | Prazo prometido, mediana (dias) | Promised lead time, median (days)
promised_lines | Linhas prometidas | Lines promised
published_at | Publicado em | Published at
quantity | Quantidade | Quantity
quantity_recommended | Quantidade recomendada | Quantity recommended
read_at | Lido em | Read at
reason | Motivo | Reason
reasons | Motivos | Reasons
recommendation_id | Nº da recomendação | Recommendation id
region | Região | Region
region_id | Nº da região | Region id
reject_id | Nº da recusa | Refusal id
reliability_score | Confiabilidade | Reliability
reorder_point | Ponto de pedido | Reorder point
reorder_point_source | Origem do ponto de pedido | Source of the reorder point
request_id | Requisição | Request
resolved_at | Resolvido em | Resolved at
review_demand | Demanda na revisão | Demand over the review
rmsse | RMSSE | Rmsse
row_count | Linhas | Row count
row_no | Linha do arquivo | Row of the file
rows_duplicate | Duplicadas | Rows duplicate
rows_loaded | Carregadas | Rows loaded
rows_read | Lidas | Rows read
rows_rejected | Recusadas | Rows refused
rows_set_apart | Separadas | Rows set apart
run_id | Carga | Run
safety_stock | Estoque de segurança | Safety stock
safety_stock_source | Origem do estoque de segurança | Source of the safety stock
schema_version | Versão do esquema | Schema version
seconds | Segundos | Seconds
segment | Segmento | Segment
series | Séries | Series
service_level | Nível de serviço | Service level
service_level_id | Nº da regra | Rule id
service_level_source | Origem do nível de serviço | Source of the service level
sha256 | SHA-256 | SHA-256
site_code | Código do local | Site code
site_count | Locais ativos | Active sites
site_id | Nº do local | Site id
site_name | Local | Site
site_type | Tipo do local | Site type
sku | SKU | SKU
snoozed_until | Adiada até | Snoozed until
source | Fonte | Source
source_name | Arquivo | File
started_at | Início | Started at
starts_on | Desde | Starts on
state | Situação | State
state_code | UF | State
state_holidays | Feriados estaduais | State holidays
status | Situação | Status
std_daily_demand | Desvio da demanda diária | Deviation of daily demand
steps | Etapas | Steps
stock | Estoque | Stock
stock_date | Estoque contado em | Stock counted on
stock_lower | Estoque, limite inferior | Stock, lower bound
stock_upper | Estoque, limite superior | Stock, upper bound
stock_value | Valor em estoque (R$) | Stock value (BRL)
stockout | Ruptura | Stockout
stockout_rate | Taxa de ruptura | Stockout rate
supplier_id | Nº do fornecedor | Supplier id
supplier_name | Fornecedor | Supplier
supplier_type | Tipo de fornecedor | Supplier type
timestamp | Quando | When
title | Título | Title
total_demand | Demanda total | Total demand
total_inventory_value | Valor do estoque (R$) | Stock value (BRL)
turnover | Giro (vezes ao ano) | Turnover (times a year)
type | Tipo | Type
uncosted | Sem custo | Without a cost
uncosted_stock_count | Estoques sem custo | Stocks without a cost
unfulfilled_quantity | Quantidade não atendida | Unfulfilled quantity
unit_cost | Custo unitário (R$) | Unit cost (BRL)
unit_id | Unidade | Unit id
unit_measure | Unidade | Unit
unit_price | Preço unitário (R$) | Unit price (BRL)
unknown | Desconhecido | Unknown
unscaled_series | Séries sem escala | Unscaled series
user_agent | Agente | Agent
valid_from | Vale desde | Valid from
valid_to | Último dia | Last day
value | Valor | Value
wape | WAPE | Wape
wape_naive | WAPE ingênuo | Wape naive
weekday | Dia da semana | Weekday
xyz_class | Classe XYZ | XYZ class
yhat | Previsão | Forecast
yhat_lower | Previsão, limite inferior | Forecast, lower bound
yhat_upper | Previsão, limite superior | Forecast, upper bound
z | z | z
""")
