#!/usr/bin/env python3
"""Makes a small file in the shape of HW-NAS-Bench, of made-up numbers. usage: hw_nas_bench.py OUT.pickle"""

import pickle
import random
import sys

#: The first architectures of the released files of NAS-Bench-201.
ARCHITECTURES = [
    "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|",
]
QUANTITIES = ["edgegpu_latency", "edgegpu_energy", "raspi4_latency", "edgetpu_latency", "pixel3_latency",
              "eyeriss_latency", "eyeriss_energy", "eyeriss_arithmetic_intensity", "fpga_latency", "fpga_energy"]


def make(architectures=ARCHITECTURES):
    source = random.Random(1)
    return {"nasbench201": {
        dataset: {"config": [{"name": "infer.tiny", "C": 16, "N": 5, "arch_str": text} for text in architectures],
                  **{name: [source.uniform(0.5, 50) for _ in architectures] for name in QUANTITIES}}
        for dataset in ("cifar10", "cifar100", "ImageNet16-120")},
        "fbnet": {"edgegpu_latency": {"ConvBlock_H8_W8_Cin4_Cout4_exp1_kernel3_stride1_group1": 0.5}}}


if __name__ == "__main__":
    with open(sys.argv[1], "wb") as file:
        pickle.dump(make(), file, protocol=4)
