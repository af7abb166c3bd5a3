"""`cellar arch`: the machine-readable contract, against counts made by the authors' own modules."""

import json

import pytest

from support import transnas
from support.release import run, strict

SHAPES = [[3, 224, 224], [3, 64, 64], [3, 256, 256]]


def arch(space, encodings):
    done = run("arch", "--space", space, "--json", "-", input="".join(f"{one}\n" for one in encodings).encode())
    assert done.returncode == 0, done.stderr
    lines = [strict(line) for line in done.stdout.decode().splitlines()]
    assert [line["encoding"] for line in lines] == list(encodings)
    return lines


def costs(line):
    found = {(cost["scope"], cost["task"], tuple(cost["input"])): cost for cost in line["costs"]}
    assert len(found) == len(line["costs"]) == 10
    return found


def truth(shared, name):
    with open(shared / "truth" / f"transnas-{name}.jsonl") as file:
        return {record["encoding"]: record for record in map(json.loads, file)}


@pytest.fixture(scope="module")
def described():
    return {line["encoding"]: line for space, encodings in (
        (transnas.MICRO, transnas.micro_encodings()), (transnas.MACRO, transnas.macro_encodings()))
        for line in arch(space, encodings)}


def test_every_architecture_of_both_spaces_is_valid_and_has_ten_costs(described):
    assert len(described) == 4096 + 3256
    tasks = [("model", task, (9, 3, 64, 64) if task == "jigsaw" else (3, 224, 224)) for task in transnas.TASKS]
    expected = {("encoder", None, tuple(shape)) for shape in SHAPES} | set(tasks)
    for encoding, line in described.items():
        assert line["valid"] is True and "error" not in line
        assert line["space"] == transnas.space_of(encoding)
        assert set(costs(line)) == expected
        for cost in line["costs"]:
            assert set(cost) == {"scope", "task", "input", "params", "params_live", "macs", "macs_live", "counters"}
            assert set(cost["counters"]) == {"thop-0.1.1", "thop-0.0.31"}


@pytest.mark.shared
def test_encoder_counts_equal_the_truth(described, shared):
    for encoding, record in truth(shared, "encoder").items():
        found = costs(described[encoding])
        for shape in SHAPES:
            cost, size = found[("encoder", None, tuple(shape))], shape[1]
            assert cost["params"] == record["params"], encoding
            assert cost["macs"] == record[f"conv_macs_{size}"], (encoding, size)
            assert cost["counters"]["thop-0.1.1"] == record[f"macs_{size}"], (encoding, size)
            assert cost["counters"]["thop-0.0.31"] == record[f"macs_{size}_thop_0_0_31"], (encoding, size)


@pytest.mark.shared
def test_model_counts_equal_the_truth(described, shared):
    for encoding, record in truth(shared, "model").items():
        found = costs(described[encoding])
        for task, expected in record["tasks"].items():
            size = 64 if task == "jigsaw" else 224
            model = found[("model", task, (9, 3, 64, 64) if task == "jigsaw" else (3, 224, 224))]
            encoder = found[("encoder", None, (3, size, size))]
            assert model["params"] == expected["model_params"], (encoding, task)
            assert model["counters"]["thop-0.1.1"] == expected["model_FLOPs"], (encoding, task)
            assert model["counters"]["thop-0.0.31"] == expected["model_FLOPs_0_0_31"], (encoding, task)
            assert encoder["params"] == expected["encoder_params"], (encoding, task)
            assert encoder["counters"]["thop-0.1.1"] == expected["encoder_FLOPs"], (encoding, task)
            assert encoder["counters"]["thop-0.0.31"] == expected["encoder_FLOPs_0_0_31"], (encoding, task)
            assert encoder["macs"] == expected["encoder_conv_macs"], (encoding, task)
            if task in ("class_scene", "class_object", "room_layout", "jigsaw"):
                assert model["macs"] == expected["model_conv_linear_macs"], (encoding, task)


