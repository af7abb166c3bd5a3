"""Ways to spoil run directories of TransNAS-Bench-101."""

import shutil

from support import correct, transnas
from support.correct import CELL, MACRO, OTHER, Complete, Logs, Neighbours
from support.corruption import corruptions

FOUND, spoils = corruptions()
RECORD = f"class_scene/model_results/{CELL}/seed_777/model_db.json"
LOG = f"{RECORD.rsplit('/', 1)[0]}/{CELL}_batch128_lr0.1.txt"
OFFICIAL = ("--pipeline", "transnas-bench-101")


def official(place):
    return Logs(place, epochs="official", tasks=("class_scene",), seeds=(777,))


def at(epoch, metric):
    return f"/{CELL}/metrics/epoch_{epoch}/{metric}"


def scaled(name, factor):
    return lambda values: values.update({name: values[name] * factor})


# Files ------------------------------------------------------------------------------------------------------------

spoils("the record is cut in the middle", Logs, "READ-02", RECORD, at="byte")(
    lambda logs: logs.bytes(lambda content: content[:len(content) // 2]))
spoils("the record lacks its last brace", Logs, "READ-02", RECORD, at="byte")(
    lambda logs: logs.bytes(lambda content: content.rstrip()[:-1]))
spoils("the record is empty", Logs, "READ-02", RECORD)(lambda logs: logs.bytes(lambda _: b""))
spoils("a byte order mark before the record", Logs, "READ-02", RECORD)(
    lambda logs: logs.bytes(lambda content: b"\xef\xbb\xbf" + content))
spoils("the record in UTF-16", Logs, "READ-02", RECORD)(
    lambda logs: logs.bytes(lambda content: content.decode().encode("utf-16")))
spoils("bytes that are no UTF-8 in the record", Logs, "READ-02", RECORD, at="byte")(
    lambda logs: logs.bytes(lambda content: content.replace(b"_encoder.pth", b"_enc\xff.pth", 1)))
spoils("the record twice in one file", Logs, "READ-02", RECORD, at="byte")(lambda logs: logs.bytes(lambda c: c + c))
spoils("the record as Python prints it", Logs, "READ-02", RECORD, at="byte")(
    lambda logs: logs.bytes(lambda content: content.replace(b'"', b"'")))
spoils("blocks of zeros in the record, as a crash leaves them", Logs, "READ-02", RECORD, at="byte")(
    lambda logs: logs.bytes(lambda content: content[:512] + bytes(512) + content[1024:]))
spoils("the record nested without end", Logs, "READ-02", RECORD)(
    lambda logs: logs.bytes(lambda _: b'{"a":' * 100_000))
spoils("a byte order mark before the text log", Logs, "READ-02", LOG, said="byte order mark", severity="warning")(
    lambda logs: logs.bytes(lambda content: b"\xef\xbb\xbf" + content, name="log"))
spoils("the text log is cut", Logs, "READ-02", LOG, at="epoch [4/8]", said="5 of the 8 epochs", severity="warning")(
    lambda logs: logs.bytes(lambda content: content[:content.index(b"epoch [5/8], train")], name="log"))
spoils("an epoch stands twice", Logs, "READ-03", RECORD, at="epoch_1")(
    lambda logs: logs.words('"epoch_1": {', '"epoch_1": {}, "epoch_1": {'))
spoils("a metric stands twice", Logs, "READ-03", RECORD, at="valid_loss")(
    lambda logs: logs.words('"valid_loss": ', '"valid_loss": 1.5, "valid_loss": '))


@spoils("the record is a link to a file that is gone", Logs, "READ-01", RECORD)
def _(logs):
    logs.file().unlink()
    logs.file().symlink_to("gone.json")


# Shape ------------------------------------------------------------------------------------------------------------

spoils("a number as text", Logs, "SCHEMA-01", RECORD, at=at(3, "valid_top1"))(
    lambda logs: logs.values(lambda values: values.update(valid_top1="41.6"), log=False, epochs=[3]))
spoils("a decimal comma", Logs, "READ-02", RECORD, at="byte")(
    lambda logs: logs.bytes(lambda content: content.replace(b".", b",")))
spoils("null for a value", Logs, "SCHEMA-01", RECORD, at=at(3, "test_loss"))(
    lambda logs: logs.values(lambda values: values.update(test_loss=None), log=False, epochs=[3]))
spoils("an epoch without a number", Logs, "SCHEMA-01", RECORD, at=f"/{CELL}/metrics")(
    lambda logs: logs.words('"epoch_3"', '"epoch_x"'))
spoils("metrics as a list", Logs, "SCHEMA-01", RECORD, at=f"/{CELL}/metrics")(
    lambda logs: logs.spoil(lambda record: record.update(metrics=list(record["metrics"].values()))))
spoils("no metrics", Logs, "SCHEMA-01", RECORD, at=f"/{CELL}")(lambda logs: logs.spoil(lambda r: r.pop("metrics")))
spoils("a status that no training writes", Logs, "SCHEMA-01", RECORD, at="/finish_train")(
    lambda logs: logs.spoil(lambda record: record.update(finish_train="done")))
spoils("a time that is none", Logs, "SCHEMA-01", RECORD, at=at(3, "time_elapsed"))(
    lambda logs: logs.values(lambda values: values.update(time_elapsed="1:2:3"), log=False, epochs=[3]))
spoils("a count as text", Logs, "SCHEMA-01", RECORD, at="/total_params")(
    lambda logs: logs.spoil(lambda record: record.update(total_params="1.2M")))

# Who the run says it is ----------------------------------------------------------------------------------------------


@spoils("the directory of another architecture", Logs, "PATH-01", "seed_777/model_db.json", at="64-41414-0_00_300")
def _(logs):
    source = logs.file().parent
    target = correct.transnas_directory(logs.place, logs.run(), "64-41414-0_00_300")
    target.parent.mkdir()
    source.rename(target)


@spoils("the directory of another task", Logs, "PATH-01", LOG.replace("class_scene", "class_object"),
        at="task_name                     class_scene")
def _(logs):
    target = correct.transnas_directory(logs.place, logs.run(task="class_object"), CELL)
    target.parent.mkdir(parents=True)
    logs.file().parent.rename(target)


spoils("a record of another architecture", Logs, "PATH-01", RECORD)(
    lambda logs: logs.words(f'"{CELL}": {{', f'"{OTHER}": {{'))
spoils("a text log of another task", Logs, "PATH-01", LOG, at="task_name                     class_object")(
    lambda logs: logs.bytes(lambda _: logs.run(task="class_object").text().encode(), name="log"))
spoils("an operation that does not exist", Logs, "ARCH-01", "seed_777/model_db.json", at="64-41414-4_12_013")(
    lambda logs: logs.named("64-41414-4_12_013"))
spoils("an encoding that lost its last digit", Logs, "ARCH-01", "seed_777/model_db.json", at="64-41414-3_12_01")(
    lambda logs: logs.named("64-41414-3_12_01"))
spoils("more widenings than the space has", Logs, "ARCH-01", "seed_777/model_db.json", at="64-222233-basic")(
    lambda logs: logs.named("64-222233-basic", logs.run(MACRO)))
spoils("digits of a cell in another order of edges", Logs, "COST-01", "seed_777/model_db.json", at="total_params")(
    lambda logs: logs.named("64-41414-1_33_120"))


@spoils("two seeds are swapped", Logs, "RUN-02", LOG, at="seed        : 888", said="777")
def _(logs):
    one, other = logs.file().parent, logs.file(logs.run(seed=888)).parent
    one.rename(one.with_name("x"))
    other.rename(one)
    one.with_name("x").rename(other)


spoils("a directory of another seed", Logs, "RUN-02", LOG.replace("seed_777", "seed_5"), at="seed        : 777", said="5")(
    lambda logs: logs.file().parent.rename(logs.file().parent.with_name("seed_5")))
spoils("a text log of another seed", Logs, "RUN-02", LOG, at="seed        : 778", said="777")(
    lambda logs: logs.words("seed        : 777", "seed        : 778", name="log"))

# Status and configuration -----------------------------------------------------------------------------------------------

spoils("a run that was killed", Logs, "RUN-01", RECORD, at="/finish_train")(
    lambda logs: logs.run(epochs=5, budget=8, status="running").write(logs.place))
spoils("a run out of memory", Logs, "RUN-01", RECORD, said="CUDA out of memory")(
    lambda logs: logs.run(epochs=5, budget=8, status="corrupted", message="CUDA out of memory").write(logs.place))
spoils("a truncated run that says that it finished", Logs, "RUN-01", RECORD, said="5")(
    lambda logs: logs.run(epochs=5, budget=8).write(logs.place))
spoils("a finished run marked as running", Logs, "RUN-01", RECORD, at="/finish_train")(
    lambda logs: logs.spoil(lambda record: record.update(finish_train="running")))
for name, key, value in [("batch size", "batch_size", 64), ("resolution", "input_dim", "(224, 224)"),
                         ("learning rate", "initial_lr", 0.05), ("list of images", "val_filenames", "val_full.json")]:
    @spoils(f"another {name}", official, "CONF-01", ".txt", said=key, options=OFFICIAL)
    def _(logs, key=key, value=value):
        shutil.rmtree(logs.file().parent)
        run = logs.run()
        run.config[key] = value
        run.write(logs.place)

@spoils("a longer run that was cut at the official budget", official, "CURVE-01", ".txt", said="configured for 30",
        options=OFFICIAL)
def _(logs):
    logs.run(budget=30).write(logs.place)


spoils("a budget that is not the official one", official, "CURVE-01", RECORD, options=OFFICIAL)(
    lambda logs: logs.run(epochs=24).write(logs.place))

# Costs ----------------------------------------------------------------------------------------------------------------


def params(change):
    return lambda logs: logs.spoil(lambda record: record.update(total_params=change(record["total_params"])))


spoils("the parameters of another architecture", Logs, "COST-01", RECORD, at="/total_params")(
    params(lambda _: correct.Run(OTHER, "class_scene").record["total_params"]))
spoils("the parameters of live edges alone", Logs, "COST-01", "seed_777/model_db.json", at="/total_params", said="live")(
    lambda logs: logs.spoil(
        lambda record: record.update(total_params=transnas.encoder_costs("64-41414-3_30_300", 224, live=True)[0]),
        logs.run("64-41414-3_30_300")))
spoils("parameters of one layer too few", Logs, "COST-01", RECORD, at="/total_params")(params(lambda n: n - 64))
spoils("parameters of the whole network", Logs, "COST-01", RECORD, at="/total_params")(
    params(lambda _: transnas.model_costs(CELL, "class_scene")[0]))
spoils("parameters in thousands", Logs, "COST-01", RECORD, at="/total_params")(params(lambda n: n // 1000))
spoils("parameters of one seed off by one", Logs, "COST-01", RECORD, at="/total_params")(params(lambda n: n + 1))

# Curves ----------------------------------------------------------------------------------------------------------------


def renumber(number):
    """Epochs of the record renumbered; None drops one."""
    return lambda record: record.update(metrics={
        f"epoch_{number(epoch)}": record["metrics"][f"epoch_{epoch}"] for epoch in range(len(record["metrics"]))
        if number(epoch) is not None})


spoils("epochs shifted by one", Logs, "CURVE-01", RECORD, said="epoch 0")(
    lambda logs: logs.spoil(renumber(lambda epoch: epoch + 1)))
spoils("epochs shifted by one in record and log", Logs, "CURVE-01", RECORD, said="epoch 0")(
    lambda logs: logs.spoil(renumber(lambda epoch: epoch + 1), log=True))
spoils("an epoch is missing in the middle", Logs, "CURVE-01", RECORD, said="epoch 4")(
    lambda logs: logs.spoil(renumber(lambda epoch: None if epoch == 4 else epoch), log=True))
spoils("an epoch beyond the budget", Logs, "CURVE-01", RECORD)(
    lambda logs: logs.run(epochs=9, budget=8).write(logs.place))
spoils("two epochs change places", Logs, "SRC-01", LOG, at="epoch [2/8]")(
    lambda logs: logs.spoil(renumber(lambda epoch: {2: 5, 5: 2}.get(epoch, epoch))))
spoils("every epoch tenfold", Logs, "CURVE-01", RECORD)(lambda logs: logs.spoil(renumber(lambda e: 10 * e), log=True))
spoils("a metric is missing at one epoch", Logs, "CURVE-02", RECORD, at="/epoch_4", said="test_top5")(
    lambda logs: logs.values(lambda values: values.pop("test_top5"), epochs=[4]))
spoils("a metric is missing everywhere", Logs, "CURVE-02", RECORD, said="test_top5")(
    lambda logs: logs.values(lambda values: values.pop("test_top5")))
spoils("metrics of another task", Logs, "CURVE-02", RECORD)(
    lambda logs: logs.spoil(lambda record: record.update(metrics=logs.run(task="room_layout").record["metrics"])))
spoils("top1 and top5 change places", Logs, "CURVE-02", RECORD, at="/epoch_", said="top5")(
    lambda logs: logs.values(lambda v: v.update(valid_top1=v["valid_top5"] + 1, valid_top5=v["valid_top1"])))
spoils("an accuracy above 100", Logs, "CURVE-02", RECORD, at=at(4, "valid_top1"))(
    lambda logs: logs.values(lambda values: values.update(valid_top1=100.5), epochs=[4]))
spoils("an accuracy below 0", Logs, "CURVE-02", RECORD, at=at(4, "test_top1"))(
    lambda logs: logs.values(lambda values: values.update(test_top1=-1.0), epochs=[4]))
spoils("percent times 100", Logs, "CURVE-02", RECORD, at="test_top5")(lambda logs: logs.values(scaled("test_top5", 100)))
spoils("a loss with its sign changed", Logs, "CURVE-02", f"room_layout/model_results/{CELL}/seed_777/model_db.json",
       at="valid_loss")(
    lambda logs: logs.values(scaled("valid_loss", -1), logs.run(task="room_layout")))
spoils("ssim in percent", Logs, "CURVE-02", f"normal/model_results/{CELL}/seed_777/model_db.json", at="val_ssim")(
    lambda logs: logs.values(scaled("val_ssim", 100), logs.run(task="normal")))
spoils("mIoU above 100", Logs, "CURVE-02", f"segmentsemantic/model_results/{CELL}/seed_777/model_db.json", at="mIoU")(
    lambda logs: logs.values(scaled("valid_mIoU", 50), logs.run(task="segmentsemantic")))
for name, value in [("NaN", float("nan")), ("infinity", float("inf"))]:
    spoils(f"{name} in the middle", Logs, "CURVE-03", RECORD, at=at(4, "train_loss"), said="first at epoch 4",
           severity="warning")(
        lambda logs, value=value: logs.values(lambda values: values.update(train_loss=value), epochs=[4]))
spoils("a metric carried forward", Logs, "CURVE-03", RECORD, at=at(2, "valid_loss"), said="stale", severity="warning")(
    lambda logs: logs.values(lambda values: values.update(valid_loss=1.25), epochs=range(2, 8)))
spoils("a score that collapses", Logs, "CURVE-03", RECORD, said="diverged", severity="warning")(
    lambda logs: logs.values(lambda values: values.update(valid_top1=0.25), epochs=range(5, 8)))


def copied(source):
    def spoil(logs):
        logs.spoil(lambda record: record.update(metrics=source(logs).record["metrics"]), log=True)
    return spoil


spoils("the curve of another seed", Logs, "CURVE-04", "model_db.json", said="888")(
    copied(lambda logs: logs.run(seed=888)))
spoils("the curve of another architecture", Logs, "CURVE-04", "model_db.json", said=OTHER)(
    copied(lambda logs: logs.run(OTHER)))
spoils("the curve of another space", Logs, "CURVE-04", "model_db.json", said=MACRO)(
    copied(lambda logs: logs.run(MACRO)))
spoils("the curve of another task", Logs, "CURVE-04", "model_db.json", said="jigsaw")(
    copied(lambda logs: logs.run(task="jigsaw")))


@spoils("one metric of another seed", Logs, "CURVE-04", RECORD, said="valid_loss")
def _(logs):
    others = iter(logs.run(seed=888).record["metrics"].values())
    logs.values(lambda values: values.update(valid_loss=next(others)["valid_loss"]))


@spoils("the curve of another architecture in the record alone", Logs, "CURVE-04", RECORD, said=OTHER)
def _(logs):
    logs.spoil(lambda record: record.update(metrics=logs.run(OTHER).record["metrics"]))


@spoils("fractions for percentages", Neighbours, "CURVE-02", "model_db.json", said="valid_top1, valid_top5: at most 0.")
def _(logs):
    logs.values(lambda values: [scaled(name, 0.01)(values) for name in ("valid_top1", "valid_top5")], logs.near(CELL))


@spoils("a score in fractions for percent", Neighbours, "DIST-01", "model_db.json", said="valid_top1", severity="warning")
def _(logs):
    logs.values(scaled("valid_top1", 0.01), logs.near(CELL))


@spoils("scores times a constant", Neighbours, "DIST-01", "model_db.json", said="valid_top1", severity="warning")
def _(logs):
    logs.values(scaled("valid_top1", 0.5), logs.near(CELL))


spoils("test as validation", Logs, "SPLIT-01", RECORD)(
    lambda logs: logs.values(lambda values: values.update(
        {f"valid_{name}": values[f"test_{name}"] for name in ("loss", "top1", "top5")})))

# Times ------------------------------------------------------------------------------------------------------------------

spoils("test as validation in one metric", Logs, "SPLIT-01", RECORD, at=f"/{CELL}/metrics", said="valid_top5")(
    lambda logs: logs.values(lambda values: values.update(valid_top5=values["test_top5"])))
spoils("one elapsed time after all epochs", Logs, "TIME-01", RECORD, at="/epoch_1/time_elapsed", said="stands still",
       severity="warning")(
    lambda logs: logs.times(lambda epoch, seconds: 120.0))
spoils("the time of an epoch repeated", Logs, "TIME-01", RECORD, at="/epoch_5/time_elapsed", said="stands still",
       severity="warning")(
    lambda logs: logs.times(lambda epoch, seconds: 600.0 if epoch in (4, 5) else seconds))
spoils("time that runs backwards", Logs, "TIME-01", RECORD, at="/epoch_5/time_elapsed")(
    lambda logs: logs.times(lambda epoch, seconds: 10.0 if epoch == 5 else seconds))
spoils("a clock that starts again", Logs, "TIME-01", RECORD, at="/epoch_4/time_elapsed")(
    lambda logs: logs.times(lambda epoch, seconds: seconds - 500 if epoch >= 4 else seconds))
spoils("times of each epoch for elapsed times", Logs, "TIME-01", RECORD, at="time_elapsed")(
    lambda logs: logs.times(lambda epoch, seconds: 130.0 - epoch))
spoils("one time for all epochs", Logs, "TIME-01", RECORD, said="synthetic", severity="warning")(
    lambda logs: logs.times(lambda epoch, seconds: 120.0 * (epoch + 1)))
for factor in (60, 1000, 3600):
    spoils(f"times x{factor}", Logs, "TIME-02", RECORD, said=f"about {factor} times more", severity="warning")(
        lambda logs, factor=factor: logs.times(lambda epoch, seconds: seconds * factor))
spoils("another version of PyTorch", Logs, "TIME-03", RECORD, said="2.3.0", severity="warning")(
    lambda logs: logs.words("PyTorch Version  : 1.5.1", "PyTorch Version  : 2.3.0", name="log"))

# Two sources --------------------------------------------------------------------------------------------------------------

spoils("a value edited in the record", Logs, "SRC-01", LOG, at="epoch [3/8]", said="valid_top1")(
    lambda logs: logs.values(lambda values: values.update(valid_top1=values["valid_top1"] + 0.01), log=False, epochs=[3]))
spoils("fractions for percent in the record", Logs, "SRC-01", LOG, at="epoch [0/8]", said="valid_top1")(
    lambda logs: logs.values(scaled("valid_top1", 0.01), log=False))
spoils("a column times a constant in the record", Logs, "SRC-01", LOG, at="epoch [0/8]", said="test_loss")(
    lambda logs: logs.values(scaled("test_loss", 1.1), log=False))
spoils("two columns of the record change places", Logs, "SRC-01", LOG, at="epoch [0/8]", said="15 more")(
    lambda logs: logs.values(lambda v: v.update(valid_loss=v["test_loss"], test_loss=v["valid_loss"]), log=False))
spoils("values rounded in the record", Logs, "SRC-01", LOG, at="epoch [0/8]", said="valid_loss")(
    lambda logs: logs.values(lambda v: v.update(valid_loss=round(v["valid_loss"], 2)), log=False))
spoils("a text log of another training", Logs, "SRC-01", LOG, at="epoch [0/8]", said="71 more")(
    lambda logs: logs.bytes(lambda _: logs.run(network="another").text().encode(), name="log"))
spoils("no text log", Logs, "SRC-03", RECORD)(lambda logs: logs.file(name="log").unlink())
spoils("a text log alone", Logs, "SRC-03", LOG)(lambda logs: logs.file().unlink())


@spoils("two text logs that both match", Logs, "SRC-04", "", said="log")
def _(logs):
    shutil.copy(logs.file(name="log"), logs.file(name=f"{CELL}_batch128_lr0.2.txt"))


@spoils("a text log of a second training beside it", Logs, "SRC-04", "", said="log", severity="warning")
def _(logs):
    run = logs.run(network="another")
    run.config["initial_lr"] = 0.05
    logs.file(run, "log").write_text(run.text())


class Twice(Logs):
    """The tree, and one of its runs again under a second input."""

    inputs = property(lambda self: [f"one={self.place}", f"two={self.place.with_name('again')}"])

    def __init__(self, place):
        super().__init__(place)
        self.run().write(place.with_name("again"))

    def again(self, change):
        run = self.run()
        change(run.record)
        run.write(self.place.with_name("again"))


spoils("one identity with two contents", Twice, "DUP-01", RECORD, said="")(
    lambda logs: logs.again(lambda record: record.update(metrics=logs.run(network="x").record["metrics"])))
spoils("one digit changed in a second copy", Twice, "DUP-01", RECORD)(
    lambda logs: logs.again(lambda record: record["metrics"]["epoch_7"].update(test_loss=1.5)))
spoils("a run that was resumed twice", Twice, "SRC-02", RECORD)(
    lambda logs: logs.again(lambda record: record["metrics"].update(
        {f"epoch_{e}": logs.run(network="x").record["metrics"][f"epoch_{e}"] for e in range(5, 8)})))


# The whole ---------------------------------------------------------------------------------------------------------------

@spoils("an architecture is dropped", Complete, "SPACE-01", "", said="64-41414-0_00_010", severity="warning")
def _(complete):
    complete.records = [record for record in complete.records if record["arch"] != "64-41414-0_00_010"]
    complete.write()


@spoils("a task of one architecture is dropped", Logs, "SPACE-01", "model_db.json", at=CELL, said="jigsaw",
        severity="warning")
def _(logs):
    shutil.rmtree(logs.file(logs.run(task="jigsaw")).parent)


@spoils("a task is dropped", Complete, "SPACE-01", "", said="jigsaw", severity="warning")
def _(complete):
    complete.alter(lambda document: (
        document["sources"][0].update(task={"field": "task", "known": ["class_scene", "jigsaw"]}),
        document["tasks"].update(jigsaw=document["tasks"]["class_scene"])))
    complete.records = [{**record, "task": "class_scene"} for record in complete.records]
    complete.write()


@spoils("equal networks on both sides of a split", Complete, "LEAK-01", "", severity="warning")
def _(complete):
    complete.alter(lambda document: document["validate"].update(
        split={"train": ["64-41414-0_00_300"], "test": ["64-41414-3_00_010", "64-41414-3_33_333"]}))
