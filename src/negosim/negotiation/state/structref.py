"""How compiled code takes a state: one pointer instead of some forty arrays (structure compilée).

A function that took all the arrays as arguments would pass each of them, and count its references, at each call.
Numba's structure by reference (structref) keeps them behind one pointer: calls are several times cheaper and compile
faster. Python code never sees it: it passes a `State` as it is.
"""

# Numba and LLVM have no type stubs:
# pyright: standard

from __future__ import annotations

from typing import Any

import numba
from llvmlite.ir import Constant
from numba.core import types
from numba.experimental import structref
from numba.extending import intrinsic

from negosim.compiled import build
from negosim.negotiation.state.fields import Array
from negosim.negotiation.state.layout import ARRAYS

__all__ = ["STATE_TYPE", "declare", "hold"]


@structref.register
class StateType(types.StructRef):
    """Numba's type of a state, under a short name: the long one would stand in every symbol."""

    def __init__(self, fields: list[tuple[str, types.Type]]) -> None:
        super().__init__(fields)
        self.name = "negosim.State"


class Holder(structref.StructRefProxy):
    """The Python object that owns the compiled structure of one state."""


structref.define_boxing(StateType, Holder)


def type_of(array: Array) -> types.Type:
    """Numba's type of an array of the state."""
    return numba.typeof(array.zeros({size: 1 for size in array.shape if isinstance(size, str)}))


STATE_TYPE = StateType([(array.name, type_of(array)) for array in ARRAYS])


@intrinsic
def fill(_typing: Any, structure: Any, arrays: Any) -> Any:
    """Put each array of the tuple `arrays` into its field of `structure`, without an owner: the state keeps it alive.

    Compiled code counts no references each time that it reads an array without an owner.
    """

    def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        """Set one field after the other, as an assignment does."""
        structure_value, values = args
        for position, (name, kind) in enumerate(structure.field_dict.items()):
            value = builder.extract_value(values, position)
            if isinstance(kind, types.Array):
                view = context.make_array(kind)(context, builder, value=value)
                view.meminfo = Constant(view.meminfo.type, None)
                value = view._getvalue()  # noqa: SLF001 -- the protocol of Numba's code generation
            assign = context.get_setattr(name, types.none(structure, kind))
            assign(builder, (structure_value, value))
        return context.get_dummy_value()

    return types.none(structure, arrays), generate


def hold_arrays(arrays: Any) -> Any:
    """The structure that holds the arrays of a state, a tuple in the order of `ARRAYS`; the state must outlive it."""
    structure = structref.new(STATE_TYPE)  # pyright: ignore[reportCallIssue]
    fill(structure, arrays)  # pyright: ignore[reportCallIssue]
    return structure


hold = build(hold_arrays)


def declare(state_class: type) -> None:
    """Let compiled code take instances of `state_class`, which show the `_meminfo` of their holder."""
    state_class._numba_type_ = STATE_TYPE  # type: ignore[attr-defined]
