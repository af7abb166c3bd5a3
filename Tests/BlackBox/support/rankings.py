"""Measures of rankings with numpy and scipy, as the papers and NASLib compute them."""

import math

import numpy
import scipy.stats


def tau(x, y):
    return scipy.stats.kendalltau(x, y).statistic


def ties(x, y):
    """Pairs tied in the first alone, in the second alone, in both."""
    def pairs(values):
        return sum(int(count) * (int(count) - 1) // 2 for count in numpy.unique(values, return_counts=True, axis=0)[1])
    both = pairs(numpy.stack([x, y], axis=1))
    return [pairs(x) - both, pairs(y) - both, both]


def best(values, count):
    """The indices of the largest values, equal ones in their order."""
    return numpy.argsort(-numpy.asarray(values), kind="stable")[:count]


def precision(truth, predicted, k):
    """As NASLib: strictly above the value behind the best k."""
    one, two = sorted(truth)[-k - 1], sorted(predicted)[-k - 1]
    return sum((y > one) & (p > two) for y, p in zip(truth, predicted)) / k


def decimals(truth):
    step = (numpy.percentile(truth, 99) - numpy.percentile(truth, 1)) / 100
    return math.ceil(-math.log10(step))


def measures(truth, predicted, shares=(0.01, 0.05, 0.1, 0.2, 0.5)):
    """(formula, parameter) → value; larger is better in both."""
    y, p = numpy.asarray(truth, float), numpy.asarray(predicted, float)
    found = {("tau_b", ""): tau(y, p), ("rho", ""): scipy.stats.spearmanr(y, p).statistic,
             ("pearson", ""): scipy.stats.pearsonr(y, p).statistic}
    for places in (decimals(y), decimals(y) + 1):
        found[("sparse_tau", f"{places} decimal{'s' * (places != 1)}")] = tau(y, numpy.round(p, places))
    for k in (10, 20):
        found[("precision_k", f"k={k}")] = precision(y, p, k) if len(y) > k else None
    rank = numpy.empty(len(y), int)
    rank[best(y, len(y))] = numpy.arange(len(y))
    order = best(p, len(p))
    for share in shares:
        k = int(len(y) * share)
        top, bottom = order[:k], order[len(y) - k:]
        values = [(rank[top] < k).sum() / k, (rank[bottom] >= len(y) - k).sum() / k,
                  tau(y[top], p[top]) if k > 1 else None, rank[top].min() + 1, rank[top].max() + 1] if k else [None] * 5
        for name, value in zip(("p_at_top", "p_at_bottom", "kt_at_top", "br_at_k", "wr_at_k"), values):
            found[(name, f"{round(share * 100)}%")] = None if value is None or math.isnan(value) else value
    mse = float(((y - p) ** 2).mean())
    found |= {("r2", ""): 1 - ((y - p) ** 2).sum() / ((y - y.mean()) ** 2).sum(), ("rmse", ""): math.sqrt(mse),
              ("mse", ""): mse, ("mae", ""): float(abs(y - p).mean())}
    return found
