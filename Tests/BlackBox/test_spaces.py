"""Every search space: the figures of the authors' own code, enumeration, notations, drawings, and what is refused."""

import json
import subprocess
import xml.etree.ElementTree

import pytest

from support.release import cellar, run, strict

NORMAL = "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|"
PAIR = "('sep_conv_3x3', 0), ('sep_conv_3x3', 1)"
AMBIGUOUS = f"Genotype(normal=[{PAIR}], normal_concat=[2], reduce=[{PAIR}], reduce_concat=[2])"


def compact(value):
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def arch(space, encodings, *options):
    """One answer for each encoding; `space` None leaves the choice to the command."""
    chosen = [] if space is None else ["--space", space]
    encodings = [compact(one) for one in encodings]
    text = "".join(f"{one}\n" for one in encodings)
    done = run("arch", *chosen, *options, "--json", "-", input=text.encode())
    assert done.returncode == 0, done.stderr
    answers = [strict(line) for line in done.stdout.decode().splitlines()]
    assert len(answers) == len(encodings)
    return answers


def rows(shared, name):
    with open(shared / "truth" / f"{name}.jsonl") as file:
        return [json.loads(line) for line in file]


def described(shared, space):
    """Pairs of truth and answer, each valid."""
    truth = rows(shared, space)
    answers = arch(space, [row["encoding"] for row in truth])
    for row, answer in zip(truth, answers):
        assert answer["valid"] is True, (row["encoding"], answer.get("error"))
        assert answer["space"] == space
        assert answer["classes"]["isomorphic"] == f"isomorphic:{answer['canonical']}"
        assert all(cost["scope"] == "model" for cost in answer["costs"])
    return list(zip(truth, answers))


def tasks(answer):
    found = {cost["task"]: cost for cost in answer["costs"]}
    assert len(found) == len(answer["costs"])
    return found


@pytest.mark.shared
def test_nas_bench_201(shared):
    for row, answer in described(shared, "nas-bench-201"):
        costs = tasks(answer)
        assert list(costs) == ["cifar10", "cifar100", "ImageNet16-120"]
        assert answer["encoding"] == row["encoding"]
        assert answer["classes"]["published"] == f"published:{row['unique_str']}"
        for task, cost in costs.items():
            assert cost["params"] == row[task]["params"], row
            assert cost["macs"] == row[task]["macs_conv_linear"], row
            assert cost["counters"]["published"] == row[task]["flops_as_published_convention"], row


@pytest.mark.shared
def test_nas_bench_201_by_index(shared):
    truth = rows(shared, "nas-bench-201")
    answers = arch("nas-bench-201", [str(row["index"]) for row in truth])
    assert [answer["encoding"] for answer in answers] == [row["encoding"] for row in truth]


@pytest.mark.shared
def test_published_costs_of_nats_bench(shared):
    published = json.loads((shared / "truth" / "nats-published-costs.json").read_text())
    for part, space, key in (("tss", "nas-bench-201", "arch"), ("sss", "nats-bench-size", "arch")):
        for row in published[part]:
            task = row["dataset"].removesuffix("-valid")
            cost = tasks(arch(space, [row[key]])[0])[task]
            assert cost["params"] / 1e6 == pytest.approx(row["params_M"], abs=1e-12)
            assert cost["counters"]["published"] / 1e6 == pytest.approx(row["flops_M"], abs=1e-12)


@pytest.mark.shared
def test_nats_bench_size(shared):
    for row, answer in described(shared, "nats-bench-size"):
        costs = tasks(answer)
        assert list(costs) == ["cifar10", "cifar100", "ImageNet16-120"]
        for task, cost in costs.items():
            assert [cost["params"], cost["macs"], cost["counters"]["published"]] == row[task], row


@pytest.mark.shared
def test_nas_bench_macro(shared):
    for row, answer in described(shared, "nas-bench-macro"):
        cost = tasks(answer)["cifar10"]
        assert cost["params"] == row["params"] == row["published_params"], row
        assert cost["macs"] == row["macs_conv_linear"], row
        assert cost["counters"]["published"] == row["flops_as_published_convention"] == row["published_flops"], row
        assert answer["classes"]["published"] == f"published:{row['canonical']}", row


