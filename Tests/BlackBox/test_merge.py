"""A merge gives the data that one build of all sources gives, byte for byte."""

import gzip
import json
import shutil

import pytest

from support import release as cellar
from support.correct import Logs, Released201
from support.release import check_accounts, run
from transnas_logs import Run

#: What holds data; manifest, checksums and lists are compared by their meaning.
DATA = [".h5", ".sqlite", ".json.gz", ".jsonl.gz", "-summary.csv.gz"]
CELLS = ["64-41414-1_02_333", "64-41414-3_12_013", "64-41414-0_11_222", "64-1234-basic", "64-41414-2_00_131"]


def merge(release, *contributions, output, expect=0, options=()):
    done = run("merge", release, *contributions, "--output", output, *options)
    assert done.returncode == expect, (done.returncode, done.stdout.decode(), done.stderr.decode())
    return cellar.Release(output, done)


def assert_same(merged, built):
    """The same bytes of every artifact, and the same lists and accounts."""
    check_accounts(merged)
    done = run("verify", merged.path)
    assert done.returncode == 0, done.stdout.decode()
    for name in [f"{built.name}{suffix}" for suffix in DATA]:
        if (merged.path / name).read_bytes() != (built.path / name).read_bytes() and name.endswith(".sqlite"):
            for (table,) in built.database().execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                assert merged.query(f"SELECT * FROM {table}") == built.query(f"SELECT * FROM {table}"), table
        assert (merged.path / name).read_bytes() == (built.path / name).read_bytes(), name
    assert merged.counts == built.counts
    assert merged.findings == built.findings
    assert merged.inputs == built.inputs
    assert merged.manifest["by_code"] == built.manifest["by_code"]
    assert merged.manifest["completeness"] == built.manifest["completeness"]
    for line, other in zip(merged.quarantine, built.quarantine, strict=True):
        if line["record"] is None and other["record"] is not None:
            # It stood in the release, which does not repeat records of what is released.
            assert line["codes"] == ["DUP-01"] and line["reading"]["metrics"] == other["reading"]["metrics"]
            line, other = [{key: entry[key] for key in ("space", "encoding", "task", "seed", "codes", "sources")}
                           for entry in (line, other)]
        assert line == other


def some_runs(place, cells, seed=666, tasks=("class_scene", "jigsaw", "autoencoder")):
    for cell in cells:
        for task in tasks:
            Run(cell, task, seed=seed).write(place)


@pytest.fixture
def halves(tmp_path):
    """Two trees with good runs, copies within and across, conflicts within and across, and runs that are kept out."""
    a, b = tmp_path / "a", tmp_path / "b"
    some_runs(a, CELLS[:3])
    some_runs(b, CELLS[2:])  # the third one is a copy
    (a / "notes.md").write_text("no log\n")
    for place, seed in ((a, 1), (b, 2)):
        Run(CELLS[0], "jigsaw", seed=seed, status="running").write(place)
        # A copy and a conflict within one tree.
        Run(CELLS[1], "jigsaw", seed=10 + seed).write(place)
        Run(CELLS[1], "jigsaw", seed=10 + seed).write(place / "copy")
        Run(CELLS[1], "room_layout", seed=20 + seed).write(place)
        Run(CELLS[1], "room_layout", seed=20 + seed, network=CELLS[4]).write(place / "other")
    # A conflict across, and one of which a repeats what b has.
    Run(CELLS[3], "normal", seed=5).write(a)
    Run(CELLS[3], "normal", seed=5, network=CELLS[4]).write(b)
    Run(CELLS[1], "room_layout", seed=21, network=CELLS[4]).write(b / "again")
    broken = Run(CELLS[4], "class_object", seed=9)
    broken.write(b, document=broken.json().encode()[:-40])
    return a, b


def builds(tmp_path, a, b):
    first = cellar.build([f"a={a}"], tmp_path / "first")
    both = cellar.build([f"a={a}", f"b={b}"], tmp_path / "both")
    return first, both


