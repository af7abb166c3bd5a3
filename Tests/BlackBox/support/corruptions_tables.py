"""Ways to spoil released files of NAS-Bench-201 and NAS-Bench-101, and lines and tables of a laboratory's own."""

import functools
import gzip
import json
import pickle

from support import records101
from support.correct import CELLS, MODULES, Complete, Lines201, Records101, Released201, metrics
from support.corruption import corruptions

FOUND, spoils = corruptions()

# NAS-Bench-201: the released file -----------------------------------------------------------------------------------

PTH = Released201.name
RUN = "/arch2infos/9/full/all_results/cifar10-valid,777"
PART = "/arch2infos/9"


def change(function):
    """Changes the document and writes it."""
    def spoil(data):
        function(data)
        data.write()
    return spoil


def every(name, function, part=""):
    """Replaces the values of one column of a result."""
    def replace(data):
        column = data.at()[name]
        column.update({key: function(value) for key, value in column.items() if str(key).startswith(part)})
    return change(replace)


def renamed(text):
    return change(lambda data: data.document["arch2infos"][9]["full"].update(arch_str=text))


spoils("201: the file is cut", Released201, "READ-02", PTH, at="byte")(
    lambda data: data.write(lambda content: content[:len(content) // 2]))
spoils("201: a byte of an operation is flipped", Released201, "READ-02", PTH, at="byte")(
    lambda data: data.write(lambda content: content[:2] + b"\xff" + content[3:]))
spoils("201: the key of another architecture", Released201, "ARCH-02", PTH, at="/arch2infos/10")(
    change(lambda data: data.document["arch2infos"].update({10: data.document["arch2infos"].pop(9)})))
spoils("201: the string of another architecture", Released201, "ARCH-02", PTH, at=PART)(renamed(CELLS[100][0]))
spoils("201: edges in the wrong order", Released201, "ARCH-02", PTH, at=PART)(
    renamed("|avg_pool_3x3~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|skip_connect~2|"))
spoils("201: an unknown operation", Released201, "ARCH-01", PTH, at=PART, said="")(
    renamed(CELLS[9][0].replace("nor_conv_3x3", "nor_conv_5x5")))
spoils("201: the seed in the key and in the record differ", Released201, "RUN-02", PTH, at=RUN)(
    change(lambda data: data.at().update(seed="0888")))


@spoils("201: two seeds are swapped", Released201, "RUN-02", PTH, at=RUN)
def _(data):
    results = data.document["arch2infos"][9]["full"]["all_results"]
    one, other = ("cifar10-valid", 777), ("cifar10-valid", 888)
    results[one], results[other] = results[other], results[one]
    data.write()


FULL = "/arch2infos/9/full"


def part(**more):
    """Changes what stands beside the results of an architecture."""
    return change(lambda data: data.document["arch2infos"][9]["full"].update(more))


class Single201(Released201):
    """The archive of one architecture, whose name has its index."""

    name = "000009-FULL.pth"

    def write(self, change=bytes):
        self.path.write_bytes(change(pickle.dumps(self.document["arch2infos"][9], protocol=2)))


spoils("201: the index of another architecture beside the string", Released201, "ARCH-02", PTH, at=FULL + "/arch_index",
       said="index 2")(part(arch_index=2))
spoils("201: the index in an archive of one architecture", Single201, "ARCH-02", Single201.name, at="/full/arch_index",
       said="index 2")(part(arch_index=2))
spoils("201: an index that is no number", Released201, "READ-02", PTH, at=FULL + "/arch_index")(part(arch_index=[9]))
spoils("201: another architecture in the configuration", Released201, "PATH-01", PTH, at=RUN + "/arch_config/arch_str")(
    change(lambda data: data.at()["arch_config"].update(arch_str=CELLS[100][0])))
spoils("201: a listed seed that no result has", Released201, "RUN-02", PTH, at=FULL + "/dataset_seed/cifar10-valid",
       said="seed 888")(part(dataset_seed={"cifar10-valid": [777, 999]}))
spoils("201: seeds are listed for another data set", Released201, "RUN-02", PTH, at=FULL + "/dataset_seed",
       said="nothing")(part(dataset_seed={"cifar100": [777, 888]}))
spoils("201: a listed seed whose result was lost", Released201, "RUN-02", PTH, at=FULL + "/dataset_seed/cifar10-valid",
       said="seed 888", severity="warning")(
    change(lambda data: data.document["arch2infos"][9]["full"]["all_results"].pop(("cifar10-valid", 888))))
spoils("201: the list of seeds in an archive of one architecture", Single201, "RUN-02", Single201.name,
       at="/full/dataset_seed/cifar10-valid", said="seed 777")(part(dataset_seed={"cifar10-valid": [888]}))
for name, function, said in [
        ("of another architecture", lambda _: CELLS[100][1], ""),
        ("as a count", lambda n: n * 1e6, "units of 1 instead of 10^6"),
        ("in thousands", lambda n: n * 1e3, "units of 10^3 instead of 10^6"),
        ("in mebi", lambda n: n * 1e6 / 2**20, "units of 2^20 (mebi) instead of 10^6"),
        ("as a mean over unequal networks", lambda n: n * 7 / 9, "")]:
    spoils(f"201: parameters {name}", Released201, "COST-01", PTH, at=RUN, said=said)(
        change(lambda data, f=function: data.at().update(params=f(data.at()["params"]))))
spoils("201: FLOPs of one seed by another counter", Released201, "COST-03", PTH, at=RUN, severity="warning")(
    change(lambda data: data.at().update(flop=86.34496)))
spoils("201: FLOPs of one seed doubled", Released201, "COST-03", PTH, at=RUN)(
    change(lambda data: data.at().update(flop=2 * data.at()["flop"])))
for name, factor, said in [
        ("twice the multiply-accumulates", 2, ""), ("by an unknown counter", 1.0743, ""),
        ("as a count", 1e6, "units of 1 instead of 10^6"), ("in mebi", 1e6 / 2**20, "units of 2^20 (mebi) instead")]:
    spoils(f"201: FLOPs {name}", Released201, "COST-03", PTH, at="/arch2infos/", said=said)(
        change(lambda data, factor=factor: [
            data.at(index, seed).update(flop=factor * CELLS[index][2]) for index in CELLS for seed in (777, 888)]))
spoils("201: epochs shifted by one", Released201, "CURVE-02", PTH, at=RUN, said="epoch 0")(
    change(lambda data: data.at().update(train_losses={e + 1: v for e, v in data.at()["train_losses"].items()})))
spoils("201: an epoch is missing in the middle", Released201, "CURVE-02", PTH, at=RUN, said="train_acc1es")(
    change(lambda data: data.at()["train_acc1es"].pop(7)))
spoils("201: a truncated run", Released201, "RUN-01", PTH, at=RUN)(
    change(lambda data: [data.at()[name].pop(key) for name in
                         ("train_acc1es", "train_acc5es", "train_losses", "train_times",
                          "eval_acc1es", "eval_losses", "eval_times")
                         for key in list(data.at()[name]) if int(str(key).rpartition("@")[2]) >= 12]))
spoils("201: percent times 100", Released201, "CURVE-02", PTH, at=RUN)(
    every("eval_acc1es", lambda value: 100 * value, "x-valid"))
spoils("201: errors with a minus sign for accuracies", Released201, "CURVE-02", PTH, at=RUN)(
    every("train_acc1es", lambda value: value - 100))
spoils("201: a loss with its sign changed", Released201, "CURVE-02", PTH, at=RUN)(
    every("train_losses", lambda value: -value - 1))
spoils("201: NaN in the middle", Released201, "CURVE-03", PTH, at=RUN + "/train_losses/7", severity="warning")(
    change(lambda data: data.at()["train_losses"].update({7: float("nan")})))
spoils("201: NaN in an evaluation", Released201, "CURVE-03", PTH, at=RUN + "/eval_acc1es/x-valid@7", severity="warning")(
    change(lambda data: data.at()["eval_acc1es"].update({"x-valid@7": float("nan")})))
spoils("201: test accuracy as validation accuracy", Released201, "SPLIT-01", PTH, at=RUN + "/eval_acc1es",
       said="1 of 2 metrics")(
    change(lambda data: data.at()["eval_acc1es"].update(
        {f"x-valid@{e}": data.at()["eval_acc1es"][f"ori-test@{e}"] for e in range(20)})))
spoils("201: parameters that are not those of a narrow network", Released201, "COST-01", PTH, at=RUN,
       said="width and depth")(
    change(lambda data: data.at().update(arch_config={"channel": 4, "num_cells": 1}, params=0.0057, flop=0.667818)))
spoils("201: a metric carried forward", Released201, "CURVE-03", PTH, at=RUN, said="stale", severity="warning")(
    change(lambda data: data.at()["train_losses"].update(dict.fromkeys(range(9, 20), 0.75))))
spoils("201: test as validation", Released201, "SPLIT-01", PTH, at=RUN)(
    change(lambda data: [data.at()[name].update({f"x-valid@{e}": data.at()[name][f"ori-test@{e}"] for e in range(20)})
                         for name in ("eval_acc1es", "eval_losses")]))
spoils("201: one seed under the key of another", Released201, "CURVE-04", PTH, at="/arch2infos/9")(
    change(lambda data: data.document["arch2infos"][9]["full"]["all_results"].update(
        {("cifar10-valid", 888): {**data.at(), "seed": "0888"}})))
spoils("201: the curve of another architecture", Released201, "CURVE-04", PTH, at="/arch2infos/")(
    change(lambda data: data.at().update({name: value for name, value in data.at(100).items() if "es" in name[-2:]})))
spoils("201: one time for all epochs", Released201, "TIME-01", PTH, at=RUN, said="synthetic", severity="warning")(
    every("train_times", lambda value: 20.5))
spoils("201: no time for all epochs", Released201, "TIME-01", PTH, at=RUN + "/train_times", said="0 s",
       severity="warning")(every("train_times", lambda value: 0.0))
spoils("201: no time for all evaluations", Released201, "TIME-01", PTH, at=RUN + "/eval_times", said="1 more column",
       severity="warning")(every("eval_times", lambda value: 0.0))
spoils("201: one time for all evaluations of a split", Released201, "TIME-01", PTH, at=RUN, said="ori-test",
       severity="warning")(every("eval_times", lambda value: 4.25, "ori-test"))
spoils("201: milliseconds for seconds", Released201, "TIME-02", PTH, at=RUN, said="1000 times", severity="warning")(
    every("train_times", lambda value: 1000 * value))
spoils("201: a narrower network", Released201, "CONF-01", PTH, at=RUN, said="channel", severity="warning")(
    change(lambda data: data.at().update(arch_config={"channel": 4, "num_cells": 5})))
spoils("201: a number as text", Released201, "READ-02", PTH, at=RUN, said="key 7")(
    change(lambda data: data.at()["train_losses"].update({7: "1.25"})))
spoils("201: None for a number", Released201, "CURVE-02", PTH, at=RUN)(
    change(lambda data: data.at()["train_losses"].update({7: None})))
spoils("201: no epochs", Released201, "READ-02", PTH, at=RUN, said="epochs")(change(lambda data: data.at().pop("epochs")))


@spoils("201: a bit of a compressed file is flipped", Released201, "READ-02", PTH)
def _(data):
    content = bytearray(gzip.compress(pickle.dumps(data.document, protocol=2), mtime=0))
    content[len(content) // 2] ^= 16
    data.path.write_bytes(content)


# Lines and tables of a laboratory's own ------------------------------------------------------------------------------

Table201 = functools.partial(Lines201, form="table")
LINES, TABLE = "runs.jsonl", "runs.csv"


def values(function, record=3):
    """Changes the epochs of one record."""
    return change(lambda data: [function(entry) for entry in data.records[record]["log"]])


@spoils("lines: seeds of one architecture disagree about its size", Lines201, "COST-02", LINES, at="/3")
def _(data):
    # Where the pipeline does not compare with the computed number.
    Complete.alter(data, lambda document: document["validate"]["rules"].update({"COST-01": "off"}))
    data.records[3]["params"] = 0.48
    data.write()



spoils("lines: percent for fraction", Lines201, "CURVE-02", LINES, at='"seed": 888', said="'valid'")(
    values(lambda entry: entry.update(valid=100 * entry["valid"])))
spoils("lines: a key stands twice", Lines201, "READ-03", LINES, at='"seed": 5', said="seed")(
    lambda data: data.write(lambda text: text.replace('"seed": 777', '"seed": 777, "seed": 5', 1)))
spoils("lines: the last line is cut", Lines201, "READ-02", LINES)(lambda data: data.write(lambda text: text[:-40]))
spoils("lines: two lines run together", Lines201, "READ-02", LINES)(
    lambda data: data.write(lambda text: text.replace("}\n{", "}{", 1)))
spoils("lines: a text for a number", Lines201, "SCHEMA-01", LINES, at='"bad"', said="bad")(
    change(lambda data: data.records[3]["log"][4].update(valid="bad")))
spoils("lines: a value is missing", Lines201, "CURVE-02", LINES, at='"seed": 888', said="epoch 4")(
    change(lambda data: data.records[3]["log"][4].pop("valid")))
spoils("lines: a seed that is no whole number", Lines201, "SCHEMA-01", LINES, at='"seed": 7.5')(
    change(lambda data: data.records[3].update(seed=7.5)))
spoils("lines: a truncated run", Lines201, "RUN-01", LINES, at='"seed": 888')(
    change(lambda data: data.records[3]["log"].__delitem__(slice(5, None))))
spoils("lines: an epoch too many", Lines201, "CURVE-01", LINES, at='"seed": 888')(
    change(lambda data: data.records[3]["log"].append(data.records[2]["log"][0])))
spoils("lines: NaN in the middle", Lines201, "CURVE-03", LINES, at="NaN", severity="warning")(
    change(lambda data: data.records[3]["log"][4].update(train_loss=float("nan"))))
spoils("lines: one identity with two contents", Lines201, "DUP-01", LINES, at="/8")(
    change(lambda data: data.records.append(Lines201.record(0, 777, 8) | {"log": Lines201.record(2, 5, 8)["log"]})))
spoils("lines: edges in the wrong order", Lines201, "COST-01", LINES, at='"seed": 888')(
    change(lambda data: data.records[5].update(arch="|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|none~2|")))
spoils("lines: times x60", Lines201, "TIME-02", LINES, at="/3", said="60 times", severity="warning")(
    values(lambda entry: entry.update(seconds=60 * entry["seconds"])))
spoils("lines: a score in fractions that collapses", Lines201, "CURVE-03", LINES, said="diverged", severity="warning")(
    change(lambda data: [entry.update(valid=0.1) for entry in data.records[3]["log"][5:]]))
spoils("lines: test as validation", Lines201, "SPLIT-01", LINES, at='"seed": 888')(
    values(lambda entry: entry.update(valid=entry["test"])))
spoils("lines: the curve of another seed", Lines201, "CURVE-04", LINES, at="/3")(
    change(lambda data: data.records[3].update(log=data.records[2]["log"])))
spoils("table: a row lost a cell", Table201, "READ-02", TABLE, at="777", said="cells")(
    lambda data: data.write(lambda text: text.replace(",777,", ",777", 1)))
spoils("table: decimal commas", Table201, "READ-02", TABLE, said="cells")(
    lambda data: data.write(lambda text: text.replace("0.129306", "0,129306", 1)))
spoils("table: two columns of the header change places", Table201, "CURVE-02", TABLE, at=",777,", said="'valid'")(
    lambda data: data.write(lambda text: text.replace("valid,test,seconds", "seconds,test,valid", 1)))
spoils("table: epochs shifted by one", Table201, "CURVE-01", TABLE)(
    lambda data: data.write(lambda text: "\n".join(
        ",".join([*cells[:4], str(int(cells[4]) + 1), *cells[5:]]) if cells[1:2] == ["888"] else ",".join(cells)
        for cells in (row.split(",") for row in text.split("\n")))))
spoils("table: an epoch stands twice", Table201, "CURVE-01", TABLE, said="3")(
    lambda data: data.write(lambda text: text + text.splitlines()[-5].rsplit(",", 1)[0] + ",9.5\n"))
spoils("table: a value out of range in one row", Table201, "CURVE-02", TABLE, at=",59.0,")(
    change(lambda data: data.records[3]["log"][4].update(valid=59.0)))
spoils("table: a row is dropped", Table201, "CURVE-01", TABLE, said="epoch 2")(
    lambda data: data.write(lambda text: "".join(row for n, row in enumerate(text.splitlines(True)) if n != 3)))
spoils("table: a quote that nobody closes", Table201, "READ-02", TABLE, said="quote")(
    lambda data: data.write(lambda text: text.replace("\n|", '\n"|', 1)))

# NAS-Bench-101: records ------------------------------------------------------------------------------------------------

TFRECORD = "nasbench_full.tfrecord"


def record(function, number=7):
    return change(lambda data: function(data.records[number]))


def item(place, value, number=7):
    return record(lambda entry: entry.__setitem__(place, value), number)


def scores(function, number=7):
    return record(lambda entry: [function(evaluation) for evaluation in entry[4]], number)


spoils("101: a bit of a payload is flipped", Records101, "READ-02", TFRECORD, at="byte", said="checksum of the payload")(
    lambda data: data.write(lambda content: content[:60] + bytes([content[60] ^ 1]) + content[61:]))
spoils("101: a bit of a length is flipped", Records101, "READ-02", TFRECORD, at="byte", said="checksum of the length")(
    lambda data: data.write(lambda content: bytes([content[0] ^ 1]) + content[1:]))
spoils("101: the file is cut", Records101, "READ-02", TFRECORD, at="byte")(
    lambda data: data.write(lambda content: content[:-7]))
spoils("101: a record is cut with checksums that are right", Records101, "READ-02", TFRECORD, at="byte")(
    lambda data: data.write(lambda content: content + records101.frame(b'["28cfc7874f6d')))
spoils("101: base64 that is none", Records101, "READ-02", TFRECORD, at="byte", said="base64")(
    lambda data: data.write(lambda content: content + records101.frame(
        json.dumps([*MODULES[1][:1], 12, *MODULES[1][1:3], "?" + metrics(*data.records[7][4:])[1:]]).encode())))
spoils("101: the hash of another cell", Records101, "ARCH-01", TFRECORD, at="/7", said=MODULES[1][0])(item(0, MODULES[2][0]))
spoils("101: operations in the wrong order", Records101, "ARCH-01", TFRECORD, at="/12", said=MODULES[2][0])(
    item(2 + 1, "input,conv1x1-bn-relu,conv3x3-bn-relu,output", 12))
spoils("101: the matrix transposed", Records101, "ARCH-01", TFRECORD, at="/7")(item(2, "000100010"))
spoils("101: an edge is dropped", Records101, "ARCH-01", TFRECORD, at="/12")(item(2, "0101000100010000", 12))
spoils("101: an operation that does not exist", Records101, "READ-02", TFRECORD, at="/7", said="item 3")(
    item(3, "input,conv5x5-bn-relu,output"))
spoils("101: the parameters of another cell", Records101, "COST-01", TFRECORD, at="/7")(item(5, MODULES[2][3]))
spoils("101: percent for fraction", Records101, "CURVE-02", TFRECORD, at="/7")(
    scores(lambda evaluation: evaluation.update({4: 100 * evaluation[4]})))
spoils("101: an accuracy below 0", Records101, "CURVE-02", TFRECORD, at="/7")(
    record(lambda entry: entry[4][2].update({5: -0.5})))
spoils("101: NaN in the middle", Records101, "CURVE-03", TFRECORD, at="/7", severity="warning")(
    record(lambda entry: entry[4][1].update({3: float("nan")})))
spoils("101: a collapsed run", Records101, "CURVE-03", TFRECORD, said="diverged", severity="warning",
       at="/7")(
    record(lambda entry: entry[4][2].update({4: 0.05})))
spoils("101: the evaluation at the end is missing", Records101, "READ-02", TFRECORD, at="/7")(
    record(lambda entry: entry[4].pop()))
spoils("101: a repeat copied over another", Records101, "CURVE-04", TFRECORD, at="/7")(
    change(lambda data: data.records[7].__setitem__(4, data.records[6][4])))
spoils("101: the results of another cell", Records101, "CURVE-04", TFRECORD, at="/7")(
    change(lambda data: data.records[7].__setitem__(4, data.records[13][4])))
spoils("101: time that runs backwards", Records101, "TIME-01", TFRECORD, at="/7")(
    record(lambda entry: entry[4][2].update({2: 1.0})))
spoils("101: no time at all", Records101, "TIME-01", TFRECORD, at="/7", said="0 s", severity="warning")(
    record(lambda entry: [entry.__setitem__(6, 0.0), *(evaluation.update({2: 0.0}) for evaluation in entry[4])]))
spoils("101: a total time below that of training", Records101, "TIME-01", TFRECORD, at="/7/4", said="in all", severity="warning")(
    item(6, 1.0))
spoils("101: half-way at a third", Records101, "CURVE-01", TFRECORD, at="/7/4", said="epoch 4.0 of 12")(
    record(lambda entry: entry[4][1].update({1: 4.0})))
spoils("101: minutes for seconds", Records101, "TIME-02", TFRECORD, at="/7", said="60 times less", severity="warning")(
    scores(lambda evaluation: evaluation.update({2: evaluation[2] / 60})))
spoils("101: the final training time x60", Records101, "TIME-02", TFRECORD, at="/7", said="60 times more", severity="warning")(
    record(lambda entry: entry[4][2].update({2: 60 * entry[4][2][2]})))
spoils("101: the budget of another record", Records101, "READ-02", TFRECORD, at="/7")(item(1, 36))
spoils("101: a budget that no experiment has", Records101, "READ-02", TFRECORD, at="/7")(item(1, 5000))


class Both101(Records101):
    """The full file, and the one of 108 epochs alone."""

    def __init__(self, place):
        super().__init__(place)
        self.write_108()

    def write_108(self):
        frames = [frame for frame, entry in zip(self.frames(), self.records) if entry[1] == 108]
        (self.place / "nasbench_only108.tfrecord").write_bytes(b"".join(frames))


@spoils("101: the two files tell of different runs", Both101, "DUP-01", ".tfrecord")
def _(data):
    data.records[9][4][2][5] = 0.5
    data.write_108()
