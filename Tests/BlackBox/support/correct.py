"""Correct releases, written anew for each test that spoils one: TransNAS-Bench-101, NAS-Bench-201, NAS-Bench-101."""

import base64
import json
import math
import pickle
import struct

import yaml

from support import mapped, records101, transnas
from transnas_logs import OFFICIAL_EPOCHS, Numbers, Run, hms

ROOT = "input"

# TransNAS-Bench-101: run directories -----------------------------------------------------------------------------

CELL, OTHER, MACRO = "64-41414-3_12_013", "64-41414-1_02_333", "64-1234-basic"
EPOCHS = 8


class Logs:
    """A tree of run directories: three architectures, tasks of every kind of metric, three seeds."""

    def __init__(self, place, encodings=(CELL, OTHER, MACRO), seeds=(777, 888, 999), epochs=EPOCHS, pipeline=None,
                 tasks=("class_scene", "jigsaw", "room_layout", "segmentsemantic", "normal"), **more):
        self.place, self.pipeline, self.options, self.epochs = place, pipeline, more, epochs
        for task in tasks:
            for encoding in encodings:
                for seed in seeds:
                    self.run(encoding, task, seed).write(place)

    @property
    def inputs(self):
        return [self.place]

    def run(self, encoding=CELL, task="class_scene", seed=777, **more):
        epochs = more.pop("epochs", OFFICIAL_EPOCHS[task] if self.epochs == "official" else self.epochs)
        return Run(encoding, task, seed=seed, epochs=epochs, pace=120.0, **self.options | more)

    def file(self, run=None, name="model_db.json"):
        run = run or self.run()
        return run.directory(self.place) / (run.text_name if name == "log" else name)

    def spoil(self, change, run=None, log=False):
        """Changes a run by `change` of its record; the text log follows where `log` is true, and stays else."""
        run = run or self.run()
        text = run.text()
        change(run.record)
        run.write(self.place, text=None if log else text)

    def values(self, change, run=None, log=True, epochs=range(EPOCHS)):
        """The same by `change` of the metrics of each epoch."""
        self.spoil(lambda record: [change(record["metrics"][f"epoch_{epoch}"]) for epoch in epochs], run, log)

    def times(self, change, run=None):
        """Replaces elapsed seconds in record and log."""
        run = run or self.run()
        run.elapsed = [change(epoch, seconds) for epoch, seconds in enumerate(run.elapsed)]
        for epoch, seconds in enumerate(run.elapsed):
            run.record["metrics"][f"epoch_{epoch}"]["time_elapsed"] = hms(seconds)
        run.write(self.place)

    def bytes(self, change, run=None, name="model_db.json"):
        path = self.file(run, name)
        path.write_bytes(change(path.read_bytes()))

    def words(self, old, new, run=None, name="model_db.json", count=1):
        assert old.encode() in self.file(run, name).read_bytes(), old
        self.bytes(lambda content: content.replace(old.encode(), new.encode(), count), run, name)

    def named(self, encoding, run=None):
        """Gives a run another name everywhere."""
        run = run or self.run()
        place, target = run.directory(self.place), transnas_directory(self.place, run, encoding)
        target.mkdir(parents=True)
        for path in place.iterdir():
            (target / path.name.replace(run.encoding, encoding)).write_text(
                path.read_text().replace(run.encoding, encoding))
            path.unlink()
        place.rmdir()


def transnas_directory(root, run, encoding):
    return root / run.task / "model_results" / encoding / f"seed_{run.seed}"


class Neighbours(Logs):
    """A cell and the cells that differ from it in one operation, alike in their curves as such cells are."""

    def __init__(self, place):
        super().__init__(place, encodings=())
        for encoding in self.cells():
            self.near(encoding).write(place)

    @staticmethod
    def cells():
        digits = transnas.digits(CELL)
        near = {digits[:i] + new + digits[i + 1:] for i in range(6) for new in "0123"}
        return sorted(f"64-41414-{d[0]}_{d[1:3]}_{d[3:]}" for d in near)

    def near(self, encoding):
        run = self.run(encoding, network="near")
        numbers = Numbers("near", encoding)
        for values in run.record["metrics"].values():
            for name in values:
                if name.endswith(("top1", "top5", "loss")):
                    values[name] = round(values[name] * (0.98 + 0.02 * numbers.next()), 6)
        return run


