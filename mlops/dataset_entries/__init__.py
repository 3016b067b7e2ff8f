"""The datasets themselves, by what they hold."""
