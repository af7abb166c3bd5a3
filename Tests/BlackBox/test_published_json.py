"""Published JSON files: every number that Python reads is in the release, bit for bit."""

import ast
import csv
import json

import pytest

from support import release as cellar
from support.numbers import bits

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def macro(shared, tmp_path_factory):
    release = cellar.build(shared / "data" / "nas-bench-macro", tmp_path_factory.mktemp("macro") / "release",
                           "nas-bench-macro")
    cellar.check_accounts(release)
    return release


def test_every_number_of_nas_bench_macro_is_released(macro, shared):
    published = json.loads((shared / "data/nas-bench-macro/nas-bench-macro_cifar10.json").read_text())
    assert macro.counts["released"] == macro.counts["read"] == 3 * len(published) == 19683
    assert macro.manifest["completeness"] == {"nas-bench-macro": {"cifar10": [19683, 19683]}}
    for run in macro.runs:
        record = published[run["encoding"]]
        column = run["metrics"]["test_best_accuracy"]
        assert len(column) == run["budget"] == 50 and column[:49] == [None] * 49
        assert bits(column[49]) == bits(record["test_acc"][run["repeat"]])
        assert run["seed"] is None
        assert {name: bits(value) for name, value in run["values"].items()} == {
            "mean_accuracy": bits(record["mean_acc"]), "std_accuracy": bits(record["std"]),
            "flops": bits(record["flops"])}
        trained = run["info"].get("trained_as", run["encoding"])
        assert published[trained] == record
        assert run["sources"][0]["pointer"] == f"/{run['encoding']}/test_acc/{run['repeat']}"
    assert len({run["info"].get("trained_as", run["encoding"]) for run in macro.runs}) == 3969


def test_params_and_flops_of_nas_bench_macro_are_the_computed_ones(macro, shared):
    published = json.loads((shared / "data/nas-bench-macro/nas-bench-macro_cifar10.json").read_text())
    rows = macro.query("SELECT a.encoding, c.counter, c.value FROM cost c JOIN architecture a ON a.id = c.architecture_id "
                       "WHERE c.counter IN ('params', 'macs')")
    found = {(row["encoding"], row["counter"]): row["value"] for row in rows}
    for encoding, record in published.items():
        assert found[(encoding, "params")] == record["params"] and found[(encoding, "macs")] == record["flops"]
    assert "COST-01" not in macro.codes()


@pytest.fixture(scope="module")
def nb301(shared, tmp_path_factory):
    release = cellar.build(shared / "data" / "nas-bench-301", tmp_path_factory.mktemp("nb301") / "release",
                           "nas-bench-301")
    cellar.check_accounts(release)
    return release


def test_a_release_of_several_budgets_is_sound(nb301):
    assert len({run["budget"] for run in nb301.runs}) == 3
    done = cellar.run("verify", nb301.path)
    assert done.returncode == 0, done.stdout


def test_results_of_nas_bench_301_are_released(nb301, shared):
    expected = json.loads((shared / "data/nas-bench-301/expected.json").read_text())["files"]
    assert len(nb301.runs) == len(expected) == nb301.counts["read"]
    for run in nb301.runs:
        path = run["sources"][0]["path"].removeprefix("input/")
        facts = expected.pop(path)
        document = json.loads((shared / "data/nas-bench-301" / path).read_text())
        (info,) = document["info"]
        text = run["encoding"].removeprefix("Genotype(")[:-1]
        genotype = {name: ast.literal_eval(text.split(f"{name}=", 1)[1].split("]", 1)[0] + "]")
                    for name in ("normal", "reduce")}
        for cell, pairs in genotype.items():
            assert [sorted(pairs[i:i + 2], key=lambda pair: pair[1]) for i in range(0, 8, 2)] == [
                sorted(map(tuple, facts["genotype"][cell][i:i + 2]), key=lambda pair: pair[1]) for i in range(0, 8, 2)]
        assert run["budget"] == facts["budget"] == document["budget"]
        last = {name: column[-1] for name, column in run["metrics"].items()}
        assert {name: bits(value) for name, value in last.items()} == {
            "train_loss": bits(info["train_loss"]), "train_accuracy": bits(info["train_accuracy"]),
            "train_cross_entropy": bits(info["train_cross_entropy"]), "valid_accuracy": bits(facts["val_accuracy"]),
            "valid_cross_entropy": bits(info["val_cross_entropy"]), "test_accuracy": bits(facts["test_accuracy"])}
        assert all(value is None for column in run["metrics"].values() for value in column[:-1])
        assert {name: bits(value) for name, value in run["values"].items()} == {
            "runtime": bits(facts["runtime_s"]), "epochs_run": bits(facts["epochs_run"]),
            "model_parameters": bits(facts["model_parameters"]), "learning_rate": bits(info["learning_rate"])}
        configuration = document["optimized_hyperparamater_config"]
        for key, value in configuration.items():
            if ":edge_" not in key and ":inputs_node_" not in key:
                assert run["info"][key] == (value if isinstance(value, str) else json.dumps(value)), key
    assert not expected


def test_a_network_of_another_size_is_told(nb301):
    (first, second) = sorted(nb301.found("SCHEMA-01"), key=lambda finding: finding["message"])
    assert {first["severity"], second["severity"]} == {"warning"} and "genuine" in first["path"]
    assert "'init_channels' is 50" in first["message"] and "'layers' is 20" in second["message"]


