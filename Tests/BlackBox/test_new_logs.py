"""The worked example of docs/new-logs.md: a laboratory's own logs need a pipeline file and nothing else."""

import re

import pytest

from support import release as cellar
from support.numbers import bits

TASKS = {"c10": "cifar10", "c100": "cifar100"}


@pytest.fixture(scope="module")
def example(fixture_logs):
    return fixture_logs.parent / "new-logs"


@pytest.fixture(scope="module")
def release(example, tmp_path_factory):
    release = cellar.build(example / "logs", tmp_path_factory.mktemp("lab") / "release", example / "lab.yaml")
    cellar.check_accounts(release)
    return release


def read(path):
    """What a log says, read line by line."""
    text = path.read_text()
    arch, data, seed = re.search(r"arch=(\S+) data=(\w+) seed=(\d+)", text).groups()
    train = re.findall(r"train loss (\S+) acc (\S+)% \| (\S+)s", text)
    valid = re.findall(r"val loss (\S+) acc (\S+)%", text)
    total = re.search(r"done, (\S+)s", text)
    return {"key": (arch, TASKS[data], int(seed)), "total_time": total and float(total[1]),
            "train_loss": [float(row[0]) for row in train], "train_accuracy": [float(row[1]) for row in train],
            "train_time": [float(row[2]) for row in train], "valid_loss": [float(row[0]) for row in valid],
            "valid_accuracy": [float(row[1]) for row in valid]}


def test_finished_logs_are_released_number_by_number(release, example):
    logs = {log["key"]: log for log in map(read, sorted(example.rglob("*.log")))}
    assert len(logs) == 4 == release.counts["read"]
    finished = {key: log for key, log in logs.items() if log["total_time"] is not None}
    assert len(release.runs) == len(finished) == 3
    for run in release.runs:
        log = finished[(run["encoding"], run["task"], run["seed"])]
        assert run["budget"] == len(log["train_loss"])
        for name, column in run["metrics"].items():
            assert [bits(value) for value in column] == [bits(value) for value in log[name]], name
        assert bits(run["values"]["total_time"]) == bits(log["total_time"])
        assert run["info"]["gpu"] == "1 x V100-SXM2" and run["info"]["group"] == "first"


def test_a_killed_run_is_told_as_such(release):
    (record,) = release.quarantine
    assert record["codes"][0] == "RUN-01" and record["sources"][0]["path"] == "input/second/c10-1-7.log"
    (finding,) = release.found("RUN-01")
    assert "'running'" in finding["message"] and "2 of 3 epochs" in finding["message"]


def test_the_document_shows_the_pipeline_and_a_log(example):
    page = (example.parents[1] / "docs" / "new-logs.md").read_text()
    pipeline = (example / "lab.yaml").read_text()
    assert pipeline[pipeline.index("name: lab"):].strip() in page
    log = (example / "logs" / "first" / "c10-0-7.log").read_text()
    assert log[:log.index("[ep 2/3]")].rsplit("\n", 1)[0] in page
