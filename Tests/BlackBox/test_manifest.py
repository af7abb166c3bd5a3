"""The manifest, the checksums and the list of inputs agree with the files."""

import gzip
import hashlib

import pytest

from conftest import ROOT
from support import transnas
from support.release import check_accounts


def test_the_accounts_add_up(small):
    check_accounts(small)
    assert small.counts["released"] == 22 and small.counts["quarantined"] == 2


def test_checksums_cover_every_other_file(small):
    lines = (small.path / "SHA256SUMS").read_text().splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    assert list(listed) == sorted(listed)
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in small.path.iterdir()
             if path.name != "SHA256SUMS"}
    assert listed == found


def test_outputs_of_the_manifest_are_the_files(small):
    outputs = {output["path"]: output for output in small.manifest["outputs"]}
    files = {path.name for path in small.path.iterdir()} - {"manifest.json", "SHA256SUMS"}
    assert set(outputs) == files
    for name, output in outputs.items():
        content = (small.path / name).read_bytes()
        assert output["bytes"] == len(content)
        assert output["sha256"] == hashlib.sha256(content).hexdigest()


def test_every_input_file_is_listed_with_its_hash(small, fixture_logs):
    found = {f"input/{path.relative_to(fixture_logs).as_posix()}": path.read_bytes()
             for path in fixture_logs.rglob("*") if path.is_file()}
    listed = {entry["path"]: entry for entry in small.inputs}
    assert len(listed) == len(small.inputs)
    assert list(listed) == sorted(listed, key=str.encode)
    assert set(listed) == set(found)
    for path, content in found.items():
        entry = listed[path]
        assert entry["bytes"] == len(content)
        if "not recognized" not in entry.values() or entry.get("sha256"):
            assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    inputs = small.manifest["inputs"]
    assert inputs["files"] == len(found)
    assert inputs["bytes"] == sum(map(len, found.values()))
    assert inputs["unrecognized"] == 1
    lines = gzip.decompress((small.path / "inputs.jsonl.gz").read_bytes())
    assert inputs["sha256"] == hashlib.sha256(lines).hexdigest()


def test_the_pipeline_is_named_by_its_hash(small):
    pipeline = (ROOT / "Pipelines" / "transnas-bench-101-logs.yaml").read_bytes()
    assert small.manifest["pipeline_sha256"] == hashlib.sha256(pipeline).hexdigest()
    assert small.manifest["cellar_version"]


def test_a_subset_is_asked_for_no_more_than_the_tasks_of_its_own_architectures(small):
    ran = {(run["encoding"], run["task"]) for run in small.runs + small.quarantine}
    tasks = {task for _, task in ran}
    for finding in small.found("SPACE-01"):
        assert finding["severity"] == "warning"
        assert (finding["encoding"], finding["task"]) not in ran and finding["task"] in tasks
        assert sum((finding["encoding"], task) in ran for task in tasks) * 2 >= len(tasks)
    assert not [finding for finding in small.found("SPACE-01") if "encoding" not in finding]


def test_sources_of_the_database_are_the_inputs(small):
    sources = {f"{row['input']}/{row['path']}": row for row in small.query("SELECT * FROM source")}
    listed = {entry["path"]: entry for entry in small.inputs}
    assert sources
    for path, row in sources.items():
        assert row["sha256"] == listed[path]["sha256"] and row["bytes"] == listed[path]["bytes"]
        assert row["parser"]


def test_findings_of_the_database_are_the_lines(small):
    rows = small.query("SELECT f.code, f.severity, f.message FROM finding f")
    assert sorted(map(str, (list(row.values()) for row in rows))) == sorted(
        str([finding["code"], finding["severity"], finding["message"]]) for finding in small.findings)
    assert {row["code"] for row in small.query("SELECT DISTINCT code FROM quarantine")} == {
        code for record in small.quarantine for code in record["codes"]}


def test_quarantine_keeps_the_raw_record(small):
    (record,) = small.rejected("jigsaw/model_results/64-141214-basic")
    assert record["codes"][0] == "RUN-01"
    assert "epoch_0" in str(record["record"]) and "running" in str(record["record"])
    for source in record["sources"]:
        assert set(source) == {"path", "sha256", "pointer"}


@pytest.mark.parametrize("task", transnas.TASKS)
def test_every_task_has_runs(small, task):
    assert any(record["task"] == task for record in small.runs)
