"""Rules that people set, and who is told of what."""

from analytics.admin import policy, subscriptions, targets

__all__ = ["policy", "subscriptions", "targets"]
