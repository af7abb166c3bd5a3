"""HW-NAS-Bench: measured costs without training, from a file of our own making."""

import pickle

import hw_nas_bench
from support.numbers import bits


def test_costs_are_values_of_runs_without_curves(build, tmp_path):
    (tmp_path / "in").mkdir()
    object = hw_nas_bench.make()
    (tmp_path / "in" / "HW-NAS-Bench-v1_0.pickle").write_bytes(pickle.dumps(object, protocol=4))
    release = build(tmp_path / "in", pipeline="hw-nas-bench")
    assert release.counts["released"] == 3
    for run in release.runs:
        assert run["encoding"] == hw_nas_bench.ARCHITECTURES[0]
        for name in hw_nas_bench.QUANTITIES:
            assert bits(run["values"][name]) == bits(object["nasbench201"][run["task"]][name][0])
    (finding,) = release.found("READ-02")
    assert finding["severity"] == "warning" and "'fbnet' is not taken" in finding["message"]


def test_an_architecture_out_of_order_is_an_error(build, tmp_path):
    (tmp_path / "in").mkdir()
    object = hw_nas_bench.make(["|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", *hw_nas_bench.ARCHITECTURES])
    (tmp_path / "in" / "HW-NAS-Bench-v1_0.pickle").write_bytes(pickle.dumps(object, protocol=4))
    release = build(tmp_path / "in", pipeline="hw-nas-bench")
    assert release.counts["released"] == 0
    assert {record["codes"][0] for record in release.quarantine} == {"PATH-01"}
