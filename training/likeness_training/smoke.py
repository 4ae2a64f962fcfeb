"""The whole recipe on 300 generated pictures, to see that it runs: minutes on two cores, no useful network.

python -m likeness_training.smoke [--work DIR]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from . import evaluate, generated, pictures

STEPS = 6


def step(name, *arguments):
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", f"likeness_training.{name}", *map(str, arguments)], check=True)
    print(f"smoke: {name} took {time.monotonic() - started:.0f} s", flush=True)


def expect(fact, what):
    if not fact:
        raise SystemExit(f"smoke: {what}")


def run(work):
    drawn, kept_out = work / "drawn", work / "kept-out"
    generated.write(drawn, 300, seed=1)
    # Twelve of the pictures, mirrored, play the evaluation set: the data step has to refuse their originals.
    kept_out.mkdir(parents=True, exist_ok=True)
    import cv2

    for file in sorted(drawn.iterdir())[:12]:
        cv2.imwrite(str(kept_out / file.name), np.ascontiguousarray(pictures.read(file)[:, ::-1, ::-1]))
    step("data", "--work", work, "--data", drawn, "--exclude", kept_out, "--size", 96)
    refused = (work / "refused.txt").read_text().count("near-duplicate")
    expect(refused >= 10, f"only {refused} of 12 copies of evaluation pictures were refused")
    step("targets", "--work", work, "--size", 96)
    common = ("--work", work, "--size", 96, "--large", 96, "--batch", 16, "--say", 5)
    step("train", *common, "--steps", STEPS // 2)
    step("train", *common, "--steps", STEPS)
    expect(f"goes on at step {STEPS // 2}" in (work / "log.txt").read_text(), "the second training did not go on")
    step("refine", "--work", work, "--start", work / "checkpoint.pt", "--steps", 2, "--size", 96, "--pictures", 4, "--again", 4)
    step("export", "--checkpoint", work / "refined.pt", "--out", work / "bundle", "--name", "smoke", "--version", "0")
    card = json.loads((work / "bundle" / "model.json").read_text())
    squares = np.stack([pictures.squeeze(generated.draw(i), evaluate.SIZE) for i in range(0, 20, 5)])
    answers = evaluate.vectors(work / "bundle" / card["file"], squares, threads=2)
    expect(answers.shape == (4, card["output"]["dimension"]), f"vectors of shape {answers.shape}")
    expect(np.isfinite(answers).all(), "vectors that are not numbers")


def main():
    parser = argparse.ArgumentParser(prog="likeness_training.smoke", description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, help="kept afterwards; a temporary folder without")
    args = parser.parse_args()
    started = time.monotonic()
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    # Threads that wait without spinning: several times faster where other work takes the cores.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    if args.work:
        args.work.mkdir(parents=True, exist_ok=True)
        run(args.work)
    else:
        with tempfile.TemporaryDirectory(prefix="likeness-smoke-") as folder:
            run(Path(folder))
    print(f"smoke: all steps ran in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
