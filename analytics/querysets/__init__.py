"""Reads of model outputs, each where what it reads belongs."""
