"""What the API of NATS-Bench answers, asked by `cellar query` as docs/query.md says, from the files' own numbers."""

import itertools
import json

import pytest

from support import nas201, pickles
from support import release as cellar

pytestmark = pytest.mark.shared

TASKS = {"cifar10-valid": "valid", "cifar10": "test", "cifar100": "valid", "ImageNet16-120": "valid"}


@pytest.fixture(scope="module")
def published(shared):
    folder = shared / "data" / "nats-bench" / "NATS-tss-v1_0-3ffb9-simple"
    return [pickles.fields(pickles.read(path)) for path in sorted(folder.iterdir()) if not path.name.startswith("meta")]


@pytest.fixture(scope="module")
def release(shared, tmp_path_factory):
    return cellar.build(shared / "data" / "nats-bench", tmp_path_factory.mktemp("nats") / "release", "nats-bench-topology")


def rows(release, *arguments):
    done = cellar.run("query", release.path, *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)["rows"]


def results(published):
    for parts in published:
        for hp, part in parts.items():
            part = pickles.fields(part)
            for (task, seed), result in part["all_results"].items():
                yield part["arch_str"], hp, task, seed, pickles.fields(result)


def more_info(result, task, epoch):
    """Loss, accuracy and times of training and each evaluation after an epoch, as `get_more_info` has them."""
    info = {"train_loss": result["train_losses"][epoch], "train_accuracy": result["train_acc1es"][epoch],
            "train_time": result["train_times"][epoch],
            "sum_train_time": sum(result["train_times"][place] for place in range(epoch + 1))}
    for name, prefix in nas201.EVALUATIONS[task].items():
        key = f"{name}@{epoch}"
        if key in result["eval_acc1es"]:
            info |= {f"{prefix}_loss": result["eval_losses"][key], f"{prefix}_accuracy": result["eval_acc1es"][key],
                     f"{prefix}_time": result["eval_times"][key]}
    return info


@pytest.mark.parametrize("epoch", [None, 0, 7])
def test_more_info_of_one_seed_and_the_mean(release, published, epoch):
    by_setting = {}
    for arch, hp, task, seed, result in results(published):
        place = result["epochs"] - 1 if epoch is None else epoch
        expected = more_info(result, task, place)
        [row] = rows(release, "--task", task, "--arch", arch, "--budget", hp, "--epoch", "final" if epoch is None else epoch,
                     "--seed", seed, "--columns", ",".join(["epoch", *expected]))
        assert row.pop("epoch") == place
        assert row == pytest.approx({name: float(value) for name, value in expected.items()}, rel=1e-13)
        assert row["train_accuracy"] == float(expected["train_accuracy"])
        by_setting.setdefault((arch, hp, task), []).append(expected)
    for (arch, hp, task), infos in by_setting.items():
        [row] = rows(release, "--task", task, "--arch", arch, "--budget", hp, "--epoch", "final" if epoch is None else epoch,
                     "--columns", ",".join(["n", *infos[0]]))
        assert row.pop("n") == len(infos)
        assert row == pytest.approx(
            {name: sum(float(info[name]) for info in infos) / len(infos) for name in infos[0]}, rel=1e-13)
    assert len(by_setting) >= 14


def test_costs_are_the_published_ones(release, published):
    for arch, hp, task, seed, result in results(published):
        [row] = rows(release, "--task", task, "--arch", arch, "--budget", hp, "--seed", seed, "--epoch", "final", "--columns",
                     "published_flops,published_params,latency")
        assert row["published_flops"] == float(result["flop"]) and row["published_params"] == float(result["params"])
        assert row["latency"] == pytest.approx(float(result["latency"][0]))


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("hp", ["12", "200"])
def test_find_best_under_limits(release, published, task, hp):
    metric = f"{TASKS[task]}_accuracy"
    raw = {prefix: name for name, prefix in nas201.EVALUATIONS[task].items()}[TASKS[task]]
    scores, costs = {}, {}
    for arch, budget, other, _, result in results(published):
        if (other, budget) == (task, hp):
            scores.setdefault(arch, []).append(float(result["eval_acc1es"][f"{raw}@{result['epochs'] - 1}"]))
            costs[arch] = float(result["flop"])
    for limit in (*costs.values(), 1e9, 0):
        allowed = {arch: sum(values) / len(values) for arch, values in scores.items() if costs[arch] <= limit}
        found = rows(release, "--task", task, "--budget", hp, "--epoch", "final", "--metric", metric, "--where",
                     f"published_flops <= {limit!r}", "--top", "1", "--columns", f"encoding,{metric}")
        assert [row["encoding"] for row in found] == ([max(allowed, key=allowed.get)] if allowed else [])


@pytest.mark.full
def test_the_api_itself_answers_the_same(release, shared):
    """`nats_bench` reads the published files, `cellar query` the release of them."""
    nats_bench = pytest.importorskip("nats_bench")
    folder = shared / "data" / "nats-bench" / "NATS-tss-v1_0-3ffb9-simple"
    api = nats_bench.create(str(folder), "tss", fast_mode=True, verbose=False)
    compared = 0
    for index in (0, 284):
        for task, budget, epoch, seed in itertools.product(TASKS, ("12", "200"), (None, 0, 7), (False, 111, 777, 888)):
            try:
                info = api.get_more_info(index, task, epoch, budget, seed)
            except (KeyError, ValueError, AssertionError):
                continue  # that seed or epoch was never run
            columns = {}
            for key, value in info.items():
                part, _, name = key.partition("-")
                if value is None or part == "comment":
                    continue
                part = {"valtest": "test" if task == "cifar10" else "test_original"}.get(part, part)
                columns[key] = f"sum_{part}_time" if name == "all-time" else f"{part}_{name.replace('per-', '')}"
            [row] = rows(release, "--task", task, "--arch", api.arch(index), "--budget", budget, "--epoch",
                         "final" if epoch is None else epoch, *(["--seed", seed] if seed else []), "--columns",
                         ",".join(dict.fromkeys(columns.values())))
            for key, column in columns.items():
                assert row[column] == pytest.approx(float(info[key]), rel=1e-12), (index, task, budget, epoch, seed, key)
                compared += 1
    assert compared > 1000
