"""What goes wrong only in corners: each test is named after the mistake that it keeps away."""

import copy
import json
import os
import subprocess
import time

import pytest

from support.release import OFFICIAL, cellar, run
from transnas_logs import Run

CELL = "64-41414-3_33_333"


def several_tasks(place):
    for task in ("jigsaw", "class_scene"):
        for encoding in ("64-1234-basic", CELL):
            Run(encoding, task).write(place)
    return place


def test_a_narrow_pattern_does_not_take_the_logs_of_other_runs_for_orphans(tmp_path, build, pipeline):
    logs = several_tasks(tmp_path / "logs")
    narrow = pipeline(lambda d: d["sources"][0].update(include="jigsaw/**/model_db.json"))
    release = build(logs, pipeline=narrow)
    assert release.counts["released"] == release.counts["read"] == 2
    assert {record["task"] for record in release.runs} == {"jigsaw"}


def test_several_patterns_of_one_layout_select_together(tmp_path, build, pipeline):
    logs = several_tasks(tmp_path / "logs")
    both = pipeline(lambda d: d.update(sources=[
        {"layout": "transnas-run-directory", "include": f"{task}/**/model_db.json"} for task in ("jigsaw", "class_scene")]))
    assert build(logs, pipeline=both).counts == {
        "read": 4, "released": 4, "exact_duplicates": 0, "conflicts": 0, "quarantined": 0}


@pytest.mark.parametrize("content", [b"", b"nothing of a log\n" * 10])
def test_an_emptied_log_does_not_get_round_the_reference_configuration(tmp_path, build, content):
    path = Run(CELL, "jigsaw").write(tmp_path / "logs")
    log = next((tmp_path / "logs").rglob("*.txt"))
    log.write_bytes(content)
    release = build(tmp_path / "logs", pipeline=OFFICIAL)
    assert release.counts["released"] == 0
    assert release.found("READ-02", log.name)


def test_a_value_that_is_no_number_is_a_disagreement(tmp_path, build):
    Run(CELL, "jigsaw").write(tmp_path / "logs")
    log = next((tmp_path / "logs").rglob("*.txt"))
    text = log.read_text()
    place = text.index("train_loss [", text.index("[["))
    log.write_text(text[:place] + "train_loss [1x.5" + text[text.index("]", place):])
    release = build(tmp_path / "logs")
    (finding,) = release.found("SRC-01")
    assert "1x.5" in finding["message"] and finding["line"]
    assert release.counts["quarantined"] == 1


@pytest.mark.parametrize("order", ["abc", "cba", "bca"])
def test_copies_without_a_log_agree_with_the_one_that_has_it_in_any_order(tmp_path, build, pipeline, order):
    fixed = pipeline(lambda d: d["tasks"]["jigsaw"].update(epochs=3) or d["validate"]["rules"].update({"SRC-03": "warning"}))
    for name in "abc":
        Run(CELL, "jigsaw", epochs=3).write(tmp_path / name, with_text=name == order[0])
    release = build(*(f"{name}={tmp_path / name}" for name in "abc"), pipeline=fixed)
    assert release.counts == {"read": 3, "released": 1, "exact_duplicates": 2, "conflicts": 0, "quarantined": 0}
    (record,) = release.runs
    assert len([source for source in record["sources"] if source["path"].endswith("model_db.json")]) == 3


def test_a_rechecked_change_stays_in_the_cache(tmp_path, build):
    Run(CELL, "jigsaw").write(tmp_path / "logs")
    path = next((tmp_path / "logs").rglob("model_db.json"))
    cache = ["--cache", tmp_path / "cache"]
    assert build(tmp_path / "logs", options=cache).counts["released"] == 1
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b'"finished"', b'"running" '))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert build(tmp_path / "logs", options=[*cache, "--recheck"]).counts["quarantined"] == 1
    assert build(tmp_path / "logs", options=cache).counts["quarantined"] == 1


def test_a_cache_inside_the_input_is_no_input(tmp_path, build):
    Run(CELL, "jigsaw").write(tmp_path / "logs")
    options = ["--cache", tmp_path / "logs" / "cache"]
    first, second = build(tmp_path / "logs", options=options), build(tmp_path / "logs", options=options)
    assert first.hashes() == second.hashes()
    assert len(first.inputs) == 2


@pytest.mark.parametrize("place", ["", "jigsaw"])
def test_a_cache_among_the_runs_hides_none_of_them(tmp_path, build, place):
    several_tasks(tmp_path / "logs")
    options = ["--cache", tmp_path / "logs" / place]
    without = build(tmp_path / "logs", options=["--no-cache"])
    first, second = build(tmp_path / "logs", options=options), build(tmp_path / "logs", options=options)
    assert without.counts["released"] == 4
    assert without.hashes() == first.hashes() == second.hashes()
    assert list((tmp_path / "logs" / place).glob("*.readings"))