class Complete:
    """One evaluation of every micro cell, as JSON lines, with a pipeline that misses what is not there."""

    def __init__(self, place, form="lines"):
        self.place, self.pipeline = place, place.parent / "pipeline.yaml"
        place.mkdir(parents=True)
        self.path = place / "runs.jsonl"
        numbers = Numbers("complete")
        self.records = [{"arch": encoding, "accuracy": 20 + 40 * numbers.next()}
                        for encoding in transnas.micro_encodings()]
        mapped.write(self.pipeline, "json-lines", "*.jsonl", {"valid_accuracy": mapped.percent("accuracy")}, "1",
                     "valid_accuracy", encoding="arch")
        self.alter(lambda document: document.update(
            completeness={"runs_per_architecture": 1}, validate={"rules": {"DIST-01": "off", "CURVE-04": "off"}}))
        self.write()

    inputs = Logs.inputs

    def alter(self, change):
        document = yaml.safe_load(self.pipeline.read_text())
        change(document)
        self.pipeline.write_text(yaml.safe_dump(document, sort_keys=False))

    def write(self):
        self.path.write_text("".join(json.dumps(record) + "\n" for record in self.records))


# NAS-Bench-201: the released file, and lines mapped by a pipeline file -----------------------------------------------

#: Architectures by the index of the published list, with parameters and FLOPs in millions on ten classes.
CELLS = {
    0: ("|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|",
        0.129306, 15.64737),
    2: ("|avg_pool_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|avg_pool_3x3~0|avg_pool_3x3~1|avg_pool_3x3~2|",
        0.559386, 78.56193),
    9: ("|avg_pool_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|", 0.316346, 43.17249),
    100: ("|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|nor_conv_3x3~0|avg_pool_3x3~1|skip_connect~2|",
          0.802426, 113.95137),
}


def curve(name, epochs, top, first=10.0):
    """A score that rises from `first` to about `top`."""
    numbers = Numbers(*name)
    return [first + (top - first) * (1 - math.exp(-4 * (epoch + 1) / epochs)) + numbers.next()
            for epoch in range(epochs)]


class Released201:
    """`NAS-Bench-201-v1_1.pth` of four architectures, one data set with a validation split, and two seeds."""

    pipeline = None
    name = "NAS-Bench-201-v1_1-mini.pth"

    def __init__(self, place, epochs=20, seeds=(777, 888), cells=tuple(CELLS)):
        self.place = place
        place.mkdir(parents=True)
        self.document = {
            "meta_archs": [], "total_archs": 15625, "evaluated_indexes": list(cells),
            "arch2infos": {index: {"full": self.part(index, epochs, seeds)} for index in cells}}
        self.write()

    inputs = Logs.inputs

    def part(self, index, epochs, seeds, task="cifar10-valid"):
        text, params, flops = CELLS[index]
        return {"arch_index": index, "arch_str": text, "dataset_seed": {task: list(seeds)}, "clear_net_done": True,
                "all_results": {(task, seed): self.result(index, seed, epochs, params, flops, task) for seed in seeds}}

    @staticmethod
    def result(index, seed, epochs, params, flops, task):
        def scores(part, top):
            return curve((index, seed, part), epochs, top)

        def losses(part):
            return [2.5 - score / 50 for score in curve((index, seed, part, "loss"), epochs, 90)]

        times = [20 + value / 50 for value in scores("time", 60)]
        return {
            "name": task, "net_state_dict": None, "train_acc1es": dict(enumerate(scores("train", 95))),
            "train_acc5es": dict(enumerate(98 + value / 100 for value in scores("train5", 95))),
            "train_losses": dict(enumerate(losses("train"))), "train_times": dict(enumerate(times)),
            "arch_config": {"channel": 16, "num_cells": 5}, "params": params, "flop": flops, "seed": f"0{seed}",
            "epochs": epochs, "latency": [0.014], "eval_names": ["x-valid", "ori-test"],
            "eval_acc1es": {f"{part}@{epoch}": value for part, top in (("x-valid", 88), ("ori-test", 87))
                            for epoch, value in enumerate(scores(part, top))},
            "eval_losses": {f"{part}@{epoch}": value for part in ("x-valid", "ori-test")
                            for epoch, value in enumerate(losses(part))},
            "eval_times": {f"{part}@{epoch}": value / 10 for part in ("x-valid", "ori-test")
                           for epoch, value in enumerate(times)},
        }

    @property
    def path(self):
        return self.place / self.name

    def at(self, index=9, seed=777, task="cifar10-valid"):
        return self.document["arch2infos"][index]["full"]["all_results"][task, seed]

    def write(self, change=bytes):
        self.path.write_bytes(change(pickle.dumps(self.document, protocol=2)))


