-- What a run of the rules works with, gone with its transaction.
DROP TABLE IF EXISTS pg_temp.stock_position, pg_temp.open_order, pg_temp.transfer, pg_temp.advice,
  pg_temp.condition;

-- One row per item-site with a policy of the day and a known stock.
CREATE TEMP TABLE stock_position (
  item_id INTEGER, site_id INTEGER, sku TEXT, unit TEXT, site_code TEXT, region_id INTEGER,
  abc_class TEXT, criticality INTEGER, unit_cost NUMERIC, mean_daily_demand NUMERIC,
  last_demand_date DATE, safety_stock NUMERIC, reorder_point NUMERIC, min_order_qty NUMERIC,
  max_order_qty NUMERIC, current_stock NUMERIC, inbound_quantity NUMERIC,
  inventory_position NUMERIC, order_up_to NUMERIC, lead_days INTEGER, days_to_rupture INTEGER,
  days_to_rupture_inbound INTEGER, unmet_quantity NUMERIC, cover_days NUMERIC,
  excess_quantity NUMERIC, score NUMERIC, PRIMARY KEY (item_id, site_id)
) ON COMMIT DROP;

-- One row per order line under way.
CREATE TEMP TABLE open_order (
  item_id INTEGER, site_id INTEGER, order_number TEXT, order_line INTEGER, order_date DATE,
  supplier_id INTEGER, quantity NUMERIC(18, 4), expected_delivery_date DATE
) ON COMMIT DROP;

-- One row per item and pair of sites: what the one can spare for the other.
CREATE TEMP TABLE transfer (
  item_id INTEGER, from_site_id INTEGER, to_site_id INTEGER, quantity NUMERIC, shortage NUMERIC,
  surplus NUMERIC, PRIMARY KEY (item_id, from_site_id, to_site_id)
) ON COMMIT DROP;

-- One row per advice that applies on the day.
CREATE TEMP TABLE advice (
  dedupe_key TEXT PRIMARY KEY, type TEXT, item_id INTEGER, site_id INTEGER, priority TEXT,
  message TEXT, action_date DATE, lead_days INTEGER, quantity NUMERIC(18, 4),
  money_at_risk NUMERIC(18, 2), figures JSONB
) ON COMMIT DROP;

-- One row per condition that holds on the day.
CREATE TEMP TABLE condition (
  dedupe_key TEXT PRIMARY KEY, category TEXT, item_id INTEGER, site_id INTEGER, level TEXT,
  message TEXT, money_at_risk NUMERIC(18, 2), figures JSONB
) ON COMMIT DROP;
