"""`cellar verify`: a sound release, and one thing wrong at a time."""

import gzip
import hashlib
import json
import shutil
import sqlite3

import pytest
import yaml

from conftest import ROOT
from support import release as cellar
from transnas_logs import Run


def verify(path, *arguments, code=0):
    done = cellar.run("verify", path, *arguments)
    assert done.returncode == code, (done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode() if done.stdout else done.stderr.decode()


def problems(path, *arguments):
    return json.loads(verify(path, "--json", *arguments, code=1))["problems"]


@pytest.fixture(scope="module")
def whole(fixture_logs, tmp_path_factory):
    """The release of the fixtures with every artifact."""
    place = tmp_path_factory.mktemp("whole")
    document = yaml.safe_load((ROOT / "Pipelines" / f"{cellar.LOGS}.yaml").read_text())
    document["emit"] = ["hdf5", "sqlite", "json", "jsonl", "csv", "parquet", "pth"]
    (place / "pipeline.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    return cellar.build(fixture_logs, place / "release", place / "pipeline.yaml")


@pytest.fixture
def copy(whole, tmp_path):
    shutil.copytree(whole.path, tmp_path / "copy")
    return cellar.Release(tmp_path / "copy")


def seal(release):
    """Makes manifest and SHA256SUMS agree with the files again, so that only what was changed on purpose is wrong."""
    manifest = json.loads((release.path / "manifest.json").read_text())
    for output in manifest["outputs"]:
        content = (release.path / output["path"]).read_bytes()
        output.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    (release.path / "manifest.json").write_text(json.dumps(manifest))
    names = [line.split("  ", 1)[1] for line in (release.path / "SHA256SUMS").read_text().splitlines()]
    (release.path / "SHA256SUMS").write_text("".join(
        f"{hashlib.sha256((release.path / name).read_bytes()).hexdigest()}  {name}\n" for name in names))


def test_what_a_build_writes_is_sound(whole, small):
    for release in (whole, small):
        text = verify(release.path)
        assert "sound" in text
        assert text.count("runs equal") == 3
    text = verify(whole.path)
    assert "-summary.csv.gz: what the runs" in text and ".pth: what the runs" in text and "parquet: what the runs" in text
    assert "sound" in verify(whole.path, "--quick")


@pytest.mark.parametrize("emit, compared", [
    (["sqlite", "jsonl"], ".jsonl.gz and"), (["hdf5", "sqlite"], ".sqlite and"), (["hdf5", "csv"], "what the runs of"),
    (["sqlite", "json"], ".json.gz and"), (["jsonl", "csv"], "its checksum alone"),
])
def test_any_two_artifacts_are_compared(emit, compared, fixture_logs, tmp_path):
    document = yaml.safe_load((ROOT / "Pipelines" / f"{cellar.LOGS}.yaml").read_text())
    document["emit"] = emit
    (tmp_path / "pipeline.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    release = cellar.build(fixture_logs, tmp_path / "release", tmp_path / "pipeline.yaml")
    text = verify(release.path)
    assert "sound" in text and compared in text


def test_a_table_without_its_type_is_told(copy):
    connection = sqlite3.connect(copy.file(".sqlite"))
    connection.executescript("""
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'score';
        PRAGMA writable_schema = RESET;
        UPDATE score SET value = 'much' WHERE task_id = 1;
    """)
    connection.commit()
    connection.close()
    seal(copy)
    found = problems(copy.path)
    assert {problem["file"] for problem in found} == {copy.file(".sqlite").name}
    assert "cannot be read" in found[0]["found"]
    assert any("table score declared" in problem["found"] for problem in found)


def test_a_release_without_a_run_is_sound(tmp_path):
    Run("64-1234-basic", "jigsaw", status="running").write(tmp_path / "logs")
    release = cellar.build(tmp_path / "logs", tmp_path / "release")
    assert release.counts["released"] == 0
    assert "sound" in verify(release.path)


@pytest.mark.parametrize("logged", [[True, False], [False, True], [False, False]])
def test_every_artifact_tells_which_run_logged_its_parameters(tmp_path, logged):
    for seed, has in zip((666, 777), logged):
        run = Run("64-1234-basic", "jigsaw", seed=seed)
        if not has:
            del run.record["total_params"]
        run.write(tmp_path / "logs")
    release = cellar.build(tmp_path / "logs", tmp_path / "release")
    assert release.counts["released"] == 2
    assert verify(release.path).count("2 runs equal") == 3


def test_each_changed_byte_is_found(copy):
    for path in sorted(copy.path.rglob("*")):
        if path.is_dir() or path.name in ("SHA256SUMS", "manifest.json"):
            continue
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        found = problems(copy.path, "--quick")
        assert str(path.relative_to(copy.path)) in [problem["file"] for problem in found]
        path.write_bytes(whole)
    assert "sound" in verify(copy.path, "--quick")


def test_missing_and_foreign_files_are_named(copy):
    (copy.path / "findings.jsonl").unlink()
    (copy.path / "notes.txt").write_text("mine")
    found = {problem["file"]: problem for problem in problems(copy.path, "--quick")}
    assert "no such file" in found["findings.jsonl"]["found"]
    assert "does not list" in found["notes.txt"]["found"]


@pytest.mark.parametrize("change, words", [
    (lambda counts: counts.update(released=counts["released"] + 1), "runs read"),
    (lambda counts: counts.update(quarantined=counts["quarantined"] + 1, read=counts["read"] + 1), "by_code"),
])
def test_counts_that_do_not_add_up_are_found(copy, change, words):
    manifest = json.loads((copy.path / "manifest.json").read_text())
    change(manifest["counts"])
    (copy.path / "manifest.json").write_text(json.dumps(manifest))
    seal(copy)
    assert any(words in problem["found"] for problem in problems(copy.path, "--quick"))


def test_a_line_less_is_found(copy):
    path = copy.path / "quarantine.jsonl.gz"
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(gzip.compress(b"".join(lines[1:])))
    seal(copy)
    assert any("lines" in problem["found"] for problem in problems(copy.path, "--quick"))


def test_one_value_that_differs_between_artifacts_is_named(copy):
    connection = sqlite3.connect(copy.file(".sqlite"))
    run, epoch, value = connection.execute(
        "SELECT run_id, epoch, valid_top1 FROM curve_class_scene WHERE valid_top1 IS NOT NULL LIMIT 1").fetchone()
    connection.execute("UPDATE curve_class_scene SET valid_top1 = ? WHERE run_id = ? AND epoch = ?",
                       (value + 2 ** -40, run, epoch))
    [encoding] = connection.execute("SELECT encoding FROM run JOIN architecture AS a ON a.id = architecture_id "
                                    "WHERE run.id = ?", (run,)).fetchone()
    connection.commit()
    connection.close()
    seal(copy)
    assert "sound" in verify(copy.path, "--quick")
    [problem] = problems(copy.path)
    assert problem["file"] == copy.file(".sqlite").name
    assert "valid_top1" in problem["found"] and encoding in problem["found"] and f"epoch {epoch}" in problem["found"]
    assert repr(value) in problem["expected"]


@pytest.mark.parametrize("statement, words", [
    ("UPDATE score SET value = value + 0.25 WHERE rowid_ = (SELECT MAX(rowid_) FROM score)", "value"),
    ("UPDATE score SET rank01 = 0.5 WHERE rowid_ = (SELECT MIN(rowid_) FROM score)", "rank01"),
    ("DELETE FROM score WHERE rowid_ = (SELECT MAX(rowid_) FROM score)", "no row in score"),
    ("UPDATE cost SET value = value + 1 WHERE rowid = 3", "value"),
    ("DELETE FROM cost WHERE rowid = (SELECT MAX(rowid) FROM cost WHERE provenance_kind = 'derived')", " in cost "),
    ("UPDATE run SET time_total = 1.5 WHERE id = 2", "time_total 1.5 in run where id 2"),
    ("UPDATE architecture SET canonical = 'x' WHERE id = 1", "canonical 'x' in architecture"),
    ("UPDATE equivalence SET class_id = 'y' WHERE architecture_id = 1 AND kind = 'isomorphic'", "class_id 'y'"),
    ("DELETE FROM equivalence WHERE architecture_id = (SELECT MAX(architecture_id) FROM equivalence)", "in equivalence"),
    ("INSERT INTO equivalence VALUES (1, 'other', 'z')", "in equivalence"),
    ("UPDATE metric SET upper = 7 WHERE id = 1", "upper 7.0 in metric"),
    ("UPDATE task SET score_metric = 'train_top1' WHERE id = 1", "score_metric 'train_top1' in task"),
    ("INSERT INTO special_value VALUES (1, NULL, 'time_total', 'NaN')", "rows in special_value"),
])
def test_what_was_computed_from_the_runs_is_compared_too(copy, statement, words):
    connection = sqlite3.connect(copy.file(".sqlite"))
    if "rowid_" in statement:
        # A table without rowid: its key in one column.
        key = "task_id * 1000000 + architecture_id * 100 + (rule = 'final') * 10 + (split = 'train')"
        statement = statement.replace("rowid_", f"({key})")
    connection.execute(statement)
    connection.commit()
    connection.close()
    seal(copy)
    assert "sound" in verify(copy.path, "--quick")
    [problem] = problems(copy.path)
    assert problem["file"] == copy.file(".sqlite").name
    assert words in problem["found"], problem
    assert "give it" in problem["expected"]


def test_a_database_that_was_written_anew_is_sound(copy):
    connection = sqlite3.connect(copy.file(".sqlite"))
    before = copy.file(".sqlite").read_bytes()
    connection.executescript("PRAGMA page_size = 4096; VACUUM;")
    connection.close()
    assert before != copy.file(".sqlite").read_bytes()
    seal(copy)
    assert "sound" in verify(copy.path)


@pytest.mark.parametrize("statement", [
    "UPDATE run_source SET pointer = '/x' WHERE rowid = 1",
    "UPDATE source SET sha256 = '0' WHERE id = (SELECT source_id FROM run_source WHERE rowid = 2)",
])
def test_sources_of_lines_are_those_of_the_database(copy, statement):
    connection = sqlite3.connect(copy.file(".sqlite"))
    connection.execute(statement)
    connection.commit()
    connection.close()
    seal(copy)
    found = {problem["file"]: problem["found"] for problem in problems(copy.path)}
    assert "source" in found.pop(copy.file(".jsonl.gz").name)
    # Of files the list of inputs tells as well.
    assert all(file == copy.file(".sqlite").name and "sha256 '0'" in text for file, text in found.items())
    assert len(found) == ("sha256" in statement)


def test_sources_that_are_not_there_are_told(copy):
    connection = sqlite3.connect(copy.file(".sqlite"))
    connection.execute("UPDATE run_source SET source_id = 100000 WHERE rowid = 1")
    connection.commit()
    connection.close()
    seal(copy)
    found = problems(copy.path)
    assert any("sources" in problem["found"] and "not there" in problem["found"] for problem in found), found


def rewrite_lines(path, change):
    """Lets `change` alter the runs of JSON lines."""
    runs = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    runs = change(runs) or runs
    path.write_bytes(gzip.compress("".join(json.dumps(run) + "\n" for run in runs).encode()))


@pytest.mark.parametrize("change, words", [
    (lambda runs: runs[0].update(status="failed"), "status of"),
    (lambda runs: runs[0].update(seed=4711), "no run "),
    (lambda runs: runs[-1].update(budget=runs[-1]["budget"] + 1), "epochs, "),
    (lambda runs: runs[0]["info"].update(inference_time=1.5), "inference_time of"),
    (lambda runs: runs[0]["info"].update(params=17), "params of"),
    (lambda runs: runs[0]["time_elapsed"].__setitem__(-1, 1e9), "time_elapsed of"),
    (lambda runs: runs[:-1], "no run "),
    (lambda runs: runs + [dict(runs[0], encoding="64-41414-3_33_333", space="transnas-bench-101-micro")], "a run "),
    (lambda runs: runs + runs[-1:], "runs, of which"),
])
def test_whatever_differs_between_runs_is_found(copy, change, words):
    path = copy.file(".jsonl.gz")
    rewrite_lines(path, change)
    seal(copy)
    found = problems(copy.path)
    assert {problem["file"] for problem in found} == {path.name}
    assert any(words in problem["found"] for problem in found), found


def test_the_order_of_lines_and_how_they_are_compressed_say_nothing(copy):
    rewrite_lines(copy.file(".jsonl.gz"), lambda runs: runs[::-1])
    seal(copy)
    text = verify(copy.path)
    assert "sound" in text and text.count("runs equal") == 3


def test_a_summary_that_says_something_else_is_found(copy):
    path = copy.file("-summary.csv.gz")
    text = gzip.decompress(path.read_bytes()).decode()
    path.write_bytes(gzip.compress(text.replace(",class_scene,", ",class_object,", 1).encode()))
    seal(copy)
    assert [problem["file"] for problem in problems(copy.path)] == [path.name]


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_text("text"), lambda path: None])
def test_what_is_no_release_ends_with_two(tmp_path, make):
    make(tmp_path / "there")
    assert "expected a release directory" in verify(tmp_path / "there", code=2)
