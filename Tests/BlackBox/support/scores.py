"""Scores as the formulas say, with numpy and scipy, from the curves of a release."""

import collections
import math

import numpy
import scipy.stats

from support import transnas


def counterpart(metric, split):
    return split + metric[metric.index("_"):]


def selected_epoch(column):
    """The earliest epoch with the largest finite value, None where none is finite."""
    finite = [(value, -epoch) for epoch, value in enumerate(column) if value is not None and math.isfinite(value)]
    return -max(finite)[1] if finite else None


def run_scores(task, curves):
    """(rule, split) → (value, epoch) of one run; scores are oriented so that larger is better."""
    metric = transnas.SCORE[task]
    epochs = {"final": len(curves[metric]) - 1, "best_valid": selected_epoch(curves[metric])}
    found = {}
    for rule, epoch in epochs.items():
        for split in ("valid", "test"):
            value = None if epoch is None else curves[counterpart(metric, split)][epoch]
            found[(rule, split)] = (value, epoch)
    return found


def scores(curves):
    """(space, task, budget, rule, split) → encoding → (mean over seeds, number of seeds)."""
    gathered = collections.defaultdict(lambda: collections.defaultdict(list))
    for (space, task, budget, encoding, _), columns in curves.items():
        for (rule, split), (value, _) in run_scores(task, columns).items():
            gathered[(space, task, budget, rule, split)][encoding].append(value)
    return {group: {encoding: (None if any(v is None or not math.isfinite(v) for v in values) else
                               sum(values) / len(values), len(values)) for encoding, values in members.items()}
            for group, members in gathered.items()}


def ranks(values):
    """Ranks from 1, the largest first; ties share their mean."""
    return scipy.stats.rankdata([-value for value in values], method="average")


def normalized(members):
    """encoding → the four normalized scores, for the architectures with a finite score."""
    ys = {encoding: value for encoding, (value, _) in members.items() if value is not None}
    if not ys:
        return {}
    values = numpy.array(list(ys.values()))
    connected = [value for encoding, value in ys.items() if not transnas.is_disconnected(encoding)]
    low, high = numpy.percentile(connected, [1, 99], method="linear") if connected else (0.0, 0.0)
    best, worst, mean, deviation = values.max(), values.min(), values.mean(), values.std(ddof=0)
    places = ranks(values)
    found = {}
    for (encoding, y), place in zip(ys.items(), places):
        found[encoding] = {
            "minmax_p": float(numpy.clip((y - low) / (high - low), 0, 1)) if high > low else None,
            "rank01": 1 - (place - 1) / (len(ys) - 1) if best > worst else None,
            "zscore": (y - mean) / deviation if best > worst else None,
            "nregret": (best - y) / (best - worst) if best > worst else None,
        }
    return found


def average_ranks(curves, tasks):
    """(space, encoding) → mean rank over all tasks by the best-validation score, None unless every task has one."""
    by_task = collections.defaultdict(dict)
    for (space, task, _, rule, split), members in scores(curves).items():
        if (rule, split) == ("best_valid", "valid"):
            ys = {encoding: value for encoding, (value, _) in members.items() if value is not None}
            for encoding, place in zip(ys, ranks(list(ys.values())) if ys else []):
                by_task[(space, encoding)][task] = place
    encodings = {(key[0], key[3]) for key in curves}
    return {key: sum(by_task[key].values()) / len(tasks) if set(by_task[key]) == set(tasks) else None
            for key in encodings}


def noise(curves, space, task, rule, split):
    """(pooled sd, degrees of freedom, copies) over distinct results within classes of one network."""
    classes = collections.defaultdict(dict)
    copies = 0
    for (where, what, _, encoding, seed), columns in sorted(curves.items(), key=str):
        if (where, what) != (space, task) or transnas.is_disconnected(encoding):
            continue
        results = classes[transnas.class_id(encoding, "same-network")]
        content = (seed, str({name: column for name, column in columns.items() if name != "time_elapsed"}))
        copies += content in results
        results[content] = run_scores(task, columns)[(rule, split)][0]
    squares, freedom = 0.0, 0
    for results in classes.values():
        values = [value for value in results.values() if value is not None and math.isfinite(value)]
        if len(values) > 1:
            squares += numpy.var(values) * len(values)
            freedom += len(values) - 1
    return math.sqrt(squares / freedom) if freedom else None, freedom, copies
