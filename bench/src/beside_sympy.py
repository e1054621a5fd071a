"""Derivatives of scalars by vectors and matrices in SymPy: the processor time each takes, and whether it is right.

Reads [{"sympy", "wrt"}] from standard input, prints [{"ms", "diff", "verdict", "text"}]: the time
from text to text (built, differentiated, printed) and that of `diff` alone. Every answer is judged at random matrices against central differences of the function.
"""

import json
import sys
import time

import numpy as np
from sympy import (
    Determinant,
    HadamardProduct,
    Inverse,
    Matrix,
    MatrixSymbol,
    OneMatrix,
    Trace,
    cos,
    exp,
    log,
    sin,
    sqrt,
    symbols,
    tanh,
)
from sympy.core.cache import clear_cache

ROUNDS = 20
STEP = 1e-5
TOLERANCE = 1e-5
n, m = symbols("n m", integer=True, positive=True)
SIZES = {n: 3, m: 4}
SHAPES = {
    "x": (n, 1), "y": (m, 1), "a": (n, 1), "b": (n, 1), "c": (m, 1),
    "A": (m, n), "B": (n, m), "C": (n, n), "D": (n, n), "X": (n, n), "Y": (n, m), "Z": (n, m),
}
NAMES = {name: MatrixSymbol(name, *shape) for name, shape in SHAPES.items()}
FUNCTIONS = {
    "tr": Trace, "det": Determinant, "inv": Inverse, "hadamard": HadamardProduct, "log": log,
    "exp": exp, "sqrt": sqrt, "sin": sin, "cos": cos, "tanh": tanh,
    "ones": lambda size: OneMatrix(size, 1), "n": n, "m": m,
}


def at(expression, values):
    """The entries of the expression with every symbol replaced by numbers."""
    sized = expression.subs(SIZES)
    arrays = {MatrixSymbol(name, *(SIZES.get(size, size) for size in SHAPES[name])): Matrix(value)
              for name, value in values.items()}
    try:
        found = sized
        for symbol, value in arrays.items():
            found = found.subs(symbol, value)
        return entries(found.doit())
    except Exception:
        found = sized.as_explicit() if hasattr(sized, "as_explicit") else sized
        numbers = {symbol[i, j]: value[i, j] for symbol, value in arrays.items()
                   for i in range(value.rows) for j in range(value.cols)}
        return entries(found.doit().subs(numbers).doit())


def entries(value):
    if hasattr(value, "as_explicit"):
        value = value.as_explicit()
    return np.array(value.tolist() if hasattr(value, "tolist") else value, dtype=float)


def draw(random):
    values = {}
    for name, shape in SHAPES.items():
        rows, columns = (SIZES.get(size, size) for size in shape)
        values[name] = random.uniform(0.2, 1.0, (int(rows), int(columns)))
        if rows == columns:
            values[name] = values[name] + 2 * np.eye(int(rows))
    return values


class Array(np.matrix):
    """Reads the same formulas as SymPy does."""

    def applyfunc(self, function):
        return function(self)


NUMERIC = {
    "tr": np.trace, "det": np.linalg.det, "inv": np.linalg.inv, "hadamard": np.multiply,
    "log": np.log, "exp": np.exp, "sqrt": np.sqrt, "sin": np.sin, "cos": np.cos, "tanh": np.tanh,
    "ones": lambda size: Array(np.ones((size, 1))), "n": SIZES[n], "m": SIZES[m],
}


def truth(text, wrt, values):
    """Central differences, entry by entry."""
    arrays = {name: Array(value) for name, value in values.items()}
    result = np.zeros_like(values[wrt])
    for place in np.ndindex(*result.shape):
        sides = []
        for sign in (1, -1):
            moved = {**arrays, wrt: arrays[wrt].copy()}
            moved[wrt][place] += sign * STEP
            value = eval(text, {"__builtins__": {}}, {**NUMERIC, **moved})
            sides.append(np.asarray(value).item())
        result[place] = (sides[0] - sides[1]) / (2 * STEP)
    return result


def verdict_of(text, wrt, answer):
    if "Derivative" in str(answer):
        return "left undone"
    random = np.random.default_rng(1)
    values = draw(random)
    right = truth(text, wrt, values)
    if answer == 0:
        return "right" if np.abs(right).max() < TOLERANCE else "wrong: zero"
    try:
        found = np.squeeze(at(answer, values))
    except Exception as error:
        return f"not judged ({type(error).__name__})"
    right = np.squeeze(right)
    scale = np.abs(right).max()
    if found.shape == right.shape and np.abs(found - right).max() < TOLERANCE * scale:
        return "right"
    if found.shape == right.T.shape and np.abs(found - right.T).max() < TOLERANCE * scale:
        return "transposed"
    return "wrong" if found.shape == right.shape else f"wrong shape {found.shape}"


def one(problem):
    variable = NAMES[problem["wrt"]]
    scope = {**FUNCTIONS, **NAMES}
    diff = whole = float("inf")
    try:
        for _ in range(ROUNDS):
            clear_cache()
            start = time.process_time()
            f = eval(problem["sympy"], {"__builtins__": {}}, scope)
            built = time.process_time()
            answer = f.diff(variable)
            differentiated = time.process_time()
            text = str(answer)
            whole = min(whole, time.process_time() - start)
            diff = min(diff, differentiated - built)
    except Exception as error:
        return {"ms": None, "diff": None, "verdict": f"{type(error).__name__}", "text": ""}
    return {
        "ms": whole * 1000,
        "diff": diff * 1000,
        "verdict": verdict_of(problem["sympy"], problem["wrt"], answer),
        "text": text,
    }


print(json.dumps([one(problem) for problem in json.load(sys.stdin)]))
