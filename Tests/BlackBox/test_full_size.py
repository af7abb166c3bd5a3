"""Full size: 51,464 runs correct by sampling, memory, speed, and kills. `make test-full`."""

import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support import transnas
from support.numbers import same
from support.release import OFFICIAL, Release, build, build_arguments, cellar, check_accounts, run, start
from support.source import read_text_log, release_curves
from transnas_logs import Run

pytestmark = [pytest.mark.full, pytest.mark.shared]

RUNS = 51_464
LIMIT = 1 << 30
KILLS = 20
ALPHABET = b'{}[]",:0123456789eE.-+nulNaInfity\\\n\t\x00\xff'


@pytest.fixture(scope="module")
def full_tree(shared, tmp_path_factory):
    """The full benchmark, 2 % of it irregular; made once and kept where CELLAR_FULL_TREE says."""
    place = Path(os.environ.get("CELLAR_FULL_TREE") or tmp_path_factory.mktemp("full") / "tree")
    if not (place / "complete").exists():
        shutil.rmtree(place, ignore_errors=True)
        subprocess.run([sys.executable, shared / "bench" / "make_raw_tree.py", str(RUNS), place / "logs", "--irregular",
                        "0.02"], check=True, stdout=subprocess.DEVNULL)
        (place / "complete").touch()
    return place / "logs"


