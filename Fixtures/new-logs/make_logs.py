#!/usr/bin/env python3
"""Writes `logs`, the logs of docs/new-logs.md; the same bytes each time. Standard library only."""

import random
from pathlib import Path

CELLS = ["|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_1x1~2|",
         "|skip_connect~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|avg_pool_3x3~0|none~1|nor_conv_3x3~2|"]


def log(draw, cell, data, seed, epochs, ends=True):
    lines = ["trainer v0.3 on 1 x V100-SXM2", f"arch={cell} data={data} seed={seed}", f"schedule: {epochs} epochs, cosine"]
    total = 0.0
    for epoch in range(1, epochs + 1 if ends else epochs):
        time = round(draw.uniform(30, 45), 1)
        total += time + 3
        accuracy = 100 * epoch / (epochs + 2) + draw.uniform(0, 5)
        for step in (100, 200):
            lines.append(f"[ep {epoch}/{epochs}] step {step} loss {draw.uniform(1, 2):.4f}")
        lines.append(f"[ep {epoch}/{epochs}] train loss {draw.uniform(1, 2):.4f} acc {accuracy:.2f}% | {time}s")
        lines.append(f"[ep {epoch}/{epochs}] val loss {draw.uniform(1, 2):.4f} acc {accuracy - 1:.2f}%")
    if ends:
        lines.append(f"done, {total:.1f}s in all")
    return "".join(f"2026-03-02 10:{index // 60:02}:{index % 60:02} {line}\n" for index, line in enumerate(lines))


def main():
    draw = random.Random(201)
    folder = Path(__file__).parent / "logs"
    for group, cell, data, seed, epochs, ends in [
            ("first", CELLS[0], "c10", 7, 3, True), ("first", CELLS[0], "c10", 8, 3, True),
            ("first", CELLS[1], "c100", 7, 4, True), ("second", CELLS[1], "c10", 7, 3, False)]:
        place = folder / group / f"{data}-{CELLS.index(cell)}-{seed}.log"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(log(draw, cell, data, seed, epochs, ends))


if __name__ == "__main__":
    main()
