#!/usr/bin/env python3
"""Makes what src/base/maths/elementary.ts, trigonometry.ts and power.ts are compared with: mpmath's values at 400 bits.

    python3 test/reference/make-elementary-fixtures.py [FOLDER] [POINTS]        needs mpmath

A row is [arguments ..., value, remainder]: the nearest float64 to the true value, and what the truth has beyond it, in units in the
last place of the value. So errors are measured to a fraction of a unit.
"""

import json
import math
import pathlib
import random
import sys

import mpmath

mpmath.mp.prec = 400
POINTS = int(sys.argv[2]) if len(sys.argv) > 2 else 30


def uniform(low, high):
    return lambda: random.uniform(low, high)


def spread(low, high):
    """Evenly in the logarithm, of either sign where `low` is negative."""
    a, b = math.log(abs(low)), math.log(high)
    return lambda: min(math.exp(random.uniform(a, b)), high) * (random.choice([-1, 1]) if low < 0 else 1)


def near(step, count):
    """The float64 nearest to a multiple of `step`, or one of its neighbours."""
    return lambda: random.choice([lambda x: x, lambda x: math.nextafter(x, 0), lambda x: math.nextafter(x, math.inf)])(
        float(random.randint(1, count) * mpmath.mpf(step)))


def pairs(first, second):
    return lambda: (first(), second())


ANGLES = [uniform(-4, 4), uniform(-1.6e6, 1.6e6), spread(-1e-12, 1), near(mpmath.pi / 2, 1_000_000), near(mpmath.pi / 4, 50)]
CASES = {
    "exp": (mpmath.exp, [uniform(-745, 709.7), uniform(-2, 2), spread(-1e-20, 1), uniform(-745, -708)]),
    "log": (mpmath.log, [spread(5e-324, 1.7e308), uniform(0.5, 2), near(2.0**-24, 2**24), uniform(1 - 1e-6, 1 + 1e-6)]),
    "sin": (mpmath.sin, ANGLES),
    "cos": (mpmath.cos, ANGLES),
    "tanh": (mpmath.tanh, [uniform(-3, 3), spread(-1e-300, 1), uniform(0.6, 0.65), uniform(-25, 25)]),
    "power": (mpmath.power, [
        pairs(spread(1e-60, 1e60), uniform(-5, 5)),
        pairs(lambda: float(random.randint(2, 1_000_000)), uniform(-3, 1)),
        pairs(uniform(0.5, 2), uniform(-700, 700)),
        pairs(uniform(0.9, 1.1), lambda: float(random.randint(1, 2000))),
        pairs(lambda: 10_000.0, lambda: -random.randint(1, 63) / 64),
        pairs(spread(5e-324, 2e-308), uniform(-0.9, 0.9)),
        pairs(uniform(0.01, 0.05), uniform(163, 187)),
    ]),
}


def row(function, arguments):
    truth = function(*(mpmath.mpf(x) for x in arguments))
    value = float(truth)
    return [*arguments, value, float(f"{float((truth - mpmath.mpf(value)) / mpmath.mpf(math.ulp(value))):.4f}")]


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "../fixtures/base")
    folder.mkdir(parents=True, exist_ok=True)
    random.seed(2026)
    fixtures = {}
    for name, (function, ranges) in CASES.items():
        points = (draw() for draw in ranges for _ in range(POINTS))
        fixtures[name] = [row(function, x if isinstance(x, tuple) else (x,)) for x in points]
    rows = ",\n".join(f'"{name}": [\n' + ",\n".join(map(json.dumps, of)) + "\n]" for name, of in fixtures.items())
    (folder / "elementary.json").write_text("{\n" + rows + "\n}\n")


if __name__ == "__main__":
    main()
