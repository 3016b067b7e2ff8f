-- A company of 5,000 items at 10 sites: a year of demand, a month of stock, orders and forecasts.
INSERT INTO core.dim_region (name)
SELECT 'R' || number FROM generate_series(1, 4) AS number;

INSERT INTO core.dim_site (site_id, code, name, region_id)
SELECT number, 'S' || number, 'S' || number, region.region_id
FROM generate_series(1, 10) AS number
JOIN core.dim_region AS region ON region.name = 'R' || (1 + number %% 4);

INSERT INTO core.dim_supplier (supplier_id, code, name, avg_lead_time_days)
SELECT number, 'F' || number, 'F' || number, 5 + number %% 40
FROM generate_series(1, 50) AS number;

INSERT INTO core.dim_item (item_id, sku, name, unit_cost, criticality, min_order_qty, max_order_qty)
SELECT
  number,
  'I' || number,
  'Item ' || number,
  1 + number %% 500,
  number %% 11,
  CASE WHEN number %% 3 = 0 THEN 5 END,
  CASE WHEN number %% 7 = 0 THEN 500 END
FROM generate_series(1, 5000) AS number;

SELECT core.ensure_month(fact, month::DATE)
FROM unnest(ARRAY['fact_demand_daily', 'fact_inventory_daily', 'fact_orders']) AS fact
CROSS JOIN generate_series(
  date_trunc('month', %(day)s::DATE - 400), %(day)s::DATE, '1 month'
) AS month;

-- From a day in two to a day in twelve, by item.
INSERT INTO core.fact_demand_daily (full_date, item_id, site_id, quantity, run_id)
SELECT %(day)s::DATE - ago, item, site, 1 + (item * 7 + site * 13 + ago * 11) %% 9, 1
FROM generate_series(0, 364) AS ago, generate_series(1, 5000) AS item, generate_series(1, 10) AS site
WHERE (item * 31 + site * 17 + ago * 7) %% (2 + item %% 11) = 0;

INSERT INTO core.fact_inventory_daily (full_date, item_id, site_id, current_stock, run_id)
SELECT %(day)s::DATE - ago, item, site, greatest((item * 13 + site * 7) %% 200 - 29 + ago, -1), 1
FROM generate_series(0, 29) AS ago, generate_series(1, 5000) AS item, generate_series(1, 10) AS site;

-- Ten orders in the year, the last of them under way.
INSERT INTO core.fact_orders (
  order_number, order_line, order_date, item_id, supplier_id, site_id, quantity, status,
  expected_delivery_date, actual_delivery_date, run_id
)
SELECT
  concat_ws('-', 'P', item, site, ordinal),
  1,
  %(day)s::DATE - 362 + ordinal * 38,
  item,
  1 + (item + site) %% 50,
  site,
  10 + item %% 40,
  CASE WHEN ordinal < 9 THEN 'RECEIVED' ELSE 'PLACED' END,
  %(day)s::DATE - 342 + ordinal * 38,
  CASE WHEN ordinal < 9 THEN %(day)s::DATE - 352 + ordinal * 38 + (item + ordinal * 3) %% 15 END,
  1
FROM
  generate_series(1, 5000) AS item, generate_series(1, 10) AS site, generate_series(0, 9) AS ordinal
WHERE (item + site + ordinal) %% 3 <> 0;

INSERT INTO support.load_runs (
  run_id, unit_id, dataset, status, source_name, as_of, rows_read, rows_loaded, rows_rejected,
  rows_duplicate, actor, app_version, started_at
)
SELECT run_id, run_id, 'forecasts', 'PUBLISHED', 'made', %(day)s, 0, 0, 0, 0, 'bench', '0', now()
FROM nextval('support.load_run_id') AS run_id;

INSERT INTO analytics.model_runs (
  run_id, dataset, status, model_tag, as_of, computed_at, row_count
)
SELECT run_id, dataset, 'CHAMPION', 'made', as_of, now(), 1500000
FROM support.load_runs;

CREATE TABLE analytics.forecasts_of_bench PARTITION OF analytics.forecasts DEFAULT;

INSERT INTO analytics.forecasts (
  run_id, full_date, item_id, site_id, horizon_days, yhat, yhat_lower, yhat_upper, model_tag, as_of,
  computed_at
)
SELECT run_id, as_of + ahead, item, site, 30, 5.0 / (2 + item %% 11), 0, 6, 'made', as_of, now()
FROM
  analytics.model_runs, generate_series(1, 30) AS ahead, generate_series(1, 5000) AS item,
  generate_series(1, 10) AS site
