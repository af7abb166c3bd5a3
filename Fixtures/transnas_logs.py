"""Writes training runs in the log format of TransNAS-Bench-101, small ones, for fixtures and tests.

A run is two files in one directory: `model_db.json`, rewritten after each epoch, and a text log that starts with the
configuration. Everything is computed from the arguments: the same call gives the same bytes. Standard library only.
"""

import dataclasses
import hashlib
import json
import math
import struct
import time
from pathlib import Path

TASKS = ["class_scene", "class_object", "room_layout", "jigsaw", "segmentsemantic", "normal", "autoencoder"]

#: Epochs for which the benchmark trains each task.
OFFICIAL_EPOCHS = dict(zip(TASKS, [25, 25, 25, 10, 30, 30, 30]))

_CLASSIFICATION = [
    "train_loss", "valid_loss", "test_loss", "train_top1", "train_top5", "valid_top1", "valid_top5", "test_top1",
    "test_top5",
]
_GENERATION = [
    "train_g_loss", "train_d_loss", "train_l1_loss", "train_ssim", "val_l1_loss", "val_ssim", "test_l1_loss",
    "test_ssim",
]

#: Metrics of one epoch in the order of `model_db.json`, without `time_elapsed`, which is last.
METRICS = {
    "class_scene": _CLASSIFICATION,
    "class_object": _CLASSIFICATION,
    "room_layout": ["train_loss", "valid_loss", "test_loss"],
    "jigsaw": _CLASSIFICATION,
    "segmentsemantic": [f"{part}_{name}" for part in ("train", "valid", "test") for name in ("loss", "acc", "mIoU")],
    "normal": _GENERATION,
    "autoencoder": _GENERATION,
}

_CLASSES = {"class_scene": 47, "class_object": 75, "jigsaw": 1000, "room_layout": 9}
_LEARNING_RATE = {"normal": 0.0001, "autoencoder": 0.0005}
_HIGHEST = {
    "class_scene": ("acc", "valid_top1"),
    "class_object": ("acc", "valid_top1"),
    "segmentsemantic": ("mIoU", "valid_mIoU"),
    "normal": ("ssim", "val_ssim"),
    "autoencoder": ("ssim", "val_ssim"),
}
_STEP = {
    "room_layout": [("loss", "train_loss")],
    "segmentsemantic": [("loss", "train_loss"), ("accuracy", "train_acc"), ("mIoU", "train_mIoU")],
    "normal": [(name, f"train_{name}") for name in ("g_loss", "d_loss", "l1_loss", "ssim")],
    "autoencoder": [(name, f"train_{name}") for name in ("g_loss", "d_loss", "l1_loss", "ssim")],
}
_STEP_CLASSIFICATION = [("loss", "train_loss"), ("train_top1", "train_top1"), ("train_top5", "train_top5")]

ROOT = "/nas/benchmark"


# Architectures ---------------------------------------------------------------------------------------------------

