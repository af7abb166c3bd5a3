"""What a release kept out can be judged again, repaired, and merged."""

import copy
import gzip
import json

import pytest

from conftest import ROOT
from support import release as cellar
from support.release import check_accounts, run
from transnas_logs import Run

CELL = "64-41414-3_12_013"


def judged(path, *options, expect=(0, 1)):
    done = run("validate", path, "--format", "json", *options)
    assert done.returncode in expect, done.stderr.decode()
    return json.loads(done.stdout)


def of_the_quarantined(release):
    """Findings of the release about files that only its quarantined records name."""
    kept = {source["path"] for record in release.quarantine for source in record["sources"]}
    return [finding for finding in release.findings if finding["path"] in kept]


def irregular(place):
    """A run for each reason that a tree of logs can give."""
    Run("64-1234-basic", "class_scene").write(place)
    cases = [
        ("running", dict(status="running"), None), ("corrupted", dict(status="corrupted", message="no memory"), None),
        ("short", dict(epochs=2, budget=3), None),
    ]
    for seed, (_, arguments, _) in enumerate(cases, 100):
        Run(CELL, "class_scene", seed=seed, **arguments).write(place)
    wrong = Run(CELL, "class_scene", seed=200)
    wrong.record["total_params"] += 1
    wrong.write(place)
    schema = Run(CELL, "jigsaw", seed=201)
    schema.record["metrics"]["epoch_1"]["surprise"] = 1.0
    schema.write(place)
    edited = Run(CELL, "jigsaw", seed=202)
    edited.logged = list(enumerate(copy.deepcopy(list(edited.record["metrics"].values()))))
    edited.record["metrics"]["epoch_1"]["valid_top1"] += 0.5
    edited.write(place)
    high = Run(CELL, "jigsaw", seed=203)
    high.logged = list(enumerate(copy.deepcopy(list(high.record["metrics"].values()))))
    high.record["metrics"]["epoch_2"]["test_top5"] = 180.0
    high.write(place)
    cut = Run(CELL, "jigsaw", seed=204)
    cut.write(place, document=cut.json().encode()[:-50])
    for network, folder in ((None, "."), ("64-41414-1_02_333", "other")):
        Run(CELL, "normal", seed=205, network=network).write(place / folder)


@pytest.fixture
def release(tmp_path):
    irregular(tmp_path / "logs")
    return cellar.build([tmp_path / "logs"], tmp_path / "release")


def test_the_quarantine_repeats_its_findings(release):
    report = judged(release.path / "quarantine.jsonl.gz", "--pipeline", cellar.LOGS, expect=(1,))
    assert report["findings"] == of_the_quarantined(release)
    assert report["counts"]["read"] == len(release.quarantine) >= 10
    assert {finding["code"] for finding in report["findings"]} >= {
        "RUN-01", "COST-01", "SCHEMA-01", "SRC-01", "CURVE-02", "READ-02", "DUP-01"}


def test_the_quarantine_of_the_fixtures_repeats_its_findings(small, tmp_path):
    plain = tmp_path / "quarantine.jsonl"
    plain.write_bytes(gzip.decompress((small.path / "quarantine.jsonl.gz").read_bytes()))
    for path in (small.path / "quarantine.jsonl.gz", plain):
        assert judged(path)["findings"] == of_the_quarantined(small)


def test_python_may_write_the_lines_again(release, tmp_path):
    path = tmp_path / "again.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in release.quarantine))
    assert judged(path, "--pipeline", cellar.LOGS)["findings"] == of_the_quarantined(release)


def repaired(release, path, seed, change):
    """Writes the line of one seed, changed."""
    (record,) = [record for record in release.quarantine
                 if any(f"/seed_{seed}/" in source["path"] for source in record["sources"])]
    change(record)
    path.write_text(json.dumps(record) + "\n")
    return path


REPAIRS = {
    200: lambda record: record["record"].update(total_params=record["record"]["total_params"] - 1),
    201: lambda record: record["record"]["metrics"]["epoch_1"].pop("surprise"),
    203: lambda record: record["record"]["metrics"]["epoch_2"].update(
        test_top5=Run(CELL, "jigsaw", seed=203).record["metrics"]["epoch_2"]["test_top5"]),
    100: lambda record: record["record"].update(finish_train="finished"),
}


