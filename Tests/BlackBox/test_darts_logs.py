"""Logs of DARTS: what the authors' code printed is in every artifact, and only what can be trusted."""

import json
import random
import re

import pytest
import yaml

from darts_logs import Log, random_extended_genotype
from support import columns
from support import release as cellar
from support.numbers import bits, same

PUBLISHED = {
    "DARTS_V1": "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1), "
                "('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)], "
                "normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('max_pool_3x3', 0), "
                "('skip_connect', 2), ('max_pool_3x3', 0), ('skip_connect', 2), ('avg_pool_3x3', 0), "
                "('skip_connect', 2)], reduce_concat=[2, 3, 4, 5])",
    "DARTS_V2": "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), "
                "('skip_connect', 0), ('sep_conv_3x3', 1), ('skip_connect', 0), ('dil_conv_3x3', 2)], "
                "normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('max_pool_3x3', 1), "
                "('skip_connect', 2), ('max_pool_3x3', 0), ('skip_connect', 2), ('max_pool_3x3', 1), "
                "('skip_connect', 2)], reduce_concat=[2, 3, 4, 5])",
}


def normalized(genotype):
    """The genotype with the pairs of each node sorted by input."""
    def cell(match):
        pairs = sorted_pairs(re.findall(r"\('(\w+)', (\d)\)", match.group(0)))
        return "[" + ", ".join(f"('{operation}', {source})" for operation, source in pairs) + "]"

    def sorted_pairs(pairs):
        return [pair for node in range(0, len(pairs), 2)
                for pair in sorted(pairs[node:node + 2], key=lambda pair: (int(pair[1]), pair[0]))]
    return re.sub(r"\[\('.*?\)\]", cell, genotype).replace("range(2, 6)", "[2, 3, 4, 5]")


@pytest.fixture(scope="module")
def genuine(shared, tmp_path_factory):
    return cellar.build(shared / "data" / "darts", tmp_path_factory.mktemp("darts") / "release", "darts")


@pytest.fixture(scope="module")
def expected(shared):
    """(task, budget, encoding, seed) → metric → values of the runs that finished."""
    runs = json.loads((shared / "data" / "darts" / "expected.json").read_text())["runs"]
    found = {}
    for run in runs.values():
        if "epochs" not in run or len(run["epochs"]) < int(re.search(r"epochs=(\d+)", run["args"])[1]):
            continue
        name = re.search(r"arch='(\w+)'", run["args"])
        task, split = ("cifar10", "test") if name else ("cifar10-search", "valid")
        encoding = PUBLISHED[name[1]] if name else normalized(run["epochs"][-1]["genotype"])
        key = (task, len(run["epochs"]), encoding, int(re.search(r"seed=(\d+)", run["args"])[1]))
        found[key] = {
            "learning_rate": [epoch["lr"] for epoch in run["epochs"]],
            "train_running_loss": [float(epoch["train_steps"][-1][1]) for epoch in run["epochs"]],
            "train_top1": [epoch["train_acc"] for epoch in run["epochs"]],
            f"{split}_running_loss": [float(epoch["valid_steps"][-1][1]) for epoch in run["epochs"]],
            f"{split}_top1": [epoch["valid_acc"] for epoch in run["epochs"]],
            "params": run["param_size_MB"],
        }
    return found


@pytest.mark.shared
@pytest.mark.parametrize("artifact", ["jsonl", "sqlite", "hdf5"])
def test_every_value_is_the_one_that_the_authors_code_logged(genuine, expected, artifact):
    found = columns.of_all(genuine)[artifact]
    assert set(found) == set(expected) and len(expected) == 4
    for key, metrics in expected.items():
        assert set(found[key]) == set(metrics) - {"params"}
        for name, column in found[key].items():
            assert same(column, metrics[name]), (key, name)


@pytest.mark.shared
def test_parameters_are_in_millions_as_trained(genuine, expected):
    for record in genuine.runs:
        key = (record["task"], record["budget"], record["encoding"], record["seed"])
        name = "logged_params" if record["task"] == "cifar10" else "supernet_params"
        assert bits(record["values"][name]) == bits(expected[key]["params"])


@pytest.mark.shared
def test_both_time_formats_and_an_appended_file_tell_the_same_runs(genuine):
    cellar.check_accounts(genuine)
    assert genuine.counts == {"read": 13, "released": 4, "exact_duplicates": 6, "conflicts": 0, "quarantined": 3}
    by_arch = {record["info"].get("arch"): record for record in genuine.runs if record["task"] == "cifar10"}
    for arch, pointer in (("DARTS_V2", "/0"), ("DARTS_V1", "/1")):
        sources = [(source["path"].split("/")[-1], source["pointer"]) for source in by_arch[arch]["sources"]]
        assert sorted(sources) == sorted([("log.txt", ""), ("stdout.txt", ""), ("nohup.out", pointer)])


@pytest.mark.shared
def test_killed_and_cut_runs_are_kept_out(genuine):
    for part, epochs in (("eval-killed", "17 of 600"), ("cut/", "2 of 3")):
        for record in genuine.rejected(part):
            assert record["codes"] == ["RUN-01"] and record["record"]["lines"]
        assert all(epochs in finding["message"] for finding in genuine.found("RUN-01", part))
    (cut,) = genuine.found("READ-02", "cut/")
    assert cut["severity"] == "warning" and cut["line"] == 26 + 1