def test_logs_are_merged(tmp_path, halves):
    a, b = halves
    first, both = builds(tmp_path, a, b)
    assert both.counts["exact_duplicates"] >= 5 and both.counts["conflicts"] >= 6 and both.counts["quarantined"] == 3
    assert_same(merge(first.path, f"b={b}", output=tmp_path / "merged"), both)


def test_the_other_half_is_merged(tmp_path, halves):
    a, b = halves
    second = cellar.build([f"b={b}"], tmp_path / "second")
    both = cellar.build([f"a={a}", f"b={b}"], tmp_path / "both")
    assert_same(merge(second.path, f"a={a}", output=tmp_path / "merged"), both)


def test_a_release_is_merged(tmp_path, halves):
    a, b = halves
    first, both = builds(tmp_path, a, b)
    second = cellar.build([f"b={b}"], tmp_path / "second")
    assert_same(merge(first.path, second.path, output=tmp_path / "merged"), both)


def test_several_contributions_are_merged_at_once(tmp_path):
    trees = {label: tmp_path / label for label in "abc"}
    for label, cell in zip(trees, CELLS):
        some_runs(trees[label], [cell])
    first = cellar.build([f"a={trees['a']}"], tmp_path / "first")
    together = cellar.build([f"{label}={tree}" for label, tree in trees.items()], tmp_path / "together")
    merged = merge(first.path, f"b={trees['b']}", f"c={trees['c']}", output=tmp_path / "merged")
    assert_same(merged, together)
    # One after the other is the same.
    two = merge(first.path, f"c={trees['c']}", output=tmp_path / "two")
    assert_same(merge(two.path, f"b={trees['b']}", output=tmp_path / "three"), together)


def test_lines_of_runs_are_merged(tmp_path):
    a, b = tmp_path / "a", tmp_path / "b"
    some_runs(a, CELLS[:2])
    some_runs(b, CELLS[2:])
    first, both = builds(tmp_path, a, b)
    second = cellar.build([f"b={b}"], tmp_path / "second")
    lines = tmp_path / "lines.jsonl"
    lines.write_bytes(gzip.decompress(second.file(".jsonl.gz").read_bytes()))
    merged = merge(first.path, lines, output=tmp_path / "merged")
    check_accounts(merged)
    assert merged.counts == both.counts
    for suffix in (".h5", ".json.gz", ".jsonl.gz", "-summary.csv.gz"):
        assert merged.file(suffix).read_bytes() == both.file(suffix).read_bytes(), suffix
    # Lines tell neither size nor parser of their sources: nothing else of the database differs.
    for (table,) in both.database().execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table != "source":
            assert merged.query(f"SELECT * FROM {table}") == both.query(f"SELECT * FROM {table}"), table


def test_merging_a_release_with_itself_changes_no_data(tmp_path):
    a = tmp_path / "a"
    some_runs(a, CELLS[:3])
    Run(CELLS[0], "normal", seed=3, status="running").write(a)
    first = cellar.build([f"a={a}"], tmp_path / "first")
    merged = merge(first.path, first.path, output=tmp_path / "merged")
    assert merged.counts["released"] == merged.counts["exact_duplicates"] == first.counts["released"]
    assert merged.findings == first.findings
    done = run("verify", merged.path)
    assert done.returncode == 0, done.stdout.decode()
    for name in [f"{first.name}{suffix}" for suffix in DATA]:
        assert (merged.path / name).read_bytes() == (first.path / name).read_bytes(), name


@pytest.fixture
def conflict(tmp_path):
    a, b = tmp_path / "a", tmp_path / "b"
    for place, network in ((a, None), (b, CELLS[4])):
        some_runs(place, CELLS[:1], seed=1 if place == a else 2)
        Run(CELLS[3], "jigsaw", seed=5, network=network).write(place)
    return cellar.build([f"a={a}"], tmp_path / "first"), b


def paths(record):
    return [source["path"] for source in record["sources"]]


