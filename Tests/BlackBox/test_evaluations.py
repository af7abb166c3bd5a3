"""Tables and JSON lines of evaluated architectures: every number that csv and json read is in the release."""

import csv
import json
import math

import h5py
import pytest

from conftest import ROOT
from support import release as cellar
from support.numbers import bits

METRICS = ["valid_top1", "valid_top5", "valid_loss", "test_top1"]
PIPELINES = {"attentive-nas": "attentive-nas", "ofa": "ofa-mobilenetv3", "pi-nas": "pi-nas", "pnas": "pnas"}


def normalized(encoding):
    """An encoding as the command prints it."""
    if isinstance(encoding, list) and isinstance(encoding[0], int):
        return " ".join(map(str, encoding))
    if not isinstance(encoding, str):
        return json.dumps(encoding, separators=(",", ":"))
    return encoding


def number(text):
    return None if text in ("", None) else float(text)


def read(folder):
    """(encoding, task, budget, seed) → name → double or None, with the path and place of each record."""
    found = {}
    with open(folder / "table.csv", newline="") as file:
        sources = [("table.csv", index, record) for index, record in enumerate(csv.DictReader(file))]
    lines = (folder / "lines.jsonl").read_text().splitlines()
    sources += [("lines.jsonl", index, json.loads(line)) for index, line in enumerate(lines)]
    for path, index, record in sources:
        key = (normalized(record["encoding"]), record.get("task", "imagenet"), int(record.get("epochs", 1)),
               int(record["seed"]))
        assert key not in found
        found[key] = {name: number(record.get(name)) for name in [*METRICS, "flops"]} | {"at": (path, f"/{index}")}
    return found


@pytest.fixture(scope="module", params=PIPELINES)
def pair(request, fixture_logs, tmp_path_factory):
    folder = fixture_logs.parent / "evaluations" / request.param
    release = cellar.build(folder, tmp_path_factory.mktemp("evaluations") / "release", request.param)
    cellar.check_accounts(release)
    return release, read(folder), PIPELINES[request.param]


def test_every_evaluation_is_released_as_it_stands(pair):
    release, expected, space = pair
    expected = dict(expected)
    assert release.counts["released"] == release.counts["read"] == len(expected)
    for run in release.runs:
        assert run["space"] == space and run["status"] == "finished"
        values = expected.pop((run["encoding"], run["task"], run["budget"], run["seed"]))
        for name in METRICS:
            column = [cellar.number(value) for value in run["metrics"][name]]
            assert len(column) == run["budget"] and column[:-1] == [None] * (run["budget"] - 1)
            assert bits(column[-1]) == bits(values[name]), (run["encoding"], name)
        assert bits(run["values"]["flops"]) == bits(values["flops"])
        (source,) = run["sources"]
        assert (source["path"].removeprefix("input/"), source["pointer"]) == values["at"]
    assert not expected


def test_database_and_hdf5_hold_the_same_numbers(pair):
    release, expected, _ = pair
    curves = release.curves_from_database()
    with release.hdf5() as file:
        blocks = {}
        for space, task, budget, group in release.groups(file):
            for row, encoding in enumerate(group["encoding"].asstr()[:]):
                blocks[(space, task, budget, encoding, int(group["seed"][row]))] = {
                    name: float(group[name][row][-1]) for name in METRICS}
    assert len(curves) == len(blocks) == len(expected)
    for (space, task, budget, encoding, seed), found in curves.items():
        values = expected[(encoding, task, budget, seed)]
        for name in METRICS:
            assert bits(found[name][-1]) == bits(values[name])
            stored = blocks[(space, task, budget, encoding, seed)][name]
            assert math.isnan(stored) if values[name] is None else bits(stored) == bits(values[name])
    flops = release.query("SELECT v.value FROM run_value v JOIN run_value_name n ON n.id = v.name_id WHERE n.name = 'flops'")
    assert sorted(row["value"] for row in flops) == sorted(v["flops"] for v in expected.values() if v["flops"] is not None)


def test_costs_and_classes_come_with_them(pair):
    release, expected, space = pair
    encodings = {key[0] for key in expected}
    rows = release.query("SELECT a.encoding, count(c.value) AS n, min(c.value) AS least FROM architecture a "
                         "JOIN cost c ON c.architecture_id = a.id GROUP BY a.id")
    assert {row["encoding"] for row in rows} == encodings and all(row["least"] > 0 for row in rows)
    classes = release.query("SELECT DISTINCT a.encoding FROM equivalence e JOIN architecture a ON a.id = e.architecture_id "
                            "WHERE e.kind = 'isomorphic'")
    assert {row["encoding"] for row in classes} == encodings
    with release.hdf5() as file:
        assert isinstance(file[space]["architectures"]["encoding"], h5py.Dataset)


def test_the_release_is_sound(pair):
    release, _, _ = pair
    done = cellar.run("verify", release.path)
    assert done.returncode == 0, done.stdout


