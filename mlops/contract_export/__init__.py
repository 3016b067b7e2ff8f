"""Contracts for those who write files: as tables, as JSON Schema, as example files."""
