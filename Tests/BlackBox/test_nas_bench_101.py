"""The published records of NAS-Bench-101: every number is in every artifact, and goes back into a file of records."""

import collections
import json
import math
import resource
import subprocess
import time

import pytest
import scipy.stats

from conftest import ROOT
from support import records101
from support import release as cellar
from support.numbers import bits

pytestmark = pytest.mark.shared

COLUMNS = {"train_accuracy": 3, "valid_accuracy": 4, "test_accuracy": 5, "training_time": 2}
API = {"train_accuracy": "train_accuracy", "valid_accuracy": "validation_accuracy", "test_accuracy": "test_accuracy",
       "training_time": "training_time"}


def convert(source, target, *options, code=0):
    done = cellar.run("convert", source, target, *options)
    assert done.returncode == code, (done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode() + done.stderr.decode()


@pytest.fixture(scope="module")
def data(shared):
    return shared / "data" / "nas-bench-101"


@pytest.fixture(scope="module")
def genuine(data, tmp_path_factory):
    return cellar.build(data, tmp_path_factory.mktemp("records") / "release", "nas-bench-101")


def encoding(matrix, operations):
    return json.dumps({"matrix": matrix, "ops": operations}, separators=(",", ":"))


def expected(data):
    """(encoding, budget, repeat) → what the authors' API tells, and the record itself."""
    modules = json.loads((data / "expected.json").read_text())["modules"]
    ordinals, found = collections.Counter(), {}
    for record in records101.records(data / "nasbench_mini.tfrecord"):
        module = modules[record[0]]
        key = (encoding(module["adjacency"], module["operations"]), record[1])
        told = module["epochs"][str(record[1])][ordinals[key]]
        found[(*key, ordinals[key])] = (told, module["trainable_parameters"], record)
        ordinals[key] += 1
    return found


def test_runs_agree_further_than_noise_of_one_size_would_let_them(genuine):
    """Some runs diverged. The page on statistics prints both figures."""
    (space,) = json.loads((genuine.path / "statistics.json").read_text())["spaces"]
    [noise] = [n for n in space["noise"] if (n["budget"], n["source"]) == (108, "replicates")]
    two = collections.defaultdict(dict)
    for run in genuine.runs:
        if run["budget"] == 108:
            two[run["encoding"]][run["repeat"]] = max(
                value for value in run["metrics"]["valid_accuracy"] if value is not None)
    pairs = [[runs[repeat] for repeat in sorted(runs)[:2]] for runs in two.values()]
    found = noise["replicates"]
    assert found["n"] == len(pairs) == 25
    assert math.isclose(found["tau_b"], scipy.stats.kendalltau(*zip(*pairs)).statistic, rel_tol=1e-12)
    assert math.isclose(found["rho"], scipy.stats.spearmanr(*zip(*pairs)).statistic, rel_tol=1e-12)
    page = (ROOT / "docs" / "statistics.md").read_text()
    assert f"`noise_tau` is {noise['noise_tau']:.2f} while two runs of each have a tau-b of {found['tau_b']:.2f}" in page


def columns(run):
    return run["metrics"] | {"training_time": run["training_time"]}


def check(runs, data):
    wanted = expected(data)
    found = {(run["encoding"], run["budget"], run["repeat"]): run for run in runs}
    assert len(found) == len(runs) == 300 and set(found) == set(wanted)
    for key, (told, params, record) in wanted.items():
        run, budget = found[key], key[1]
        assert run["seed"] is None and run["task"] == "cifar10" and run["info"]["params"] == params
        for name, field in COLUMNS.items():
            column = columns(run)[name]
            assert len(column) == budget
            assert {epoch for epoch, value in enumerate(column) if value is not None} == {budget // 2 - 1, budget - 1}
            for prefix, epoch in (("halfway", budget // 2 - 1), ("final", budget - 1)):
                assert bits(column[epoch]) == bits(told[f"{prefix}_{API[name]}"])
            assert bits(run["values"][f"initial_{name}"]) == bits(record[4][0][field])
        assert bits(run["values"]["total_time"]) == bits(record[6])


def test_every_value_is_that_of_the_authors_reader(genuine, data):
    check(genuine.runs, data)
    # The runs of the smaller file are runs of the larger one.
    assert genuine.counts["released"] == 300 and genuine.counts["exact_duplicates"] == 75
    assert not genuine.quarantine


@pytest.mark.parametrize("ending", [".h5", ".sqlite", ".jsonl.gz"])
def test_each_artifact_holds_them_all(genuine, data, tmp_path, ending):
    convert(genuine.file(ending), tmp_path / "lines.jsonl")
    check(cellar.lines(tmp_path / "lines.jsonl"), data)


def test_costs_and_classes_belong_to_each_cell(genuine):
    for run in genuine.runs:
        assert run["costs"]["params"] == run["info"]["params"]


@pytest.mark.parametrize("name", ["nasbench_mini.tfrecord", "nasbench_only108_mini.tfrecord"])
@pytest.mark.parametrize("ending", ["h5", "sqlite", "jsonl"])
def test_there_and_back_the_records_are_the_same(data, tmp_path, name, ending):
    """Only lines hold the paths of checkpoints, which are facts beside the numbers."""
    paths = ending == "jsonl"
    convert(data / name, tmp_path / f"middle.{ending}")
    told = convert(tmp_path / f"middle.{ending}", tmp_path / "back.tfrecord")
    assert "would be lost" not in told
    before = records101.records(data / name, paths)
    after = records101.records(tmp_path / "back.tfrecord", paths)
    groups = [collections.defaultdict(list), collections.defaultdict(list)]
    for group, every in zip(groups, (before, after)):
        for record in every:
            group[record[:2]].append(record)
    assert groups[0] == groups[1]


def test_lines_give_back_the_very_bytes_of_each_record(data, tmp_path):
    name = "nasbench_mini.tfrecord"
    convert(data / name, tmp_path / "back.tfrecord")
    before = sorted(records101.payloads((data / name).read_bytes()))
    assert sorted(records101.payloads((tmp_path / "back.tfrecord").read_bytes())) == before


def test_a_damaged_record_is_told_and_the_others_are_read(data, tmp_path):
    content = bytearray((data / "nasbench_mini.tfrecord").read_bytes())
    offset = content.index(b'["', 5000)
    content[offset + 40] ^= 1
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "nasbench_x.tfrecord").write_bytes(content)
    release = cellar.build(tmp_path / "in", tmp_path / "release", "nas-bench-101")
    assert release.counts["released"] == 299
    (finding,) = release.found("READ-02")
    assert f"byte {offset - 12}: record " in finding["message"] and "checksum of the payload" in finding["message"]
    assert convert(tmp_path / "in" / "nasbench_x.tfrecord", tmp_path / "x.h5", code=1).count("checksum") == 1


def test_a_cut_file_gives_the_records_before(data, tmp_path):
    content = (data / "nasbench_mini.tfrecord").read_bytes()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "nasbench_x.tfrecord").write_bytes(content[:-7])
    release = cellar.build(tmp_path / "in", tmp_path / "release", "nas-bench-101")
    assert release.counts["released"] == 299
    (finding,) = release.found("READ-02")
    assert "the file ends" in finding["message"]


def test_a_hash_of_another_cell_keeps_the_record_out(data, tmp_path):
    every = list(records101.payloads((data / "nasbench_mini.tfrecord").read_bytes()))
    first = json.loads(every[0])
    right, wrong = first[0], "0" * 32
    every[0] = json.dumps([wrong, *first[1:]]).encode()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "nasbench_x.tfrecord").write_bytes(b"".join(map(records101.frame, every)))
    release = cellar.build(tmp_path / "in", tmp_path / "release", "nas-bench-101")
    assert release.counts["released"] == 299
    (finding,) = release.found("ARCH-01")
    assert wrong in finding["message"] and right in finding["expected"]
    (record,) = release.quarantine
    assert record["record"] == json.loads(every[0])


def test_wrong_parameters_keep_the_record_out(data, tmp_path):
    content = (data / "nasbench_mini.tfrecord").read_bytes()
    every = list(records101.payloads(content))
    first, second = json.loads(every[0]), json.loads(every[2])
    assert first[0] != second[0]
    every[0] = json.dumps([*first[:4], second[4]]).encode()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "nasbench_x.tfrecord").write_bytes(b"".join(map(records101.frame, every)))
    release = cellar.build(tmp_path / "in", tmp_path / "release", "nas-bench-101")
    assert "COST-01" in release.codes() or "READ-02" in release.codes()
    assert release.counts["released"] == 299


