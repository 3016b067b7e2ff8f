-- One row per type of advice, decision that stands on it and whether somebody acted: what came of it,
-- of the sites that the user may see.
SELECT
  advice.type,
  standing.kind AS decision,
  outcome.acted_on,
  count(*) AS advice_count,
  count(outcome.stockout) AS judged_count,
  count(*) FILTER (WHERE outcome.stockout) AS stockout_count,
  round(
    count(*) FILTER (WHERE outcome.stockout)::NUMERIC / nullif(count(outcome.stockout), 0), 4
  ) AS stockout_rate,
  sum(outcome.unmet_quantity) AS unmet_quantity
FROM analytics.recommendation_outcomes AS outcome
JOIN analytics.recommendations AS advice
  ON advice.recommendation_id = outcome.recommendation_id
LEFT JOIN analytics.v_standing_decisions AS standing
  ON standing.recommendation_id = outcome.recommendation_id
WHERE %(limited_to)s::INTEGER IS NULL
  OR ARRAY[advice.site_id, coalesce(advice.donor_site_id, advice.site_id)] <@ ARRAY(
    SELECT visible.site_id
    FROM support.v_user_sites AS visible
    WHERE visible.user_id = %(limited_to)s
  )
GROUP BY advice.type, standing.kind, outcome.acted_on
ORDER BY advice.type, standing.kind NULLS LAST, outcome.acted_on DESC NULLS LAST
