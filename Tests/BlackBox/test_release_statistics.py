"""statistics.json, computed again with scipy and pymoo from scores that were published."""

import collections
import json
import math

import numpy
import pytest
import scipy.stats
from pymoo.indicators.hv import HV
from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

from conftest import ROOT
from support import published, rankings, transnas
from support.release import build, strict
from transnas_logs import Run

pytestmark = pytest.mark.shared


def close(found, expected, note="", tolerance=1e-12):
    if expected is None or math.isnan(expected):
        assert found is None, (note, found)
    else:
        assert math.isclose(found, expected, rel_tol=tolerance, abs_tol=tolerance), (note, found, expected)


class Statistics:
    """A release of published scores, and what it says of them."""

    def __init__(self, place, space, scores):
        self.scores = {task: {encoding: value[0] for encoding, value in members.items()}
                       for task, members in scores.items()}
        self.tests = {task: {encoding: value[1] for encoding, value in members.items()}
                      for task, members in scores.items()}
        logs, pipeline = published.write(place, space, scores)
        self.release = build(logs, place / "release", pipeline)
        self.text = (self.release.path / "statistics.json").read_text()
        (self.space,) = strict(self.text)["spaces"]

    def correlation(self, kind, **where):
        (found,) = [c for c in self.space["correlations"]
                    if c["kind"] == kind and all(c[key] == value for key, value in where.items())]
        return found, {(s["formula"], s.get("k")): s for s in found["statistics"]}


@pytest.fixture(scope="module")
def micro(shared, tmp_path_factory):
    scores = {task: {encoding: (value, None) for encoding, value in members.items()}
              for task, members in published.micro(shared).items()}
    return Statistics(tmp_path_factory.mktemp("micro"), published.MICRO, scores)


@pytest.fixture(scope="module")
def cells(shared, tmp_path_factory):
    return Statistics(tmp_path_factory.mktemp("cells"), published.CELLS, published.cells(shared))


@pytest.fixture(params=["micro", "cells"])
def statistics(request):
    return request.getfixturevalue(request.param)


def test_summaries_are_those_of_numpy(statistics):
    for summary in statistics.space["summary"]:
        if summary["split"] != "valid":
            continue
        values = numpy.array(list(statistics.scores[summary["task"]].values()))
        assert summary["n"] == len(values)
        median = numpy.median(values)
        expected = {"mean": values.mean(), "sd": values.std(), "min": values.min(), "max": values.max(),
                    "q1": numpy.percentile(values, 25), "median": median, "q3": numpy.percentile(values, 75),
                    "mad": scipy.stats.median_abs_deviation(values),
                    "rel_random": (values.max() - values.mean()) / abs(values.mean())}
        for name, value in expected.items():
            close(summary[name], value, (name, summary["task"]))


def test_a_summary_names_the_metric_of_its_split(statistics):
    splits = {row["name"]: row["split"] for row in statistics.release.query("SELECT DISTINCT name, split FROM metric")}
    summaries = statistics.space["summary"]
    assert {summary["split"] for summary in summaries} >= {"valid"}
    for summary in summaries:
        assert splits[summary["metric"]] == summary["split"], summary["task"]


