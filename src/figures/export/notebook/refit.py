import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import t as student_t


def fit_power_law(x, loss, standard_error, floor="free", known_floor=0.0):
    """L = E + A x^-alpha, by weighted least squares of relative residuals.

    The variance of a residual is tau^2 + s^2: s is the point's own error, and tau, what law and run add,
    follows from the residuals (Paule & Mandel 1982). For each alpha the best E and A are a closed formula
    (variable projection), so that a search over alpha alone remains.
    """
    order = np.lexsort((loss, x))
    x, loss, standard_error = x[order], loss[order], standard_error[order]
    log_x = np.log(x)
    centre = log_x.mean()
    log_x = log_x - centre
    parameters = 3 if floor == "free" else 2
    freedom = max(1, len(x) - parameters)

    # A standard error of a few seeds is uncertain itself: each is drawn half-way to the mean.
    known = np.isfinite(standard_error) & (standard_error > 0)
    relative = np.where(known, standard_error / loss, 0) ** 2
    middle = relative[known].mean() if known.any() else 0.0
    own = (np.where(known, relative, middle) + middle) / 2

    def solve(alpha, weights):
        power = np.exp(-alpha * log_x)
        w = weights / loss**2

        def slope_about(p0, l0):
            return max(0.0, np.sum(w * (power - p0) * (loss - l0)) / np.sum(w * (power - p0) ** 2))

        if floor == "free":
            p_mean, l_mean = np.sum(w * power) / np.sum(w), np.sum(w * loss) / np.sum(w)
            amplitude = slope_about(p_mean, l_mean)
            floor_value = l_mean - amplitude * p_mean
            if floor_value < 0:
                floor_value, amplitude = 0.0, slope_about(0.0, 0.0)
        else:
            floor_value = known_floor if floor == "fixed" else 0.0
            amplitude = slope_about(0.0, floor_value)
        error = floor_value + amplitude * power - loss
        value = np.sum(w * error**2)
        slope = -2 * np.sum(w * error * amplitude * power * log_x)
        return floor_value, amplitude, value, slope

    highest = min(8.0, 300 / np.abs(log_x).max(), 600 / abs(centre))
    grid = np.geomspace(0.002, highest, 72)

    def search(weights):
        best = int(np.argmin([solve(alpha, weights)[2] for alpha in grid]))
        low, high = grid[max(0, best - 1)], grid[min(len(grid) - 1, best + 1)]
        slope = lambda alpha: solve(alpha, weights)[3]
        if slope(low) < 0 < slope(high):
            return brentq(slope, low, high, xtol=1e-15, rtol=1e-14)
        return minimize_scalar(
            lambda alpha: solve(alpha, weights)[2], bounds=(low, high), method="bounded", options={"xatol": 1e-12}
        ).x

    weights = np.ones(len(x))
    for _ in range(200):
        alpha = search(weights)
        E, amplitude, _, _ = solve(alpha, weights)
        residuals = (E + amplitude * np.exp(-alpha * log_x)) / loss - 1
        excess = lambda tau2: np.sum(residuals**2 / (tau2 + own)) - freedom
        most = np.sum(residuals**2) / freedom
        if np.all(own == 0):
            tau2 = most
        elif excess(0.0) <= 0:
            tau2 = 0.0
        else:
            tau2 = brentq(excess, 0.0, most, xtol=1e-30, rtol=1e-14)
        variances = np.maximum(tau2 + own, 1e-32)
        following = variances.min() / variances
        if np.all(np.abs(following - weights) < 1e-12):
            break
        weights = following

    limit = student_t.ppf(0.975, freedom)
    if floor == "free":
        # Profile: alpha is held and the rest refitted, until the weighted squares have risen by t^2.
        best = solve(alpha, 1 / variances)[2]
        rise = lambda at: np.sqrt(max(0.0, solve(at, 1 / variances)[2] - best)) - limit

        def end(outside):
            if rise(outside) <= 0:
                return outside
            log_end = brentq(lambda log: rise(np.exp(log)), np.log(alpha), np.log(outside), xtol=1e-13, rtol=1e-13)
            return np.exp(log_end)

        low, high = end(grid[0]), end(grid[-1])
        # Where even the smallest exponent fits, so does none.
        interval = (0.0 if low == grid[0] else low, high)
    else:
        # Delta method: the covariance of (ln amplitude, alpha).
        reducible = amplitude * np.exp(-alpha * log_x)
        jacobian = np.stack([reducible, -reducible * log_x], axis=1)
        jacobian = jacobian / (loss * np.sqrt(variances))[:, None]
        scale = np.sqrt(np.sum(jacobian**2, axis=0))
        covariance = np.linalg.inv((jacobian / scale).T @ (jacobian / scale)) / np.outer(scale, scale)
        half = limit * np.sqrt(covariance[-1, -1])
        interval = (alpha - half, alpha + half)
    return {
        "alpha": float(alpha),
        "alpha_interval": (float(interval[0]), float(interval[1])),
        "E": float(E),
        "A": float(amplitude * np.exp(alpha * centre)),
    }
