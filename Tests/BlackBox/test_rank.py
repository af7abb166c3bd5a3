"""`cellar rank`: predicted scores against a release, with every measure computed again."""

import collections
import csv
import io
import json
import math
import random
import re

import numpy
import pytest
import scipy.stats
import yaml

from support import published, rankings
from support.release import build, run, strict

TASK = "class_scene"


def population():
    """A part of the micro space with scores that have ties."""
    from support import transnas
    generator = random.Random(5)
    encodings = transnas.micro_encodings()[64::13]
    return {TASK: {e: (round(generator.uniform(20, 60), 1), round(generator.uniform(20, 60), 2)) for e in encodings},
            "room_layout": {e: (-generator.random(), None) for e in encodings[:100]}}


@pytest.fixture(scope="module")
def truth():
    return population()


@pytest.fixture(scope="module")
def release(truth, tmp_path_factory):
    place = tmp_path_factory.mktemp("rank")
    logs, pipeline = published.write(place, published.MICRO, truth)
    return build(logs, place / "release", pipeline)


@pytest.fixture
def predictions(truth):
    generator = random.Random(6)
    return {e: {"good": y + generator.gauss(0, 5), "sparse": round(y / 10) * 1.0, "proxy": -y * 1e9}
            for e, (y, _) in truth[TASK].items()}


