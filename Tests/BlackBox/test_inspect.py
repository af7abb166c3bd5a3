"""`cellar inspect` on single files: logs without a pipeline, what no benchmark uses, and the artifacts of a release."""

import collections
import csv
import gzip
import json
import math
import pickle
import pickletools
import zipfile

import pytest

from support import mapped
from support import release as cellar


def inspect(path, *arguments, expect=0):
    done = cellar.run("inspect", path, "--json", *arguments)
    assert done.returncode == expect, done.stderr
    assert cellar.run("inspect", path, *arguments).returncode == expect
    return json.loads(done.stdout) if done.stdout else None, done.stderr.decode()


def rows(told, name, key):
    return {row[key]: row for row in told["container"][name]}


# Logs without a pipeline.


@pytest.mark.shared
@pytest.mark.parametrize("name, task, seed, epochs", [
    ("eval-a-20261123-181850", "cifar10", "0", 3), ("eval-nan-20261123-181854", "cifar10", "0", 3),
    ("eval-killed-20261123-181910", "cifar10", "0", 17), ("search-b-20261123-181857", "cifar10-search", "2", 3)])
@pytest.mark.parametrize("file", ["log.txt", "stdout.txt"])
def test_one_log_of_darts_is_known_by_its_content(shared, tmp_path, name, task, seed, epochs, file):
    path = tmp_path / "renamed"
    path.write_bytes((shared / "data" / "darts" / name / file).read_bytes())
    told, _ = inspect(path)
    assert told["counts"]["released"] == 1 and told["format"] == "log of DARTS"
    (space,) = told["spaces"]
    (found,) = space["tasks"]
    assert found["name"] == task and found["seeds"] == {seed: 1} and found["epochs"] == [epochs, epochs]


@pytest.mark.shared
def test_both_forms_of_a_log_are_the_same_runs(shared):
    place = shared / "data" / "darts"
    for folder in sorted(place.glob("*-2026*")):
        done = cellar.run("diff", folder / "log.txt", folder / "stdout.txt")
        assert done.returncode == 0, done.stdout
    told, _ = inspect(place / "appended" / "nohup.out")
    assert told["counts"]["read"] == 2
    done = cellar.run("diff", place / "appended" / "nohup.out", place / "eval-a-20261123-181850" / "log.txt")
    assert done.returncode == 1


@pytest.mark.shared
def test_the_options_of_a_pipeline_apply_to_one_log(shared, tmp_path):
    path = shared / "data" / "darts" / "eval-a-20261123-181850" / "log.txt"
    told, _ = inspect(path, "--pipeline", "entran-nas")
    assert [space["id"] for space in told["spaces"]] == ["darts-extended"]


@pytest.mark.shared
def test_one_log_of_autodl_projects_holds_all_its_runs(shared, tmp_path):
    place = shared / "data" / "nas-bench-201-checkpoints"
    counts = []
    for path in sorted(place.rglob("*.log")):
        told, _ = inspect(path)
        counts.append(told["counts"]["released"])
        for task in told["spaces"][0]["tasks"]:
            assert task["epochs"] == [task["budget"], task["budget"]]
    assert sum(counts) == 12


@pytest.mark.shared
def test_a_record_and_the_log_beside_it_are_one_run(genuine_logs, tmp_path):
    place = genuine_logs / "jigsaw" / "model_results" / "64-144431-basic" / "seed_670"
    record, log = place / "model_db.json", next(place.glob("*.txt"))
    for path in (record, log):
        told, _ = inspect(path)
        assert told["counts"]["read"] == 1
        (task,) = told["spaces"][0]["tasks"]
        assert task["name"] == "jigsaw" and task["seeds"] == {"670": 1}
    assert cellar.run("diff", record, log).returncode == 0
    assert cellar.run("convert", record, tmp_path / "run.jsonl").returncode == 0
    (run,) = cellar.lines(tmp_path / "run.jsonl")
    paths = sorted(source["path"] for source in run["sources"])
    assert paths == sorted(f"input/jigsaw/model_results/64-144431-basic/seed_670/{path.name}" for path in (record, log))


@pytest.mark.shared
def test_a_quarantine_that_repeats_a_record_is_no_record(genuine, tmp_path):
    path = tmp_path / "quarantine.jsonl"
    path.write_bytes(gzip.decompress((genuine.path / "quarantine.jsonl.gz").read_bytes()))
    assert b'"finish_train"' in path.read_bytes()[:60_000]
    told, _ = inspect(path)
    assert told["format"] == "quarantine of a Cellar release"


