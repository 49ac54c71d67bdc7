#!/usr/bin/env python3
"""Makes what the fits are compared with: scipy's optima of the same objectives, and quantiles of Student's t.

    python3 test/reference/make-fit-fixtures.py [FOLDER]        needs numpy and scipy >= 1.10

Each case holds its points and the optimum of sum rho(fitted / L - 1) over E >= 0, A >= 0 and alpha, found by scipy in all
parameters at once from several starts, and the standard errors from the Jacobian there.
"""

import json
import pathlib
import sys

import numpy as np
from scipy.optimize import least_squares
from scipy.stats import t

CASES = {
    "floor, quiet": dict(E=1.69, A=406.4, alpha=0.34, low=3, high=7, n=9, noise=0.003, floor="free", huber=None),
    "floor, loud": dict(E=0.5, A=30.0, alpha=0.6, low=2, high=5, n=12, noise=0.02, floor="free", huber=None),
    "no floor, fitted with one": dict(E=0.0, A=2.0, alpha=0.2, low=1, high=3, n=7, noise=0.01, floor="free", huber=None),
    "known floor": dict(E=0.99, A=8.0, alpha=0.55, low=2.5, high=4.5, n=8, noise=0.005, floor="fixed", huber=None),
    "no floor": dict(E=0.0, A=11.0, alpha=0.076, low=3, high=9, n=10, noise=0.004, floor="none", huber=None),
    "steep": dict(E=0.002, A=300.0, alpha=1.7, low=1.5, high=3.5, n=10, noise=0.05, floor="free", huber=None),
    "outliers, Huber": dict(E=1.0, A=20.0, alpha=0.5, low=2, high=5, n=14, noise=0.004, floor="free", huber=0.003),
    "floor, a hundred points": dict(E=2.0, A=60.0, alpha=0.35, low=2, high=6, n=100, noise=0.01, floor="free",
                                    huber=0.002),
}


def best(x, loss, floor, value, huber):
    log_x = np.log(x) - np.mean(np.log(x))

    def parameters(p):
        return (p[2] if floor == "free" else value), np.exp(p[0]), p[1]

    def residuals(p):
        E, amplitude, alpha = parameters(p)
        return (E + amplitude * np.exp(-alpha * log_x)) / loss - 1

    options = dict(xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=20000, x_scale="jac")
    if huber is not None:
        options.update(loss="huber", f_scale=huber)
    fits = []
    for alpha in (0.05, 0.2, 0.5, 1.0, 2.0):
        start = [np.log(np.ptp(loss)), alpha]
        bounds = ([-60, 1e-3], [60, 8])
        if floor == "free":
            start.append(0.5 * loss.min())
            bounds = (bounds[0] + [0], bounds[1] + [loss.max()])
        fits.append(least_squares(residuals, start, bounds=bounds, **options))
    fit = min(fits, key=lambda f: f.cost)
    E, amplitude, alpha = parameters(fit.x)
    r = residuals(fit.x)
    answer = {"E": E, "A": amplitude * np.exp(alpha * np.mean(np.log(x))), "alpha": alpha}
    if huber is None:
        # Residual variance times (J'J)^-1, whether or not E sits at 0.
        variance = np.sum(r**2) / (len(x) - len(fit.x))
        excess = amplitude * np.exp(-alpha * log_x)
        columns = [excess / loss, -excess * log_x / loss] + ([1 / loss] if floor == "free" else [])
        jacobian = np.stack(columns, axis=1)
        errors = np.sqrt(variance * np.diag(np.linalg.inv(jacobian.T @ jacobian)))
        answer["alphaError"] = errors[1]
        if floor == "free":
            answer["EError"] = errors[2]
    return answer


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "../fixtures/fit")
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(2026)
    cases = []
    for name, c in CASES.items():
        x = np.round(10 ** np.linspace(c["low"], c["high"], c["n"]))
        loss = (c["E"] + c["A"] * x ** -c["alpha"]) * np.exp(c["noise"] * random.standard_normal(c["n"]))
        if c["huber"] is not None:
            loss[:: c["n"] // 4] *= 1.05
        loss = np.array([float(f"{value:.6g}") for value in loss])
        floor = {"type": "fixed", "value": c["E"]} if c["floor"] == "fixed" else {"type": c["floor"]}
        cases.append({
            "name": name, "floor": floor, "huber": c["huber"], "x": x.tolist(), "loss": loss.tolist(),
            "scipy": best(x, loss, c["floor"], floor.get("value", 0.0), c["huber"]),
        })
    (folder / "power-laws.json").write_text(json.dumps(cases, indent=1) + "\n")
    quantiles = [
        {"level": level, "degreesOfFreedom": nu, "t": t.ppf((1 + level) / 2, nu)}
        for level in (0.5, 0.9, 0.95, 0.99, 0.9999)
        for nu in (1, 2, 3, 4, 5, 6, 7, 10, 31, 100, 1001)
    ]
    (folder / "student-t.json").write_text(json.dumps(quantiles) + "\n")


if __name__ == "__main__":
    main()