def write_csv(path, rows, key="encoding"):
    names = list(next(iter(rows.values())))
    with open(path, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow([key, *names])
        for encoding, scores in rows.items():
            table.writerow([encoding, *(scores[name] for name in names)])
    return path


def rank(*arguments, expect=0):
    done = run("rank", *arguments)
    assert done.returncode == expect, (done.returncode, done.stdout.decode(), done.stderr.decode())
    return done


def ranked(scores, release, *more):
    return strict(rank(scores, "--against", release, "--task", TASK, "--format", "json", *more).stdout.decode())


NOISE = ("noise_tau", "noise_rho", "reliability")


def values(column):
    keys = [(m["formula"], m.get("parameter", "")) for m in column["measures"]]
    assert len(set(keys)) == len(keys)
    return {key: measure["value"] for key, measure in zip(keys, column["measures"])}


def check(column, truth, predicted, test=None, split="valid"):
    expected = rankings.measures(truth, predicted, test=test, split=split)
    found = {key: value for key, value in values(column).items() if key[0] not in NOISE}
    assert set(found) == set(expected)
    for key, value in expected.items():
        if value is None or math.isnan(value):
            assert found[key] is None, key
        else:
            assert math.isclose(found[key], value, rel_tol=1e-12, abs_tol=1e-12), (key, found[key], value)
    assert list(column["ties"].values()) == rankings.ties(numpy.array(truth), numpy.array(predicted))


def test_every_measure_of_every_column(release, truth, predictions, tmp_path):
    report = ranked(write_csv(tmp_path / "scores.csv", predictions), release.path)
    encodings = sorted(truth[TASK])
    assert [column["name"] for column in report["columns"]] == ["good", "sparse", "proxy"]
    for column in report["columns"]:
        assert column["n"] == len(encodings) and column["without_prediction"] == []
        check(column, [truth[TASK][e][0] for e in encodings], [predictions[e][column["name"]] for e in encodings],
              [truth[TASK][e][1] for e in encodings])
    assert report["without_truth"] == []
    assert report["columns"][2]["measures"][0]["value"] == -1.0, "the sign is kept"


def test_artifacts_and_formats_of_scores_give_the_same(release, predictions, tmp_path):
    table = write_csv(tmp_path / "scores.csv", predictions, key="arch")
    lines = tmp_path / "scores.jsonl"
    lines.write_text("".join(json.dumps({"encoding": e} | scores) + "\n" for e, scores in predictions.items()))
    expected = ranked(table, release.path)
    array, mapping = tmp_path / "array.json", tmp_path / "mapping.json"
    array.write_text(json.dumps([{"arch": e} | scores for e, scores in predictions.items()], indent=2))
    mapping.write_text(json.dumps(predictions))
    assert ranked(array, release.path) == expected and ranked(mapping, release.path) == expected
    mapping.write_text(json.dumps({e: scores["good"] for e, scores in predictions.items()}))
    [column] = ranked(mapping, release.path)["columns"]
    assert column == expected["columns"][0] | {"name": "score"}
    for artifact in (release.file(".h5"), release.file(".sqlite"), release.path):
        assert ranked(lines, artifact) == expected


def test_what_lacks_a_side_is_listed(release, truth, predictions, tmp_path):
    from support import transnas
    known = sorted(truth[TASK])
    stranger = next(e for e in transnas.micro_encodings() if e not in truth[TASK])
    rows = {e: predictions[e] for e in known[5:]} | {stranger: {"good": 1, "sparse": 2, "proxy": 3}}
    rows[known[7]] = rows[known[7]] | {"good": "", "sparse": "nan"}
    report = ranked(write_csv(tmp_path / "scores.csv", rows), release.path)
    assert report["without_truth"] == [stranger] and report["rows"] == len(rows)
    good, sparse, proxy = report["columns"]
    assert proxy["without_prediction"] == known[:5]
    assert good["without_prediction"] == sparse["without_prediction"] == [*known[:5], known[7]]
    assert good["n"] == len(known) - 6
    kept = [e for e in known[5:] if e != known[7]]
    check(good, [truth[TASK][e][0] for e in kept], [predictions[e]["good"] for e in kept],
          [truth[TASK][e][1] for e in kept])
    text = rank(tmp_path / "scores.csv", "--against", release.path, "--task", TASK).stdout.decode()
    assert f"1 in the scores, but without a known score: '{stranger}'" in text
    assert f"5 in the release, but without 'proxy': '{known[0]}'" in text


def test_other_notations_are_understood(shared, tmp_path):
    scores = {"cifar10": {f"|nor_conv_3x3~0|+|{a}~0|{b}~1|+|none~0|none~1|skip_connect~2|": (i * 1.5, None)
                          for i, (a, b) in enumerate((a, b) for a in ("none", "avg_pool_3x3", "skip_connect")
                                                     for b in ("none", "nor_conv_1x1", "skip_connect"))}}
    logs, pipeline = published.write(tmp_path, published.CELLS, scores)
    release = build(logs, tmp_path / "release", pipeline)
    rows = {}
    for encoding, (value, _) in scores["cifar10"].items():
        other = run("arch", "--space", published.CELLS, "--to", "naslib" if len(rows) % 2 else "index", encoding)
        rows[other.stdout.decode().strip()] = {"score": value}
    report = strict(rank(write_csv(tmp_path / "s.csv", rows), "--against", release.path, "--task", "cifar10",
                         "--format", "json").stdout.decode())
    assert report["columns"][0]["n"] == 9 and report["columns"][0]["measures"][0]["value"] == 1.0


def test_another_metric_is_read_at_the_selected_epoch(release, truth, predictions, tmp_path):
    scores = write_csv(tmp_path / "scores.csv", predictions)
    report = ranked(scores, release.path, "--metric", "test_score")
    encodings = sorted(truth[TASK])
    check(report["columns"][0], [truth[TASK][e][1] for e in encodings], [predictions[e]["good"] for e in encodings],
          split="test")
    done = rank(scores, "--against", release.path, "--task", TASK, "--metric", "test_scor", expect=2)
    assert "no metric 'test_scor' in task 'class_scene'; did you mean 'test_score'?" in done.stderr.decode()


def test_lower_may_be_better(release, predictions, tmp_path):
    scores = write_csv(tmp_path / "scores.csv", {e: {"proxy": s["proxy"]} for e, s in predictions.items()})
    report = ranked(scores, release.path, "--lower-is-better")
    assert report["columns"][0]["measures"][0]["value"] == 1.0


def test_table_and_csv_say_the_same(release, predictions, tmp_path):
    scores = write_csv(tmp_path / "scores.csv", predictions)
    report = ranked(scores, release.path)
    text = rank(scores, "--against", release.path, "--task", TASK, "--format", "csv").stdout.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    expected = [(c["name"], m["formula"], m.get("parameter", ""), m["value"]) for c in report["columns"]
                for m in c["measures"]]
    assert [(r["column"], r["formula"], r["parameter"], None if r["value"] == "" else float(r["value"]))
            for r in rows] == expected
    table = rank(scores, "--against", release.path, "--task", TASK).stdout.decode()
    assert table.splitlines()[0] == "space transnas-bench-101-micro, task class_scene, valid_score at the best " \
        "validation epoch of 1"
    assert any(line.split()[:1] == ["tau_b"] and line.split()[-1] == "-1" for line in table.splitlines()), table


def table_of(text):
    """(formula, parameter) → the cells of its row, of the table for people."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("measure"))
    rows = [re.split(r"  +", line.strip()) for line in lines[start:]]
    assert len({row[0] for row in rows}) == len(rows), text
    return rows[0][1:], {row[0]: row[1:] for row in rows[1:]}


def test_the_table_joins_columns_whose_measures_differ(release, truth, predictions, tmp_path):
    """The rounding of sparse_tau depends on the truth of what a column predicts, and may not exist."""
    known = sorted(truth[TASK], key=lambda e: truth[TASK][e][0])
    [worst] = [y for y, n in collections.Counter(y for y, _ in truth[TASK].values()).most_common(1)]
    same = [e for e in known if truth[TASK][e][0] == worst]
    assert len(same) > 1
    middle = len(known) // 2
    close_ones = [e for e in known if abs(truth[TASK][e][0] - truth[TASK][known[middle]][0]) < 0.4]
    rows = {e: {"constant": predictions[e]["good"] if e in same else "", "near": predictions[e]["good"]
                if e in close_ones else "", "all": predictions[e]["good"]} for e in known}
    scores = write_csv(tmp_path / "scores.csv", rows)
    report = ranked(scores, release.path)
    names, table = table_of(rank(scores, "--against", release.path, "--task", TASK).stdout.decode())
    assert names == ["constant", "near", "all"]
    by = [values(column) for column in report["columns"]]
    assert not any(formula == "sparse_tau" for formula, _ in by[0])
    assert {p for f, p in by[1] if f == "sparse_tau"} != {p for f, p in by[2] if f == "sparse_tau"}
    keys = {key for column in by for key in column}
    assert {" ".join(key).strip() for key in keys} == set(table) - {"n", "tied pairs"}
    for key in keys:
        for column, cell in zip(by, table[" ".join(key).strip()]):
            value = column.get(key)
            assert (cell == "-") == (value is None), (key, cell, value)
            assert value is None or math.isclose(float(cell), value, rel_tol=1e-6, abs_tol=1e-6), (key, cell, value)


def test_ties_are_broken_by_no_order(tmp_path):
    """Cells that are all at the minimum, and predictions that are equal in groups or everywhere: the measures are the
    means over all ways to break ties, and other encodings change nothing."""
    from support import transnas
    generator = random.Random(8)
    encodings = sorted(transnas.micro_encodings()[::20], key=str.encode)
    scores = [10.0 if generator.random() < 0.3 else round(generator.uniform(10, 60)) * 1.0 for _ in encodings]
    tests = [round(y + generator.gauss(0, 3), 2) for y in scores]
    coarse = [math.floor((y + generator.gauss(0, 5)) / 20) * 1.0 for y in scores]
    found = []
    for turn in range(2):
        order = list(range(len(encodings)))
        if turn:
            generator.shuffle(order)
        place = tmp_path / str(turn)
        place.mkdir()
        truth = {e: (scores[i], tests[i]) for e, i in zip(encodings, order)}
        logs, pipeline = published.write(place, published.MICRO, {TASK: truth})
        release = build(logs, place / "release", pipeline)
        rows = {e: {"coarse": coarse[i], "same": 1.0, "perfect": scores[i]} for e, i in zip(encodings, order)}
        report = ranked(write_csv(place / "scores.csv", rows), release.path)
        for column in report["columns"]:
            check(column, [truth[e][0] for e in encodings], [rows[e][column["name"]] for e in encodings],
                  [truth[e][1] for e in encodings])
        found.append([values(column) for column in report["columns"]])
        perfect = found[-1][2]
        assert all(perfect[(f, f"{s}%")] == 1 for f in ("p_at_top", "p_at_bottom") for s in (1, 5, 10, 20, 50))
        assert found[-1][1][("p_at_top", "50%")] < 0.7 and found[-1][1][("br_at_k", "1%")] > 1
    for one, other in zip(*found):
        for key in one:
            if key[0] in ("p_at_top", "p_at_bottom", "kt_at_top", "br_at_k", "wr_at_k") or key[1].startswith("valid"):
                same = one[key] is None and other[key] is None
                assert same or math.isclose(one[key], other[key], rel_tol=1e-12, abs_tol=1e-12), key


@pytest.fixture(scope="module")
def repeated(tmp_path_factory):
    """60 cells with one to three seeds; the spread between seeds is 2."""
    from support import transnas
    generator = random.Random(9)
    encodings = sorted(transnas.micro_encodings()[200::60], key=str.encode)
    seeds = {}
    for index, encoding in enumerate(encodings):
        middle = generator.uniform(30, 60)
        seeds[encoding] = [(round(middle + generator.gauss(0, 2), 3), round(middle + generator.gauss(0, 2), 3))
                           for _ in range(1 + index % 3)]
    place = tmp_path_factory.mktemp("repeated")
    logs, pipeline = published.write(place, published.MICRO, {TASK: seeds}, seeds={TASK: seeds})
    return seeds, build(logs, place / "release", pipeline)


def test_noise_stands_beside_the_correlations(repeated, tmp_path):
    seeds, release = repeated
    spread = lambda split: math.sqrt(
        sum(numpy.var([s[split] for s in runs]) * len(runs) for runs in seeds.values())
        / sum(len(runs) - 1 for runs in seeds.values()))
    kept = sorted(seeds, key=str.encode)[10:]
    rows = {e: {"all": float(i % 7), "some": float(i % 5) if e in kept else ""} for i, e in enumerate(seeds)}
    scores = write_csv(tmp_path / "scores.csv", rows)
    for split, options in ((0, ()), (1, ("--metric", "test_score")), (0, ("--rule", "final"))):
        report = ranked(scores, release.path, *options)
        for column, members in zip(report["columns"], (list(seeds), kept)):
            by = values(column)
            expected = rankings.noise([numpy.mean([s[split] for s in seeds[e]]) for e in members],
                                      [len(seeds[e]) for e in members], spread(split))
            assert math.isclose(by[("reliability", "replicates")], expected[0], rel_tol=1e-12)
            assert abs(by[("noise_tau", "replicates")] - expected[1]) < 0.02
            assert abs(by[("noise_rho", "replicates")] - expected[2]) < 0.02
            assert [m["formula"] for m in column["measures"]][3:6] == list(NOISE)


def test_statistics_tell_the_noise_of_means_and_how_far_runs_agree(repeated):
    seeds, release = repeated
    (space,) = strict((release.path / "statistics.json").read_text())["spaces"]
    by = {entry["source"]: entry for entry in space["noise"]}
    entry = by["replicates"]
    freedom = sum(len(runs) - 1 for runs in seeds.values())
    deviation = math.sqrt(sum(numpy.var([v for v, _ in runs]) * len(runs) for runs in seeds.values()) / freedom)
    assert entry["df"] == freedom and math.isclose(entry["pooled_sd"], deviation, rel_tol=1e-12)
    scores, counts = [numpy.mean([v for v, _ in runs]) for runs in seeds.values()], [len(r) for r in seeds.values()]
    reliability, tau, rho = rankings.noise(scores, counts, deviation)
    assert entry["n"] == len(seeds)
    assert math.isclose(entry["score_sd"], math.sqrt(numpy.mean(deviation ** 2 / numpy.array(counts))), rel_tol=1e-12)
    assert math.isclose(entry["reliability"], reliability, rel_tol=1e-12)
    assert math.isclose(entry["pearson"], math.sqrt(reliability), rel_tol=1e-12)
    assert abs(entry["noise_tau"] - tau) < 0.02 and abs(entry["noise_rho"] - rho) < 0.02
    pairs = numpy.array([[runs[0][0], runs[1][0]] for runs in seeds.values() if len(runs) > 1])
    assert entry["replicates"]["n"] == len(pairs) > 10
    for name, function in (("tau_b", scipy.stats.kendalltau), ("rho", scipy.stats.spearmanr),
                           ("pearson", scipy.stats.pearsonr)):
        assert math.isclose(entry["replicates"][name], function(*pairs.T).statistic, rel_tol=1e-12), name
    assert all(other["replicates"] is None for source, other in by.items() if source != "replicates")


@pytest.fixture(scope="module")
def curves(tmp_path_factory):
    """Cells at two budgets, whose best epoch is not the last: (encoding, budget) → rows of (valid, test)."""
    from support import transnas
    generator = random.Random(10)
    encodings = sorted(transnas.micro_encodings()[300::90], key=str.encode)
    place = tmp_path_factory.mktemp("curves")
    rows = {}
    logs = place / "logs"
    logs.mkdir()
    with open(logs / "scores.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["encoding", "task", "seed", "budget", "epoch", "valid_score", "test_score"])
        for encoding in encodings:
            for budget in (2, 4):
                rows[(encoding, budget)] = [(round(generator.uniform(20, 60), 2), round(generator.uniform(20, 60), 2))
                                            for _ in range(budget)]
                for epoch, (valid, test) in enumerate(rows[(encoding, budget)]):
                    table.writerow([encoding, TASK, 1, budget, epoch, valid, test])
    metric = {"unit": "none", "direction": "higher"}
    document = {
        "name": "curves", "version": "1", "title": "Curves", "authors": ["their authors"], "licence": "theirs",
        "citation": "none", "hardware": "unknown", "spaces": [published.MICRO],
        "sources": [{"layout": "table", "include": "*.csv", "encoding": "encoding", "seed": "seed",
                     "epoch": {"field": "epoch", "from": 0}, "budget": {"field": "budget"},
                     "task": {"field": "task", "known": [TASK]},
                     "metrics": {"valid_score": metric, "test_score": metric}}],
        "tasks": {TASK: {"epochs": "from-log", "score": "valid_score"}},
        "validate": {"rules": {"SPACE-01": "off"}}, "completeness": "none",
        "derive": ["costs", "selection", "scores", "noise"], "emit": ["hdf5", "sqlite"],
    }
    pipeline = place / "pipeline.yaml"
    pipeline.write_text(yaml.safe_dump(document, sort_keys=False))
    return rows, build(logs, place / "release", pipeline)


@pytest.mark.parametrize("budget", [None, 2, 4])
@pytest.mark.parametrize("rule", [None, "final", "best_valid"])
def test_a_budget_and_an_epoch_may_be_chosen(curves, tmp_path, budget, rule):
    rows, release = curves
    encodings = sorted({e for e, _ in rows}, key=str.encode)
    place = lambda run: len(run) - 1 if rule == "final" else max(range(len(run)), key=lambda epoch: run[epoch][0])
    chosen = [rows[(e, budget or 4)] for e in encodings]
    truth, test = ([run[place(run)][split] for run in chosen] for split in (0, 1))
    predicted = {e: {"p": float(i * 7 % 11)} for i, e in enumerate(encodings)}
    options = [*(["--budget", str(budget)] if budget else []), *(["--rule", rule] if rule else [])]
    scores = write_csv(tmp_path / "scores.csv", predicted)
    report = ranked(scores, release.path, *options)
    assert (report["budget"], report["rule"]) == (budget or 4, rule or "best_valid")
    check(report["columns"][0], truth, [predicted[e]["p"] for e in encodings], test)
    head = rank(scores, "--against", release.path, "--task", TASK, *options).stdout.decode().splitlines()[0]
    assert head.endswith(f"at the {'final' if rule == 'final' else 'best validation'} epoch of {budget or 4}")


def test_a_budget_or_rule_that_is_not_there_is_told(curves, tmp_path):
    rows, release = curves
    scores = write_csv(tmp_path / "scores.csv", {e: {"p": 1.0} for e, _ in rows})
    done = rank(scores, "--against", release.path, "--task", TASK, "--budget", "3", expect=2)
    assert "no runs of 3 epochs in task 'class_scene' (there are: 2, 4)" in done.stderr.decode()
    rank(scores, "--against", release.path, "--task", TASK, "--rule", "first", expect=64)


@pytest.mark.parametrize("text, message", [
    ("", "no header"),
    ("encoding\n64-41414-3_33_333\n", "no column of scores"),
    ("cell,score\n64-41414-3_33_333,1\n", "no encoding among 'cell', 'score'; expected one of 'encoding'"),
    ("encoding,score\n64-41414-3_33_33,1\n64-41414-3_33_333,2\n", "line 2: "),
    ("encoding,score\n64-41414-3_33_333,1\n64-41414-3_33_333,2\n", "line 3: '64-41414-3_33_333' has other scores than"),
    ("encoding,score\n64-41414-3_33_333,1\n64-41414-3_33_332,good\n", "line 3: column 'score' is 'good'; expected a number"),
    ("encoding,score\n64-41414-3_33_333\n", "line 2: 1 fields; expected 2"),
    ('{"encoding":"64-41414-3_33_333","score":1}\n{"score":2}\n', "line 2: no encoding among 'score'"),
    ('{"encoding":"64-41414-3_33_333","score":1\n', "line 2: byte 42: expected more"),
    ('{"encoding":"64-41414-3_33_333"}\n', "no column of scores"),
    ('[{"encoding":"64-41414-3_33_333","score":1},\n3]', "line 2: 3; expected an object with an encoding and scores"),
    ('[{"encoding":"64-41414-3_33_333","score":1},\n{"score":1}]', "line 2: no encoding among 'score'"),
    ('{"64-41414-3_33_333":1,\n"64-41414-3_33_332":[2]}', "line 2: '64-41414-3_33_332' has [2]; expected a number"),
    ("encoding,score\n64-41414-0_00_001,1\n", "none of 1 architectures has a score in the release"),
])
def test_malformed_scores_are_an_input_error(release, tmp_path, text, message):
    scores = tmp_path / "scores.csv"
    scores.write_text(text)
    done = rank(scores, "--against", release.path, "--task", TASK, expect=2)
    assert message in done.stderr.decode(), done.stderr.decode()
    assert done.stdout == b""


def test_missing_files_and_tasks(release, predictions, tmp_path):
    scores = write_csv(tmp_path / "scores.csv", predictions)
    for arguments in ((tmp_path / "none.csv", "--against", release.path, "--task", TASK),
                      (scores, "--against", tmp_path / "none", "--task", TASK),
                      (scores, "--against", release.path, "--task", "class_scen")):
        assert rank(*arguments, expect=2).stdout == b""
    assert rank(scores, "--against", release.path, expect=64).stdout == b""


def test_a_release_of_two_spaces_needs_a_choice(small, tmp_path):
    encoding = next(r["encoding"] for r in small.runs if r["space"] == published.MICRO)
    task = next(r["task"] for r in small.runs if r["encoding"] == encoding)
    both = {r["space"] for r in small.runs if r["task"] == task}
    if len(both) < 2:
        pytest.skip("the fixtures have no task in two spaces")
    scores = write_csv(tmp_path / "scores.csv", {encoding: {"score": 1}})
    done = rank(scores, "--against", small.path, "--task", task, expect=64)
    assert "choose one with '--space'" in done.stderr.decode()
    report = strict(rank(scores, "--against", small.path, "--task", task, "--space", published.MICRO, "--format",
                         "json").stdout.decode())
    assert report["columns"][0]["n"] == 1 and report["columns"][0]["measures"][0]["value"] is None