def test_reject_keeps_the_run_of_the_release(tmp_path, conflict):
    first, b = conflict
    merged = merge(first.path, f"b={b}", output=tmp_path / "merged", options=["--conflicts", "reject"])
    check_accounts(merged)
    assert merged.counts["conflicts"] == 1
    (kept,) = [record for record in merged.runs if record["seed"] == 5]
    assert all(path.startswith("a/") for path in paths(kept))
    (refused,) = merged.quarantine
    assert refused["codes"] == ["DUP-01"] and all(path.startswith("b/") for path in paths(refused))
    (finding,) = merged.found("DUP-01")
    assert finding["severity"] == "error" and finding["path"].startswith("b/") and "a/" in finding["message"]


def test_keep_both_makes_them_repeats(tmp_path, conflict):
    first, b = conflict
    merged = merge(first.path, f"b={b}", output=tmp_path / "merged", options=["--conflicts", "keep-both"])
    check_accounts(merged)
    assert merged.counts["conflicts"] == 0 and not merged.quarantine
    kept = [record for record in merged.runs if record["seed"] == 5]
    assert [record["repeat"] for record in kept] == [0, 1]
    assert [paths(record)[0][:2] for record in kept] == ["a/", "b/"]
    assert {finding["severity"] for finding in merged.found("DUP-01")} == {"warning"}
    # The same contribution once more adds nothing.
    again = merge(merged.path, f"b={b}", output=tmp_path / "again", options=["--conflicts", "keep-both"])
    assert again.counts["released"] == merged.counts["released"]


def test_a_release_is_replaced_in_place(tmp_path, conflict):
    first, b = conflict
    before = first.counts["released"]
    merged = merge(first.path, f"b={b}", output=first.path, options=["--conflicts", "reject"])
    assert cellar.Release(merged.path).counts["released"] == before + 3
    assert run("validate", merged.path).returncode == 0


def test_what_cannot_be_merged_is_said(tmp_path, conflict):
    first, b = conflict
    output = tmp_path / "merged"
    assert run("merge", first.path, tmp_path / "nowhere", "--output", output).returncode == 2
    assert run("merge", b, b, "--output", output).returncode in (2, 64)
    assert run("merge", first.path, "--output", output).returncode == 64
    assert run("merge", first.path, b, "--output", output, "--conflicts", "maybe").returncode == 64
    # Another file under a path of the release.
    done = run("merge", first.path, f"a={b}", "--output", output)
    assert done.returncode == 64 and b"label" in done.stderr
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "mine.txt").write_text("mine")
    assert run("merge", first.path, f"b={b}", "--output", tmp_path / "foreign").returncode == 74
    assert not output.exists()


def test_merges_do_not_depend_on_the_number_of_threads(tmp_path, halves):
    a, b = halves
    first = cellar.build([f"a={a}"], tmp_path / "first")
    hashes = [merge(first.path, f"b={b}", output=tmp_path / f"merged-{jobs}", options=["--jobs", jobs]).hashes()
              for jobs in (1, 4)]
    assert hashes[0] == hashes[1]


def test_the_sources_need_not_be_there_any_more(tmp_path, halves):
    a, b = halves
    first, both = builds(tmp_path, a, b)
    second = cellar.build([f"b={b}"], tmp_path / "second")
    shutil.rmtree(a)
    shutil.rmtree(b)
    assert_same(merge(first.path, second.path, output=tmp_path / "merged"), both)
    json.loads((tmp_path / "merged" / "manifest.json").read_text())


def same_data(merged, built):
    assert merged.counts == built.counts
    for suffix in DATA:
        name = f"{built.name}{suffix}"
        assert (merged.path / name).read_bytes() == (built.path / name).read_bytes(), name


def doubled(place):
    """Two cells, of which one has FLOPs that no counter gives."""
    made = Released201(place, cells=[0, 2, 9])
    made.at(9)["flop"] *= 2
    made.write()
    return made.place


def test_what_a_run_alone_has_wrong_stays_wrong_beside_others(shared, tmp_path):
    a, b = doubled(tmp_path / "a"), Released201(tmp_path / "b", cells=[0], seeds=[999]).place
    first = cellar.build([f"a={a}"], tmp_path / "first", "nas-bench-201")
    assert first.quarantine and all("COST-03" in line["codes"] for line in first.quarantine)
    both = cellar.build([f"a={a}", f"b={b}"], tmp_path / "both", "nas-bench-201")
    same_data(merge(first.path, f"b={b}", output=tmp_path / "merged"), both)


