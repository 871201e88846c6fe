"""Thousands of mandates: a design, an engine, a store that loses nothing, an analysis (plan d'expérience).

A run is `(point, replicate)`; its number is `point * replicates + replicate`, its seed is addressed by the
experiment, the block of its point and its replicate. Results depend on nothing else: neither the engine, nor the
number of workers, nor the size of the pieces.
"""
