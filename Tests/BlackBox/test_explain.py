"""`cellar explain`: the way back from a value, against the files that it names."""

import hashlib
import json
import shutil

import pytest
import yaml

from support import release as cellar
from transnas_logs import Run

MICRO = "transnas-bench-101-micro"


def explain(release, *arguments, code=0):
    done = cellar.run("explain", release, *arguments)
    assert done.returncode == code, (done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode() if done.stdout else done.stderr.decode()


def as_json(release, *arguments, code=0):
    return json.loads(explain(release, *arguments, "--json", code=code))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("explained")
    for encoding in ("64-41414-3_00_000", "64-41414-3_02_000", "64-1234-basic"):
        for task in ("class_scene", "jigsaw"):
            for seed in (7, 8):
                Run(encoding, task, seed=seed, epochs=4).write(place / "logs")
    Run("64-41414-1_02_333", "class_scene", status="running").write(place / "logs")
    Run("64-41414-3_02_000", "normal", status="running").write(place / "logs")
    return place


@pytest.fixture(scope="module")
def release(place):
    return cellar.build(place / "logs", place / "release")


@pytest.mark.parametrize("task, metric", [("class_scene", "test_top1"), ("jigsaw", "valid_loss")])
def test_the_chain_ends_at_the_bytes_of_the_logs(place, release, task, metric):
    found = as_json(release.path, "64-41414-3_02_000", task, metric)
    assert [run["seed"] for run in found["task"]["runs"]] == [7, 8]
    for run, value in zip(found["task"]["runs"], found["value"]["runs"]):
        source = run["sources"][0]
        label, path = source["path"].split("/", 1)
        content = (place / "logs" / path).read_bytes()
        assert label == "input" and hashlib.sha256(content).hexdigest() == source["sha256"]
        assert len(content) == source["bytes"] and source["parser"]
        record = json.loads(content)
        for key in source["pointer"].split("/")[1:]:
            record = record[key]
        epoch = value["epoch"]
        assert epoch == run["best_epoch"]
        raw = metric.replace("valid_", "val_")
        logged = record["metrics"][f"epoch_{epoch}"]
        logged = logged.get(metric, logged.get(raw))
        assert logged == value["value"] == value["curve"][epoch]
    assert found["value"]["value"] == sum(run["value"] for run in found["value"]["runs"]) / 2
    assert found["value"]["column"]["column"] == metric and found["value"]["column"]["provenance"] == "measured"
    assert {"RUN-01", "CURVE-01"} <= {rule["code"] for rule in found["rules"] if rule["ran"]}


def test_classes_costs_and_standings(release):
    found = as_json(release.path, "64-41414-3_00_000")
    members = release.query("SELECT class_id, COUNT(*) AS n FROM equivalence GROUP BY kind, class_id")
    counts = {row["class_id"]: row["n"] for row in members}
    assert {entry["id"]: entry["released_members"] for entry in found["classes"]} == {
        entry["id"]: counts[entry["id"]] for entry in found["classes"]}
    arch = json.loads(cellar.run("arch", "--space", MICRO, "--json", "64-41414-3_00_000").stdout)
    assert found["costs"] == arch["costs"] and found["canonical"] == arch["canonical"]
    board = {(row["task"], row["encoding"]): row for row in release.query("SELECT * FROM leaderboard")}
    assert len(found["standings"]) == 2
    for standing in found["standings"]:
        row = board[standing["task"], "64-41414-3_00_000"]
        assert (standing["rank"], standing["value"], standing["n"]) == (row["rank"], row["value"], row["n"])
        assert standing["of"] == sum(key[0] == standing["task"] and other["space"] == MICRO
                                     for key, other in board.items())


def test_hdf5_tells_values_and_where_the_rest_stands(release):
    arguments = ("64-41414-3_00_000", "class_scene", "test_top1")
    whole = as_json(release.file(".sqlite"), *arguments)
    alone = as_json(release.file(".h5"), *arguments)
    assert alone["standings"] == whole["standings"]
    for first, second in zip(alone["value"]["runs"], whole["value"]["runs"]):
        assert first == second
    assert "stand in the .sqlite" in explain(release.file(".h5"), *arguments)


def test_the_cell_is_drawn_and_the_value_exact(release):
    text = explain(release.path, "64-41414-3_00_000", "class_scene", "test_top1")
    exact = as_json(release.path, "64-41414-3_00_000", "class_scene", "test_top1")["value"]["value"]
    assert "nor_conv_3x3" in text and f"test_top1 = {exact!r} percent" in text
    assert "isomorphic:" in text and "sha256" in text and "best_valid" in text


def test_what_was_kept_out_is_told_with_its_rule(release):
    found = as_json(release.path, "64-41414-1_02_333", code=2)
    assert found["released"] is False
    assert {entry["code"] for entry in found["kept_out"]} == {"RUN-01"}
    assert any(entry["source"]["pointer"] == "/64-41414-1_02_333" for entry in found["kept_out"])
    assert "kept out" in explain(release.path, "64-41414-1_02_333", code=2)


def test_the_reason_stands_beside_what_was_kept_out(release):
    found = as_json(release.path, "64-41414-1_02_333", code=2)
    records = [entry for entry in found["kept_out"] if entry["source"]["path"].endswith("model_db.json")]
    assert [entry["message"] for entry in records] == ["status 'running': training stopped after 3 of 3 epochs without an end"]
    assert all((entry["task"], entry["seed"]) == ("class_scene", 666) for entry in found["kept_out"])


@pytest.fixture(scope="module")
def from_table(tmp_path_factory):
    """A release of a table, whose pointers are numbers of rows: nothing in the database names what was kept out."""
    place = tmp_path_factory.mktemp("table")
    (place / "logs").mkdir()
    rows = ["encoding,task,seed,valid_score", f"{KEPT},scene,1,50", "64-41414-3_02_000,scene,1,60", "64-41414-3_00_000,scene,1,40",
            f"{OUT},scene,1,50", f"{OUT},scene,1,51", f"{KEPT},scene,2,52", f"{KEPT},scene,2,53"]
    (place / "logs" / "scores.csv").write_text("\n".join(rows) + "\n")
    document = {
        "name": "scores", "version": "1", "title": "Scores", "authors": ["their authors"], "licence": "theirs", "citation": "none",
        "hardware": "unknown", "spaces": [MICRO],
        "sources": [{"layout": "table", "include": "*.csv", "encoding": "encoding", "seed": "seed",
                     "task": {"field": "task", "known": ["scene"]}, "budget": {"constant": 1},
                     "metrics": {"valid_score": {"unit": "none", "direction": "higher"}}}],
        "tasks": {"scene": {"epochs": "from-log", "score": "valid_score"}}, "completeness": "none",
        "emit": ["hdf5", "sqlite"]}
    (place / "pipeline.yaml").write_text(yaml.safe_dump(document))
    return cellar.build(place / "logs", place / "release", place / "pipeline.yaml")


KEPT, OUT = "64-41414-3_33_333", "64-41414-1_23_321"


def test_a_row_of_a_table_that_was_kept_out_is_found_in_the_quarantine(from_table, tmp_path):
    assert from_table.counts["conflicts"] == 4
    only_hdf5 = tmp_path / "hdf5"
    shutil.copytree(from_table.path, only_hdf5)
    (only_hdf5 / "scores.sqlite").unlink()
    for place in (from_table.path, only_hdf5):
        found = as_json(place, OUT, code=2)
        assert found["released"] is False
        assert {(e["code"], e["task"], e["seed"], e["source"]["pointer"]) for e in found["kept_out"]} == {
            ("DUP-01", "scene", 1, "/3"), ("DUP-01", "scene", 1, "/4")}
        assert all(e["source"]["path"] == "input/scores.csv" and len(e["source"]["sha256"]) == 64 for e in found["kept_out"])
        text = explain(place, OUT, code=2)
        assert "every record of it was kept out" in text and "input/scores.csv at /4 (scene, seed 1)" in text
        found = as_json(place, KEPT, "scene")
        assert found["released"] and [run["seed"] for run in found["task"]["runs"]] == [1]
        assert {e["seed"] for e in found["kept_out"]} == {2}
        assert "kept out:" in explain(place, KEPT, "scene")
    assert all(e["message"] for e in as_json(from_table.path, OUT, code=2)["kept_out"])
    assert as_json(from_table.path, "64-41414-3_02_000")["kept_out"] == []


def test_a_damaged_quarantine_is_told(from_table, tmp_path):
    damaged = tmp_path / "release"
    shutil.copytree(from_table.path, damaged)
    (damaged / "quarantine.jsonl.gz").write_bytes((damaged / "quarantine.jsonl.gz").read_bytes()[:-9])
    assert "quarantine.jsonl.gz" in explain(damaged, OUT, code=2)
    (damaged / "quarantine.jsonl.gz").unlink()
    assert "no record was met" in explain(damaged, OUT, code=2)


def test_what_was_never_met_and_what_is_outside_are_told_apart(release):
    assert "no record was met" in explain(release.path, "64-41414-3_33_333", code=2)
    assert "is no architecture" in explain(release.path, "64-41414-9_33_333", code=2)
    # Both spaces read it up to the digit 9, so each tells what it would have read there.
    text = explain(release.path, "64-41414-9_33_333", code=2)
    assert "of transnas-bench-101-macro: " in text and "; nor of transnas-bench-101-micro: " in text
    text = explain(release.path, "64-41414-3_33_339", code=2)
    assert "of transnas-bench-101-micro: " in text and "macro" not in text
    assert "no task 'class_scen'; did you mean 'class_scene'" in explain(release.path, "64-1234-basic", "class_scen", code=2)
    assert "no metric" in explain(release.path, "64-1234-basic", "jigsaw", "valid", code=2)


def test_every_released_value_can_be_explained(small):
    for run in small.runs:
        metric = next(name for name in run["metrics"] if name.startswith("valid"))
        found = as_json(small.path, run["encoding"], run["task"], metric, "--space", run["space"])
        assert run["seed"] in [entry["seed"] for entry in found["task"]["runs"]]
        assert all(entry["sources"] for entry in found["task"]["runs"])


def test_a_record_of_another_task_that_was_kept_out_is_listed(release):
    text = explain(release.path, "64-41414-3_02_000")
    assert "kept out:" in text and "normal/model_results/64-41414-3_02_000" in text
    assert "kept out:" not in explain(release.path, "64-1234-basic")
