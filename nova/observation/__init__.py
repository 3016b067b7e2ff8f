"""What the processes tell of themselves: log lines and metrics."""
