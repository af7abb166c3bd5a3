"""`cellar rank`: predicted scores against a release, with every measure computed again."""

import csv
import io
import json
import math
import random

import numpy
import pytest

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


def check(column, truth, predicted):
    expected = rankings.measures(truth, predicted)
    found = {(m["formula"], m.get("parameter", "")): m["value"] for m in column["measures"]}
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
        check(column, [truth[TASK][e][0] for e in encodings], [predictions[e][column["name"]] for e in encodings])
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
    check(good, [truth[TASK][e][0] for e in kept], [predictions[e]["good"] for e in kept])
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
    check(report["columns"][0], [truth[TASK][e][1] for e in encodings], [predictions[e]["good"] for e in encodings])
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
