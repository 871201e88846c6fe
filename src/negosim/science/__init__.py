"""Equations of the literature: arrays in, arrays out (science)."""
