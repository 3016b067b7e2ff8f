"""Copies of the whole database, and the proof that they can be brought back."""
