"""TransNAS-Bench-101 by arithmetic and brute force: encodings, classes, costs. Slow, short, and nothing of Cellar's."""

import functools
import itertools
import math

import transnas_logs

MICRO = "transnas-bench-101-micro"
MACRO = "transnas-bench-101-macro"
SIZES = {MICRO: 4096, MACRO: 3256}
TASKS = transnas_logs.TASKS
DISCRIMINATOR = 5_168_705

#: Release names of the metrics, in the order of the release as far as it is fixed, without `time_elapsed`.
RENAMED = {"val_l1_loss": "valid_l1_loss", "val_ssim": "valid_ssim"}
SCORE = {
    "class_scene": "valid_top1", "class_object": "valid_top1", "room_layout": "valid_neg_loss", "jigsaw": "valid_top1",
    "segmentsemantic": "valid_mIoU", "normal": "valid_ssim", "autoencoder": "valid_ssim",
}

#: Edges of a cell in the order of its six digits.
EDGES = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]


def space_of(encoding):
    return MACRO if encoding.endswith("-basic") else MICRO


def api_name(space):
    return space.rsplit("-", 1)[1]


def release_metrics(task):
    """Release names of the metrics of `task`, unordered, with those that are derived."""
    names = {RENAMED.get(name, name) for name in transnas_logs.METRICS[task]}
    if task == "room_layout":
        names |= {f"{part}_neg_loss" for part in ("train", "valid", "test")}
    return names


@functools.cache
def micro_encodings():
    return [f"64-41414-{a}_{b}{c}_{d}{e}{f}" for a, b, c, d, e, f in itertools.product("0123", repeat=6)]


@functools.cache
def macro_encodings():
    return ["64-" + "".join(modules) + "-basic" for count in (4, 5, 6)
            for modules in itertools.product("1234", repeat=count)
            if 1 <= sum(module in "34" for module in modules) <= 4
            and 1 <= sum(module in "24" for module in modules) <= 3]


def digits(encoding):
    return encoding.split("-")[2].replace("_", "")


def live_edges(encoding):
    """(source, target, operation) of the edges on some path from node 0 to node 3."""
    edges = [(source, target, op) for (source, target), op in zip(EDGES, digits(encoding)) if op != "0"]
    forward, backward = {0}, {3}
    for _ in range(3):
        forward |= {target for source, target, _ in edges if source in forward}
        backward |= {source for source, target, _ in edges if target in backward}
    return [edge for edge in edges if edge[0] in forward and edge[1] in backward]


def is_disconnected(encoding):
    return not encoding.endswith("-basic") and not live_edges(encoding)


def isomorphic_key(encoding):
    """Equal for two cells exactly if their live parts are the same up to the names of the inner nodes."""
    edges = live_edges(encoding)
    inner = sorted({node for edge in edges for node in edge[:2]} & {1, 2})
    forms = []
    for names in itertools.permutations((1, 2), len(inner)):
        rename = {0: 0, 3: 3} | dict(zip(inner, names))
        forms.append(tuple(sorted((rename[source], rename[target], op) for source, target, op in edges)))
    return min(forms)


def same_network_key(encoding):
    """Equal exactly if the cells compute the same sums of the same operations, identities dissolved.

    Node 0 is the input. The value of any other node is a multiset of operation instances; an identity skip passes on
    its source's multiset, any other edge is an instance of its own that is applied to that multiset.
    """
    edges = live_edges(encoding)
    values, instances = {0: ("input",)}, {}
    for node in (1, 2, 3):
        terms = []
        for source, target, op in edges:
            if target != node:
                continue
            if op == "1" and source != 0:
                terms += values[source]
            else:
                name = (source, target)
                instances[name] = (op, source == 0, tuple(values[source]))
                terms.append(name)
        values[node] = tuple(terms)
    output = values[3]
    used, frontier = set(), set(output) - {"input"}
    while frontier:
        used |= frontier
        frontier = {term for name in frontier for term in instances[name][2] if term != "input"} - used
    names = sorted(used)
    # Colours tell most instances apart; the rest is settled by trying all orders within a colour.
    colour = {name: instances[name][:2] for name in names} | {"input": "input"}
    for _ in range(len(names)):
        colour = {"input": "input"} | {name: hash((
            colour[name], tuple(sorted(map(str, (colour[term] for term in instances[name][2])))),
            tuple(sorted(str((colour[other], instances[other][2].count(name))) for other in names
                         if name in instances[other][2])), output.count(name))) for name in names}
    groups = [sorted(name for name in names if colour[name] == shade)
              for shade in sorted({colour[name] for name in names})]
    forms = []
    for orders in itertools.product(*(itertools.permutations(group) for group in groups)):
        place = {name: index for index, name in enumerate(itertools.chain(*orders))} | {"input": -1}
        forms.append((tuple((instances[name][:2], tuple(sorted(place[term] for term in instances[name][2])))
                            for name in itertools.chain(*orders)),
                      tuple(sorted(place[term] for term in output))))
    return min(forms) if forms else ()