def test_what_a_table_need_not_say_is_taken_as_the_pipeline_says(build, tmp_path):
    (tmp_path / "tables").mkdir()
    blocks = json.dumps([[["sep_conv_3x3", 0], ["sep_conv_3x3", 1]]] * 5)
    with open(tmp_path / "tables" / "t.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["encoding", "valid_top1"], [blocks, 70.5]])
    release = build(tmp_path / "tables", pipeline="pnas")
    (run,) = release.runs
    assert (run["task"], run["budget"], run["seed"]) == ("cifar10", 1, None)
    assert run["metrics"]["valid_top1"] == [70.5]
    with open(tmp_path / "tables" / "t.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["encoding", "valid_top1", "task", "epochs", "seed"], [blocks, 70.5, "imagenet-mobile", 2, 3],
                          [blocks, 71.5, "", "", ""]])
    release = build(tmp_path / "tables", pipeline="pnas")
    assert sorted((run["task"], run["budget"], run["seed"]) for run in release.runs) == [
        ("cifar10", 1, None), ("imagenet-mobile", 2, 3)]


def test_a_default_must_be_one_of_the_tasks(tmp_path, fixture_logs):
    text = (ROOT / "Pipelines" / "pnas.yaml").read_text()
    path = tmp_path / "pnas.yaml"
    path.write_text(text.replace("otherwise: cifar10", "otherwise: cifar11"))
    done = cellar.run("build", path, "--input", fixture_logs, "--output", tmp_path / "out")
    assert done.returncode == 64 and b"'cifar11' otherwise, which is none of its tasks" in done.stderr


HEADER = "encoding,seed,valid_top1,valid_top5,valid_loss,test_top1,flops\n"
CHOICE = "0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3"


@pytest.mark.parametrize("row, code, said", [
    (f"{CHOICE},1,70,80", "READ-02", "the row has 4 cells"),
    (f"{CHOICE},1,seventy,80,1,70,5", "SCHEMA-01", "'valid_top1' is 'seventy'"),
    (f"{CHOICE},1,,80,1,70,5", "SCHEMA-01", "no 'valid_top1'"),
    (f"{CHOICE},x,70,80,1,70,5", "SCHEMA-01", "'seed' is 'x'"),
    (f"{CHOICE},1,-7,80,1,70,5", "CURVE-02", "'valid_top1' is -7"),
    (f"{CHOICE},1,90,80,1,70,5", "CURVE-02", "exceeds valid_top5"),
    ("0 1 2,1,70,80,1,70,5", "ARCH-01", "'0 1 2' is no architecture"),
    (f"\"{CHOICE}\"x,1,70,80,1,70,5", "READ-02", "behind the closing quote"),
])
def test_a_bad_row_is_a_finding_with_its_line_and_the_others_are_released(build, tmp_path, row, code, said):
    place = tmp_path / "tables"
    place.mkdir()
    (place / "t.csv").write_text(f"{HEADER}{CHOICE},0,70,80,1,70,5\n{row}\n{CHOICE},2,71,80,1,70,5\n")
    release = build(place, pipeline="pi-nas")
    assert release.counts["released"] == 2 and release.counts["quarantined"] == 1
    (finding,) = [one for one in release.findings if one["severity"] == "error" and one["code"] == code]
    assert said in finding["message"] and finding["line"] == 3
    (record,) = release.quarantine
    assert record["codes"][0] == code and record["sources"][0]["pointer"] == "/1"


def test_a_cut_last_line_is_reported_and_the_others_are_released(build, tmp_path):
    place = tmp_path / "lines"
    place.mkdir()
    whole = json.dumps({"encoding": CHOICE, "seed": 0, "valid_top1": 70.25})
    (place / "t.jsonl").write_text(f"{whole}\n{whole[:-9]}")
    release = build(place, pipeline="pi-nas")
    assert release.counts == {"read": 2, "released": 1, "exact_duplicates": 0, "conflicts": 0, "quarantined": 1}
    (finding,) = release.found("READ-02")
    assert finding["line"] == 2 and "the last line was cut" in finding["hint"]


def test_a_misspelt_key_names_the_nearest_with_line_and_column(tmp_path, fixture_logs):
    document = (fixture_logs.parents[1] / "Pipelines" / "pi-nas.yaml").read_text()
    pipeline = tmp_path / "pipeline.yaml"
    pipeline.write_text(document.replace("    seed: {", "    sede: {", 1))
    place = fixture_logs.parent / "evaluations" / "pi-nas"
    done = cellar.run("build", pipeline, "--input", place, "--output", tmp_path / "out", "--no-cache")
    assert done.returncode == 64
    line = pipeline.read_text().splitlines().index("    sede: {field: seed, sparse: true}") + 1
    assert f"pipeline.yaml:{line}:5" in done.stderr.decode() and "did you mean 'seed'?" in done.stderr.decode()
