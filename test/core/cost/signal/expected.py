"""Expected values of funnels, from packages that share no code with rx12.

Made with Python 3.11, numpy 2.4.6 and statsmodels 0.15.0:

    pip install statsmodels==0.15.0 && python test/core/cost/signal/expected.py > test/core/cost/signal/expected.json

- `derSimonianLaird`: tau squared of statsmodels' meta-analysis. Where a unit's variance is inverse to its denominator, the
  pooled mean is the weighted one, so that without winsorising the two estimates are one;
- `winsorised`: Spiegelhalter 2005, with numpy's quantiles.
"""

import json

import numpy as np
from statsmodels.stats.meta_analysis import combine_effects


def units(seed, between):
    rng = np.random.default_rng(seed)
    denominators = rng.integers(60, 900, size=24)
    values = rng.normal(2600, between, size=24) + rng.normal(0, 1, size=24) * 1500 / np.sqrt(denominators)
    values[3] += 1200
    return np.round(values * denominators).astype(int), denominators


def case(seed, between, deviation):
    numerators, denominators = units(seed, between)
    values = numerators / denominators
    variances = deviation**2 / denominators
    meta = combine_effects(values, variances, method_re="dl")
    target = numerators.sum() / denominators.sum()
    z = (values - target) / np.sqrt(variances)
    low, high = np.quantile(z, [0.1, 0.9])
    phi = float(np.mean(np.clip(z, low, high) ** 2))
    weights = 1 / variances
    count = len(z)
    tau2 = (count * phi - (count - 1)) / (weights.sum() - (weights**2).sum() / weights.sum())
    tau2 = float(max(0, tau2))
    return {
        "numerators": numerators.tolist(),
        "denominators": denominators.tolist(),
        "deviation": deviation,
        "derSimonianLaird": {"tauSquared": float(meta.tau2), "q": float(meta.q)},
        "winsorised": {
            "target": float(target),
            "phi": phi,
            "tauSquared": tau2,
            "z": ((values - target) / np.sqrt(variances + tau2)).tolist(),
        },
    }


print(json.dumps([case(11, 200, 1500), case(12, 0, 1500), case(13, 500, 900)], indent=2))
