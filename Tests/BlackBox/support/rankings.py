"""Measures of rankings with numpy and scipy, as the papers and NASLib compute them."""

import fractions
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


def chosen(predicted, k):
    """The indices strictly above the k-th prediction, those equal to it, and how many of these fit."""
    cut = numpy.sort(predicted)[len(predicted) - k]
    certain, tied = numpy.flatnonzero(predicted > cut), numpy.flatnonzero(predicted == cut)
    return certain, tied, k - len(certain)


def share(predicted, k, inside):
    """The mean over all choices among equal predictions of the share of the best k that is `inside`."""
    certain, tied, places = chosen(predicted, k)
    return (inside[certain].sum() + places * inside[tied].mean()) / k


def first(predicted, k, order, value):
    """Likewise of the value of the member of the best k that stands first in `order`, by counting the choices: of all
    C(t, s), those in which the i-th of the tied is the first are C(t - i - 1, s - 1)."""
    certain, tied, places = chosen(predicted, k)
    place = {int(index): number for number, index in enumerate(order)}
    known = min(certain, key=lambda index: place[int(index)], default=None)
    tied = sorted(tied, key=lambda index: place[int(index)])
    total, choices = fractions.Fraction(0), math.comb(len(tied), places)
    for number, index in enumerate(tied):
        ways = math.comb(len(tied) - number - 1, places - 1)
        one = index if known is None or place[int(index)] < place[int(known)] else known
        if not ways:
            break
        if math.isnan(value[one]):
            return math.nan
        total += fractions.Fraction(float(value[one])) * fractions.Fraction(ways, choices)
    return float(total)


def regrets(values, truth, predicted, name):
    """What is lost by the best in truth of the predicted best k, in `values`; equal ones in their order."""
    order = best(truth, len(truth))
    found = {}
    for k in (1, 10, 20):
        lost = values[order[0]] - first(predicted, k, order, values) if len(truth) > k else None
        span = numpy.nanmax(values) - numpy.nanmin(values)
        found[("regret", f"{name} k={k}")] = lost
        found[("nregret", f"{name} k={k}")] = None if lost is None or not span > 0 else lost / span
    return found


def measures(truth, predicted, shares=(0.01, 0.05, 0.1, 0.2, 0.5), test=None, split="valid"):
    """(formula, parameter) → value; larger is better in both."""
    y, p = numpy.asarray(truth, float), numpy.asarray(predicted, float)
    n = len(y)
    found = {("tau_b", ""): tau(y, p), ("rho", ""): scipy.stats.spearmanr(y, p).statistic,
             ("pearson", ""): scipy.stats.pearsonr(y, p).statistic}
    for places in (decimals(y), decimals(y) + 1) if len(set(y)) > 1 else ():
        found[("sparse_tau", f"{places} decimal{'s' * (places != 1)}")] = tau(y, numpy.round(p, places))
    for k in (10, 20):
        found[("precision_k", f"k={k}")] = precision(y, p, k) if n > k else None
    for name, k in (("k=10", 10), ("k=20", 20), ("10%", n // 10)):
        found[("overlap_k", name)] = len({*best(y, k)} & {*best(p, k)}) / k if 0 < k < n else None
    tenth = best(y, n // 10)
    found[("tau_top", "")] = tau(y[tenth], p[tenth]) if n >= 20 else None
    # Ties share their best rank, from whichever end they are counted.
    above, below = scipy.stats.rankdata(-y, method="min"), scipy.stats.rankdata(y, method="min")
    order = best(y, n)
    for part in shares:
        k = int(n * part)
        values = [None] * 5
        if k and len(set(y)) > 1:
            top = numpy.concatenate(chosen(p, k)[:2])
            values = [share(p, k, above <= k), share(-p, k, below <= k), tau(y[top], p[top]) if len(top) > 1 else None,
                      first(p, k, order, above), first(p, k, order[::-1], above)]
        for name, value in zip(("p_at_top", "p_at_bottom", "kt_at_top", "br_at_k", "wr_at_k"), values):
            found[(name, f"{round(part * 100)}%")] = None if value is None or math.isnan(value) else value
    found |= regrets(y, y, p, split)
    if test is not None:
        found |= regrets(numpy.asarray(test, float), y, p, "test")
    mse = float(((y - p) ** 2).mean())
    total = ((y - y.mean()) ** 2).sum() if len(set(y)) > 1 else 0
    found |= {("r2", ""): 1 - ((y - p) ** 2).sum() / total if total else None, ("rmse", ""): math.sqrt(mse),
              ("mse", ""): mse, ("mae", ""): float(abs(y - p).mean())}
    return found


def noise(scores, counts, deviation, draws=40):
    """(reliability, tau_b, rho) of the scores with themselves after normal noise of their own size is added."""
    scores, each = numpy.asarray(scores, float), deviation / numpy.sqrt(counts)
    generator = numpy.random.default_rng(7)
    noisy = [scores + generator.normal(0, 1, len(scores)) * each for _ in range(draws)]
    return (max(0, 1 - (each ** 2).mean() / scores.var()), numpy.mean([tau(scores, other) for other in noisy]),
            numpy.mean([scipy.stats.spearmanr(scores, other).statistic for other in noisy]))
