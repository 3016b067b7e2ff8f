-- One row per day; a day that is there already stays as it is.
INSERT INTO core.dim_calendar (full_date, holiday_name, holiday_type, state_holidays)
VALUES (%s, %s, %s, %s::JSONB)
ON CONFLICT (full_date) DO NOTHING
