"""`python -m negosim` is the command `negosim`."""

import sys

from negosim.cli import script

sys.exit(script())
