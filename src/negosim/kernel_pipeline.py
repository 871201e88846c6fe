"""How an inner kernel is compiled: typed, lowered, lightly optimised, then linked into the entries that call it.

Numba finishes each compiled function as a library of machine code of its own. A kernel that only other kernels call is
never run from there: every entry links its intermediate code, optimises the whole and finishes that. `InnerCompiler`
leaves out the work that nobody uses, which is more than half of the time of a first compilation; the bytes of a
mandate are the same.

It stands on the pipeline of Numba (`pipeline_class`), which its documentation offers for such additions, and on the
code library, which it does not document: where an attribute is missing in another version, `PIPELINE` is empty and
inner kernels are compiled in the ordinary way, more slowly.
"""

from __future__ import annotations

import itertools
import secrets
from typing import Any, Literal

from numba.core import bytecode

__all__ = ["PIPELINE"]

UID_BITS = 60

bytecode.FunctionIdentity._unique_ids = itertools.count(secrets.randbits(UID_BITS))
"""Numba numbers functions in the order in which a process compiles them, and the number is all that tells symbols of
one name and signature apart, such as those of two sorts. A kernel from the cache would be linked with the function of
another process that has its number, without an error and with wrong results: each process counts from another number.
"""

PIPELINE: dict[str, Any] = {}
"""Options of `numba.njit` for an inner kernel."""

try:
    from numba import _dynfunc  # pyright: ignore[reportAttributeAccessIssue]
    from numba.core import codegen, compiler, typed_passes
    from numba.core.compiler_machinery import register_pass

    class IntermediateLibrary(codegen.JITCodeLibrary):
        """Intermediate code that other libraries link; it is never added to the engine that runs code."""

        def _optimize_final_module(self) -> None:
            """Only the cheap passes: the entry optimises the whole again."""
            codegen = self._codegen
            passes, builder = codegen._module_pass_manager(
                loop_vectorize=False,
                slp_vectorize=False,
                opt=codegen._opt_level,
                cost="cheap",
            )
            passes.run(self._final_module, builder)

        def _finalize_final_module(self) -> None:
            """Leave the module as it is, ready to be linked."""
            self._finalize_dynamic_globals()
            self._verify_declare_only_symbols()
            self._finalized = True

    @register_pass(mutates_CFG=True, analysis_only=False)
    class IntermediateLowering(typed_passes.NativeLowering):
        """The lowering of Numba into an `IntermediateLibrary`, without an address to call."""

        _name = "negosim_intermediate_lowering"

        def run_pass(self, state: Any) -> Literal[True]:
            """Lower, then let other compiled functions find and link the result."""
            name = state.func_id.func_qualname
            state.library = library = IntermediateLibrary(state.targetctx.codegen(), name)
            state.flags.no_compile = True
            super().run_pass(state)
            lowered = state["cr"]
            library._ensure_finalized()
            module = lowered.fndesc.lookup_module()
            uncalled = _dynfunc.make_function(module, name, "", 0, lowered.env, (library,))
            state.targetctx.insert_user_function(uncalled, lowered.fndesc, [library])
            state.reload_init.extend(library._reload_init)
            state["cr"] = lowered._replace(cfunc=uncalled)
            return True

    class InnerCompiler(compiler.CompilerBase):
        """The compiler of Numba with `IntermediateLowering` in the place of its own lowering."""

        def define_pipelines(self) -> list[Any]:
            """The one pipeline, without Python objects."""
            passes = compiler.DefaultPassBuilder.define_nopython_pipeline(self.state)
            own = typed_passes.NativeLowering
            steps = passes.passes
            passes.passes = [(IntermediateLowering if step is own else step, purpose) for step, purpose in steps]
            passes.finalize()
            return [passes]

    needed = (
        "_optimize_final_module", "_finalize_final_module", "_finalize_dynamic_globals",
        "_verify_declare_only_symbols", "_ensure_finalized",
    )  # fmt: skip
    if all(hasattr(codegen.JITCodeLibrary, name) for name in needed) and hasattr(compiler._LowerResult, "_replace"):
        PIPELINE = {"pipeline_class": InnerCompiler, "no_cfunc_wrapper": True}
except (ImportError, AttributeError):  # pragma: no cover -- another Numba
    PIPELINE = {}
