"""How trust between communes moved over the mandate and after it (confiance)."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from negosim import tables
from negosim.errors import Message, message
from negosim.locale import translate
from negosim.narrate.story import typeset