def test_an_index_of_another_cell_stays_wrong_in_a_quarantine(shared, tmp_path):
    made = Released201(tmp_path / "in", cells=[0, 2, 9])
    infos = made.document["arch2infos"]
    infos[10] = infos.pop(9)
    made.write()
    first = cellar.build([f"a={made.place}"], tmp_path / "first", "nas-bench-201")
    kept = [line["codes"] for line in first.quarantine]
    assert kept and all("ARCH-02" in codes for codes in kept)
    again = merge(first.path, first.path / "quarantine.jsonl.gz", output=tmp_path / "again")
    assert again.counts["released"] == first.counts["released"]
    done = run("validate", first.path / "quarantine.jsonl.gz", "--format", "json")
    found = [f for f in json.loads(done.stdout)["findings"] if f["code"] == "ARCH-02"]
    assert done.returncode == 1 and found == [f for f in first.findings if f["code"] == "ARCH-02"]


def fraction(metrics):
    metrics.update({name: value / 100 for name, value in metrics.items() if "top" in name})


def test_fractions_are_judged_beside_all_others(tmp_path):
    """One run in fractions is at fault among percentages, and none where most are such."""
    few = Logs(tmp_path / "a", encodings=CELLS[:1], seeds=(1, 2, 3, 4, 5), tasks=["class_scene"])
    few.values(fraction, run=few.run(CELLS[0], seed=6))
    many = Logs(tmp_path / "b", encodings=(), tasks=())
    for seed in range(20, 40):
        many.values(fraction, run=many.run(CELLS[0], seed=seed))
    first = cellar.build([f"a={few.place}"], tmp_path / "first")
    assert [line["codes"] for line in first.quarantine] == [["CURVE-02"]]
    done = run("validate", first.path / "quarantine.jsonl.gz", "--format", "json")
    assert done.returncode == 1 and [f["code"] for f in json.loads(done.stdout)["findings"]] == ["CURVE-02"]
    again = merge(first.path, first.path / "quarantine.jsonl.gz", output=tmp_path / "again")
    assert again.counts == first.counts
    both = cellar.build([f"a={few.place}", f"b={many.place}"], tmp_path / "both")
    assert both.counts["quarantined"] == 0
    same_data(merge(first.path, f"b={many.place}", output=tmp_path / "merged"), both)


def test_an_empty_release_takes_repaired_runs(tmp_path):
    Run(CELLS[0], "jigsaw", status="running").write(tmp_path / "a")
    some_runs(tmp_path / "b", CELLS[:1])
    first = cellar.build([f"a={tmp_path / 'a'}"], tmp_path / "first")
    assert first.counts["released"] == 0
    both = cellar.build([f"a={tmp_path / 'a'}", f"b={tmp_path / 'b'}"], tmp_path / "both")
    same_data(merge(first.path, f"b={tmp_path / 'b'}", output=tmp_path / "merged"), both)


def copied(place):
    """Another seed with the curve of seed 888."""
    logs = Logs(place, encodings=(), tasks=())
    source, copy = logs.run(CELLS[1], seed=888), logs.run(CELLS[1], seed=1234)
    copy.record["metrics"], copy.elapsed = source.record["metrics"], source.elapsed
    copy.write(place)
    return place


def test_runs_that_a_contribution_evicts_are_told(tmp_path):
    Logs(tmp_path / "a", encodings=CELLS[:2], tasks=["class_scene"])
    first = cellar.build([f"a={tmp_path / 'a'}"], tmp_path / "first")
    merged = merge(first.path, f"c={copied(tmp_path / 'c')}", output=tmp_path / "merged")
    assert {finding["code"] for finding in merged.findings} >= {"CURVE-04"}
    assert merged.counts["released"] == first.counts["released"] - 1
    assert b"1 run of the release kept out now" in merged.process.stdout