@pytest.mark.shared
def test_darts(shared):
    for row, answer in described(shared, "darts"):
        costs = tasks(answer)
        assert list(costs) == ["cifar10", "imagenet", "cifar10-auxiliary", "imagenet-auxiliary", "nas-bench-301"]
        for name, task in (("cifar", "cifar10"), ("imagenet", "imagenet"), ("nb301_proxy_C32_L8", "nas-bench-301")):
            assert costs[task]["params"] == row[name]["params"], (row["name"], task)
            assert costs[task]["macs"] == row[name]["macs_conv_linear"], (row["name"], task)
            if "flops_as_published_convention" in row[name]:
                published = row[name]["flops_as_published_convention"]
                assert published in costs[task]["counters"].values() or published == costs[task]["macs"]
            if "macs_plus_fc_bias" in row[name]:
                assert costs[task]["counters"]["macs-fc-bias"] == row[name]["macs_plus_fc_bias"]
            if task != "nas-bench-301":
                assert costs[f"{task}-auxiliary"]["params"] == row[name]["params_with_auxiliary"], row["name"]


@pytest.mark.shared
def test_darts_genotypes_as_json_are_the_same_architectures(shared):
    truth = rows(shared, "darts")
    assert arch("darts", [row["genotype"] for row in truth]) == arch("darts", [row["encoding"] for row in truth])


@pytest.mark.shared
def test_darts_extended(shared):
    for row, answer in described(shared, "darts-extended"):
        costs = tasks(answer)
        for name, task in (("cifar", "cifar10"), ("imagenet", "imagenet")):
            assert costs[task]["params"] == row[name]["params"], row
            assert costs[task]["macs"] == row[name]["macs_conv_linear"], row


@pytest.mark.shared
def test_pnas(shared):
    cell = ('[[["sep_conv_5x5",0],["max_pool_3x3",0]],[["sep_conv_7x7",1],["max_pool_3x3",1]],'
            '[["sep_conv_5x5",1],["sep_conv_3x3",1]],[["sep_conv_3x3",4],["max_pool_3x3",1]],'
            '[["sep_conv_3x3",0],["skip_connect",1]]]')
    models = json.loads((shared / "truth" / "pnas.json").read_text())["models"]
    costs = tasks(arch("pnas", [cell])[0])
    for task, name in (("imagenet-large", "PNASNet-5_Large_331"), ("imagenet-mobile", "PNASNet-5_Mobile_224_c0=32_1001")):
        model = next(model for model in models if model["name"] == name)
        assert costs[task]["params"] == model["params"]
        assert costs[task]["macs"] == model["macs_conv_linear"]
        assert costs[task]["counters"]["published"] == model["flops_as_published_convention"]


@pytest.mark.shared
def test_attentive_nas(shared):
    for row, answer in described(shared, "attentive-nas"):
        cost = tasks(answer)["imagenet"]
        assert cost["params"] == row["params"] and cost["params_live"] == row["params_used"], row["name"]
        assert cost["macs"] == row["macs_conv_linear"], row["name"]
        assert cost["counters"]["published"] == row["flops_as_published_convention"], row["name"]
        if "published_mflops" in row:
            assert round(cost["counters"]["published"] / 1e6) == row["published_mflops"], row["name"]


@pytest.mark.shared
def test_ofa_mobilenetv3(shared):
    for row, answer in described(shared, "ofa-mobilenetv3"):
        cost = tasks(answer)["imagenet"]
        assert cost["params"] == row["params"], row["name"]
        assert cost["macs"] == row["macs_conv_linear"], row["name"]
        assert cost["counters"]["published"] == row["flops_as_published_convention"], row["name"]