@pytest.mark.shared
def test_a_loss_of_nan_is_released_with_a_warning(genuine):
    assert {finding["severity"] for finding in genuine.found("CURVE-03", "eval-nan")} == {"warning"}


@pytest.mark.shared
def test_every_epoch_of_a_search_keeps_its_genotype(genuine, shared):
    runs = json.loads((shared / "data" / "darts" / "expected.json").read_text())["runs"]
    (record,) = [record for record in genuine.runs if "search-b" in record["sources"][0]["path"]]
    for epoch in runs["search-b-20261123-181857"]["epochs"]:
        assert record["info"][f"genotype_epoch_{epoch['epoch']}"] == epoch["genotype"]


def test_a_cell_of_ones_own_needs_its_genotype(tmp_path, build):
    Log({"arch": "MINE"}, 2).write(tmp_path / "logs" / "a")
    Log({"arch": "DARTS"}, 2).write(tmp_path / "logs" / "b")
    release = build(tmp_path / "logs", pipeline="darts", expect=0)
    (finding,) = release.found("ARCH-01")
    assert "MINE" in finding["message"] and "genotypes: {MINE:" in finding["hint"]
    assert [record["encoding"] for record in release.runs] == [PUBLISHED["DARTS_V2"]]
    document = yaml.safe_load((cellar_pipelines() / "darts.yaml").read_text())
    for source in document["sources"]:
        source["genotypes"] = {"MINE": PUBLISHED["DARTS_V1"]}
    own = tmp_path / "own.yaml"
    own.write_text(yaml.safe_dump(document, sort_keys=False))
    release = build(tmp_path / "logs", pipeline=own)
    assert {record["encoding"] for record in release.runs} == set(PUBLISHED.values()) and not release.found("ARCH-01")


def cellar_pipelines():
    from conftest import ROOT

    return ROOT / "Pipelines"


@pytest.mark.parametrize("change, said", [
    ({"genotypes": {"A": "Genotype(normal=[])"}}, "is no genotype of 'darts'"),
    ({"genotype": {}}, "did you mean 'genotypes'"),
    ({"space": "nas-bench-201"}, "known: 'darts', 'darts-extended'"),
])
def test_an_option_that_cannot_be_is_refused(tmp_path, change, said):
    document = yaml.safe_load((cellar_pipelines() / "darts.yaml").read_text())
    document["sources"] = [{**document["sources"][0], **change}]
    path = tmp_path / "pipeline.yaml"
    path.write_text(yaml.safe_dump(document))
    done = cellar.run("build", path, "--input", tmp_path, "--output", tmp_path / "release")
    assert done.returncode != 0 and said in done.stderr.decode(), done.stderr.decode()


def test_another_data_set_is_no_task_of_the_pipeline(tmp_path, build):
    Log({"arch": "DARTS", "dataset": "cifar100"}, 2).write(tmp_path / "logs" / "a")
    Log({"arch": "DARTS"}, 2).write(tmp_path / "logs" / "b")
    release = build(tmp_path / "logs", pipeline="darts")
    (finding,) = release.found("PATH-01")
    assert "'cifar100' is none of the pipeline" in finding["message"]


def test_entran_nas_releases_trainings_and_searches_on_the_extended_space(tmp_path, build):
    rng = random.Random(7)
    logs = []
    for seed in range(3):
        logs.append(Log({"arch": random_extended_genotype(rng)}, 4, seed))
        logs.append(Log({"unrolled": False}, 3, seed, [random_extended_genotype(rng) for _ in range(3)]))
    logs.append(Log({"arch": "DARTS_V2"}, 2, 9))
    for number, log in enumerate(logs):
        log.write(tmp_path / "logs" / str(number))
    release = build(tmp_path / "logs", pipeline="entran-nas")
    assert release.counts["released"] == len(logs)
    translated = {"DARTS_V2": '{"normal":' + extended(PUBLISHED["DARTS_V2"].split("reduce=")[0]) + ',"reduce":'
                              + extended(PUBLISHED["DARTS_V2"].split("reduce=")[1]) + "}"}
    for artifact, found in columns.of_all(release).items():
        assert len(found) == len(logs)
        for log in logs:
            encoding = log.genotypes[-1] if log.genotypes else log.arguments["arch"]
            key = ("cifar10-search" if log.genotypes else "cifar10", log.budget, translated.get(encoding, encoding), log.seed)
            assert set(found[key]) == set(log.metrics), artifact
            for name, column in log.metrics.items():
                assert same(found[key][name], column), (artifact, key, name)
    assert all(record["costs"]["params"] > 0 for record in release.runs)


def extended(cell):
    pairs = re.findall(r"\('(\w+)', (\d)\)", cell)
    nodes = [pairs[node:node + 2] for node in range(0, len(pairs), 2)]
    return "[" + ",".join(
        "[" + ",".join(f'["{operation}",{source}]' for operation, source in node) + "]" for node in nodes) + "]"