# What no benchmark uses.


@pytest.mark.shared
def test_event_files_are_told_tag_by_tag(shared):
    place = shared / "data" / "tensorboard"
    expected = json.loads((place / "expected.json").read_text())
    for name, file in expected["files"].items():
        if file["events"] == 0:
            continue
        damaged = name.startswith(("crc", "pickles"))
        told, error = inspect(place / name, expect=2 if damaged else 0)
        assert told["container"]["container"] == "TensorBoard event file"
        assert told["container"]["events"] == file["events"]
        tags = rows(told, "tags", "tag")
        scalars = {tag: row for tag, row in tags.items() if "scalar" in row["kind"]}
        assert set(scalars) == set(file["scalars"])
        for tag, points in file["scalars"].items():
            values = [float(value) for _, value, _ in points]
            finite = [value for value in values if math.isfinite(value)]
            row = scalars[tag]
            assert row["values"] == len(points) and row["special"] == len(values) - len(finite)
            assert (row["first_step"], row["last_step"]) == (min(p[0] for p in points), max(p[0] for p in points))
            assert (row["least"], row["most"]) == ((min(finite), max(finite)) if finite else (None, None))
        assert ("cut" in told["container"]) == name.startswith(("truncated_header", "truncated_tail"))
        assert ("problem" in told["container"]) == damaged
    told, _ = inspect(place / "zero_tail" / "events.out.tfevents.1790000390.node07")
    assert told["container"]["zero bytes behind the last event"] == 4096


@pytest.mark.shared
def test_tables_are_told_column_by_column(shared, tmp_path):
    paths = sorted((shared / "data" / "lightning").rglob("metrics*.csv*"))
    packed = tmp_path / "metrics.csv.gz"
    packed.write_bytes(gzip.compress(paths[0].read_bytes()))
    for path in [*paths, packed]:
        told, error = inspect(path)
        assert told["container"]["container"] == "CSV" and "no known format" in error
        text = gzip.decompress(path.read_bytes()) if path == packed else path.read_bytes()
        table = list(csv.DictReader(text.decode().splitlines()))
        assert told["container"]["rows"] == len(table)
        columns = rows(told, "columns", "column")
        assert list(columns) == list(table[0])
        for name, row in columns.items():
            values = [float(line[name]) for line in table if line[name]]
            finite = [value for value in values if math.isfinite(value)]
            assert row["empty"] == len(table) - len(values)
            assert (row["numbers"], row["special"], row["texts"]) == (len(finite), len(values) - len(finite), 0)
            assert (row["least"], row["most"]) == ((min(finite), max(finite)) if finite else (None, None))


def test_documents_and_lines_of_json_are_told_key_by_key(tmp_path):
    path = tmp_path / "x"
    path.write_text('{"a": [1, 2], "b": {"c": NaN}, "d": "text"}')
    told, _ = inspect(path)
    assert told["container"]["members"] == 3
    assert [row["value"] for row in told["container"]["keys"]] == ["an array of 2", "an object of 1", "a string"]
    path.write_text('{"a": 1, "b": NaN}\n{"a": 3.5}\n{"a": "cut\n')
    told, error = inspect(path, expect=2)
    assert "line 3" in error
    assert told["container"]["values"] == 2 and told["container"]["lines that are no JSON"] == 1
    assert told["container"]["such as"][0].startswith("line 3")
    keys = rows(told, "keys", "key")
    assert (keys["a"]["lines"], keys["a"]["least"], keys["a"]["most"]) == (2, 1, 3.5)
    assert (keys["b"]["numbers"], keys["b"]["special"]) == (0, 1)


@pytest.mark.parametrize("content", [
    b'{"a": [1, 2', b"[" * 100_000, b'{"a": 1} garbage', b"a,b\n1,2\n\"3,4\n", b"", b"\xff\xfe\x00a"])
def test_what_is_damaged_or_nothing_at_all_ends_with_2(tmp_path, content):
    path = tmp_path / "x"
    path.write_bytes(content)
    told, error = inspect(path, expect=2)
    assert error.startswith("cellar: error: ")
    assert told is None or "problem" in told["container"]