@pytest.mark.parametrize("seed", REPAIRS)
def test_a_repaired_line_gets_in(release, tmp_path, seed):
    path = repaired(release, tmp_path / "repaired.jsonl", seed, REPAIRS[seed])
    report = judged(path, "--pipeline", cellar.LOGS)
    assert report["verdict"] == "valid", report["findings"]
    done = run("merge", release.path, f"repair={path}", "--output", tmp_path / "merged")
    assert done.returncode == 0, done.stderr
    merged = cellar.Release(tmp_path / "merged")
    check_accounts(merged)
    assert merged.counts["released"] == release.counts["released"] + 1
    assert merged.counts["quarantined"] == release.counts["quarantined"] - 1
    assert merged.counts["read"] == release.counts["read"]
    (line,) = [line for line in merged.runs if line["seed"] == seed]
    # It comes from where it was repaired, and before from where it was read.
    assert [source["path"].split("/")[0] for source in line["sources"]] == ["repair", "input", "input"]
    assert not merged.found("RUN-01", f"/seed_{seed}/") and not merged.found("COST-01", f"/seed_{seed}/")


def test_a_repair_is_compared_with_the_text_log(release, tmp_path):
    right = Run(CELL, "jigsaw", seed=202).record["metrics"]["epoch_1"]["valid_top1"]

    def change(value):
        return lambda record: record["record"]["metrics"]["epoch_1"].update(valid_top1=value)

    path = repaired(release, tmp_path / "right.jsonl", 202, change(right))
    assert judged(path, "--pipeline", cellar.LOGS)["verdict"] == "valid"
    release = cellar.Release(release.path)
    path = repaired(release, tmp_path / "wrong.jsonl", 202, change(right + 1))
    found = judged(path, "--pipeline", cellar.LOGS)["findings"]
    assert "SRC-01" in {finding["code"] for finding in found}


def test_a_cut_record_is_replaced(release, tmp_path):
    whole = Run(CELL, "jigsaw", seed=204)
    path = repaired(release, tmp_path / "whole.jsonl", 204, lambda record: record.update(record=whole.document()))
    assert judged(path, "--pipeline", cellar.LOGS)["verdict"] == "valid"


def test_a_conflict_is_settled_by_leaving_one_out(release, tmp_path):
    line = next(record for record in release.quarantine if "DUP-01" in record["codes"])
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(line) + "\n")
    assert judged(path, "--pipeline", cellar.LOGS)["verdict"] == "valid"


def test_damaged_lines_are_found(release, tmp_path):
    lines = gzip.decompress((release.path / "quarantine.jsonl.gz").read_bytes()).splitlines()
    path = tmp_path / "damaged.jsonl"
    path.write_bytes(lines[0] + b"\n" + lines[1][:-20] + b"\n" + b'{"codes":[],"sources":[]}\n')
    report = judged(path, "--pipeline", cellar.LOGS, expect=(1,))
    bad = [finding for finding in report["findings"] if finding["code"] == "READ-02" and "damaged" in finding["path"]]
    assert [finding["line"] for finding in bad] == [2, 3]
    for cut in range(0, len(lines[0]), 997):
        path.write_bytes(lines[0][:cut])
        assert run("validate", path).returncode in (1, 2)


def test_readings_of_any_shape_are_survived(release, tmp_path):
    line = release.quarantine[0]
    path = tmp_path / "odd.jsonl"
    odd = [None, [], {}, -1, 2**70, "x", [[]], {"value": {}}, [{"value": 1, "file": 99}], 1e308]
    with path.open("w") as file:
        for key in line["reading"]:
            for value in odd:
                file.write(json.dumps(line | {"reading": line["reading"] | {key: value}}) + "\n")
        for key in ("record", "files", "sources", "layout", "log", "md5", "codes"):
            for value in odd:
                file.write(json.dumps(line | {key: value}) + "\n")
    assert run("validate", path, "--pipeline", cellar.LOGS).returncode == 1


def test_the_page_shows_the_members(release):
    page = (ROOT / "docs" / "release-layout.md").read_text()
    for key in release.quarantine[0]:
        assert f"`{key}`" in page, key
