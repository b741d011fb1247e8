"""Expected values of the interrupted time series, from packages that share no code with rx12.

Made with Python 3.11, numpy 2.4.6, scipy 1.17.1 and statsmodels 0.15.0:

    pip install statsmodels==0.15.0 && python test/core/cost/effect/expected.py > test/core/cost/effect/expected.json

- OLS with cov_type HAC is the Newey-West estimate;
- Prais-Winsten with a given rho is GLS with an AR(1) covariance, which statsmodels' GLS takes as a matrix; only the turns
  between rho and the coefficients are written here (statsmodels' own GLSAR drops the first observation).
"""

import json

import numpy as np
import statsmodels.api as sm
from scipy import stats
from scipy.linalg import toeplitz


def design(n, before, harmonics, months):
    t = np.arange(n)
    after = (t >= before).astype(float)
    columns = [np.ones(n), t, after, after * (t - before)]
    for k in range(1, harmonics + 1):
        angle = 2 * np.pi * k * months / 12
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns).astype(float)


def series(seed, n, before, level, slope, rho, season):
    rng = np.random.default_rng(seed)
    noise = np.zeros(n)
    for at in range(n):
        noise[at] = (rho * noise[at - 1] if at else 0) + rng.normal(0, 40)
    t = np.arange(n)
    after = t >= before
    values = 2600 + 3 * t + after * (level + slope * (t - before)) + season * np.sin(2 * np.pi * t / 12) + noise
    return np.round(values, 2)


def prais_winsten(y, x):
    residuals = sm.OLS(y, x).fit().resid
    rho = residuals[1:] @ residuals[:-1] / (residuals[:-1] @ residuals[:-1])
    for _ in range(500):
        fit = sm.GLS(y, x, sigma=toeplitz(rho ** np.arange(len(y)))).fit()
        residuals = y - x @ fit.params
        following = residuals[1:] @ residuals[:-1] / (residuals[:-1] @ residuals[:-1])
        if abs(following - rho) < 1e-10:
            break
        rho = following
    return fit, rho


def case(name, seed, n, before, harmonics, lag, **shape):
    y = series(seed, n, before, **shape)
    # The first month is a January.
    x = design(n, before, harmonics, np.arange(n) + 1)
    hac = sm.OLS(y, x).fit(cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": True}, use_t=True)
    pw, rho = prais_winsten(y, x)
    return {
        "name": name,
        "values": y.tolist(),
        "before": before,
        "harmonics": harmonics,
        "lag": lag,
        "neweyWest": {"beta": hac.params.tolist(), "se": hac.bse.tolist(), "interval": hac.conf_int().tolist()},
        "praisWinsten": {"beta": pw.params.tolist(), "se": pw.bse.tolist(), "rho": float(rho)},
    }


print(
    json.dumps(
        {
            "cases": [
                case("level", 1, 36, 18, 0, 2, level=-180, slope=0, rho=0.3, season=0),
                case("slope", 2, 48, 20, 0, 3, level=-40, slope=-6, rho=0.6, season=0),
                case("season", 3, 72, 36, 2, 3, level=-120, slope=2, rho=0.4, season=90),
                case("nothing", 4, 24, 12, 1, 0, level=0, slope=0, rho=-0.2, season=30),
            ],
            # Quantiles of Student's t at 0.975 by degrees of freedom.
            "tQuantiles": {str(df): float(stats.t.ppf(0.975, df)) for df in (1, 2, 10, 20, 30, 60, 120, 236, 240)},
        },
        indent=2,
    )
)
