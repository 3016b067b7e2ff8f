-- One row per day asked for, with the forecasts run that it is measured by, if there is one.
CREATE TEMPORARY TABLE kpi_asked ON COMMIT DROP AS
SELECT full_date, forecast_run_id
FROM unnest(%(days)s::DATE[], %(forecast_runs)s::BIGINT[]) AS asked (full_date, forecast_run_id)
