"""The twenty real intercommunalities of the first calibration: ten to fit, ten to report on."""

from __future__ import annotations

FITTED = (
    "243900354",  # CC, 4 communes
    "200096675",  # CC, 6
    "200040384",  # CC, 9
    "200027027",  # CC, 12
    "246200844",  # CC, 15
    "200068864",  # CC, 24
    "200070753",  # CA, 31
    "243000643",  # CA, 39
    "200066124",  # CA, 56
    "200070407",  # CA, 87
)
REPORTED = (
    "243900479",  # CC, 4
    "248400236",  # CC, 5
    "242900314",  # metropolis, 8
    "248500662",  # CC, 11
    "200066975",  # CC, 17
    "245614433",  # CC, 24
    "200049484",  # CC, 32
    "200071843",  # CC, 39
    "242504447",  # CC, 58
    "200067940",  # CC, 94
)
FITTED_SEEDS = range(200)
REPORTED_SEEDS = range(1000, 1200)
SIZE_CLASSES = ((2, 7), (8, 14), (15, 29), (30, 59), (60, 158))
STRATEGIES = ("none", "busy", "chair", "process", "single_text")
