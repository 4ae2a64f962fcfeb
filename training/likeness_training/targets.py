"""Computes what the network must answer for every clean picture.

python -m likeness_training.targets --work WORK [--start checkpoint.pt]

The teacher is EfficientNet-Lite2, average pool, 1,280 numbers. Without --start its vectors are centred, projected on 256
principal components and divided by the fourth root of their variance. With --start they are mapped by ridge regression into the
space of that network, and the mean of both, teacher and network, is the target: old vectors stay comparable, and two
networks know more than one. Writes WORK/targets.npy and WORK/clean.npy (the start network's own vectors).
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from . import data, net, progress


class Teacher(torch.nn.Module):
    """EfficientNet-Lite2 up to its average pool; unit length."""

    def __init__(self):
        super().__init__()
        self.body = net.fold(net.backbone("efficientnet-lite2").eval())

    def forward(self, x):
        return F.normalize(self.body.extract_features(x).mean((2, 3)))


@torch.no_grad()
def answers(model, squares, size, file, device, width, batch=64):
    """Vectors of a model for all squares at the given side, in `file`; goes on where an earlier run stopped."""
    done_file = file.with_suffix(".done")
    done = int(done_file.read_text()) if done_file.exists() and file.exists() else 0
    out = np.lib.format.open_memmap(file, "r+" if done else "w+", np.float32, (len(squares), width))
    model = model.to(device, memory_format=torch.channels_last).eval()
    bar = progress.Bar(file.stem, len(squares))
    for start in range(done, len(squares), batch):
        x = net.pixels(np.ascontiguousarray(squares[start:start + batch]), device)
        if x.shape[-1] != size:
            x = F.interpolate(x, (size, size), mode="bilinear", antialias=True)
        with torch.autocast(device, torch.bfloat16):
            out[start:start + batch] = model(x).float().cpu().numpy()
        if start // batch % 50 == 0 or start + batch >= len(squares):
            out.flush()
            done_file.write_text(str(min(start + batch, len(squares))))
        bar.at(min(start + batch, len(squares)))
    return out


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


def whitened(teacher, dimension):
    """Principal components of the teacher's vectors, each divided by the fourth root of its variance."""
    centred = teacher - teacher.mean(0)
    variance, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    variance, axes = variance[::-1][:dimension], axes[:, ::-1][:, :dimension]
    return unit(centred @ axes / np.maximum(variance, 1e-9) ** 0.25)


def mapped(teacher, clean):
    """Teacher vectors carried into the space of `clean` by ridge regression, and how well (mean cosine)."""
    x = np.concatenate([teacher, np.full((len(teacher), 1), 0.05, np.float32)], 1).astype(np.float64)
    weights = np.linalg.solve(x.T @ x + 1e-4 * len(x) / x.shape[1] * np.eye(x.shape[1]), x.T @ clean)
    out = unit(x @ weights)
    return out, float((out * clean).sum(1).mean())


def main():
    parser = argparse.ArgumentParser(prog="likeness_training.targets", description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--start", type=Path, help="checkpoint of the network to go on from")
    parser.add_argument("--size", type=int, default=224, help="side at which the teacher looks")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    log = progress.log(args.work)
    squares = data.squares(args.work)
    teacher = answers(Teacher(), squares, args.size, args.work / "teacher.npy", args.device, net.FEATURES)
    if args.start is None:
        targets = whitened(np.asarray(teacher), net.DIMENSION)
    else:
        model = net.start(args.start)
        clean = answers(model, squares, squares.shape[1], args.work / "clean.npy", args.device, net.DIMENSION)
        carried, agreement = mapped(np.asarray(teacher), np.asarray(clean))
        log.info("targets: teacher carried into the start network's space, mean cosine %.3f", agreement)
        targets = unit(carried + clean)
    np.save(args.work / "targets.npy", targets.astype(np.float32))
    log.info("targets: %d vectors of %d numbers", *targets.shape)


if __name__ == "__main__":
    main()