def layers(encoding):
    """Convolutions of the encoder as built, each as (input channels, output channels, kernel); all are normalized."""
    base, modules, cell = encoding.split("-")
    channels = int(base)
    found = [(3, channels // 2, 3), (channels // 2, channels, 3)]
    for module in modules:
        wider = channels * 2 if module in "24" else channels
        halves = module in "34"
        for block in range(2):
            source = channels if block == 0 else wider
            changes = block == 0 and (halves or wider != channels)
            if cell == "basic":
                found += [(source, wider, 3), (wider, wider, 3)]
                if changes:
                    found.append((source, wider, 1))
                continue
            for node in cell.split("_"):
                for start, operation in enumerate(node):
                    inputs = source if start == 0 else wider
                    if operation == "3":
                        found.append((inputs, wider, 3))
                    elif operation == "2" or (operation == "1" and start == 0 and changes):
                        found.append((inputs, wider, 1))  # two halves of a reducing skip weigh as much as one
        channels = wider
    return found


def encoder_params(encoding):
    """Trainable parameters of the encoder: kernels without bias, and scale and shift of each normalization."""
    return sum(inputs * outputs * kernel * kernel + 2 * outputs for inputs, outputs, kernel in layers(encoding))


def encoder_output(encoding):
    """Channels, and the feature size that the training code declares for 224 pixels (it rounds down)."""
    channels, size = int(encoding.split("-")[0]), 56
    for module in encoding.split("-")[1]:
        channels *= 2 if module in "24" else 1
        size //= 2 if module in "34" else 1
    return channels, size


# Numbers ---------------------------------------------------------------------------------------------------------

class Numbers:
    """A stream of numbers in [0, 1) that depends on its name alone."""

    def __init__(self, *name):
        self._name = "|".join(map(str, name)).encode()
        self._count = 0

    def next(self):
        digest = hashlib.sha256(self._name + b"#%d" % self._count).digest()
        self._count += 1
        return int.from_bytes(digest[:6], "big") / 2**48


def single(value):
    """`value` rounded to single precision and widened again, as the training code logs most metrics."""
    return struct.unpack("f", struct.pack("f", value))[0]


def hms(seconds):
    """Hours, minutes and seconds; hours have at least two digits and do not wrap."""
    seconds = int(seconds)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def learning_curves(task, epochs, name, seed):
    """Every metric of `task` at every epoch, as a list of dictionaries in file order."""
    numbers = Numbers("curve", name, task, seed)
    quality = 0.25 + 0.7 * Numbers("quality", name).next()
    history = []
    for epoch in range(epochs):
        progress = 1 - math.exp(-3 * (epoch + 1) / epochs)
        values = {}
        for metric in METRICS[task]:
            part, kind = metric.split("_", 1)
            gap = {"train": 1.06, "valid": 1.0, "val": 1.0, "test": 0.98}[part]
            noise = 0.02 * (numbers.next() - 0.5)
            reached = min(1.0, max(0.0, quality * progress * gap + noise))
            if kind == "top1":
                value = single(100 / _CLASSES[task] + 54 * reached)
            elif kind == "top5":
                value = single(min(100.0, max(values[f"{part}_top1"], 500 / _CLASSES[task] + 85 * reached)))
            elif kind == "mIoU":
                value = 2 + 24 * reached
            elif kind == "acc":
                value = single(40 + 54 * reached)
            elif kind == "ssim":
                value = single(0.15 + 0.5 * reached)
            elif kind == "l1_loss":
                value = single(0.36 - 0.22 * reached)
            elif kind == "g_loss":
                value = single(0.4 - 0.25 * reached)
            elif kind == "d_loss":
                value = single(0.69 - 0.2 * reached)
            elif task == "room_layout":
                value = single(1.02 - 0.42 * reached)
            else:
                value = single(4.2 - 2.8 * reached)
            values[metric] = value
        history.append(values)
    return history


# Configuration ---------------------------------------------------------------------------------------------------

def _compose(entries):
    return "Compose(\n    " + "\n    ".join(entries) + "\n)"


def transforms(task, size):
    """Entries of the training and of the validation transform."""
    resize = f"Resize(input_size=[{size}, {size}], target_size=[{size}, {size}], interpolation=PIL.Image.BILINEAR)"
    jitter = "ColorJitter(brightness=(0.8, 1.2), contrast=(0.8, 1.2), saturation=(0.8, 1.2), hue=(-0.1, 0.1))"
    flip = "RandomHorizontalFlip(p=0.5)"
    if task in ("segmentsemantic", "normal", "autoencoder"):
        normalize = "Normalize(mean=[0.5, 0.5, 0.5], std=[0.5, 0.5, 0.5])"
    else:
        normalize = "Normalize(mean=[0.5224, 0.5222, 0.5221], std=[0.2234, 0.2235, 0.2236])"
    if task == "jigsaw":
        tiles = ["ToPILImage()", resize, flip, jitter, "RandomGrayscale(p=0.3)"]
        return (tiles + ["<data.load_ops.MakeJigsawPuzzle object at 0x7f6a10b2c4d0>"],
                tiles + ["<data.load_ops.MakeJigsawPuzzle object at 0x7f6a10b2ce90>"])
    augmented = {"normal": [], "room_layout": [jitter]}.get(task, [flip, jitter])
    return (["ToPILImage()", resize, *augmented, "ToTensor()", normalize],
            ["ToPILImage()", resize, "ToTensor()", normalize])


def configuration(run):
    """Key and text of each line of the configuration block, unsorted; some texts span lines."""
    task, (channels, size) = run.task, encoder_output(run.encoding)
    generates = task in ("normal", "autoencoder")
    dense = generates or task == "segmentsemantic"
    pixels = 255 if task == "jigsaw" else run.pixels
    rate = _LEARNING_RATE.get(task, 0.1)
    train, valid = transforms(task, pixels)
    encoder = "MacroNet(\n  (stem): Sequential(\n    (0): Conv2d(3, 32, kernel_size=(3, 3), stride=(2, 2))\n  )\n)"
    decoder = f"Decoder(\n  (fc): Linear(in_features={channels}, out_features={_CLASSES.get(task, 3)}, bias=True)\n)"
    body = "".join(f"\n  ({name}): " + text.replace("\n", "\n  ") for name, text in
                   (("encoder", encoder), ("decoder", decoder)))
    loader = {"class_scene": "load_class_scene_logits", "class_object": "load_class_object_logits",
              "room_layout": "room_layout", "jigsaw": "random_jigsaw_permutation",
              "segmentsemantic": "semantic_segment_label"}.get(task, "load_raw_img_label")
    arguments = {"class_scene": "{'selected': True, 'final5k': True}", "jigsaw": "{'classes': 1000}",
                 "class_object": "{'selected': True, 'final5k': True}"}.get(task, "{}")
    config = {
        "amp_opt_level": "O1", "batch_size": run.batch, "config_dir": f"{ROOT}/configs/train_from_scratch/{task}",
        "data_split_dir": f"{ROOT}/code/experiments/final5k", "dataset_dir": f"{ROOT}/data/taskonomydata_mini",
        "decoder": decoder, "decoder_input_dim": (channels, size, size), "demo_kwargs": "{}", "encoder": encoder,
        "encoder_str": run.encoding, "fp16": False, "initial_lr": rate, "input_dim": (pixels, pixels),
        "input_num_channels": 9 if task == "jigsaw" else 3, "log_dir": run.log_directory,
        "metric_content": [*METRICS[task], "time_elapsed"], "model_type": f"Net({body}\n)", "num_epochs": run.budget,
        "num_workers": 8, "plot_msg": run.plot_message, "root_dir": ROOT, "s3_dir": "",
        "target_dim": (256, 256) if dense else _CLASSES[task],
        "target_load_fn": f"<function {loader} at 0x7f6a10a5{len(task):04x}>", "target_load_kwargs": arguments,
        "task_name": task, "test_filenames": "test_filenames_final5k.json",
        "train_filenames": "train_filenames_final5k.json", "train_transform_fn": _compose(train),
        "val_filenames": "val_filenames_final5k.json", "val_transform_fn": _compose(valid), "world_size": 1,
    }
    if generates:
        adam = f"{{'lr': {rate}, 'betas': (0.5, 0.999), 'weight_decay': 0.0001}}"
        config |= {
            "d_lr": rate, "d_optimizer": "<class 'torch.optim.adam.Adam'>", "d_optimizer_kwargs": adam,
            "discriminator": "Discriminator(\n  (conv1): ConvLayer()\n)", "gan_loss_weight": 1 - 0.99,
            "g_optimizer": "<class 'torch.optim.adam.Adam'>", "g_optimizer_kwargs": adam, "l1_loss": "L1Loss()",
            "gan_criterion": "GANLoss(\n  (loss): BCEWithLogitsLoss()\n)", "l_norm_weight": 0.99, "ssim": "SSIM()",
            "target_channel": 3,
        }
        if task == "autoencoder":  # a constant of the configuration, whatever the seed of the run
            config |= {"seed": 666, "identity_elems": f"{{'seed': 666, 'batch-size': {run.batch}, 'lr': {rate}}}"}
    else:
        criterion = {"room_layout": "MSELoss()", "jigsaw": "CrossEntropyLoss()",
                     "segmentsemantic": "CrossEntropyLoss()"}.get(task, "SoftmaxCrossEntropyWithLogits()")
        config |= {
            "criterion": criterion, "lr_scheduler": "<class 'optimizers.warmup.WarmupCosine'>",
            "optimizer": "<class 'torch.optim.sgd.SGD'>",
            "optimizer_kwargs": "{'lr': 0.1, 'momentum': 0.9, 'nesterov': True, 'weight_decay': 0.0005}",
        }
        if task == "segmentsemantic":
            config |= {"target_num_channel": 17, "class_weights": "[0.25 0.5 0.125\n 0.75 0.0625 1.5\n 2.]"}
    return config


# Runs ------------------------------------------------------------------------------------------------------------

@dataclasses.dataclass
class Run:
    """One training run. Change `record`, `config`, `logged` or `ending` before `write` to make it irregular."""

    encoding: str
    task: str
    seed: int | None = 666
    #: Epochs that were trained, and for which the run was meant to train.
    epochs: int = 3
    budget: int | None = None
    status: str = "finished"
    #: What the exception said, for a corrupted run.
    message: str | None = None
    batch: int = 128
    pixels: int = 256
    #: Runs that share it share their curves, as architectures do that are one network.
    network: str | None = None
    #: Seconds for an epoch, about.
    pace: float | None = None

    def __post_init__(self):
        self.budget = self.epochs if self.budget is None else self.budget
        self.plot_message = "lr_0.0001" if self.task == "normal" else ""
        seed_folder = "" if self.seed is None else f"/seed_{self.seed}"
        self.log_directory = f"{ROOT}/results/{self.task}/model_results/{self.encoding}{seed_folder}"
        numbers = Numbers("time", self.encoding, self.task, self.seed)
        params = encoder_params(self.encoding)
        pace = self.pace or 120 + params / 1e5
        elapsed, self.elapsed = 0.0, []
        history = learning_curves(self.task, self.epochs, self.network or self.encoding, self.seed)
        for values in history:
            elapsed += pace * (1 + 0.1 * numbers.next())
            self.elapsed.append(elapsed)
            values["time_elapsed"] = hms(elapsed)
        weights = f"{self.log_directory}/checkpoints/{self.encoding}"
        #: The record of the architecture in `model_db.json`.
        self.record = {
            "world_size": 1, "finish_train": self.status, "encoder_ckpt_file": f"{weights}_encoder.pth",
            "decoder_ckpt_file": f"{weights}_decoder.pth", "total_params": params,
            "inference_time": 0.004 + params / 1e9 + 0.001 * numbers.next(),
            "metrics": {f"epoch_{epoch}": values for epoch, values in enumerate(history)},
        }
        if self.task in ("normal", "autoencoder"):
            self.record["discriminator_ckpt_path"] = f"{weights}_discriminator.pth"
        self.config = configuration(self)
        #: Metrics of the lines that close an epoch in the text log; taken from `record` when None.
        self.logged = None
        #: Line with the seed in the text log.
        self.text_seed = self.seed
        #: Start, seconds since 1970.
        self.start = 1598918400 + int(numbers.next() * 5e6)

    @property
    def text_name(self):
        return f"{self.encoding}_batch{self.config['batch_size']}_lr{self.config['initial_lr']}{self.plot_message}.txt"

    def document(self):
        """`model_db.json` as an object."""
        return {self.encoding: self.record}

    def json(self):
        """`model_db.json` as text, with the bare NaN and Infinity that the training code writes."""
        return json.dumps(self.document(), indent=4)

    def text(self):
        """The text log."""
        lines = []

        def say(text, seconds=0.0):
            stamp = time.strftime("[%Y-%m-%d %H:%M] ", time.gmtime(self.start + seconds))
            lines.append(f"{stamp}{text}\n")

        def ready(name):
            say(f"--------------- {name:12} setup finished! ---------------", 20)

        say("logger initiated!")
        say(f"logger_path {self.log_directory}/{self.text_name}")
        say("-" * 49)
        say("config:")
        for key in sorted(self.config):
            say(f"\t{key:30}{self.config[key]}")
        say("-" * 49)
        say("Using 1 GPUs!")
        ready("Model")
        say(f"model_db_filename {self.log_directory}/model_db.json", 20)
        ready("ModelDB")
        if self.text_seed is not None:
            ready(f"{'seed':12}: {self.text_seed}")
        say("Python  Version  : 3.7.7 (default, May  7 2020, 21:25:33)  [GCC 7.3.0]\nPillow  Version  : 7.2.0\n"
            "PyTorch Version  : 1.5.1\ncuDNN   Version  : 7603\nCUDA available   : True\nCUDA GPU numbers : 1\n"
            "CUDA_VISIBLE_DEVICES=3", 20)
        ready("Dataloader")
        for part, images, batches in (("train", 38400, 300), ("val", 6400, 50), ("test", 6400, 50)):
            say(f"len({part}_data) {images}; len({part}_loader) {batches}", 25)
        history = self.logged
        if history is None:
            history = [(int(key.removeprefix("epoch_")), values) for key, values in self.record["metrics"].items()]
        best, before = -math.inf, 0.0
        for place, (epoch, values) in enumerate(history):
            after = self.elapsed[place] if place < len(self.elapsed) else before + 60
            for step in (1, 200):
                shares = ", ".join(f"{name} [{values.get(metric, 0.0):.4f}]"
                                   for name, metric in _STEP.get(self.task, _STEP_CLASSIFICATION))
                moment = before + (after - before) * 0.8 * step / 300
                say(f"{hms(moment)}, {self.encoding}, epoch [{epoch}/{self.budget}], step [{step}/300], {shares}",
                    25 + moment)
            total = after / (epoch + 1) * self.budget
            said = ", ".join(f"{name} [{value:.4f}]" for name, value in values.items() if name != "time_elapsed")
            say(f"[[{hms(after)}/{hms(total)}]], {self.encoding}, epoch [{epoch}/{self.budget}], {said}", 25 + after)
            say(f"Time elapsed: {hms(after + 0.4)}", 25 + after)
            if self.task in _HIGHEST:
                name, metric = _HIGHEST[self.task]
                best = max(best, values.get(metric, best))
                say(f"Highest validation {name}: {best:.4f}", 25 + after)
            before = after
        if self.status == "finished":
            say(f"time to train {self.budget} epochs: {before / 3600:.3f} hrs", 25 + before)
            say(f"avg time per epoch: {before / 3600 / max(1, self.budget):.3f} hrs", 25 + before)
        elif self.status == "corrupted":
            say(f"model {self.encoding} in {self.task} is corrupted!", 25 + before)
            if self.message is not None:
                say(self.message, 25 + before)
        return "".join(lines)

    def directory(self, root, seed_folder=True):
        """Where the run lies below `root`."""
        place = Path(root) / self.task / "model_results" / self.encoding
        return place / f"seed_{self.seed}" if seed_folder and self.seed is not None else place

    def write(self, root, seed_folder=True, text=None, document=None, with_text=True, with_json=True):
        """Writes both files below `root`; `text` and `document` (text or bytes) replace what would be written."""
        place = self.directory(root, seed_folder)
        place.mkdir(parents=True, exist_ok=True)
        if with_text:
            _put(place / self.text_name, self.text() if text is None else text)
        if with_json:
            _put(place / "model_db.json", self.json() if document is None else document)
        return place


def _put(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
