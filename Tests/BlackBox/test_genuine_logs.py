"""Genuine logs of the training code: every value that Python reads is in every artifact, bit for bit."""

import json

import pytest

from support import transnas
from support.numbers import bits, same
from support.release import check_accounts
from support.source import read_tree

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def expected(genuine_logs):
    return read_tree(genuine_logs)


@pytest.fixture(scope="module")
def finished(expected):
    return {run.key: run for run in expected if run.is_finished}


def test_every_record_is_accounted_for(genuine, expected, finished):
    check_accounts(genuine)
    assert genuine.counts == {"read": len(expected), "released": len(finished), "exact_duplicates": 0, "conflicts": 0,
                              "quarantined": len(expected) - len(finished)}


@pytest.mark.parametrize("artifact", ["jsonl", "json", "sqlite", "hdf5"])
def test_every_value_is_the_one_in_the_source(genuine, finished, artifact):
    curves = genuine.all_curves()[artifact]
    assert set(curves) == set(finished)
    for key, run in finished.items():
        assert set(curves[key]) == transnas.release_metrics(run.task) | {"time_elapsed"}
        for metric, column in run.metrics.items():
            assert same(curves[key][metric], column), (key, metric)


def test_parameters_and_inference_time_are_the_ones_in_the_source(genuine, finished):
    database = {(row["space"], row["task"], row["budget"], row["encoding"], row["seed"]): row for row in genuine.query(
        "SELECT s.name AS space, t.name AS task, r.budget, a.encoding, r.seed, r.inference_time, r.time_total, "
        "r.status, r.epochs FROM run r JOIN architecture a ON a.id = r.architecture_id "
        "JOIN space s ON s.id = a.space_id JOIN task t ON t.id = r.task_id")}
    assert set(database) == set(finished)
    for key, run in finished.items():
        row = database[key]
        assert bits(row["inference_time"]) == bits(run.inference_time)
        assert bits(row["time_total"]) == bits(run.metrics["time_elapsed"][-1])
        assert (row["status"], row["epochs"]) == ("finished", run.budget)
    with genuine.hdf5() as file:
        for space, task, budget, group in genuine.groups(file):
            for row, encoding in enumerate(group["encoding"].asstr()[:]):
                seed = int(group["seed"][row]) if group["seed_present"][row] else None
                run = finished[(space, task, budget, encoding, seed)]
                assert int(group["params"][row]) == run.params
                assert bits(group["inference_time"][row]) == bits(run.inference_time)
                assert bits(group["time_total"][row]) == bits(run.metrics["time_elapsed"][-1])
    for record in genuine.runs:
        run = finished[(record["space"], record["task"], record["budget"], record["encoding"], record["seed"])]
        assert record["status"] == "finished" and record["repeat"] is None
        assert f"input/{run.path}" == record["sources"][0]["path"]
        assert bits(run.inference_time) in {bits(value) for value in record["info"].values()
                                            if isinstance(value, float)}


def test_sources_lead_back_to_the_record(genuine, genuine_logs):
    for record in genuine.runs:
        source = record["sources"][0]
        document = json.loads((genuine_logs / source["path"].removeprefix("input/")).read_text())
        assert source["pointer"] == f"/{record['encoding']}"
        assert source["pointer"][1:] in document


def test_the_object_of_the_api_has_the_shape_of_the_authors(genuine, finished, shared):
    api = genuine.api
    assert api["format"] == "cellar-api"
    assert api["task_list"] == transnas.TASKS
    assert api["info_names"] == ["inference_time", "encoder_params", "model_params", "model_FLOPs", "encoder_FLOPs"]
    order = [f"{part}_{name}" for part in ("train", "valid", "test") for name in ("top1", "top5", "loss")]
    assert api["metrics_dict"]["class_scene"] == [*order, "time_elapsed"]
    for task in transnas.TASKS:
        assert set(api["metrics_dict"][task]) == transnas.release_metrics(task) | {"time_elapsed"}
    assert list(api["data"]) == ["macro", "micro"]
    for architectures in api["data"].values():
        assert list(architectures) == sorted(architectures)
        for encoding, tasks in architectures.items():
            assert list(tasks) == [task for task in transnas.TASKS if task in tasks]
            for task, primary in tasks.items():
                seeds = [record["seed"] for record in [primary, *primary["replicates"]]]
                assert seeds == sorted(seeds)
                for record in [primary, *primary["replicates"]]:
                    info = record["model_info"]
                    assert list(record["metrics"]) == api["metrics_dict"][task]
                    assert set(info) == set(api["info_names"])
                    assert info["encoder_params"] == transnas.encoder_costs(encoding, 224)[0]
                    assert info["model_params"] == transnas.model_costs(encoding, task)[0]


def test_seed_777_is_a_replicate_of_seed_666(genuine):
    primary = genuine.api["data"]["macro"]["64-144431-basic"]["class_object"]
    assert primary["seed"] == 666
    assert [record["seed"] for record in primary["replicates"]] == [777]


@pytest.mark.parametrize("part, said", [
    ("segmentsemantic/model_results/64-144431-basic/seed_668", "running"),
    ("class_object/model_results/64-144431-basic/seed_669", "Error for img"),
    ("jigsaw/model_results/64-144431-basic/seed_670", "corrupted"),
])
def test_unfinished_and_broken_runs_are_kept_out_with_their_reason(genuine, part, said):
    (record,) = genuine.rejected(part)
    assert record["codes"][0] == "RUN-01"
    (finding,) = genuine.found("RUN-01", part)
    assert finding["severity"] == "error" and said in finding["message"]
    assert finding["task"] == part.split("/")[0] and finding["encoding"] == "64-144431-basic"


def test_a_run_of_nan_is_released_with_a_warning(genuine):
    part = "room_layout/model_results/64-144431-basic/seed_667"
    assert not genuine.rejected(part)
    assert {finding["severity"] for finding in genuine.found("CURVE-03", part)} == {"warning"}
    assert genuine.query(
        "SELECT count(*) AS n FROM special_value v JOIN run r ON r.id = v.run_id WHERE r.seed = 667 AND kind = 'NaN'"
    )[0]["n"] > 0


def test_a_rerun_in_the_same_directory_keeps_the_run_that_is_there(genuine, finished):
    (record,) = [record for record in genuine.runs if "_same_dir_rerun" in record["sources"][0]["path"]]
    assert record["seed"] == 888
    assert "not recognized" in next(
        entry for entry in genuine.inputs if entry["path"].endswith("first_run_model_db.json")).values()


def test_findings_come_only_from_rules_that_apply(genuine):
    assert genuine.codes() <= {"RUN-01", "CURVE-01", "CURVE-03"}
