"""Old months of the facts as files: exported, verified, dropped, and brought back whole."""