def test_correlations_between_tasks_are_those_of_scipy(statistics):
    tasks = list(statistics.scores)
    pairs = [(one, other) for place, one in enumerate(tasks) for other in tasks[place + 1:]]
    assert len([c for c in statistics.space["correlations"] if c["kind"] == "tasks"]) == len(pairs)
    for one, other in pairs:
        found, by = statistics.correlation("tasks", task=one, other_task=other)
        encodings = sorted(statistics.scores[one], key=str.encode)
        x = numpy.array([statistics.scores[one][encoding] for encoding in encodings])
        y = numpy.array([statistics.scores[other][encoding] for encoding in encodings])
        assert found["n"] == len(x)
        assert list(found["ties"].values()) == rankings.ties(x, y)
        close(by[("tau_b", None)]["value"], rankings.tau(x, y))
        close(by[("rho", None)]["value"], scipy.stats.spearmanr(x, y).statistic)
        close(by[("pearson", None)]["value"], scipy.stats.pearsonr(x, y).statistic)
        top = rankings.best(x, len(x) // 10)
        close(by[("tau_top", None)]["value"], rankings.tau(x[top], y[top]))
        for k in (10, 20, len(x) // 10):
            close(by[("overlap_k", k)]["value"], len(set(rankings.best(x, k)) & set(rankings.best(y, k))) / k)
        for k in (10, 20):
            close(by[("precision_k", k)]["value"], rankings.precision(x, y, k))
        for name in ("tau_b", "rho", "pearson"):
            entry = by[(name, None)]
            assert entry["lower"] < entry["value"] < entry["upper"], (name, entry)


def test_costs_are_correlated_with_each_other_and_with_scores(statistics):
    rows = statistics.release.query(
        "SELECT a.encoding, c.counter, c.value FROM cost c JOIN architecture a ON a.id = c.architecture_id "
        "WHERE c.counter IN ('params', 'macs') AND c.provenance_kind = 'derived' ORDER BY c.rowid DESC")
    costs = {(row["encoding"], row["counter"]): float(row["value"]) for row in rows}  # the first row holds
    task = next(iter(statistics.scores))
    encodings = sorted(statistics.scores[task], key=str.encode)
    params, macs = (numpy.array([costs[(e, name)] for e in encodings]) for name in ("params", "macs"))
    score = numpy.array([statistics.scores[task][e] for e in encodings])
    pairs = {("costs", "params", "macs"): (params, macs), ("cost", "valid_score", "macs"): (score, macs)}
    for (kind, first, second), (x, y) in pairs.items():
        found, by = statistics.correlation(kind, task=task, first=first, second=second)
        assert found["n"] == len(x) and list(found["ties"].values()) == rankings.ties(x, y)
        close(by[("tau_b", None)]["value"], rankings.tau(x, y))
        close(by[("rho", None)]["value"], scipy.stats.spearmanr(x, y).statistic)
        close(by[("pearson", None)]["value"], scipy.stats.pearsonr(x, y).statistic)
        close(by[("precision_k", 20)]["value"], rankings.precision(x, y, 20))
    assert len([c for c in statistics.space["correlations"] if c["kind"] == "costs"]) == 1


def test_costs_are_compared_over_the_architectures_with_a_score_on_the_task_that_is_named(tmp_path):
    for encoding in ("64-1234-basic", "64-1414-basic", "64-4111-basic", "64-111114-basic"):
        Run(encoding, "jigsaw", epochs=4).write(tmp_path / "logs")
        if encoding != "64-111114-basic":
            Run(encoding, "class_scene", epochs=4).write(tmp_path / "logs")
    release = build(tmp_path / "logs", tmp_path / "release")
    found = release.query("SELECT t.name AS task, first, second, n FROM correlation c JOIN task t ON t.id = c.task_id "
                          "WHERE kind = 'costs' AND formula = 'tau_b'")
    assert {(row["task"], row["first"], row["second"]): int(row["n"]) for row in found} == {
        ("class_scene", "params", "macs"): 3, ("class_scene", "params", "latency"): 3,
        ("class_scene", "macs", "latency"): 3}


def test_intervals_are_as_wide_as_those_of_a_bootstrap_of_classes(micro):
    """Another generator, another program: the width agrees within what 100 draws allow."""
    one, other = "class_scene", "segmentsemantic"
    classes = collections.defaultdict(list)
    for encoding in sorted(micro.scores[one]):
        classes[transnas.class_id(encoding, "same-network")].append(encoding)
    assert micro.space["class"] == "same-network" and micro.space["classes"] == len(classes)
    groups = [([micro.scores[one][e] for e in members], [micro.scores[other][e] for e in members])
              for members in classes.values()]
    generator = numpy.random.default_rng(1)
    values = []
    for _ in range(100):
        drawn = generator.integers(0, len(groups), len(groups))
        values.append(scipy.stats.spearmanr(numpy.concatenate([groups[i][0] for i in drawn]),
                                            numpy.concatenate([groups[i][1] for i in drawn])).statistic)
    low, high = numpy.percentile(values, [2.5, 97.5])
    _, by = micro.correlation("tasks", task=one, other_task=other)
    width = by[("rho", None)]["upper"] - by[("rho", None)]["lower"]
    assert 0.6 < width / (high - low) < 1.6, (width, high - low)


def test_fronts_and_volumes_are_those_of_pymoo(statistics):
    rows = statistics.release.query(
        "SELECT a.encoding, c.counter, c.value FROM cost c JOIN architecture a ON a.id = c.architecture_id "
        "WHERE c.counter IN ('params', 'macs') AND c.provenance_kind = 'derived' ORDER BY c.rowid DESC")
    costs = {(row["encoding"], row["counter"]): float(row["value"]) for row in rows}  # the first row holds
    fronts = {(row["task"], row["cost"], row["encoding"]): row["front"] for row in statistics.release.query(
        "SELECT t.name AS task, p.cost, a.encoding, p.front FROM pareto p JOIN task t ON t.id = p.task_id "
        "JOIN architecture a ON a.id = p.architecture_id")}
    assert len(statistics.space["pareto"]) == 3 * len(statistics.scores)
    for pareto in statistics.space["pareto"]:
        encodings = sorted(statistics.scores[pareto["task"]], key=str.encode)
        points = numpy.array([[-statistics.scores[pareto["task"]][e]] + [costs[(e, name)] for name in pareto["costs"]]
                              for e in encodings])
        unique, inverse = numpy.unique(points, axis=0, return_inverse=True)
        reference = numpy.array([-pareto["reference"][0], *pareto["reference"][1:]])
        assert (points < reference).all()
        close(pareto["hypervolume"], float(HV(ref_point=reference)(unique)), pareto["costs"])
        ideal = numpy.array([-pareto["ideal"][0], *pareto["ideal"][1:]])
        assert (points >= ideal).all() and (ideal < reference).all() and not ideal[1:].any()
        scaled = HV(ref_point=numpy.ones(len(ideal)))((unique - ideal) / (reference - ideal))
        close(pareto["hypervolume_normalized"], float(scaled), pareto["costs"], 1e-9)
        assert 0 < pareto["hypervolume_normalized"] < 1
        sorting = NonDominatedSorting().do(unique)
        number = {int(place): index + 1 for index, front in enumerate(sorting) for place in front}
        expected = {encodings[i]: number[int(inverse.ravel()[i])] for i in range(len(encodings))}
        assert {entry["encoding"] for entry in pareto["front"]} == {e for e, front in expected.items() if front == 1}
        for entry in pareto["front"]:
            assert entry["score"] == statistics.scores[pareto["task"]][entry["encoding"]]
            assert all(entry[name] == costs[(entry["encoding"], name)] for name in pareto["costs"])
        if len(pareto["costs"]) == 1:
            assert pareto["fronts"] == len(sorting)
            cost = pareto["costs"][0]
            found = {e: fronts.get((pareto["task"], cost, e)) for e in encodings}
            assert found == {e: front if front <= 10 else None for e, front in expected.items()}
        else:
            assert pareto["fronts"] is None


def test_validation_and_test_are_correlated(cells, micro):
    assert not [c for c in micro.space["correlations"] if c["kind"] == "splits"], "no test scores were published"
    assert len([c for c in cells.space["correlations"] if c["kind"] == "splits"]) == len(cells.scores)
    for task, members in cells.scores.items():
        encodings = sorted(members, key=str.encode)
        found, by = cells.correlation("splits", task=task, first="valid_score", second="test_score")
        x, y = numpy.array([members[e] for e in encodings]), numpy.array([cells.tests[task][e] for e in encodings])
        assert found["n"] == len(x) and list(found["ties"].values()) == rankings.ties(x, y)
        close(by[("tau_b", None)]["value"], rankings.tau(x, y))
        close(by[("rho", None)]["value"], scipy.stats.spearmanr(x, y).statistic)
        close(by[("pearson", None)]["value"], scipy.stats.pearsonr(x, y).statistic)
        top = rankings.best(x, len(x) // 10)
        close(by[("tau_top", None)]["value"], rankings.tau(x[top], y[top]))
        assert all(by[(name, None)]["lower"] < by[(name, None)]["value"] < by[(name, None)]["upper"]
                   for name in ("tau_b", "rho", "pearson"))


def test_noise_without_variance_keeps_its_size(tmp_path):
    """One architecture under two seeds has a spread, and no order that noise could blur."""
    seeds = {"64-41414-3_33_333": [(30.0, 31.0), (32.0, 30.0)]}
    logs, pipeline = published.write(tmp_path, published.MICRO, {"class_scene": seeds}, seeds={"class_scene": seeds})
    release = build(logs, tmp_path / "release", pipeline)
    (space,) = strict((release.path / "statistics.json").read_text())["spaces"]
    assert {entry["source"] for entry in space["noise"]} == {"same-network", "replicates"}
    for entry in space["noise"]:
        close(entry["pooled_sd"], math.sqrt(2))
        close(entry["score_sd"], 1)
        assert (entry["df"], entry["n"]) == (1, 1)
        assert all(entry[name] is None for name in ("reliability", "pearson", "noise_tau", "noise_rho", "replicates"))


def test_noise_of_the_micro_space_is_as_published(micro):
    """The figures that docs/statistics.md prints."""
    noise = {entry["task"]: entry for entry in micro.space["noise"]}
    assert (round(noise["class_scene"]["pooled_sd"], 3), noise["class_scene"]["df"]) == (0.373, 1449)
    assert round(noise["room_layout"]["pooled_sd"], 4) == 0.0117
    assert round(noise["segmentsemantic"]["pooled_sd"], 4) == 0.0375
    generator = numpy.random.default_rng(2)
    for task, entry in noise.items():
        values = numpy.array(list(micro.scores[task].values()))
        close(entry["score_sd"], entry["pooled_sd"], task)
        assert entry["n"] == len(values) and entry["replicates"] is None
        close(entry["reliability"], 1 - entry["pooled_sd"] ** 2 / values.var(), task)
        close(entry["pearson"], math.sqrt(entry["reliability"]), task)
        draws = [values + generator.normal(0, entry["pooled_sd"], len(values)) for _ in range(20)]
        close(entry["noise_tau"], numpy.mean([rankings.tau(values, draw) for draw in draws]), task, 0.003)
        close(entry["noise_rho"], numpy.mean([scipy.stats.spearmanr(values, draw).statistic for draw in draws]),
              task, 0.003)


def test_the_page_prints_what_is_computed(micro, cells):
    page = (ROOT / "docs" / "statistics.md").read_text()
    for statistics in (micro, cells):
        for entry in statistics.space["correlations"]:
            if entry["kind"] == "tasks":
                by = {s["formula"]: s["value"] for s in entry["statistics"]}
                row = f"| {entry['task']} | {entry['other_task']} | {by['tau_b']:.3f} | {by['rho']:.3f} | {by['pearson']:.3f} |"
                assert row in page, row
    for entry in micro.space["noise"]:
        row = f"| {entry['task']} | {entry['pooled_sd']:.3g} | {entry['df']} | {entry['noise_tau']:.2f} | {entry['noise_rho']:.2f} |"
        assert row in page, row


def test_standings(micro):
    standings = micro.space["standings"]
    assert standings["encoding"] == sorted(micro.scores["class_scene"], key=str.encode)
    ranks = {task: scipy.stats.rankdata([-members[e] for e in standings["encoding"]])
             for task, members in micro.scores.items()}
    scaled = {task: 1 - (values - 1) / (len(values) - 1) for task, values in ranks.items()}
    for place in range(0, len(standings["encoding"]), 97):
        close(standings["avg_rank"][place], numpy.mean([values[place] for values in ranks.values()]))
        close(standings["mean_score"][place], numpy.mean([values[place] for values in scaled.values()]))
        assert standings["worst_task"][place] == min(scaled, key=lambda task: scaled[task][place])
        for task, members in micro.scores.items():
            values = numpy.array([members[e] for e in standings["encoding"]])
            close(standings["regret"][task][place], values.max() - values[place])
            close(standings["robust_z"][task][place], (values[place] - numpy.median(values)) /
                  (1.4826 * scipy.stats.median_abs_deviation(values)))


def test_formulas_are_named_and_documented(micro):
    formulas = json.loads(micro.text)["formulas"]
    page = (ROOT / "docs" / "formulas.md").read_text()
    for name in formulas:
        assert f"`{name}`" in page, name
    used = {s["formula"] for c in micro.space["correlations"] for s in c["statistics"]}
    assert used <= set(formulas)


def test_the_database_holds_the_same(micro):
    rows = micro.release.query(
        "SELECT c.kind, t.name AS task, o.name AS other, c.first, c.second, c.formula, c.k, c.value, c.lower, c.upper, "
        "c.n FROM correlation c JOIN task t ON t.id = c.task_id LEFT JOIN task o ON o.id = c.other_task_id ORDER BY c.id")
    expected = [{"kind": c["kind"], "task": c["task"], "other": c.get("other_task"), "first": c["first"],
                 "second": c["second"], "formula": s["formula"], "k": s.get("k"), "value": s["value"],
                 "lower": s.get("lower"), "upper": s.get("upper"), "n": c["n"]}
                for c in micro.space["correlations"] for s in c["statistics"]]
    assert rows == expected
    summaries = micro.release.query("SELECT t.name AS task, s.* FROM summary s JOIN task t ON t.id = s.task_id")
    found = {(row["task"], row["rule"], row["split"]): row for row in summaries}
    for summary in micro.space["summary"]:
        row = found[(summary["task"], summary["rule"], summary["split"])]
        assert all(row[name] == value for name, value in summary.items() if name not in ("metric", "task"))


def test_the_number_of_threads_leaves_no_trace(micro, tmp_path):
    logs, pipeline = micro.release.path.parent / "logs", micro.release.path.parent / "pipeline.yaml"
    again = build(logs, tmp_path / "release", pipeline, options=("--no-cache", "--jobs", "1"))
    assert (again.path / "statistics.json").read_text() == micro.text