def test_counts_equal_a_formula_of_our_own_live_ones_too(described):
    for encoding, line in described.items():
        found = costs(line)
        for shape in SHAPES:
            cost = found[("encoder", None, tuple(shape))]
            assert (cost["params"], cost["macs"]) == transnas.encoder_costs(encoding, shape[1])[:2], encoding
            assert (cost["params_live"], cost["macs_live"]) == transnas.encoder_costs(encoding, shape[1], True)[:2], (
                encoding)
        for task in transnas.TASKS:
            cost = found[("model", task, (9, 3, 64, 64) if task == "jigsaw" else (3, 224, 224))]
            assert (cost["params"], cost["macs"]) == transnas.model_costs(encoding, task)[:2], (encoding, task)
            assert (cost["params_live"], cost["macs_live"]) == transnas.model_costs(encoding, task, True)[:2], (
                encoding, task)


@pytest.mark.parametrize("kind, count", [("isomorphic", 1948), ("same-network", 1376)])
def test_classes_of_the_micro_space(described, kind, count):
    found = {encoding: described[encoding]["classes"][kind] for encoding in transnas.micro_encodings()}
    assert len(set(found.values())) == count
    assert found == transnas.classes(kind)


def test_the_canonical_form_is_the_smallest_encoding_of_the_isomorphic_class(described):
    for encoding, line in described.items():
        assert line["classes"]["isomorphic"] == f"isomorphic:{line['canonical']}"
        assert described[line["canonical"]]["canonical"] == line["canonical"] <= encoding
        if transnas.space_of(encoding) == transnas.MACRO:
            assert line["canonical"] == encoding
    disconnected = {described[encoding]["canonical"] for encoding in transnas.micro_encodings()
                    if transnas.is_disconnected(encoding)}
    assert disconnected == {"64-41414-0_00_000"}


@pytest.mark.parametrize("space, encoding", [
    (transnas.MICRO, text) for text in
    ("", "64-41414-3_33_33", "64-41414-3_33_3333", "64-41414-4_33_333", "64-41414-333333", "64-41413-3_33_333",
     "32-41414-3_33_333", "64-41414-3_33_333 ", " 64-41414-3_33_333", "64-41414-3_33_333-x", "64-41414-３_33_333",
     "64-1234-basic", "é", "64-41414-3-33-333", "{}")
] + [
    (transnas.MACRO, text) for text in
    ("64-1111-basic", "64-2222-basic", "64-123-basic", "64-1234567-basic", "64-1235-basic", "64-0123-basic",
     "64-333331-basic", "64-1234", "64-1234-BASIC", "64--basic", "64-41414-3_33_333", "065-1234-basic", "64-3333-basic",
     "64-444444-basic", "x" * 10_000)
])
def test_an_invalid_encoding_is_told_and_is_no_failure(space, encoding):
    good = "64-41414-3_33_333" if space == transnas.MICRO else "64-1234-basic"
    first, bad, last = arch(space, [good, encoding, good])
    assert first == last and first["valid"]
    assert bad["valid"] is False and bad["error"] and "expected" in bad["error"]
    assert not bad.get("costs")
    assert bad["space"] == space


def test_bounds_of_the_macro_space():
    import itertools

    for count in (3, 4, 5):
        encodings = ["64-" + "".join(modules) + "-basic" for modules in itertools.product("1234", repeat=count)]
        inside = set(transnas.macro_encodings())
        for line in arch(transnas.MACRO, encodings):
            assert line["valid"] == (line["encoding"] in inside), line


def test_bytes_that_are_not_utf8_do_not_stop_the_rest():
    content = b"64-41414-3_33_333\n\xff\xfe\n64-41414-0_00_000\n"
    done = run("arch", "--space", transnas.MICRO, "--json", "-", input=content)
    lines = [strict(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0 and [line["valid"] for line in lines] == [True, False, True]


def test_no_input_is_no_output():
    done = run("arch", "--space", transnas.MICRO, "--json", "-", input=b"")
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_last_line_without_a_newline_counts():
    done = run("arch", "--space", transnas.MICRO, "--json", "-", input=b"64-41414-3_33_333")
    assert len(done.stdout.splitlines()) == 1
