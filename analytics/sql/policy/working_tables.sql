-- What a computation of the policy works with, gone with its transaction.
DROP TABLE IF EXISTS pg_temp.pair_demand, pg_temp.pair_stock, pg_temp.pair, pg_temp.open_order,
  pg_temp.receipt_lead_time, pg_temp.pair_supplier, pg_temp.service_z, pg_temp.pair_lead_time,
  pg_temp.demand_ahead;

-- One row per item-site with demand in the year.
CREATE TEMP TABLE pair_demand (
  item_id INTEGER, site_id INTEGER, first_day DATE, last_demand_date DATE,
  window_total NUMERIC, window_squares NUMERIC, PRIMARY KEY (item_id, site_id)
) ON COMMIT DROP;

-- One row per item-site whose stock was counted lately.
CREATE TEMP TABLE pair_stock (
  item_id INTEGER, site_id INTEGER, first_day DATE, stock_date DATE, current_stock NUMERIC,
  PRIMARY KEY (item_id, site_id)
) ON COMMIT DROP;

-- One row per item-site that the policy covers.
CREATE TEMP TABLE pair (
  item_id INTEGER, site_id INTEGER, observed_days INTEGER, mean_daily_demand NUMERIC(18, 4),
  std_daily_demand NUMERIC(18, 4), last_demand_date DATE, current_stock NUMERIC(18, 4),
  stock_date DATE, PRIMARY KEY (item_id, site_id)
) ON COMMIT DROP;

-- One row per order line under way.
CREATE TEMP TABLE open_order (
  item_id INTEGER, site_id INTEGER, order_number TEXT, order_line INTEGER, order_date DATE,
  supplier_id INTEGER, quantity NUMERIC(18, 4), expected_delivery_date DATE
) ON COMMIT DROP;

-- One row per supplier and item, item, and supplier with receipts; NULL: over all of them.
CREATE TEMP TABLE receipt_lead_time (
  supplier_id INTEGER, item_id INTEGER, mean NUMERIC, std NUMERIC, receipts INTEGER
) ON COMMIT DROP;

-- One row per item-site and, where site_id is 0, item that was ever ordered: its latest supplier.
CREATE TEMP TABLE pair_supplier (
  item_id INTEGER, site_id INTEGER, supplier_id INTEGER, PRIMARY KEY (item_id, site_id)
) ON COMMIT DROP;

-- One row per service level in use: the standard normal quantile.
CREATE TEMP TABLE service_z (service_level NUMERIC(6, 4) PRIMARY KEY, z NUMERIC(9, 6)) ON COMMIT DROP;

-- One row per item-site that the policy covers.
CREATE TEMP TABLE pair_lead_time (
  item_id INTEGER, site_id INTEGER, supplier_id INTEGER, days NUMERIC(10, 4), std NUMERIC(10, 4),
  receipts INTEGER, source TEXT, PRIMARY KEY (item_id, site_id)
) ON COMMIT DROP;

-- One row per item-site that the policy covers: what is expected to be wanted, and how long stock lasts.
CREATE TEMP TABLE demand_ahead (
  item_id INTEGER, site_id INTEGER, forecast_until DATE, review_demand NUMERIC(18, 4),
  lead_time_demand NUMERIC(18, 4), rupture INTEGER, rupture_earliest INTEGER,
  rupture_latest INTEGER, rupture_inbound INTEGER, PRIMARY KEY (item_id, site_id)
) ON COMMIT DROP;
