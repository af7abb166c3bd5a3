#!/usr/bin/env python3
"""Writes `evaluations`, small tables of evaluated architectures; the same bytes each time. Standard library only.

Encodings are drawn by the command, `cellar space enumerate SPACE --sample N`; the numbers are made up.

usage: CELLAR=.build/release/cellar Fixtures/make_evaluations.py [OUT]      OUT is the folder of this file unless told
"""

import csv
import json
import os
import random
import subprocess
import sys
from pathlib import Path

#: Name of the pipeline, search space.
SETS = [("attentive-nas", "attentive-nas"), ("ofa", "ofa-mobilenetv3"), ("pi-nas", "pi-nas"), ("pnas", "pnas")]
#: Tasks of PNAS with the epochs of a run.
PNAS_TASKS = [("cifar10", 20), ("imagenet-mobile", 1)]


def encodings(space, count):
    command = os.environ.get("CELLAR", str(Path(__file__).parents[1] / ".build" / "release" / "cellar"))
    done = subprocess.run([command, "space", "enumerate", space, "--sample", str(count), "--seed", "5"], check=True,
                          capture_output=True, text=True)
    return done.stdout.splitlines()


def evaluation(draw, encoding, seed, task):
    top1 = draw.uniform(60, 80)
    record = {"encoding": encoding, "seed": seed, "valid_top1": top1, "valid_top5": min(100, top1 + draw.uniform(5, 19)),
              "valid_loss": draw.uniform(0.8, 2), "test_top1": round(top1 - draw.uniform(0, 1), 3),
              "flops": draw.uniform(100, 900)}
    if task is not None:
        record |= {"task": task[0], "epochs": task[1]}
    return record


def records(name, space):
    draw = random.Random(name)
    for index, encoding in enumerate(encodings(space, 6)):
        for task in PNAS_TASKS if name == "pnas" else [None]:
            for seed in [0, 1] if index < 3 else [0]:
                yield evaluation(draw, encoding, seed, task)


def write(folder, name, space):
    folder.mkdir(parents=True, exist_ok=True)
    found = list(records(name, space))
    table, lines = found[: len(found) // 2], found[len(found) // 2:]
    # One run whose evaluation failed in part, and one that measured less.
    table[0] |= {"valid_loss": float("nan"), "flops": ""}
    with open(folder / "table.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    with open(folder / "lines.jsonl", "w") as file:
        for index, record in enumerate(lines):
            if record["encoding"][0] in "[{":
                record["encoding"] = json.loads(record["encoding"])
            elif index == 0:
                record["encoding"] = [int(choice) for choice in record["encoding"].split()]
            if index == 1:
                record = {key: value for key, value in record.items() if key not in ("valid_top5", "test_top1")}
            file.write(json.dumps(record) + "\n")


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, space in SETS:
        write(folder / "evaluations" / name, name, space)


if __name__ == "__main__":
    main()