def limited():
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))


HOSTILE = {
    "length_2_63.tfrecord": "length 9223372036854775808",
    "length_2_63_bad_crc.tfrecord": "checksum of the length",
    "length_4GiB_1.tfrecord": "length 4294967297",
    "zero_length_records_4e3.tfrecord": "no JSON",
    "nb101_four_items.tfrecord": "array of 4",
    "nb101_bad_base64.tfrecord": "base64",
    "nb101_one_evaluation.tfrecord": "item 4",
    "nb101_not_square.tfrecord": "item 2",
    "nb101_hash_mismatch.tfrecord": "belongs to another graph",
    "nb101_matrix_500x500.tfrecord": "item 2",
    "protobuf_length_lies.tfrecord": "item 4",
    "protobuf_varint_11.tfrecord": "item 4",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_records_are_refused_with_their_cause(shared, tmp_path, name):
    start = time.monotonic()
    done = subprocess.run(
        ["/usr/bin/env", "python3", "-c", MEASURE, cellar.cellar(), "convert",
         str(shared / "data" / "pickles-hostile" / "tfrecord" / name), str(tmp_path / "x.h5")],
        capture_output=True, text=True, preexec_fn=limited)
    assert done.returncode == 2, done.stdout + done.stderr
    assert HOSTILE[name] in done.stderr
    assert time.monotonic() - start < 5
    assert int(done.stdout.split()[-1]) < 256 * 1024
    assert not (tmp_path / "x.h5").exists()


#: Runs a command and prints the largest memory that it took, in KiB.
MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def test_memory_holds_what_was_measured_and_no_more(data, tmp_path):
    """Two of 108 epochs have values: 60,000 runs as the published file has them need no room for the others."""
    (tmp_path / "many.tfrecord").write_bytes((data / "nasbench_mini.tfrecord").read_bytes() * 200)
    done = subprocess.run(
        ["/usr/bin/env", "python3", "-c", MEASURE, cellar.cellar(), "convert", str(tmp_path / "many.tfrecord"),
         str(tmp_path / "many.jsonl"), "--task", "cifar10"], capture_output=True, text=True)
    assert done.returncode == 0 and "60000 runs written" in done.stdout, done.stdout + done.stderr
    assert int(done.stdout.split()[-1]) < 200 * 1024
