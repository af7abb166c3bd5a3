"""Logs in the form of the authors' code for DARTS, for tests that want a run of their own."""

import random

class Log:
    """One run; `text()` is its log, `metrics` what a reader must find, by release name."""

    def __init__(self, arguments, epochs, seed=0, genotypes=None, budget=None):
        rng = random.Random(repr((arguments, epochs, seed)))
        self.budget = budget or epochs
        self.arguments = {"data": "../data", "batch_size": 96, "epochs": self.budget, "betas": (0.9, 0.999), **arguments,
                          "save": "EXP, with a comma)", "seed": seed}
        self.genotypes = genotypes
        self.seed = seed
        held_out = "valid" if genotypes else "test"
        self.metrics = {"learning_rate": [], "train_running_loss": [], "train_top1": [],
                        f"{held_out}_running_loss": [], f"{held_out}_top1": []}
        self.parameters = round(rng.uniform(0.5, 5), 6)
        self.lines = ["gpu device = 0",
                      "args = Namespace(" + ", ".join(f"{key}={value!r}" for key, value in self.arguments.items()) + ")",
                      f"param size = {self.parameters:f}MB"]
        for epoch in range(epochs):
            rate, top1, held_out_top1 = rng.uniform(0, 0.025), rng.uniform(10, 90), rng.uniform(10, 90)
            self.lines.append(f"epoch {epoch} lr {rate:e}")
            if genotypes:
                self.lines.append(f"genotype = {genotypes[epoch]}")
            losses = {}
            for word in ("train", "valid"):
                for step in (0, 50, 100):
                    losses[word] = float(f"{rng.uniform(0.1, 3):e}")
                    self.lines.append(f"{word} {step:03d} {losses[word]:e} {rng.uniform(0, 99):f} {rng.uniform(0, 99):f}")
                value = top1 if word == "train" else held_out_top1
                self.lines.append(f"{word}_acc {value:f}")
            for name, value in zip(self.metrics, (f"{rate:e}", losses["train"], f"{top1:f}", losses["valid"],
                                                  f"{held_out_top1:f}")):
                self.metrics[name].append(float(value))

    def text(self):
        """As `log.txt` has it."""
        return "".join(f"2020-06-{1 + number // 1440 % 28:02d} {number // 60 % 24:02d}:{number % 60:02d}:07,123 {line}\n"
                       for number, line in enumerate(self.lines))

    def captured(self):
        """As the standard output has it."""
        return "Experiment dir : EXP\n" + "".join(
            f"06/01 {1 + number // 60 % 12:02d}:{number % 60:02d}:07 {'AM' if number % 2 else 'PM'} {line}\n"
            for number, line in enumerate(self.lines))

    def write(self, place):
        place.mkdir(parents=True, exist_ok=True)
        (place / "log.txt").write_text(self.text())
        return place / "log.txt"


def random_extended_genotype(rng):
    """A genotype of the extended space, in its own notation."""
    operations = ["avg_pool_3x3", "dil_conv_3x3", "dil_conv_5x5", "max_pool_3x3", "sep_conv_3x3", "sep_conv_5x5",
                  "skip_connect"]
    def cell():
        nodes = []
        for node in range(4):
            pairs = [(source, operation) for source in range(node + 2) for operation in operations]
            chosen = sorted(rng.sample(pairs, rng.randint(1, 4)))
            nodes.append("[" + ",".join(f'["{operation}",{source}]' for source, operation in chosen) + "]")
        return "[" + ",".join(nodes) + "]"
    return f'{{"normal":{cell()},"reduce":{cell()}}}'
