"""Lists and series as files: the same rows that the API tells, whole, streamed and audited."""
