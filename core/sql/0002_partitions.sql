-- Makes the partition of one month, empty, beside the table and then attaches it: readers and
-- writers of the other months go on. Returns whether it had to be made. There is no DEFAULT
-- partition on purpose: one stray row in it would block the month it belongs to.
CREATE FUNCTION core.ensure_month(fact TEXT, day DATE) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, core, pg_temp
AS $$
DECLARE
  first_day DATE := date_trunc('month', day)::DATE;
  next_month DATE := (first_day + INTERVAL '1 month')::DATE;
  partition_name TEXT := format('%s_%s', fact, to_char(first_day, 'YYYY_MM'));
BEGIN
  IF fact NOT IN ('fact_demand_daily', 'fact_inventory_daily', 'fact_orders') THEN
    RAISE EXCEPTION 'no partitioned fact is named %', fact USING ERRCODE = 'undefined_table';
  END IF;
  IF first_day < DATE '2000-01-01' OR first_day > DATE '2100-12-01' THEN
    RAISE EXCEPTION 'no partition for the implausible month %', first_day
      USING ERRCODE = 'datetime_field_overflow';
  END IF;
  IF to_regclass(format('core.%I', partition_name)) IS NOT NULL THEN
    RETURN FALSE;
  END IF;
  -- Two makers of one month: the second waits here and then finds it made. It must look into the
  -- table: to_regclass remembers that there was none, and an advisory lock does not refresh it.
  PERFORM pg_advisory_xact_lock(hashtext('core.ensure_month'), hashtext(partition_name));
  IF EXISTS (
    SELECT 1 FROM pg_catalog.pg_class
    WHERE relnamespace = 'core'::REGNAMESPACE
      AND relname = partition_name
  ) THEN
    RETURN FALSE;
  END IF;
  EXECUTE format('CREATE TABLE core.%I (LIKE core.%I INCLUDING ALL)', partition_name, fact);
  EXECUTE format(
    'ALTER TABLE core.%I ATTACH PARTITION core.%I FOR VALUES FROM (%L) TO (%L)',
    fact, partition_name, first_day, next_month
  );
  RETURN TRUE;
END
$$;
REVOKE EXECUTE ON FUNCTION core.ensure_month(TEXT, DATE) FROM PUBLIC;
