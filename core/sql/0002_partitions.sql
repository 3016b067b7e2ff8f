-- Months of the facts, made by their owner on behalf of the loader.

-- Name of a fact's month, once it is sure that there is such a fact and such a month can be.
CREATE FUNCTION core.month_name(fact TEXT, day DATE) RETURNS TEXT
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, core, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1
    FROM pg_catalog.pg_partitioned_table AS parted
    JOIN pg_catalog.pg_class AS class ON class.oid = parted.partrelid
    WHERE class.relnamespace = 'core'::REGNAMESPACE
      AND class.relname = fact
      AND parted.partstrat = 'r'
  ) THEN
    RAISE EXCEPTION 'no fact parted by month is named %', fact USING ERRCODE = 'undefined_table';
  END IF;
  IF day < DATE '2000-01-01' OR day > DATE '2100-12-31' THEN
    RAISE EXCEPTION 'no partition for the implausible day %', day
      USING ERRCODE = 'datetime_field_overflow';
  END IF;
  RETURN format('%s_%s', fact, to_char(day, 'YYYY_MM'));
END
$$;

-- Whether the month is there. It must look into the table: to_regclass remembers that there was
-- none, and an advisory lock does not refresh it.
CREATE FUNCTION core.month_exists(fact TEXT, day DATE) RETURNS BOOLEAN
LANGUAGE sql VOLATILE SET search_path = pg_catalog, core, pg_temp
AS $$
  SELECT EXISTS (
    SELECT 1 FROM pg_catalog.pg_class
    WHERE relnamespace = 'core'::REGNAMESPACE AND relname = core.month_name(fact, day)
  )
$$;

-- Waits until nobody else is making the month; held to the end of the transaction.
CREATE FUNCTION core.lock_month(fact TEXT, day DATE) RETURNS VOID
LANGUAGE sql VOLATILE SET search_path = pg_catalog, core, pg_temp
AS $$
  SELECT pg_advisory_xact_lock(hashtext('core.ensure_month'), hashtext(core.month_name(fact, day)))
$$;

-- Hangs a table in as a month of its fact: readers and writers of the other months go on.
CREATE FUNCTION core.hang_in_month(fact TEXT, day DATE) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, core, pg_temp
AS $$
BEGIN
  EXECUTE format(
    'ALTER TABLE core.%I ATTACH PARTITION core.%I FOR VALUES FROM (%L) TO (%L)',
    fact, core.month_name(fact, day), date_trunc('month', day)::DATE,
    (date_trunc('month', day) + INTERVAL '1 month')::DATE
  );
END
$$;
REVOKE EXECUTE ON FUNCTION core.hang_in_month(TEXT, DATE) FROM PUBLIC;

-- Makes the partition of one month, empty, beside the table and then attaches it. Returns whether
-- it had to be made. There is no DEFAULT partition on purpose: one stray row in it would block the
-- month it belongs to.
CREATE FUNCTION core.ensure_month(fact TEXT, day DATE) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, core, pg_temp
AS $$
BEGIN
  IF core.month_exists(fact, day) THEN
    RETURN FALSE;
  END IF;
  PERFORM core.lock_month(fact, day);
  IF core.month_exists(fact, day) THEN
    RETURN FALSE;
  END IF;
  EXECUTE format(
    'CREATE TABLE core.%I (LIKE core.%I INCLUDING ALL)', core.month_name(fact, day), fact
  );
  PERFORM core.hang_in_month(fact, day);
  RETURN TRUE;
END
$$;
REVOKE EXECUTE ON FUNCTION core.ensure_month(TEXT, DATE) FROM PUBLIC;

-- Whether a table that the loader made holds nothing that would run code in the name of whoever
-- reads or owns it: only indexes and rules that its parent has too, and the bound of its part.
CREATE FUNCTION core.is_plain_part(part REGCLASS, parent REGCLASS, bound TEXT) RETURNS BOOLEAN
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_index AS own
      WHERE own.indrelid = part
        AND NOT EXISTS (
          SELECT 1 FROM pg_catalog.pg_index AS given
          WHERE given.indrelid = parent
            AND given.indisunique = own.indisunique
            AND regexp_replace(pg_get_indexdef(given.indexrelid), '^.* USING ', '')
              = regexp_replace(pg_get_indexdef(own.indexrelid), '^.* USING ', '')))
    AND NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_trigger WHERE tgrelid = part AND NOT tgisinternal)
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_rewrite WHERE ev_class = part)
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_policy WHERE polrelid = part)
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_statistic_ext WHERE stxrelid = part)
    AND NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_constraint AS own
      WHERE own.conrelid = part AND own.contype = 'c'
        AND pg_get_constraintdef(own.oid) <> bound
        AND NOT EXISTS (
          SELECT 1 FROM pg_catalog.pg_constraint AS given
          WHERE given.conrelid = parent AND given.contype = 'c'
            AND pg_get_constraintdef(given.oid) = pg_get_constraintdef(own.oid)))
$$;

-- Moves staging.<staged> under its fact as one month that was not there. Its indexes, foreign keys
-- and bound are there already, so nothing is scanned.
CREATE FUNCTION core.attach_month(fact TEXT, day DATE, staged TEXT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, core, pg_temp
AS $$
DECLARE
  bound TEXT := format(
    'CHECK (((%1$I >= %2$L::date) AND (%1$I < %3$L::date)))',
    (SELECT attribute.attname
     FROM pg_catalog.pg_partitioned_table AS parted
     JOIN pg_catalog.pg_attribute AS attribute
       ON attribute.attrelid = parted.partrelid AND attribute.attnum = parted.partattrs[0]
     WHERE parted.partrelid = format('core.%I', fact)::REGCLASS),
    date_trunc('month', day)::DATE, (date_trunc('month', day) + INTERVAL '1 month')::DATE
  );
BEGIN
  IF NOT core.is_plain_part(
    format('staging.%I', staged)::REGCLASS, format('core.%I', fact)::REGCLASS, bound
  ) THEN
    RAISE EXCEPTION 'staging.% has more than the columns and rules of %', staged, fact
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('ALTER TABLE staging.%I RENAME TO %I', staged, core.month_name(fact, day));
  EXECUTE format('ALTER TABLE staging.%I SET SCHEMA core', core.month_name(fact, day));
  EXECUTE format('ALTER TABLE core.%I OWNER TO CURRENT_USER', core.month_name(fact, day));
  PERFORM core.hang_in_month(fact, day);
END
$$;
REVOKE EXECUTE ON FUNCTION core.attach_month(TEXT, DATE, TEXT) FROM PUBLIC;

-- Removes the rows that one run put into a fact; how many. What the run had replaced is put back
-- before, so that those rows carry their own run again.
CREATE FUNCTION core.remove_run(fact TEXT, run BIGINT) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, core, pg_temp
AS $$
DECLARE
  removed BIGINT;
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = class.oid
    WHERE class.relnamespace = 'core'::REGNAMESPACE AND class.relname = fact
      AND class.relname LIKE 'fact\_%' AND attribute.attname = 'run_id'
  ) THEN
    RAISE EXCEPTION 'no fact is named %', fact USING ERRCODE = 'undefined_table';
  END IF;
  EXECUTE format('DELETE FROM core.%I WHERE run_id = $1', fact) USING run;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;
REVOKE EXECUTE ON FUNCTION core.remove_run(TEXT, BIGINT) FROM PUBLIC;