def test_a_parquet_file_is_told_whole_or_cut(small, tmp_path):
    path = tmp_path / "x.parquet"
    assert cellar.run("convert", small.path, path, "--allow-loss").returncode == 0
    told, _ = inspect(path)
    assert told["container"] == {"container": "Parquet file", "size": path.stat().st_size}
    path.write_bytes(path.read_bytes()[:-1])
    assert "was cut" in inspect(path, expect=2)[0]["container"]["problem"]


def test_what_a_file_says_does_not_steer_the_terminal(tmp_path):
    path = tmp_path / "x"
    for content in (b"a\x1b[31m,b\n1,2\n", b'{"k\\u001b[31m": 1, "\\u009b": 2}'):
        path.write_bytes(content)
        done = cellar.run("inspect", path)
        assert done.returncode == 0 and b"\\x1b[31m" in done.stdout
        assert not any(byte < 32 and byte != 10 for byte in done.stdout) and "\x9b" not in done.stdout.decode()


def test_damage_of_a_compression_is_the_cause(tmp_path):
    path = tmp_path / "x.json.gz"
    path.write_bytes(gzip.compress(b'{"top1": 1}') + b"garbage")
    _, error = inspect(path, expect=2)
    assert "gzip" in error and "no known format" not in error


# Pickles.


def test_globals_and_opcodes_are_those_that_pickletools_finds(tmp_path):
    content = pickle.dumps([collections.OrderedDict(a=1.5), {"b": (1, 2, None), "c": b"bytes", "d": {True, 1 << 70}}] * 3, 4)
    path = tmp_path / "x.pkl"
    path.write_bytes(content)
    told, _ = inspect(path)
    expected = collections.Counter(opcode.name for opcode, _, _ in pickletools.genops(content))
    assert {row["opcode"]: row["count"] for row in told["container"]["opcodes"]} == expected
    (found,) = told["container"]["globals"]
    assert (found["module"], found["name"], found["allowed"]) == ("collections", "OrderedDict", True)
    assert told["container"]["protocol"] == 4


def test_every_opcode_has_the_name_that_python_gives_it(tmp_path):
    names = set()
    for protocol in range(6):
        for value in [None, True, 1, 1 << 9, 1 << 20, 1 << 70, 1 << 3000, 1.5, "a", "a" * 300, b"b", b"b" * 300,
                      bytearray(b"c"), [1], [1, 2], (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {}, {1: 2},
                      {1: 2, 3: 4}, {1}, frozenset([1]), collections.OrderedDict(a=1), [[1], [1]]]:
            content = pickle.dumps([value, value], protocol)
            path = tmp_path / "x.pkl"
            path.write_bytes(content)
            told = json.loads(cellar.run("inspect", path, "--json").stdout)
            expected = collections.Counter(opcode.name for opcode, _, _ in pickletools.genops(content))
            assert {row["opcode"]: row["count"] for row in told["container"]["opcodes"]} == expected
            names |= set(expected)
    assert len(names) > 40


@pytest.mark.shared
def test_members_of_a_torch_file_are_listed(shared):
    path = shared / "data" / "transnas-pth" / "transnas_40_zip.pth"
    told, _ = inspect(path)
    with zipfile.ZipFile(path) as archive:
        expected = {entry.filename: entry.file_size for entry in archive.infolist()}
    assert {row["name"]: row["bytes"] for row in told["container"]["members"]} == expected
    assert told["container"]["globals"] == []


# Releases.


def test_a_directory_has_units_and_metadata_of_its_own_release(tmp_path, build):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "t.csv").write_text("arch,rng,acc\n64-41414-1_02_333,1,0.5\n64-41414-1_02_333,2,0.75\n")
    pipeline = mapped.write(
        tmp_path / "pipeline.yaml", "table", "**/*.csv", {"valid_acc": mapped.fraction("acc")}, 3, "valid_acc",
        encoding="arch", seed="rng", values={"hours": {"field": "acc", "unit": "hours"}})
    release = build(tmp_path / "logs", pipeline=pipeline)
    told, _ = inspect(release.path)
    assert told["metadata"]["title"] == "Mapped runs" and told["metadata"]["pipeline"] == "mapped"
    (task,) = told["spaces"][0]["tasks"]
    assert task["score_metric"] == "valid_acc"
    assert {metric["name"]: metric["unit"] for metric in task["metrics"] + task["values"]} == {
        "valid_acc": "fraction", "hours": "hours"}
    # Lines of runs state no units, and no pipeline of ours has these columns.
    lines, _ = inspect(release.path / "mapped.jsonl.gz")
    assert lines["metadata"]["title"] == "Runs of an unknown release"
    assert cellar.run("convert", release.path / "mapped.jsonl.gz", tmp_path / "lines.h5", "--allow-loss").returncode == 0
    assert cellar.run("diff", tmp_path / "lines.h5", release.path).returncode == 0
    target = tmp_path / "x.h5"
    assert cellar.run("convert", release.path, target, "--allow-loss").returncode == 0
    assert cellar.run("diff", release.path, target).returncode == 0
    assert inspect(target)[0]["spaces"][0]["tasks"][0]["metrics"][0]["unit"] == "fraction"


