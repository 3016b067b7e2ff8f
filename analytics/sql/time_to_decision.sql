-- One row: recommendations decided on, and the median hours from each to the first decision on it, of
-- the sites that the user may see.
WITH first_decision AS (
  SELECT recommendation_id, min(decided_at) AS decided_at
  FROM analytics.decisions
  WHERE recommendation_id IS NOT NULL
  GROUP BY recommendation_id
)
SELECT
  count(*) AS decided_count,
  percentile_cont(0.5) WITHIN GROUP (
    ORDER BY extract(epoch FROM first_decision.decided_at - advice.created_at)::FLOAT8 / 3600
  ) AS median_hours
FROM first_decision
JOIN analytics.recommendations AS advice USING (recommendation_id)
WHERE %(limited_to)s::INTEGER IS NULL
  OR ARRAY[advice.site_id, coalesce(advice.donor_site_id, advice.site_id)] <@ ARRAY(
    SELECT visible.site_id
    FROM support.v_user_sites AS visible
    WHERE visible.user_id = %(limited_to)s
  )
