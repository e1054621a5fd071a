"""Runs what Indicial writes for NumPy: answers against differences of the function, values as given.

Reads JSON from standard input, a list of cases; prints a list of [id, what is wrong].
"""
import json
import math
import sys

import numpy as np

STEP = 1e-5
# Functions such as det(Y*Y') have values to speak of at some sizes only.
SIZES = [[3, 2, 4, 5], [2, 3, 5, 4], [3, 3, 3, 3]]


def run(text, names):
    return np.asarray(eval(text, {"np": np, "math": math, **names}), dtype=float)


def differences(f, x, step):
    """The array of d f / d x: the axes of f, then those of x."""
    columns = []
    for place in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[place] += step
        behind[place] -= step
        columns.append((f(ahead) - f(behind)) / (2 * step))
    stacked = np.stack(columns, axis=-1)
    return stacked.reshape(stacked.shape[:-1] + x.shape)


def laid_out(d, rank, form):
    if form == "row":
        return d.reshape(-1)
    if form in ("kron", "jacobian"):
        rows = int(np.prod(d.shape[:rank]))
        turned = [*reversed(range(rank)), *reversed(range(rank, d.ndim))]
        return d.transpose(turned).reshape(rows, -1)
    return d


def same(one, other):
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-4, atol=1e-6)


def compared(found, expected):
    if found.shape != expected.shape:
        return f"shape {found.shape}, not {expected.shape}"
    if not same(found, expected):
        return f"off by {np.max(np.abs(found - expected))}"
    return None


def point(shapes, order):
    """Random arrays of these shapes, and the sizes that were taken for their letters."""
    sizes = {}

    def size(product):
        value = 1
        for symbol in product.split("*"):
            if not symbol.isdigit():
                sizes.setdefault(symbol, order[len(sizes) % len(order)])
            value *= int(symbol) if symbol.isdigit() else sizes[symbol]
        return value

    random = np.random.default_rng(7)
    names = {}
    for name, shape in shapes.items():
        axes = [size(axis) for axis in shape]
        value = np.asarray(random.uniform(0.4, 1.1, axes))
        if len(axes) == 2 and axes[0] == axes[1]:
            value = value / 4 + np.eye(axes[0])
        names[name] = value
    return {**sizes, **names}


def check_derivative(case):
    by = case["wrt"]
    for order in SIZES:
        names = point(case["shapes"], order)

        def f(x):
            return run(case["function"], {**names, by: x})

        expected = differences(f, names[by], STEP)
        if not same(expected, differences(f, names[by], STEP / 2)):
            continue
        rank = f(names[by]).ndim
        for name, text in case["let"]:
            names[name] = run(text, names)
        return compared(run(case["answer"], names), laid_out(expected, rank, case["form"]))
    return "no sizes at which the function is smooth"


def check_value(case):
    names = {name: np.asarray(value) for name, value in case["values"].items()}
    found = run(case["text"], {**names, **case["sizes"]})
    return compared(found, np.asarray(case["expected"], dtype=float))


def check(case):
    return check_value(case) if "expected" in case else check_derivative(case)


np.seterr(all="ignore")
faults = []
for case in json.load(sys.stdin):
    try:
        fault = check(case)
    except Exception as error:  # What does not run is told, too.
        fault = f"{type(error).__name__}: {error}"
    if fault is not None:
        faults.append([case["id"], fault])
json.dump(faults, sys.stdout)
