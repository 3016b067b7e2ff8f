-- A transfer has two sites: the one it is advised to, and the one that gives, which only the evidence named.
ALTER TABLE analytics.recommendations
  ADD COLUMN donor_site_id INTEGER GENERATED ALWAYS AS (
    CASE
      WHEN evidence ->> 'from_site_id' ~ '^[0-9]{1,9}$' THEN (evidence ->> 'from_site_id')::INTEGER
    END
  ) STORED;
COMMENT ON COLUMN analytics.recommendations.donor_site_id IS
  'Site that gives, of a transfer: whoever may not see it does not see the advice, which tells its stock.';
