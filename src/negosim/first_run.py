"""`python -m negosim.first_run`: play a very small mandate, to compile the kernels into the cache (premier lancement).

The first run of all does this in a process of its own, so that the memory of the compiler is freed before the mandate
is played.
"""

from __future__ import annotations

import subprocess
import sys

__all__ = ["compile_apart"]


def compile_apart() -> None:
    """Fill the cache of compiled kernels in another process; where that fails, kernels are compiled at first use."""
    if sys.executable:
        command = [sys.executable, "-m", "negosim.first_run"]
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603 -- ourselves


def main() -> None:
    """Play a mandate of two communes with one dossier of each kind, and compute every metric."""
    from negosim.agenda import KINDS  # noqa: PLC0415 -- the parent imports only this file
    from negosim.facilitation import STRATEGIES  # noqa: PLC0415
    from negosim.metrics import summary  # noqa: PLC0415
    from negosim.metrics.blockages import list_blockages  # noqa: PLC0415
    from negosim.negotiation.mandate import run  # noqa: PLC0415
    from negosim.negotiation.state.dossier import PlannedDossier  # noqa: PLC0415
    from negosim.negotiation.state.setting import Setting  # noqa: PLC0415
    from negosim.territory.synthetic import SyntheticSettings, synthesise  # noqa: PLC0415

    agenda = tuple(PlannedDossier(name, KINDS[name], 1, 9) for name in KINDS.names())
    territory = synthesise(SyntheticSettings(n_communes=2), 0)
    mandate = run(Setting(territory, STRATEGIES[STRATEGIES.names()[0]], agenda), 0)
    summary(mandate, costly=True)
    list_blockages(mandate)


if __name__ == "__main__":
    main()