def test_missing_cells_are_counted_over_tasks_seeds_and_repeats(tmp_path, build):
    (tmp_path / "logs").mkdir()
    first, second = "64-41414-1_02_333", "64-41414-1_02_332"
    (tmp_path / "logs" / "t.csv").write_text(
        f"arch,rng,acc\n{first},1,0.5\n{first},2,0.75\n{second},1,0.25\n")
    metrics = {"valid_acc": mapped.fraction("acc")}
    pipeline = mapped.write(
        tmp_path / "seeds.yaml", "table", "**/*.csv", metrics, 1, "valid_acc", encoding="arch", seed="rng")
    told, _ = inspect(build(tmp_path / "logs", pipeline=pipeline).path)
    (space,) = told["spaces"]
    assert (space["cells"], space["missing"]) == (4, 1)
    assert space["tasks"][0]["missing_examples"] == [f"{second} seed 2"]
    pipeline = mapped.write(
        tmp_path / "repeats.yaml", "table", "**/*.csv", metrics, 1, "valid_acc", encoding="arch", seedless="repeats")
    told, _ = inspect(build(tmp_path / "logs", pipeline=pipeline).path)
    (space,) = told["spaces"]
    assert (space["cells"], space["missing"]) == (4, 1) and space["tasks"][0]["repeats"] == 2
    assert space["tasks"][0]["missing_examples"] == [f"{second} repeat 1"]


@pytest.mark.shared
def test_conventions_of_costs_have_scope_and_input(genuine):
    told, _ = inspect(genuine.path)
    for space in told["spaces"]:
        costs = [(cost["scope"], cost["task"], cost["input"]) for cost in space["cost_conventions"]]
        assert ("encoder", None, [3, 224, 224]) in costs and ("model", "jigsaw", [9, 3, 64, 64]) in costs
        assert any("thop-0.1.1" in cost["counters"] for cost in space["cost_conventions"])
        for task in space["tasks"]:
            logged = {metric["name"]: metric for metric in task["logged"]}
            assert logged["inference_time"]["unit"] == "seconds" and logged["params"]["min"] > 0


@pytest.mark.shared
def test_a_tree_that_no_pipeline_means_is_not_taken_for_another(shared):
    for folder in ("lightning", "nas-bench-201", "transnas-published"):
        done = cellar.run("inspect", shared / "data" / folder)
        assert done.returncode == 2 and b"give one with '--pipeline'" in done.stderr


@pytest.mark.shared
def test_what_is_damaged_beside_whole_runs_is_told_with_its_place(shared, tmp_path):
    content = (shared / "data" / "nas-bench-101" / "nasbench_only108_mini.tfrecord").read_bytes()
    path = tmp_path / "cut.tfrecord"
    path.write_bytes(content[:len(content) // 2])
    told, _ = inspect(path)
    assert told["counts"]["quarantined"] >= 1 and told["counts"]["released"] >= 30
    [cut] = [complaint for complaint in told["complaints"] if complaint["code"] == "READ-02"]
    assert "byte " in cut["message"]
    assert cut["message"] in cellar.run("inspect", path).stdout.decode()


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("value", [{"a": 1}, [1, 2], collections.OrderedDict(a=1)], ids=["dict", "list", "ordered"])
def test_a_pickle_without_a_telling_name_is_scanned(tmp_path, protocol, value):
    path = tmp_path / "thing"
    path.write_bytes(pickle.dumps(value, protocol=protocol))
    told, error = inspect(path)
    assert told["container"]["container"] == "pickle" and "no known format" in error
    path.write_bytes(gzip.compress(path.read_bytes()))
    told, _ = inspect(path)
    assert told["container"]["container"] == "pickle" and told["container"]["compression"] == "gzip"
