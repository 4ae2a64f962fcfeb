"""Trains the network on edited pictures.

python -m likeness_training.train --work WORK [--start checkpoint.pt] [--minutes 70 | --steps 3000]

Every step shows edited pictures; the answer must be near the target of the clean picture (cosine), nearer to it than to all
other targets (InfoNCE), and as like to the others as the target itself (squared error). Writes WORK/checkpoint.pt every few
minutes; run again after an interruption, it goes on.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, IterableDataset

from . import data, edits, net, progress, terms

AVERAGE = 0.998


class Edited(IterableDataset):
    """Endless (rows, clean squares, edited squares); row order and edits follow from the seed and the step."""

    def __init__(self, work, size, batch, seed, step):
        self.work, self.size, self.batch, self.seed, self.step = work, size, batch, seed, step

    def __iter__(self):
        import cv2

        cv2.setNumThreads(1)
        squares = data.squares(self.work)
        worker = torch.utils.data.get_worker_info()
        mine, all_ = (worker.id, worker.num_workers) if worker else (0, 1)
        step = self.step + mine
        while True:
            r = np.random.default_rng([self.seed, step])
            rows = r.choice(len(squares), self.batch, replace=len(squares) < self.batch)
            clean = [squares[row] for row in rows]
            shown = [edits.edited(r, p, squares[int(r.integers(len(squares)))]) for p in clean]
            fit = [edits.fit(p, self.size) for p in shown]
            whole = [edits.fit(p, self.size) for p in clean]
            yield rows, np.stack(whole), np.stack(fit)
            step += all_


class Run:
    """What goes on over an interruption: network, its running average, optimizer, targets, step and minutes spent."""

    def __init__(self, args, log):
        self.args, self.log, self.file = args, log, args.work / "checkpoint.pt"
        self.step, self.spent = 0, 0.0
        self.model = net.start(args.start).to(args.device).freeze(args.frozen)
        self.first = net.start(args.start).to(args.device).requires_grad_(False)
        if args.as_you_go:
            count = len(data.squares(args.work))
            self.targets = torch.zeros(count, net.DIMENSION, device=args.device)
            self.known = torch.zeros(count, dtype=torch.bool, device=args.device)
        else:
            self.targets = torch.from_numpy(np.load(args.work / "targets.npy")).to(args.device)
            self.known = torch.ones(len(self.targets), dtype=torch.bool, device=args.device)
        if args.start is None:
            self.fit_head()
        self.average = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        learned = [p for p in self.model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(learned, lr=args.rate, betas=(0.9, 0.98), weight_decay=1e-4)
        if self.file.exists():
            self.load()

    @torch.no_grad()
    def fit_head(self):
        """A linear head by ridge regression from clean pictures to their targets."""
        squares = data.squares(self.args.work)
        rows = np.random.default_rng(0).permutation(len(squares))[:4000]
        features = []
        head, self.model.head = self.model.head, torch.nn.Identity()
        for part in np.array_split(rows, max(1, len(rows) // 64)):
            features.append(self.model(net.pixels(squares[np.sort(part)], self.args.device)))
        self.model.head = head
        order = np.concatenate([np.sort(part) for part in np.array_split(rows, max(1, len(rows) // 64))])
        x, y = torch.cat(features).cpu().double(), self.targets[order].cpu().double()
        x = torch.cat([x, torch.ones(len(x), 1)], 1)
        weights = torch.linalg.solve(x.T @ x + 1e-3 * torch.eye(x.shape[1]), x.T @ y).float()
        head.weight.data.copy_(weights[:-1].T)
        head.bias.data.copy_(weights[-1])

    def load(self):
        kept = torch.load(self.file, map_location=self.args.device)
        self.model.load_state_dict(kept["raw"])
        self.average, self.known = kept["model"], kept["known"]
        if self.args.as_you_go:
            self.targets = kept["targets"].float()
        self.optimizer.load_state_dict(kept["optimizer"])
        self.step, self.spent = kept["step"], kept["spent"]
        self.log.info("train: goes on at step %d, %.1f minutes spent", self.step, self.spent)

    def save(self):
        part = self.file.with_suffix(".part")
        torch.save({"model": self.average, "raw": self.model.state_dict(), "known": self.known,
                    "targets": self.targets.half() if self.args.as_you_go else None, "step": self.step,
                    "optimizer": self.optimizer.state_dict(), "spent": self.spent}, part)
        part.replace(self.file)

    def fraction(self):
        """How much of the run is behind, 0 to 1."""
        return self.spent / self.args.minutes if self.args.minutes else self.step / self.args.steps

    def rate(self):
        """Learning rate: 50 steps of warming up, then a cosine down to 2 %."""
        cosine = 0.5 * (1 + np.cos(np.pi * min(1.0, self.fraction())))
        return float(self.args.rate * min(1.0, (self.step + 1) / 50) * (0.02 + 0.98 * cosine))

    def learn(self, rows, clean, shown):
        args = self.args
        rows = torch.as_tensor(rows, device=args.device)
        self.model.train()
        new = ~self.known[rows]
        if new.any():
            with torch.no_grad(), torch.autocast(args.device, torch.bfloat16):
                first = self.first(net.pixels(clean[new.cpu().numpy()], args.device))
            self.targets[rows[new]], self.known[rows] = F.normalize(first.float()), True
        found = terms.terms(
            self.model(net.pixels(shown, args.device)), rows, self.targets, self.known, args.temperature, args.twin)
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        self.optimizer.zero_grad(set_to_none=True)
        found.loss(args).backward()
        torch.nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.requires_grad], 5.0)
        self.optimizer.step()
        # A short memory at first, so that the average does not drag the start along.
        keep = min(AVERAGE, (self.step + 1) / (self.step + 20))
        for k, v in self.model.state_dict().items():
            self.average[k].lerp_(v, 1 - keep)
        self.step += 1
        return found.figures()


def size_at(args, fraction):
    """Small pictures first, larger ones for the last part."""
    return args.size if fraction < args.large_from else args.large


def train(args):
    log = progress.log(args.work)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    run = Run(args, log)
    squares = data.squares(args.work)
    log.info("train: %d pictures, %s", len(squares), json.dumps({k: str(v) for k, v in vars(args).items()}))
    saved, said, seen = time.monotonic(), time.monotonic(), []
    while run.fraction() < 1:
        size = size_at(args, run.fraction())
        source = DataLoader(Edited(args.work, size, args.batch, args.seed, run.step), batch_size=None, num_workers=args.workers,
                            prefetch_factor=4 if args.workers else None)
        last = time.monotonic()
        for rows, clean, shown in source:
            seen.append(run.learn(rows, np.asarray(clean), np.asarray(shown)))
            now = time.monotonic()
            run.spent, last = run.spent + (now - last) / 60, now
            if now - said > args.say or run.fraction() >= 1:
                near, like, nce, hit = np.mean(seen, 0)
                log.info("train: step %d, %.1f min, %.0f %%, side %d, rate %.1e, near %.3f, like %.4f, nce %.3f, own first %.3f",
                         run.step, run.spent, 100 * run.fraction(), size, run.rate(), near, like, nce, hit)
                said, seen = now, []
            if now - saved > args.save_every:
                run.save()
                saved = now
            if run.fraction() >= 1 or size_at(args, run.fraction()) != size:
                break
        del source
    run.save()
    log.info("train: done, %d steps of %d pictures in %.1f minutes", run.step, args.batch, run.spent)


def main():
    parser = argparse.ArgumentParser(prog="likeness_training.train", description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--start", type=Path, help="checkpoint to go on from; ImageNet weights without")
    parser.add_argument("--as-you-go", action="store_true",
                        help="no targets step: the start network's own vectors, made when a picture is first met")
    parser.add_argument("--minutes", type=float, help="length of the run by the clock, pauses not counted")
    parser.add_argument("--steps", type=int, default=3000, help="length of the run where --minutes is not given")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--size", type=int, default=160)
    parser.add_argument("--large", type=int, default=192, help="side for the last part")
    parser.add_argument("--large-from", type=float, default=0.6, help="where the last part begins, 0 to 1")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--frozen", type=int, default=3, help="first blocks that are not trained")
    terms.add_weights(parser)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1, help="processes that edit pictures")
    parser.add_argument("--say", type=float, default=60, help="seconds between lines of the log")
    parser.add_argument("--save-every", type=float, default=180, help="seconds between checkpoints")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
