"""Forecasts made away from production; they leave as files and know no Django code."""