def test_zero_cost_scores_are_filed_under_the_cell_that_was_queried(shared, tmp_path, build):
    """A file in NASLib's form, with the genuine validation scores of 64 cells and made-up proxies."""
    with open(shared / "data/transnas-published/micro_validation.csv", newline="") as file:
        rows = list(csv.DictReader(file))[::64]
    tasks = ["class_scene", "room_layout", "segmentsemantic"]
    document = {task: {} for task in tasks}
    for index, row in enumerate(rows):
        digits = row["encoding"].removeprefix("64-41414-").replace("_", "")
        for task in tasks:
            document[task][str(tuple(map(int, digits)))] = {
                "id": index, "jacov": {"score": -index / 7, "time": 0.1 * index},
                "synflow": {"score": float("nan") if index == 3 else 10.0 ** index, "time": 0.5},
                "val_accuracy": float(row[task])}
    place = tmp_path / "zero-cost"
    place.mkdir()
    (place / "zc_transbench101_micro.json").write_text(json.dumps(document))
    release = build(place, pipeline="nas-bench-suite-zero-micro")
    scores = {"class_scene": "valid_top1", "room_layout": "valid_neg_loss", "segmentsemantic": "valid_acc"}
    budgets = {"class_scene": 25, "room_layout": 25, "segmentsemantic": 30}
    assert release.counts["released"] == release.counts["read"] == 3 * len(rows)
    by_encoding = {row["encoding"]: (index, row) for index, row in enumerate(rows)}
    for run in release.runs:
        index, row = by_encoding[run["encoding"]]
        column = run["metrics"][scores[run["task"]]]
        assert len(column) == budgets[run["task"]] and bits(column[-1]) == bits(row[run["task"]])
        values = {name: cellar.number(value) for name, value in run["values"].items()}
        assert bits(values["zc_jacov"]) == bits(-index / 7) and bits(values["zc_jacov_time"]) == bits(0.1 * index)
        assert bits(values["zc_synflow"]) == bits(float("nan") if index == 3 else 10.0 ** index)
        assert values["zc_zen"] is None and len(values) == 26


KEYS = {
    "101": ("nasbench101", "cifar10", 108, str((0, 1) + (0,) * 7 + (1,) + (0,) * 7 + (1,) + (0,) * 7 + (1,) + (0,) * 7 + (1,)
                                               + (0,) * 7 + (1,) + (0,) * 8 + (3, 3, 3, 3, 3, 1))),
    "201": ("nasbench201", "ImageNet16-120", 200, "(4, 0, 3, 1, 4, 3)"),
    "301": ("nasbench301", "cifar10", 100,
            "(((0, 4), (1, 2), (0, 2), (1, 1), (2, 4), (3, 5), (3, 2), (4, 6)), "
            "((0, 6), (1, 6), (0, 6), (2, 0), (1, 6), (3, 2), (2, 6), (3, 4)))"),
    "macro": ("transbench101_macro", "jigsaw", 10, "(1, 2, 3, 4, 0, 0)"),
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_of_every_zero_cost_file_are_architectures(build, tmp_path, name):
    word, dataset, epochs, key = KEYS[name]
    place = tmp_path / "zero-cost"
    place.mkdir()
    (place / f"zc_{word}.json").write_text(json.dumps(
        {dataset: {key: {"snip": {"score": 2.5, "time": 1}, "val_accuracy": 70.125}}}))
    release = build(place, pipeline=f"nas-bench-suite-zero-{name}")
    (run,) = release.runs
    assert run["budget"] == epochs and list(run["metrics"].values())[0][-1] == 70.125
    assert run["values"]["zc_snip"] == 2.5 and run["info"]["key"] == key
    assert release.query("SELECT count(*) AS n FROM cost WHERE value > 0")[0]["n"] > 0


def without_places(release):
    """The lines of a release without the paths of their sources."""
    return sorted(json.dumps({**run, "sources": [source["pointer"] for source in run["sources"]]}) for run in release)


def test_a_published_file_alone_converts_as_its_pipeline_builds(macro, shared, tmp_path):
    renamed = tmp_path / "any-name.json"
    renamed.write_bytes((shared / "data/nas-bench-macro/nas-bench-macro_cifar10.json").read_bytes())
    done = cellar.run("convert", renamed, tmp_path / "lines.jsonl")
    assert done.returncode == 0, done.stderr.decode()
    assert without_places(cellar.lines(tmp_path / "lines.jsonl")) == without_places(macro.runs)


@pytest.mark.parametrize("key, space", [
    ("(4, 0, 3, 1, 4, 3)", "nas-bench-201"), (KEYS["101"][3], "nas-bench-101"), (KEYS["301"][3], "darts")])
def test_a_zero_cost_file_is_known_by_its_keys(tmp_path, key, space):
    place = tmp_path / "scores.json"
    place.write_text(json.dumps({"cifar10": {key: {"snip": {"score": 2.5, "time": 1}, "val_accuracy": 70.125}}}))
    done = cellar.run("convert", place, tmp_path / "lines.jsonl")
    assert done.returncode == 0, done.stderr.decode()
    (run,) = cellar.lines(tmp_path / "lines.jsonl")
    assert run["space"] == space and run["values"]["zc_snip"] == 2.5