class Lines201:
    """Curves of cells of NAS-Bench-201 as JSON lines in fractions, and the same as a table of one row an epoch."""

    def __init__(self, place, form="lines", epochs=8):
        self.place, self.pipeline, self.form = place, place.parent / "pipeline.yaml", form
        place.mkdir(parents=True)
        self.path = place / ("runs.jsonl" if form == "lines" else "runs.csv")
        self.records = [self.record(index, seed, epochs) for index in CELLS for seed in (777, 888)]
        epoch = {"epochs": {"field": "log"}} if form == "lines" else {"epoch": "epoch"}
        mapped.write(self.pipeline, "json-lines" if form == "lines" else "table", self.path.name, {
            "train_loss": mapped.loss("train_loss", lower=0), "valid_accuracy": mapped.fraction("valid"),
            "test_accuracy": mapped.fraction("test"),
            "train_time": {"field": "seconds", "unit": "seconds", "direction": "none", "lower": 0}},
            str(epochs), "valid_accuracy", space="nas-bench-201", task="cifar10", encoding="arch", seed="seed",
            values={"published_params": {"field": "params", "unit": "millions"},
                    "published_flops": {"field": "flops", "unit": "millions"}}, **epoch)
        Complete.alter(self, lambda document: document.update(validate={"rules": {"SPACE-01": "off"}}))
        self.write()

    inputs = Logs.inputs

    @staticmethod
    def record(index, seed, epochs):
        text, params, flops = CELLS[index]
        columns = {name: curve((index, seed, name, "line"), epochs, top) for name, top in
                   (("train_loss", 80), ("valid", 85), ("test", 84), ("seconds", 60))}
        log = [{"train_loss": 2.5 - columns["train_loss"][epoch] / 50, "valid": columns["valid"][epoch] / 100,
                "test": columns["test"][epoch] / 100, "seconds": 20 + columns["seconds"][epoch] / 50}
               for epoch in range(epochs)]
        return {"arch": text, "seed": seed, "params": params, "flops": flops, "log": log}

    def text(self):
        if self.form == "lines":
            return "".join(json.dumps(record) + "\n" for record in self.records)
        columns = ["arch", "seed", "params", "flops", "epoch", "train_loss", "valid", "test", "seconds"]
        rows = [[{**record, **values, "epoch": epoch}[name] for name in columns]
                for record in self.records for epoch, values in enumerate(record["log"])]
        return "".join(",".join(map(str, row)) + "\n" for row in [columns, *rows])

    def write(self, change=str):
        self.path.write_bytes(change(self.text()).encode())


# NAS-Bench-101: records -------------------------------------------------------------------------------------------

#: Hash, adjacency, operations and parameters of published cells.
MODULES = [
    ("28cfc7874f6d200472e1a9dcd8650aa0", "0111010000000100000010000100000000100000010000000",
     "input,conv1x1-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,maxpool3x3,output", 2694282),
    ("d1269d9156ddc027c40473008192958a", "010001000", "input,conv1x1-bn-relu,output", 1920138),
    ("67848998fa467b5229586bebd43ff6bc", "0101001100010000", "input,conv3x3-bn-relu,conv1x1-bn-relu,output", 3905290),
    ("210595ed974d1ecc85e963c5770d0987", "010011001010000100000001000001000000",
     "input,conv1x1-bn-relu,conv1x1-bn-relu,maxpool3x3,maxpool3x3,output", 2277770),
    ("53cee42601ad14d661bb6878031d6acb", "010001000", "input,maxpool3x3,output", 882570),
]


def varint(value):
    content = b""
    while value > 127:
        content += bytes([value & 127 | 128])
        value >>= 7
    return content + bytes([value])


def metrics(evaluations, params, total):
    """The message `ModelMetrics`, in base64."""
    content = b""
    for numbers in evaluations:
        part = b"".join(bytes([field << 3 | 1]) + struct.pack("<d", value) for field, value in numbers.items())
        content += b"\x0a" + varint(len(part)) + part
    return base64.b64encode(content + b"\x10" + varint(params) + b"\x19" + struct.pack("<d", total)).decode()


class Records101:
    """`nasbench_full.tfrecord` of five cells, three repeats of two budgets. A record: hash, epochs, matrix, operations,
    evaluations by field number (1 epoch, 2 time, 3 train, 4 validation, 5 test), parameters, total time."""

    pipeline = None

    def __init__(self, place, budgets=(12, 108), repeats=3, modules=MODULES):
        self.place = place
        place.mkdir(parents=True)
        self.records = [self.record(module, budget, repeat) for module in modules for budget in budgets
                        for repeat in range(repeats)]
        self.write()

    inputs = Logs.inputs

    @staticmethod
    def record(module, budget, repeat):
        digest, matrix, operations, params = module
        numbers = Numbers(digest, budget, repeat)
        pace = 6 + numbers.next()
        evaluations = [{1: float(epoch), 2: pace * epoch, **{field: base + 0.05 * numbers.next() for field in (3, 4, 5)}}
                       for epoch, base in ((0, 0.08), (budget // 2, 0.6), (budget, 0.85))]
        return [digest, budget, matrix, operations, evaluations, params, pace * budget * 1.1]

    @property
    def path(self):
        return self.place / "nasbench_full.tfrecord"

    def write(self, change=bytes):
        self.path.write_bytes(change(b"".join(self.frames())))

    def frames(self):
        return [records101.frame(json.dumps([*record[:4], metrics(*record[4:])]).encode()) for record in self.records]
