#!/usr/bin/env python3
"""Writes `transnas-logs`, the small raw tree of `make demo`; the same bytes each time. Standard library only.

usage: Fixtures/make_fixtures.py [OUT]      OUT is the folder of this file unless told otherwise
"""

import shutil
import sys
from pathlib import Path

from transnas_logs import TASKS, Run

#: Epochs of each task here: enough for a curve, few enough for a repository.
EPOCHS = {"class_scene": 4, "class_object": 3, "room_layout": 3, "jigsaw": 2, "segmentsemantic": 3, "normal": 2,
          "autoencoder": 2}


def run(encoding, task, **more):
    return Run(encoding, task, **{"epochs": EPOCHS[task], **more})


def runs():
    """Every run of the tree, with whether its path names the seed."""
    for task in TASKS:
        yield run("64-1234-basic", task), True
        yield run("64-41414-3_12_013", task), True
    # One network in three encodings: what follows the 3x3 convolution are identities. Their results are copies.
    for encoding in ("64-41414-0_00_300", "64-41414-3_00_010", "64-41414-3_01_001"):
        yield run(encoding, "class_scene", network="64-41414-0_00_300"), True
    yield run("64-1234-basic", "class_scene", seed=777), True  # another seed
    yield run("64-41414-0_00_000", "class_object"), True  # nothing joins input and output
    yield run("64-141214-basic", "class_object"), False  # as the training code lays it out: no seed in the path
    yield run("64-141214-basic", "segmentsemantic", pace=36000.0), True  # more than a day
    diverged = run("64-141214-basic", "room_layout")
    for values in list(diverged.record["metrics"].values())[1:]:
        values |= {"train_loss": float("nan"), "valid_loss": float("inf"), "test_loss": float("nan")}
    yield diverged, True
    yield Run("64-141214-basic", "jigsaw", epochs=1, budget=2, status="running"), True  # killed
    yield Run("64-141214-basic", "normal", epochs=1, budget=2, status="corrupted",
              message="Error for img /nas/benchmark/data/taskonomydata_mini/rgb/point_4_view_0_domain_rgb.png"), True


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    tree = folder / "transnas-logs"
    shutil.rmtree(tree, ignore_errors=True)
    for one, seed_folder in runs():
        one.write(tree, seed_folder)
    (tree / "notes.txt").write_text("Not a run. A release lists every input file, this one as not recognized.\n")


if __name__ == "__main__":
    main()