@pytest.mark.shared
def test_pi_nas(shared):
    for row, answer in described(shared, "pi-nas"):
        cost = tasks(answer)["imagenet"]
        assert cost["params"] == row["params"] and cost["macs"] == row["macs_conv_linear"], row["name"]
        if "flops_as_published_convention" in row:
            assert cost["counters"]["openselfsup"] == row["flops_as_published_convention"], row["name"]
            assert cost["counters"]["published"] == row["flops_as_published_convention"], row["name"]
        if "published" in row:
            assert row["published"] == f"{cost['counters']['published'] / 1e9:.2f}G {27.1}M"


@pytest.mark.shared
def test_nas_bench_101(shared):
    truth = rows(shared, "nas-bench-101")
    answers = arch("nas-bench-101", [{"matrix": row["matrix"], "ops": row["ops"]} for row in truth])
    for row, answer in zip(truth, answers):
        assert answer["valid"] is row["valid"], (row, answer.get("error"))
        if not row["valid"]:
            assert {"disconnected": "path", "too_many_edges_after_pruning": "edges"}[row["reason"]] in answer["error"]
            continue
        assert json.loads(answer["encoding"]) == {"matrix": row["pruned_matrix"], "ops": row["pruned_ops"]}
        assert answer["classes"]["published"] == f"published:{row['hash']}"
        cost = tasks(answer)["cifar10"]
        assert cost["params"] == row["params"] and cost["macs"] == row["macs_conv_linear"], row
        assert cost["params"] in row["param_counts_over_isomorphic_orderings"]


@pytest.mark.shared
def test_nas_bench_101_up_to_five_vertices(shared):
    truth = rows(shared, "nas-bench-101-upto5")
    operations = {-1: "input", 0: "conv3x3-bn-relu", 1: "conv1x1-bn-relu", 2: "maxpool3x3", -2: "output"}

    def specification(row):
        count = row["vertices"]
        places = [(source, target) for source in range(count) for target in range(source + 1, count)]
        matrix = [[0] * count for _ in range(count)]
        for index, (source, target) in enumerate(sorted(places, key=lambda place: (place[1], place[0]))):
            matrix[source][target] = row["bits"] >> index & 1
        return {"matrix": matrix, "ops": [operations[label] for label in row["labels"]]}

    for row, answer in zip(truth, arch("nas-bench-101", map(specification, truth))):
        assert answer["classes"]["published"] == f"published:{row['hash']}", row
        cost = tasks(answer)["cifar10"]
        assert cost["params"] == row["params"] and cost["macs"] == row["macs_conv_linear"], row


@pytest.mark.shared
def test_the_published_record_of_nas_bench_101(shared):
    row = json.loads((shared / "truth" / "nas-bench-101-published.json").read_text())
    answer = arch("nas-bench-101", [{"matrix": row["matrix"], "ops": row["ops"]}])[0]
    assert answer["classes"]["published"] == f"published:{row['hash']}"
    assert tasks(answer)["cifar10"]["params"] == row["trainable_parameters"]


@pytest.mark.parametrize("vertices, count", [(2, 1), (3, 7), (4, 91), (5, 2532), (6, 64542), (7, 423624)])
def test_classes_of_nas_bench_101(vertices, count):
    options = ("nas-bench-101", "--classes", "isomorphic", "--vertices", str(vertices))
    assert lines("enumerate", *options, "--count") == [str(count)]
    if vertices > 5:
        return
    found = [line.split("\t") for line in lines("enumerate", *options, "--hashes")]
    assert len(found) == count == len({name for name, _ in found})
    answers = arch("nas-bench-101", [encoding for _, encoding in found])
    assert [answer["classes"]["published"] for answer in answers] == [f"published:{name}" for name, _ in found]
    assert [answer["canonical"] for answer in answers] == [encoding for _, encoding in found]


