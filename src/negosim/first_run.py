"""`python -m negosim.first_run`: compile every kernel into the cache, by playing a very small mandate (compilation).

The month is compiled first. Another process, in the place of the first one, then compiles the metrics, so that neither
holds the memory of both.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from types import FunctionType

from negosim.collector import collect_less
from negosim.kernel_compilation import compiling_alone

__all__ = ["compile_kernels", "main"]

FRAME_WORDS = 2**17

MANDATE, METRICS = ("mandate", "metrics")


def main(arguments: Sequence[str] = ()) -> int:
    """Compile what is not compiled yet, from the part named on; 0 when done, else the code of what failed."""
    (part,) = arguments or (MANDATE,)
    with compiling_alone(is_last=part == METRICS) as needed:
        if needed:
            with_room_for_frames(compile_kernels)(part)
    if not needed or part == METRICS:
        return 0
    command = [sys.executable, "-m", "negosim.first_run", METRICS]
    if os.name == "posix":
        os.execv(sys.executable, command)  # noqa: S606 -- ourselves, in the place of this process
    return subprocess.run(command, check=False).returncode  # noqa: S603 -- ourselves


def with_room_for_frames(function: FunctionType) -> FunctionType:
    """The same function, in a frame so large that all those of its calls find their place beside it.

    CPython gives frames their memory by pieces of 16 KB. Where a hot recursion of the compiler crosses from one to the
    next, a piece is taken and given back at each call.
    """
    return FunctionType(function.__code__.replace(co_stacksize=FRAME_WORDS), function.__globals__)


def compile_kernels(part: str) -> None:
    """Play a mandate of two communes with one dossier of each kind; for `METRICS`, compute every metric too."""
    from negosim.agenda import KINDS  # noqa: PLC0415 -- loaded where there is something to compile
    from negosim.facilitation import STRATEGIES  # noqa: PLC0415
    from negosim.metrics import summary  # noqa: PLC0415
    from negosim.metrics.blockages import list_blockages  # noqa: PLC0415
    from negosim.negotiation.mandate import run  # noqa: PLC0415
    from negosim.negotiation.state.dossier import PlannedDossier  # noqa: PLC0415
    from negosim.negotiation.state.setting import Setting  # noqa: PLC0415
    from negosim.territory.synthetic import SyntheticSettings, synthesise  # noqa: PLC0415

    collect_less()
    agenda = tuple(PlannedDossier(name, KINDS[name], 1, 9) for name in KINDS.names())
    territory = synthesise(SyntheticSettings(n_communes=2), 0)
    mandate = run(Setting(territory, STRATEGIES[STRATEGIES.names()[0]], agenda), 0)
    if part == METRICS:
        summary(mandate, costly=True)
        list_blockages(mandate)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