@pytest.mark.parametrize("arguments", [["arch", CELL], ["pipelines", "show", "transnas-bench-101"]])
def test_output_that_cannot_be_written_is_an_error_not_a_crash(arguments):
    with open("/dev/full", "w") as full:
        done = subprocess.run([cellar(), *arguments], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 74 and b"standard output" in done.stderr


def test_the_log_of_another_architecture_is_no_source(tmp_path, build):
    one, other = Run(CELL, "jigsaw"), Run("64-41414-1_11_111", "jigsaw")
    document = {**one.document(), **other.document()}
    one.write(tmp_path / "logs", document=json.dumps(document))
    release = build(tmp_path / "logs", pipeline=OFFICIAL)
    (record,) = [record for record in release.quarantine if record["encoding"] == "64-41414-1_11_111"]
    assert [source["path"].rsplit("/", 1)[1] for source in record["sources"]] == ["model_db.json"]


def test_rules_that_say_what_a_run_is_cannot_be_switched_off(tmp_path, tree, pipeline):
    loose = pipeline(lambda d: d["validate"]["rules"].update({"CURVE-01": "warning"}))
    done = run("build", loose, "--input", tree, "--output", tmp_path / "release", "--no-cache")
    assert done.returncode == 64 and b"CURVE-01" in done.stderr


def test_a_log_with_windows_line_ends_says_the_same(tmp_path, build):
    Run(CELL, "jigsaw").write(tmp_path / "logs")
    before = build(tmp_path / "logs").runs[0]
    log = next((tmp_path / "logs").rglob("*.txt"))
    log.write_bytes(log.read_bytes().replace(b"\n", b"\r\n"))
    after = build(tmp_path / "logs").runs[0]
    assert after["info"] == before["info"] and after["seed"] == before["seed"]


def test_a_broken_second_log_does_not_spoil_a_run(tmp_path, build):
    Run(CELL, "jigsaw").write(tmp_path / "logs")
    log = next((tmp_path / "logs").rglob("*.txt"))
    (log.parent / log.name.replace("lr0.1", "lr0.2")).write_bytes(b"\xff\xfe")
    release = build(tmp_path / "logs")
    assert release.counts["released"] == 1
    assert {finding["severity"] for finding in release.found("SRC-04")} == {"warning"}


def test_copies_that_differ_in_paths_alone_are_one_run(tmp_path, build):
    for name in "ab":
        Run(CELL, "jigsaw").write(tmp_path / name)
        log = next((tmp_path / name).rglob("*.txt"))
        lines = log.read_text().splitlines(keepends=True)
        for index, line in enumerate(lines):
            if "\tconfig_dir" in line:
                lines[index] = line[:line.index("config_dir") + 30] + f"configs-{name}/jigsaw\n"
        log.write_text("".join(lines))
    release = build(f"a={tmp_path / 'a'}", f"b={tmp_path / 'b'}")
    assert (release.counts["released"], release.counts["exact_duplicates"]) == (1, 1)


def test_many_rejected_entries_of_one_file_take_no_time(tmp_path, build):
    run_ = Run(CELL, "jigsaw")
    record = run_.document()[CELL]
    run_.write(tmp_path / "logs", document=json.dumps({f"no-cell-{index}": record for index in range(2_000)}))
    began = time.monotonic()
    release = build(tmp_path / "logs")
    assert release.counts["quarantined"] == 2_000
    assert time.monotonic() - began < 20


def test_a_flood_of_faults_is_counted_not_listed(tmp_path, build):
    run_ = Run(CELL, "jigsaw")
    document = copy.deepcopy(run_.document())
    document[CELL]["metrics"].update({f"bad_{index}": {} for index in range(20_000)})
    run_.write(tmp_path / "logs", document=json.dumps(document))
    release = build(tmp_path / "logs")
    findings = release.found("SCHEMA-01")
    assert len(findings) <= 20
    assert any("more problems" in finding["message"] for finding in findings)


def test_links_between_directories_are_not_followed_for_ever(tmp_path, build):
    logs = tmp_path / "logs"
    Run(CELL, "jigsaw").write(logs)
    for level in range(18):
        (logs / f"level{level}").mkdir()
        for name in "ab":
            (logs / f"level{level}" / name).symlink_to(logs / f"level{level + 1}", target_is_directory=True)
    (logs / "level18").mkdir()
    began = time.monotonic()
    assert build(logs).counts["released"] == 1
    assert time.monotonic() - began < 20


def test_text_of_any_length_is_clipped_in_findings(tmp_path, build):
    long = "x" * 2_000_000
    run_ = Run(CELL, "jigsaw")
    run_.write(tmp_path / "logs", document=json.dumps({long: run_.document()[CELL]}))
    release = build(tmp_path / "logs")
    assert (release.path / "findings.jsonl").stat().st_size < 100_000
