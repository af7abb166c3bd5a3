"""What results and checkpoints of NAS-Bench-201 and NATS-Bench say, under the names of a release."""

import re

from support import pickles

#: The names of the evaluations of each data set, after the definitions of the authors' API.
EVALUATIONS = {
    "cifar10-valid": {"x-valid": "valid", "ori-test": "test"},
    "cifar10": {"ori-test": "test"},
    "cifar100": {"x-valid": "valid", "x-test": "test", "ori-test": "test_original"},
    "ImageNet16-120": {"x-valid": "valid", "x-test": "test", "ori-test": "test_original"},
}
MEASURES = {"acc1es": "accuracy", "acc5es": "top5", "losses": "loss", "times": "time"}


def empty(task, epochs):
    return {f"{part}_{name}": [None] * epochs for part in ["train", *EVALUATIONS[task].values()]
            for name in MEASURES.values()}


def fill(columns, task, record, prefix, old=None):
    """Training, and what stands under `prefix`, with `old` as the meaning of epochs alone."""
    for raw, name in MEASURES.items():
        for epoch, value in (record.get(f"train_{raw}") or {}).items():
            columns[f"train_{name}"][epoch] = float(value)
        for key, value in (record.get(f"{prefix}_{raw}") or {}).items():
            part, epoch = key.split("@") if isinstance(key, str) else (old, key)
            columns[f"{EVALUATIONS[task][part]}_{name}"][int(epoch)] = float(value)


def results(architectures):
    """(task, budget, encoding, seed) → columns and values, of dictionaries of hyper-parameters."""
    found = {}
    for parts in architectures:
        for part in pickles.fields(parts).values():
            part = pickles.fields(part)
            for (task, seed), result in part["all_results"].items():
                result = pickles.fields(result)
                columns = empty(task, result["epochs"])
                fill(columns, task, result, "eval")
                latency = result["latency"]
                found[(task, result["epochs"], part["arch_str"], seed)] = (columns, {
                    "published_params": float(result["params"]), "published_flops": float(result["flop"]),
                    "latency": float(latency[0]) if latency else None})
    return found


def checkpoint(path, architectures):
    """The same of a checkpoint; its name holds index and seed."""
    index, seed = map(int, re.fullmatch(r"arch-(\d+)-seed-(\d+)\.pth", path.name).groups())
    found = {}
    for task, record in pickles.read(path).items():
        if task not in EVALUATIONS:
            continue
        columns = empty(task, record["total_epoch"])
        fill(columns, task, record, "valid", "x-valid" if task == "cifar10-valid" else "ori-test")
        found[(task, record["total_epoch"], architectures[index], seed)] = (columns, {
            "published_params": float(record["param"]), "published_flops": float(record["flop"]), "latency": None})
    return found
