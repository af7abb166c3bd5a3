"""What Python's own reader finds in run directories: the expectation for every artifact."""

import dataclasses
import json
import re
from pathlib import Path

from support import transnas


@dataclasses.dataclass
class SourceRun:
    task: str
    encoding: str
    seed: int | None
    budget: int | None
    status: str
    params: int
    inference_time: float
    #: Release name → one double for each epoch, `time_elapsed` included.
    metrics: dict
    path: str
    software: dict

    @property
    def space(self):
        return transnas.space_of(self.encoding)

    @property
    def key(self):
        return (self.space, self.task, self.budget, self.encoding, self.seed)

    @property
    def is_finished(self):
        return self.status == "finished" and len(self.metrics["time_elapsed"]) == self.budget


def read_text_log(path):
    """(seed, epochs to train, software) from a text log."""
    content = Path(path).read_text()
    seed = re.search(r"^\[[^]]*\] -+ seed +: (\d+) setup finished!", content, re.MULTILINE)
    epochs = re.search(r"^\[[^]]*\] \tnum_epochs +(\d+)$", content, re.MULTILINE)
    software = re.search(r"^PyTorch Version  : (.*)$", content, re.MULTILINE)
    return (int(seed.group(1)) if seed else None, int(epochs.group(1)) if epochs else None,
            {"pytorch": software.group(1) if software else None})


def release_curves(task, record):
    """The metrics of one record under their release names, as doubles."""
    from support.numbers import seconds

    epochs = [record["metrics"][f"epoch_{epoch}"] for epoch in range(len(record["metrics"]))]
    curves = {}
    for name in epochs[0] if epochs else ["time_elapsed"]:
        column = [epoch[name] for epoch in epochs]
        if name == "time_elapsed":
            curves[name] = [seconds(text) for text in column]
        else:
            curves[transnas.RENAMED.get(name, name)] = [float(value) for value in column]
    if task == "room_layout":
        for part in ("train", "valid", "test"):
            curves[f"{part}_neg_loss"] = [0 - value for value in curves[f"{part}_loss"]]
    return curves


def read_tree(root, limit=None):
    """Every record of every `model_db.json` below `root`."""
    runs = []
    for path in sorted(Path(root).rglob("model_db.json"))[:limit]:
        parts = path.relative_to(root).parts
        task = parts[parts.index("model_results") - 1]
        texts = sorted(path.parent.glob("*.txt"))
        seed, budget, software = read_text_log(texts[0]) if texts else (None, None, {})
        for encoding, record in json.loads(path.read_text()).items():
            runs.append(SourceRun(task, encoding, seed, budget, record["finish_train"], record["total_params"],
                                  record["inference_time"], release_curves(task, record),
                                  path.relative_to(root).as_posix(), software))
    return runs
