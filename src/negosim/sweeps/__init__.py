"""Thousands of mandates, from Python or from the command line (balayages)."""
