"""What a step is judged by. Targets never move, so what the start network or the teacher knows of clean pictures stays."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F


@dataclass
class Terms:
    """Of each view shown: distance to its target, error of its likeness to the other targets, InfoNCE, own target first."""

    near: torch.Tensor
    like: torch.Tensor
    nce: torch.Tensor
    hit: torch.Tensor

    def loss(self, args):
        return (args.near * self.near + args.like * self.like + args.nce * self.nce).mean()

    def figures(self):
        return [float(part.detach().float().mean()) for part in (self.near, self.like, self.nce, self.hit)]


def terms(answers, rows, targets, known, temperature, twin):
    """`rows` are the pictures that were shown, `targets` of all pictures, `known` those that are made already.

    All known targets are the wrong answers of InfoNCE, so the hardest look-alikes are always among them; those with a
    cosine above `twin` to the right one count as the same picture and are left out.
    """
    known = torch.nonzero(known)[:, 0]
    place, bank, right = torch.searchsorted(known, rows), targets[known], targets[rows]
    likeness, goal = answers @ bank.T, right @ bank.T
    others = likeness.masked_fill((goal > twin) & (known[None, :] != rows[:, None]), -2)
    return Terms(
        near=1 - (answers * right).sum(1),
        like=((likeness - goal) ** 2).mean(1),
        nce=F.cross_entropy(others / temperature, place, reduction="none"),
        hit=others.detach().argmax(1) == place)


def add_weights(parser):
    parser.add_argument("--near", type=float, default=3.0, help="weight of staying by the target")
    parser.add_argument("--like", type=float, default=4.0, help="weight of the same likeness to other targets")
    parser.add_argument("--nce", type=float, default=0.35, help="weight of telling look-alikes apart")
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument("--twin", type=float, default=0.96, help="cosine of targets from which two pictures count as one")