@functools.cache
def classes(kind):
    """Encoding → class id, for every cell of the micro space."""
    key = {"isomorphic": isomorphic_key, "same-network": same_network_key}[kind]
    smallest, keys = {}, {}
    for encoding in micro_encodings():
        keys[encoding] = key(encoding)
        smallest[keys[encoding]] = min(encoding, smallest.get(keys[encoding], encoding))
    return {encoding: f"{kind}:{smallest[value]}" for encoding, value in keys.items()}


def class_id(encoding, kind):
    """The class of any encoding; in the macro space every architecture is a class of its own."""
    return f"{kind}:{encoding}" if encoding.endswith("-basic") else classes(kind)[encoding]


# Costs -----------------------------------------------------------------------------------------------------------

def _half(size):
    return (size + 1) // 2


def encoder_costs(encoding, size, live=False):
    """(params, plain multiply-accumulates, elements normalized, channels, feature size), at `size` pixels a side."""
    base, modules, cell = encoding.split("-")
    channels = int(base)
    kept = {edge[:2] for edge in live_edges(encoding)} if live and cell != "basic" else set(EDGES)
    params = macs = normalized = 0

    def convolution(inputs, outputs, kernel, pixels):
        nonlocal params, macs, normalized
        params += inputs * outputs * kernel * kernel + 2 * outputs
        macs += inputs * outputs * kernel * kernel * pixels * pixels
        normalized += outputs * pixels * pixels

    size = _half(size)
    convolution(3, channels // 2, 3, size)
    size = _half(size)
    convolution(channels // 2, channels, 3, size)
    for module in modules:
        wider = channels * (2 if module in "24" else 1)
        for block in range(2):
            source = channels if block == 0 else wider
            halves = block == 0 and module in "34"
            changes = halves or source != wider
            size = _half(size) if halves else size
            if cell == "basic":
                convolution(source, wider, 3, size)
                convolution(wider, wider, 3, size)
                if changes:
                    convolution(source, wider, 1, size)
                continue
            for (start, end), op in zip(EDGES, digits(encoding)):
                inputs = source if start == 0 else wider
                if op == "0" or (start, end) not in kept or (op == "1" and not (start == 0 and changes)):
                    continue
                convolution(inputs, wider, 3 if op == "3" else 1, size)
        channels = wider
    return params, macs, normalized, channels, size


def head_layers(task, channels, declared):
    """('conv' | 'up' | 'linear', inputs, outputs, normalized) of the head of `task`."""
    outputs = {"class_scene": 47, "class_object": 75, "room_layout": 9}.get(task)
    if outputs:
        return [("linear", channels, outputs, False)]
    if task == "jigsaw":
        return [("linear", 9 * channels, 1000, False)]
    doublings = int(math.log2(256 / declared))
    if task == "segmentsemantic":
        found, width = [("conv", channels, 1024, True)], 1024
        for step in range(5):
            found.append(("conv" if step < 6 - doublings else "up", width, width // 2, True))
            width //= 2
        return [*found, ("up", width, width, True), ("conv", width, 17, False)]

    def maybe(threshold):
        return "up" if doublings >= threshold else "conv"

    plan = [("conv", 1024), ("conv", 1024), (maybe(6), 512), ("conv", 512), (maybe(5), 256), ("conv", 128),
            (maybe(4), 64), ("conv", 64), (maybe(3), 32), ("conv", 32), ("up", 16), ("conv", 32), ("up", 16),
            ("conv", 3)]
    found, width = [], channels
    for index, (kind, outputs) in enumerate(plan):
        found.append((kind, width, outputs, index < len(plan) - 1))
        width = outputs
    return found


def model_costs(encoding, task, live=False):
    """(params, plain multiply-accumulates, the same with upsampling counted per output element) of the whole model."""
    declared = 56
    for module in encoding.split("-")[1]:
        declared //= 2 if module in "34" else 1
    tiles, pixels = (9, 64) if task == "jigsaw" else (1, 224)
    params, macs, _, channels, size = encoder_costs(encoding, pixels, live)
    plain = per_output = tiles * macs
    for kind, inputs, outputs, normalized in head_layers(task, channels, declared):
        kernel = 1 if kind == "linear" else 9
        params += inputs * outputs * kernel + outputs + (2 * outputs if normalized else 0)
        area = 1 if kind == "linear" else size * size
        plain += inputs * outputs * kernel * area
        if kind == "up":
            size *= 2
            area *= 4
        per_output += inputs * outputs * kernel * area
    if task in ("normal", "autoencoder"):
        params += DISCRIMINATOR
    return params, plain, per_output