def lines(*arguments):
    done = run("space", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().splitlines()


def spaces():
    return {line.split("\t")[0]: line.split("\t")[1] for line in lines("list")}


def test_sizes_are_exact():
    found = spaces()
    assert list(found) == sorted(found)
    cells = [1, 3, 6, 10]
    darts = 1
    for pairs in cells:
        darts *= pairs * 49
    sets = 1
    for inputs in range(2, 6):
        sets *= 2 ** (7 * inputs) - 1
    blocks = 1
    for inputs in range(2, 7):
        blocks *= (8 * inputs) ** 2
    stage = sum(9**depth for depth in (2, 3, 4))
    expected = {
        "attentive-nas": 440301256704, "darts": darts**2, "darts-extended": sets**2, "nas-bench-101": 1293208, "nas-bench-201": 5**6,
        "nas-bench-macro": 3**8, "nats-bench-size": 8**5, "pi-nas": 4**16, "pnas": blocks,
        "transnas-bench-101-macro": 3256, "transnas-bench-101-micro": 4096,
    }
    assert {space: int(found[space]) for space in expected} == expected
    assert int(found["ofa-mobilenetv3"]) % stage**5 == 0
    for space, size in found.items():
        assert lines("enumerate", space, "--count") == [size]


ENUMERABLE = ["nas-bench-201", "nas-bench-macro", "nats-bench-size", "transnas-bench-101-macro",
              "transnas-bench-101-micro"]


@pytest.mark.parametrize("space", ENUMERABLE)
def test_enumeration_is_complete_sorted_and_the_same_for_any_number_of_threads(space):
    found = lines("enumerate", space)
    assert len(found) == int(spaces()[space]) == len(set(found))
    assert found == sorted(found, key=str.encode)
    assert lines("enumerate", space, "--jobs", "1") == found


@pytest.mark.parametrize("space, kind, count", [
    ("nas-bench-201", "isomorphic", 8765), ("nas-bench-201", "published", 6466),
    ("nas-bench-macro", "published", 3969), ("nas-bench-macro", "same-network", 3969),
    ("nats-bench-size", "isomorphic", 32768), ("transnas-bench-101-micro", "isomorphic", 1948),
    ("transnas-bench-101-micro", "same-network", 1376),
])
def test_classes(space, kind, count):
    assert lines("enumerate", space, "--classes", kind, "--count") == [str(count)]
    found = lines("enumerate", space, "--classes", kind)
    assert len(found) == count and found == sorted(found, key=str.encode)
    # Each line is the smallest of its class: a class of its own, under its own name unless that is the authors'.
    classes = [answer["classes"][kind] for answer in arch(space, found)]
    assert len(set(classes)) == count
    if kind != "published":
        assert classes == [f"{kind}:{encoding}" for encoding in found]


@pytest.mark.parametrize("space, kind", [("nas-bench-201", kind) for kind in ("isomorphic", "same-network", "published")])
def test_classes_over_the_whole_space_have_equal_live_costs(space, kind):
    """The published rule has exceptions of its own, and no others: it is left to `test_nas_bench_201`."""
    answers = arch(space, lines("enumerate", space))
    found = {}
    for answer in answers:
        found.setdefault(answer["classes"][kind], set()).add(
            tuple((cost["task"], cost["params_live"], cost["macs_live"]) for cost in answer["costs"]))
    assert len(found) == int(lines("enumerate", space, "--classes", kind, "--count")[0])
    if kind != "published":
        assert all(len(costs) == 1 for costs in found.values())


def test_hashes_stand_before_encodings():
    found = [line.split("\t") for line in lines("enumerate", "nas-bench-201", "--classes", "published", "--hashes")]
    assert len(found) == 6466 == len({name for name, _ in found})
    answers = arch("nas-bench-201", [encoding for _, encoding in found])
    assert [answer["classes"]["published"] for answer in answers] == [f"published:{name}" for name, _ in found]


@pytest.mark.parametrize("space", ["attentive-nas", "darts", "darts-extended", "ofa-mobilenetv3", "pi-nas", "pnas"])
def test_a_space_too_large_is_refused_at_once_and_can_be_sampled(space):
    for options in ([], ["--classes", "isomorphic"], ["--classes", "isomorphic", "--count"]):
        done = run("space", "enumerate", space, *options, timeout=10)
        assert done.returncode == 64 and b"--sample" in done.stderr and not done.stdout
    drawn = lines("enumerate", space, "--sample", "50", "--seed", "7")
    assert len(drawn) == 50 == len(set(drawn))
    assert lines("enumerate", space, "--sample", "50", "--seed", "7") == drawn
    assert lines("enumerate", space, "--sample", "50", "--seed", "8") != drawn
    answers = arch(space, drawn)
    assert [answer["encoding"] for answer in answers] == drawn and all(answer["valid"] for answer in answers)


def test_samples_cover_a_small_space():
    drawn = lines("enumerate", "nas-bench-macro", "--sample", "60000", "--seed", "1")
    counts = {}
    for encoding in drawn:
        counts[encoding] = counts.get(encoding, 0) + 1
    # 9.1 draws of each on average; a uniform sample leaves out about one.
    assert len(counts) > 6540 and max(counts.values()) < 35


@pytest.mark.parametrize("arguments", [
    ["enumerate", "no-such-space"], ["info", "no-such-space"], ["enumerate", "nas-bench-macro", "--classes", "similar"],
    ["enumerate", "nats-bench-size", "--hashes"], ["enumerate", "nats-bench-size", "--classes", "published"],
    ["enumerate", "nas-bench-macro", "--sample", "-1"], ["enumerate", "nas-bench-macro", "--seed", "1"],
    ["enumerate", "nas-bench-macro", "--sample", "1", "--count"], ["enumerate", "nas-bench-macro", "--jobs", "0"],
    ["enumerate"], ["info"],
], ids=" ".join)
def test_wrong_usage(arguments):
    done = run("space", *arguments)
    assert done.returncode == 64 and done.stderr and not done.stdout


def test_a_reader_that_leaves_early_stops_the_enumeration():
    process = subprocess.Popen([cellar(), "space", "enumerate", "nats-bench-size"], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"16:16:16:16:16\n"
    process.stdout.close()
    process.wait(timeout=20)


def test_info_describes_every_space():
    for space, size in spaces().items():
        text = "\n".join(lines("info", space))
        assert space in text and size in text and "isomorphic" in text and "notations" in text and "example" in text


@pytest.mark.parametrize("arguments", [
    ["space"], ["space", "list"], ["space", "info"], ["space", "enumerate"], ["arch"]], ids=" ".join)
def test_help_has_an_example(arguments):
    done = run(*arguments, "--help")
    assert done.returncode == 0 and b"Example" in done.stdout


def test_the_space_is_found_where_only_one_accepts():
    texts = {NORMAL: "nas-bench-201", "01201201": "nas-bench-macro", "8:16:24:32:40": "nats-bench-size",
             "0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3": "pi-nas", "64-1234-basic": "transnas-bench-101-macro",
             "64-41414-1_02_333": "transnas-bench-101-micro"}
    for space in ("attentive-nas", "darts", "darts-extended", "ofa-mobilenetv3", "pnas"):
        texts[lines("enumerate", space, "--sample", "1")[0]] = space
    assert {answer["encoding"]: answer["space"] for answer in arch(None, texts)} == texts
    for text, space in texts.items():
        done = run("arch", text)
        assert done.returncode == 0 and space in done.stdout.decode() and "●" in done.stdout.decode()


def test_several_spaces_that_accept_are_listed():
    done = run("arch", AMBIGUOUS)
    assert done.returncode == 64 and not done.stdout
    assert all(word in done.stderr.decode() for word in ("'darts'", "'pnas'", "--space"))
    answer = arch(None, [AMBIGUOUS])[0]
    assert answer["valid"] is False and answer["space"] is None and "'darts', 'pnas'" in answer["error"]
    assert "costs" not in answer
    for space in ("darts", "pnas"):
        assert run("arch", "--space", space, AMBIGUOUS).returncode == 0


def test_notations_convert_and_come_back():
    for space in spaces():
        notations = next(line.split(None, 1)[1].split(", ") for line in lines("info", space) if "notations" in line)
        encoding = lines("enumerate", space, "--sample", "1", "--seed", "3")[0]
        for notation in notations:
            done = run("arch", "--space", space, "--to", notation, encoding)
            if done.returncode == 1:  # Some notations cannot say everything.
                assert b"cannot be said" in done.stderr and notation == "tf-slim"
                continue
            assert done.returncode == 0, done.stderr
            text = done.stdout.decode().rstrip("\n")
            back = run("arch", "--space", space, "--to", "encoding", text)
            assert back.stdout.decode().rstrip("\n") == encoding, notation
    assert run("arch", "--to", "naslib", NORMAL).stdout.startswith(b"(")
    unknown = run("arch", "--to", "haiku", NORMAL)
    assert unknown.returncode == 64 and b"'naslib'" in unknown.stderr


def test_the_picture_is_one_file_that_needs_no_other(tmp_path):
    for space in spaces():
        encoding = lines("enumerate", space, "--sample", "1", "--seed", "4")[0]
        path = tmp_path / f"{space}.svg"
        done = run("arch", "--space", space, "--svg", path, encoding)
        assert done.returncode == 0, done.stderr
        text = path.read_text()
        assert xml.etree.ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
        assert text.count("http") == 1 and "href" not in text and "<script" not in text
    assert run("arch", "--svg", tmp_path / "no" / "such.svg", NORMAL).returncode == 74
    assert run("arch", "--svg", tmp_path / "two.svg", NORMAL, "01201201").returncode == 64
    assert run("arch", "--svg", tmp_path / "two.svg", "-", input=b"").returncode == 64


def test_people_are_told_classes_members_and_sources():
    text = run("arch", NORMAL).stdout.decode()
    for word in ("isomorphic:", "same-network:", "published:", "others", "cifar100", "ImageNet16-120", "published: "):
        assert word in text


BAD = [
    ("nas-bench-201", ["", "|", NORMAL + " ", " " + NORMAL, NORMAL.replace("~0", "~1", 1), NORMAL.replace("conv", "konv", 1),
                       NORMAL[:-1], "15625", "-1", "(0, 1)", "01"]),
    ("nats-bench-size", ["8:8:8:8", "8:8:8:8:7", "8:8:8:8:72", "8:8:8:8:8:8", "8:8:8:8:8 ", "a"]),
    ("nas-bench-macro", ["0120120", "012012012", "01201203", "０1201201", "012 1201"]),
    ("darts", ["Genotype(", "Genotype()", "{}", "[]", "null", '{"normal":[]}', AMBIGUOUS[:-1], AMBIGUOUS + "x",
               AMBIGUOUS.replace("sep_conv_3x3", "sep_conv_9x9", 1), AMBIGUOUS.replace("0)", "2)", 1)]),
    ("darts-extended", ['{"normal":[],"reduce":[]}', "{}", "[[[]]]"]),
    ("pnas", ["[]", "[[[]]]", '[[["skip_connect",0],["skip_connect",2]]]', "{}"]),
    ("attentive-nas", ["{}", "[]", '{"resolution":192}', "[1,2,3]"]),
    ("ofa-mobilenetv3", ["{}", "[]", '{"wid":1.1}']),
    ("pi-nas", ["0 1 2 3", "0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 4", "[0]"]),
]


@pytest.mark.parametrize("space, texts", BAD, ids=[space for space, _ in BAD])
def test_bad_encodings_are_pointed_at(space, texts):
    hostile = ["1" * 10_000_000, "[" * 1_000_000, '{"a":' * 200_000, "\x00", "|" * 1_000_000]
    for text, answer in zip(texts + hostile, arch(space, texts + hostile)):
        assert answer["valid"] is False and answer["space"] == space, text[:100]
        assert "expected" in answer["error"] and len(answer["error"]) < 1000, text[:100]
        assert "costs" not in answer
    for text in texts:
        done = run("arch", "--space", space, "--", text)
        assert done.returncode == 2 and not done.stdout and b"expected" in done.stderr
        if b" at byte " in done.stderr:
            assert done.stderr.decode().splitlines()[-1].strip() == "^", text


def test_a_refused_encoding_does_not_stop_the_others():
    done = run("arch", "01201201", "nonsense", "01201200")
    assert done.returncode == 2
    assert b"01201201\n" in done.stdout and b"01201200\n" in done.stdout and b"nonsense" in done.stderr
