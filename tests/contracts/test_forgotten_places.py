"""What is declared in one line and acts in several places: each test names the place that was forgotten.

`docs/architecture.md` lists the places of an addition.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from negosim.law.majorities import RULES, quota_share, yes_needed
from negosim.mesa_model.model import STEP_METHODS
from negosim.narrate.effort import hours_on
from negosim.negotiation import initial_state
from negosim.negotiation.commune.reasons import CAUSE_TERMS, REFUSAL_TERMS, TERMS
from negosim.negotiation.month import steps
from negosim.negotiation.state import moves
from negosim.negotiation.state.events import REFUSAL_REASONS

SOURCES = Path(__file__).resolve().parents[2] / "src" / "negosim" / "negotiation"


def names_in(module, function=None):
    """The names that a module of the negotiation reads, or one of its functions."""
    tree = ast.parse((SOURCES / module).read_text(encoding="utf-8"))
    if function is not None:
        tree = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def constant_of(module, code, names):
    """The name under which a module declares a code, of a list of `names` in the order of the codes."""
    source = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    for node in source.body:
        call = node.value if isinstance(node, ast.Assign) else None
        words = [part.value for part in getattr(call, "args", []) if isinstance(part, ast.Constant)]
        if words[:1] == [names[code]]:
            return node.targets[0].id
    raise AssertionError(f"{names[code]} is declared nowhere in {module.__name__}")


OPERATORS = [constant_of(moves, code, moves.OPERATORS) for code in range(len(moves.OPERATORS))]
MOVES = [constant_of(moves, code, [kind.name for kind in moves.MOVES]) for code in range(len(moves.MOVES))]
STEPS = [constant_of(steps, code, steps.STEPS) for code in range(len(steps.STEPS))]


@pytest.mark.parametrize("operator", sorted({*OPERATORS} - {"ALTERNATING", "RANDOM"}))  # a commune writes; the `else`
def test_an_operator_drafts(operator):
    assert operator in names_in("conductor/operators.py", "draft"), f"{operator}: no branch in operators.draft"


@pytest.mark.parametrize("move", MOVES)
def test_a_move_acts_in_the_month(move):
    rooms = [path for path in (SOURCES / "month").glob("*.py") if move in names_in(f"month/{path.name}")]
    assert rooms, f"{move}: no module of month/ reads its orders"


@pytest.mark.parametrize("kind", [kind.name for kind in moves.MOVES])
def test_a_move_has_its_words_in_the_journal(kind):
    assert hours_on(kind, 4.0).values["hours"] == 4.0


@pytest.mark.parametrize(("code", "step"), list(enumerate(STEPS)))
def test_a_step_is_scheduled_performed_and_in_mesa(code, step):
    assert step in names_in("month/schedule.py"), f"{step}: not in month/schedule.py"
    performers = ("perform", "perform_rows", "perform_for_all")
    named = set().union(*(names_in("month/steps.py", function) for function in performers))
    last = {"KEEP_WORD_ROWS", "DELIVER"}  # the `else` of a chain
    assert step in named | last, f"{step}: no branch in month/steps.py"
    assert code in STEP_METHODS, f"{step}: no line in mesa_model.model.STEP_METHODS"


def test_an_array_that_the_first_day_fills_without_a_seed_is_in_every_copy(setting_of):
    filled = initial_state.copy_of(*initial_state.seedless_state(setting_of()))
    for array in filled.arrays.values():
        if array.shape and array.size:
            initial_state.bytes_by_row(array)[-1:] = 1
    copy = initial_state.copy_of(filled, initial_state.filled_rows(filled))
    for name, array in filled.arrays.items():
        assert copy.arrays[name].tobytes() == array.tobytes(), name


@pytest.mark.parametrize("rule", RULES)
def test_a_majority_of_the_council_has_its_share_and_its_count(rule):
    assert 0.0 < quota_share(RULES[rule]) <= 1.0
    assert 0 < yes_needed(RULES[rule], 10, 12) <= 12


def test_every_term_has_one_cause_but_the_package_and_every_refusal_its_terms():
    assert sorted(term for terms in CAUSE_TERMS.values() for term in terms) == sorted(set(TERMS) - {"package"})
    assert tuple(REFUSAL_TERMS) == REFUSAL_REASONS[1:]
    assert {term for terms in REFUSAL_TERMS.values() for term in terms} <= set(TERMS)
