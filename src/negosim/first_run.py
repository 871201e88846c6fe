"""`python -m negosim.first_run`: compile every kernel into the cache, by playing a very small mandate (compilation)."""

from __future__ import annotations

from negosim.kernel_compilation import compiling_alone

__all__ = ["main"]


def main() -> None:
    """Compile what is not compiled yet."""
    with compiling_alone() as needed:
        if needed:
            compile_kernels()


def compile_kernels() -> None:
    """Play a mandate of two communes with one dossier of each kind, and compute every metric."""
    from negosim.agenda import KINDS  # noqa: PLC0415 -- loaded where there is something to compile
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