def measured(*arguments):
    """Runs `cellar` and returns its exit code, seconds, and the largest resident size in bytes."""
    began = time.perf_counter()
    process = subprocess.Popen([cellar(), *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.perf_counter() - began, usage.ru_maxrss * 1024


@pytest.fixture(scope="module")
def full(full_tree, tmp_path_factory):
    """The official release of the full tree, and what building it took."""
    place = tmp_path_factory.mktemp("full-release") / "release"
    code, seconds, memory = measured(*build_arguments([full_tree], place, OFFICIAL))
    assert code == 0
    return Release(place), seconds, memory


def test_every_run_is_accounted_for(full, full_tree):
    release = full[0]
    check_accounts(release)
    mark = b'"finish_train": "finished"'
    finished = sum(mark in path.read_bytes()[:4096] for path in full_tree.rglob("model_db.json"))
    assert release.counts == {"read": RUNS, "released": finished, "exact_duplicates": 0, "conflicts": 0,
                              "quarantined": RUNS - finished}
    assert {record["codes"][0] for record in release.quarantine} == {"RUN-01"}
    completeness = release.manifest["completeness"]
    assert sum(want for tasks in completeness.values() for _, want in tasks.values()) == RUNS
    assert sum(have for tasks in completeness.values() for have, _ in tasks.values()) == finished
    assert release.found("SPACE-01")


def test_a_sample_equals_what_python_reads(full, full_tree):
    release = full[0]
    random.seed(20201014)
    documents = random.sample(sorted(full_tree.rglob("model_db.json")), 400)
    wanted = {}
    for path in documents:
        task, encoding = path.parts[-5], path.parts[-3]
        record = json.loads(path.read_text())[encoding]
        seed, budget, _ = read_text_log(next(path.parent.glob("*.txt")))
        if record["finish_train"] == "finished":
            wanted[(transnas.space_of(encoding), task, budget, encoding, seed)] = (
                release_curves(task, record), record["total_params"], record["inference_time"])
    from_lines = release.curves_from_lines()
    with release.hdf5() as file:
        groups = {(space, task): (group, {(e, int(s)): row for row, (e, s) in enumerate(
            zip(group["encoding"].asstr()[:], group["seed"][:]))}) for space, task, _, group in release.groups(file)}
        database = release.database()
        for key, (curves, params, latency) in wanted.items():
            space, task, budget, encoding, seed = key
            group, rows = groups[(space, task)]
            row = rows[(encoding, seed)]
            assert int(group["params"][row]) == params and float(group["inference_time"][row]) == latency
            ((run_id,),) = database.execute(
                "SELECT r.id FROM run r JOIN architecture a ON a.id = r.architecture_id "
                "JOIN task t ON t.id = r.task_id WHERE a.encoding = ? AND t.name = ? AND r.seed = ?",
                (encoding, task, seed)).fetchall()
            table = database.execute(
                f"SELECT * FROM curve_{task} WHERE run_id = ? ORDER BY epoch", (run_id,)).fetchall()
            for metric, column in curves.items():
                assert same(from_lines[key][metric], column), (key, metric)
                assert same(group[metric][row], column), (key, metric)
                assert same([line[metric] for line in table], column), (key, metric)
        database.close()


def test_memory_stays_below_one_gibibyte(full):
    assert full[2] < LIMIT, f"{full[2] / 2**20:.0f} MiB"


def test_the_number_of_threads_does_not_show_at_full_size(full, full_tree, tmp_path):
    release = build(full_tree, tmp_path / "release", OFFICIAL, options=["--no-cache", "--jobs", 1])
    assert release.hashes() == full[0].hashes()


def test_a_build_is_at_least_four_times_as_fast_as_the_comparison(full_tree, shared, tmp_path):
    peer = [sys.executable, shared / "bench" / "peer_build.py", full_tree]
    # What the comparison program writes, and the summary; statistics and report have a bound of their own below.
    spine = artifacts_alone(tmp_path)
    ours, theirs = [], []
    for round_ in range(3):
        began = time.perf_counter()
        subprocess.run([*peer, tmp_path / "peer"], check=True, stdout=subprocess.DEVNULL)
        theirs.append(time.perf_counter() - began)
        code, seconds, _ = measured(*build_arguments([full_tree], tmp_path / "release", str(spine)))
        assert code == 0
        ours.append(seconds)
    ratio = statistics.median(theirs) / statistics.median(ours)
    assert ratio >= 4, f"{ratio:.1f} times: {theirs} against {ours} seconds"


def artifacts_alone(place):
    """The official pipeline, with the artifacts that hold the runs and nothing else."""
    head, emit = run("pipelines", "show", OFFICIAL).stdout.decode().split("\nemit: [", 1)
    pipeline = place / "artifacts.yaml"
    pipeline.write_text(f"{head}\nemit: [hdf5, sqlite, json, jsonl, csv{emit[emit.index(']'):]}")
    return pipeline


def test_statistics_report_and_packaging_add_at_most_thirty_percent(full_tree, tmp_path):
    spine = artifacts_alone(tmp_path)
    without, with_all = [], []
    for round_ in range(3):
        for pipeline, seconds in ((str(spine), without), (OFFICIAL, with_all)):
            code, taken, _ = measured(*build_arguments([full_tree], tmp_path / "release", pipeline))
            assert code == 0
            seconds.append(taken)
    ratio = statistics.median(with_all) / statistics.median(without)
    assert ratio <= 1.3, f"{ratio:.2f}: {with_all} against {without} seconds"


def test_a_second_build_reads_only_what_changed(full_tree, full, tmp_path):
    options = ["--cache", tmp_path / "cache"]
    code, first, _ = measured(*build_arguments([full_tree], tmp_path / "a", OFFICIAL, options))
    assert code == 0
    code, second, _ = measured(*build_arguments([full_tree], tmp_path / "b", OFFICIAL, options))
    assert code == 0
    assert Release(tmp_path / "b").hashes() == full[0].hashes()
    assert second < first


def test_twenty_kills_at_random_moments(shared, tmp_path):
    logs, place = tmp_path / "logs", tmp_path / "place"
    subprocess.run([sys.executable, shared / "bench" / "make_raw_tree.py", "4000", logs, "--repr", "none"], check=True,
                   stdout=subprocess.DEVNULL)
    complete = build(logs, tmp_path / "complete").hashes()
    began = time.perf_counter()
    build(logs, tmp_path / "timed")
    whole = time.perf_counter() - began
    place.mkdir()
    Run("64-1234-basic", "class_scene").write(tmp_path / "old-logs")
    old = build(tmp_path / "old-logs", place / "release").hashes()
    random.seed(4)
    outcomes = []
    for kill in range(KILLS):
        process = start(*build_arguments([logs], place / "release"))
        # Half of the kills fall into the last tenth, where files are synced, exchanged and deleted.
        moment = random.uniform(0, 1) if kill % 2 else random.uniform(0.85, 1.02)
        time.sleep(whole * moment)
        process.kill()
        process.communicate()
        now = Release(place / "release").hashes()
        assert now in (old, complete), f"after {moment:.3f} of a build the release is neither"
        outcomes.append(now == complete)
        if now == complete:
            build(tmp_path / "old-logs", place / "release")
    build(logs, place / "release")
    assert Release(place / "release").hashes() == complete
    assert [path.name for path in place.iterdir() if path.is_dir()] == ["release"]
    assert not [path for path in place.rglob("*") if re.search(r"tmp", path.name)]
    assert not all(outcomes), "every kill came too late"


def test_cut_and_mutated_files_never_stop_a_build(tmp_path):
    """Bytes changed at random in both files of many runs: always exit 0, always a sum that holds."""
    random.seed(9)
    logs = tmp_path / "logs"
    Run("64-1234-basic", "class_scene", seed=1).write(logs)
    for number in range(2, 1500):
        run = Run("64-41414-3_12_013", random.choice(["class_scene", "room_layout", "normal"]), seed=number)
        texts = {"text": bytearray(run.text().encode()), "document": bytearray(run.json().encode())}
        for content in texts.values():
            for _ in range(random.choice([0, 1, 1, 2, 8])):
                place = random.randrange(len(content))
                change = random.randrange(4)
                if change == 0:
                    content[place] = random.randrange(256)
                elif change == 1:
                    del content[place:place + random.randrange(1, 40)]
                elif change == 2:
                    content[place:place] = bytes(random.choices(ALPHABET, k=5))
                else:
                    del content[place:]
                if not content:
                    content += b" "
        run.write(logs, **{name: bytes(content) for name, content in texts.items()})
    release = build(logs, tmp_path / "release")
    check_accounts(release)
    assert release.counts["read"] >= 1499
    again = build(logs, tmp_path / "again", options=["--no-cache", "--jobs", 1])
    assert again.hashes() == release.hashes()
