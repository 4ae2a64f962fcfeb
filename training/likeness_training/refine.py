"""Goes on from a trained network where only two cores are at hand: the last blocks learn, the first stay as they are.

python -m likeness_training.refine --work WORK --start checkpoint.pt [--steps 3000]

What the first blocks answer to an edited picture does not change while the last ones learn, so it is computed once, kept in
memory and shown several times. Targets do not move either: the start network's own vector of the clean picture, which every
view of it must answer (cosine), as near to its target as possible compared with all other targets (InfoNCE) and with the same
likeness to them (squared error). So what the network knows of clean pictures stays. Writes WORK/refined.pt every few minutes;
run again after an interruption, it goes on with an empty memory.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset

from . import data, edits, net, progress, terms


class Memory:
    """Views waiting to be shown again: what the first blocks answered, and the row of the picture."""

    def __init__(self, capacity):
        self.capacity, self.maps, self.rows = capacity, [], []

    def add(self, maps, rows, r):
        """Takes new views; a full memory drops views at random."""
        for one, row in zip(maps, rows):
            if len(self.maps) < self.capacity:
                self.maps.append(one.clone())
                self.rows.append(row)
            else:
                i = int(r.integers(self.capacity))
                self.maps[i], self.rows[i] = one.clone(), row

    def draw(self, count, r):
        picked = r.integers(len(self.maps), size=count)
        return torch.stack([self.maps[i] for i in picked]).float(), np.array([self.rows[i] for i in picked])


class Views(IterableDataset):
    """Endless (rows, maps, targets): new pictures, each once clean and several times edited, and what each must answer."""

    def __init__(self, args, first, step):
        self.args, self.first, self.step = args, first, step

    def __iter__(self):
        args, squares = self.args, data.squares(self.args.work)
        torch.set_num_threads(1)
        while True:
            r = np.random.default_rng([args.seed, self.step])
            rows = np.sort(r.choice(len(squares), args.pictures, replace=False))
            shown = [squares[row] for row in rows]
            for _ in range(args.views):
                shown += [edits.edited(r, squares[row], squares[int(r.integers(len(squares)))], 0) for row in rows]
            pixels = net.pixels(np.stack([edits.fit(p, args.size) for p in shown]))
            # Half precision where nothing is learned: several times faster on current cores, same answers to 1e-2.
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                maps = self.first.early(pixels)
            with torch.no_grad():
                targets = self.first.late(maps[:len(rows)].float())
            yield rows, maps.half(), targets
            self.step += 1


class Run:
    """What goes on over an interruption: network, its running average, optimizer, targets and step."""

    def __init__(self, args, log):
        self.args, self.log, self.file = args, log, args.work / "refined.pt"
        self.model = net.start(args.start).freeze(args.frozen)
        self.first = net.start(args.start).requires_grad_(False)
        self.first.frozen_blocks = args.frozen
        count = len(data.squares(args.work))
        self.targets, self.known = torch.zeros(count, net.DIMENSION), torch.zeros(count, dtype=torch.bool)
        self.memory = Memory(args.memory)
        self.step = 0
        self.learned = {k: p for k, p in self.model.named_parameters() if p.requires_grad}
        self.average = {k: p.detach().clone() for k, p in self.learned.items()}
        self.optimizer = torch.optim.AdamW(self.learned.values(), lr=args.rate, betas=(0.9, 0.98), weight_decay=1e-4)
        if self.file.exists():
            kept = torch.load(self.file)
            self.model.load_state_dict(kept["raw"])
            self.average = {k: kept["model"][k] for k in self.learned}
            self.targets, self.known, self.step = kept["targets"].float(), kept["known"], kept["step"]
            self.optimizer.load_state_dict(kept["optimizer"])
            log.info("refine: goes on at step %d", self.step)

    def save(self):
        part = self.file.with_suffix(".part")
        torch.save({"model": {**self.model.state_dict(), **self.average}, "raw": self.model.state_dict(), "step": self.step,
                    "targets": self.targets.half(), "known": self.known, "optimizer": self.optimizer.state_dict()}, part)
        part.replace(self.file)

    def rate(self):
        cosine = 0.5 * (1 + np.cos(np.pi * min(1.0, self.step / self.args.steps)))
        return float(self.args.rate * min(1.0, (self.step + 1) / 30) * (0.01 + 0.99 * cosine))

    def learn(self, rows, maps, targets):
        args = self.args
        r = np.random.default_rng([args.seed + 1, self.step])
        self.targets[rows], self.known[rows] = targets, True
        rows = np.tile(rows.numpy(), 1 + args.views)
        old, old_rows = self.memory.draw(args.again, r) if self.memory.maps else (maps[:0].float(), rows[:0])
        self.memory.add(maps, rows, r)
        maps, rows = torch.cat([maps.float(), old]), np.concatenate([rows, old_rows])
        answers = self.model.late(maps.contiguous(memory_format=torch.channels_last))
        found = terms.terms(answers, torch.as_tensor(rows), self.targets, self.known, args.temperature, args.twin)
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        self.optimizer.zero_grad(set_to_none=True)
        found.loss(args).backward()
        torch.nn.utils.clip_grad_norm_(self.learned.values(), 5.0)
        self.optimizer.step()
        keep = min(args.average, (self.step + 1) / (self.step + 10))
        for k, p in self.learned.items():
            self.average[k].lerp_(p.detach(), 1 - keep)
        self.step += 1
        return found.figures()


def refine(args):
    log = progress.log(args.work)
    torch.set_num_threads(args.threads)
    run = Run(args, log)
    log.info("refine: %d pictures, %s", len(run.known), json.dumps({k: str(v) for k, v in vars(args).items()}))
    saved, said, seen, used = time.monotonic(), time.monotonic(), [], time.process_time()
    views = iter(DataLoader(Views(args, run.first, run.step), batch_size=None, num_workers=1, prefetch_factor=2))
    while run.step < args.steps:
        seen.append(run.learn(*next(views)))
        now = time.monotonic()
        if now - said > args.say or run.step == args.steps:
            near, like, nce, hit = np.mean(seen, 0)
            log.info("refine: step %d of %d, %d pictures met, near %.3f, like %.4f, nce %.3f, own first %.3f, %.1f core seconds a step",
                     run.step, args.steps, int(run.known.sum()), near, like, nce, hit, (time.process_time() - used) / len(seen))
            said, seen, used = now, [], time.process_time()
        if now - saved > args.save_every or run.step == args.steps:
            run.save()
            saved = now


def main():
    parser = argparse.ArgumentParser(prog="likeness_training.refine", description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--start", type=Path, required=True, help="checkpoint to go on from")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--pictures", type=int, default=16, help="new pictures a step")
    parser.add_argument("--views", type=int, default=3, help="edited views of each new picture")
    parser.add_argument("--again", type=int, default=32, help="views from memory in each step")
    parser.add_argument("--memory", type=int, default=16000, help="views kept; 32 kB each at side 192")
    parser.add_argument("--size", type=int, default=192)
    parser.add_argument("--frozen", type=int, default=11, help="first blocks that are not trained")
    parser.add_argument("--rate", type=float, default=5e-5)
    terms.add_weights(parser)
    parser.add_argument("--average", type=float, default=0.99, help="how much of the running average stays at each step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--say", type=float, default=60, help="seconds between lines of the log")
    parser.add_argument("--save-every", type=float, default=180, help="seconds between checkpoints")
    refine(parser.parse_args())


if __name__ == "__main__":
    main()
