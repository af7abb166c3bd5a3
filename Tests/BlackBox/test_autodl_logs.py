"""Logs of AutoDL-Projects: every line of an epoch is in every artifact, under the split that it was measured on."""

import re

import pytest

from support import columns
from support import release as cellar
from support.numbers import bits, same

pytestmark = pytest.mark.shared

NUMBER = r"([-+.\dA-Za-z]+)"
EPOCH = re.compile(rf"epoch=(\d+)/(\d+) :: Train \[loss={NUMBER}, acc@1={NUMBER}%, acc@5={NUMBER}%\] "
                   rf"Valid \[loss={NUMBER}, acc@1={NUMBER}%, acc@5={NUMBER}%\]")


@pytest.fixture(scope="module")
def genuine(shared, tmp_path_factory):
    return cellar.build(shared / "data" / "nas-bench-201-checkpoints", tmp_path_factory.mktemp("autodl") / "release",
                        "nas-bench-201-logs")


@pytest.fixture(scope="module")
def expected(shared):
    """(task, budget, encoding, seed) → metric → values, and the costs of the network."""
    found = {}
    for path in sorted((shared / "data" / "nas-bench-201-checkpoints").rglob("*.log")):
        encoding = task = costs = key = None
        for line in path.read_text().splitlines():
            if match := re.fullmatch(r"-{15} (\|.*\|) -{15}", line):
                encoding = match[1]
            elif match := re.match(r"Evaluate \|{7} (\S+) +\|{7}", line):
                task = match[1]
            elif match := re.search(r"Seed-+ (\d+) -+", line):
                seed = int(match[1])
            elif match := re.match(r"FLOP = (\S+) MB, Param = (\S+) MB", line):
                costs = (float(match[1]), float(match[2]))
            elif match := EPOCH.search(line):
                split = "valid" if task == "cifar10-valid" else "test"
                names = [f"{part}_{name}" for part in ("train", split) for name in ("loss", "top1", "top5")]
                metrics, _ = found.setdefault((task, int(match[2]), encoding, seed), ({name: [] for name in names}, costs))
                assert len(metrics[names[0]]) == int(match[1])
                for name, text in zip(names, match.groups()[2:]):
                    metrics[name].append(float(text))
    return found


def test_the_logs_hold_several_architectures_data_sets_and_seeds(expected):
    assert len(expected) == 12 and sum(key[1] for key in expected) == 1648


@pytest.mark.parametrize("artifact", ["jsonl", "sqlite", "hdf5"])
def test_every_value_is_the_one_in_the_log(genuine, expected, artifact):
    cellar.check_accounts(genuine)
    found = columns.of_all(genuine)[artifact]
    assert set(found) == set(expected)
    for key, (metrics, _) in expected.items():
        assert set(found[key]) == set(metrics)
        for name, column in metrics.items():
            assert same(found[key][name], column), (key, name)


def test_costs_are_in_millions_as_trained(genuine, expected):
    for record in genuine.runs:
        flops, params = expected[(record["task"], record["budget"], record["encoding"], record["seed"])][1]
        assert bits(record["values"]["logged_flops"]) == bits(flops)
        assert bits(record["values"]["logged_params"]) == bits(params)


def test_a_killed_run_is_kept_out_and_the_others_stay(shared, tmp_path, build, expected):
    (path,) = (shared / "data" / "nas-bench-201-checkpoints" / "zip" / "000000-000389-C4-N1-LESS").glob("*.log")
    content = path.read_bytes()
    place = content.index(b"epoch=006/012", content.index(b"ImageNet16-120 |||||||")) + 60
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "a.log").write_bytes(content[:place])
    release = build(tmp_path / "logs", pipeline="nas-bench-201-logs")
    assert release.counts["released"] == 3
    (record,) = release.quarantine
    assert record["codes"] == ["RUN-01"] and record["task"] == "ImageNet16-120" and record["seed"] == 111
    (finding,) = release.found("RUN-01")
    assert "6 of 12 epochs" in finding["message"]


def test_another_loader_under_the_word_valid_is_refused(shared, tmp_path, build):
    (path,) = (shared / "data" / "nas-bench-201-checkpoints" / "zip" / "000000-000389-C4-N1-LESS").glob("*.log")
    text = path.read_text().replace("Evaluate ---->>>> x-test     with 1 batchs\n", "", 1)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "a.log").write_text(text)
    release = build(tmp_path / "logs", pipeline="nas-bench-201-logs")
    (finding,) = release.found("SCHEMA-01")
    assert "'Valid' of cifar100 is measured on 'x-valid'" in finding["message"]
    assert release.counts["released"] == 3
