"""Draws pictures: documents, screens, charts, logos and soft scenes, in families of look-alikes.

python -m likeness_training.generated --out DIR [--count 300] [--seed 1]
"""

import argparse
from pathlib import Path

import cv2
import numpy as np

WORDS = ("invoice total order picture window search open close edit view help north river stone light apple number date "
         "name address amount paid due signed page table figure result error ready wait start stop").split()


def colour(r, low=0, high=256):
    return tuple(int(c) for c in r.integers(low, high, 3))


def text(r, words):
    return " ".join(str(r.choice(WORDS)) if r.random() < 0.8 else str(r.integers(0, 99999)) for _ in range(words))


def document(r, layout):
    """A page: the layout's seed fixes title and columns, `r` the words."""
    w, h = int(layout.integers(380, 620)), int(layout.integers(500, 800))
    p = np.full((h, w, 3), int(layout.integers(225, 256)), np.uint8)
    cv2.putText(p, text(layout, 2), (30, 50), 0, float(layout.uniform(0.8, 1.4)), colour(layout, 0, 120), 2, cv2.LINE_AA)
    columns, step, scale = int(layout.integers(1, 4)), int(layout.integers(14, 26)), float(layout.uniform(0.3, 0.55))
    for c in range(columns):
        x = 30 + c * (w - 50) // columns
        for y in range(90, h - 30, step):
            if r.random() < 0.85:
                line = text(r, int(r.integers(1, 1 + max(2, 7 // columns))))
                cv2.putText(p, line[:int((w - 50) / columns / (18 * scale))], (x, y), 0, scale, (30, 30, 30), 1, cv2.LINE_AA)
    return p


def screen(r, layout):
    """A window with panels and buttons; the layout fixes the frame, `r` what is in it."""
    w, h = int(layout.integers(500, 900)), int(layout.integers(350, 600))
    p = np.full((h, w, 3), colour(layout, 200, 256), np.uint8)
    cv2.rectangle(p, (0, 0), (w, 36), colour(layout), -1)
    cv2.rectangle(p, (0, 36), (int(layout.integers(80, 200)), h), colour(layout, 150, 240), -1)
    for _ in range(int(r.integers(4, 14))):
        x, y = int(r.integers(0, w - 60)), int(r.integers(40, h - 30))
        cv2.rectangle(p, (x, y), (x + int(r.integers(40, 260)), y + int(r.integers(18, 120))), colour(r, 90), -1)
        cv2.putText(p, text(r, 2), (x + 5, y + 15), 0, 0.45, colour(r, 0, 100), 1, cv2.LINE_AA)
    return p


def chart(r, layout):
    """Bars, a line or a pie over white."""
    w, h = int(layout.integers(350, 700)), int(layout.integers(300, 500))
    p, tint, kind = np.full((h, w, 3), 255, np.uint8), colour(layout, 0, 200), int(layout.integers(3))
    values = r.uniform(0.1, 1, int(r.integers(4, 12)))
    step = (w - 60) // len(values)
    if kind == 0:
        for i, v in enumerate(values):
            cv2.rectangle(p, (40 + i * step, h - 40), (40 + i * step + int(step * 0.7), int(h - 40 - v * (h - 90))), tint, -1)
    elif kind == 1:
        points = np.array([(40 + i * step, int(h - 40 - v * (h - 90))) for i, v in enumerate(values)])
        cv2.polylines(p, [points], False, tint, 3, cv2.LINE_AA)
    else:
        angle = 0.0
        for v in values / values.sum() * 360:
            cv2.ellipse(p, (w // 2, h // 2), (h // 3, h // 3), 0, angle, angle + v, colour(r), -1, cv2.LINE_AA)
            angle += v
    cv2.line(p, (35, 30), (35, h - 38), (0, 0, 0), 1)
    cv2.line(p, (35, h - 38), (w - 20, h - 38), (0, 0, 0), 1)
    cv2.putText(p, text(r, 3), (50, 24), 0, 0.55, (0, 0, 0), 1, cv2.LINE_AA)
    return p


def shapes(r, layout):
    """A logo-like heap of discs, boxes and triangles in the family's colours."""
    side = int(layout.integers(200, 500))
    p, tints = np.full((side, side, 3), colour(layout), np.uint8), [colour(layout) for _ in range(4)]
    for _ in range(int(r.integers(2, 9))):
        tint, s = tints[int(r.integers(4))], int(r.integers(side // 12, side // 3))
        x, y = (int(v) for v in r.integers(0, side, 2))
        kind = int(r.integers(3))
        if kind == 0:
            cv2.circle(p, (x, y), s, tint, -1 if r.random() < 0.7 else 8, cv2.LINE_AA)
        elif kind == 1:
            cv2.rectangle(p, (x - s, y - s // 2), (x + s, y + s // 2), tint, -1)
        else:
            cv2.fillPoly(p, [np.array([(x, y - s), (x - s, y + s), (x + s, y + s)])], tint, cv2.LINE_AA)
    return p


def scene(r, layout):
    """Soft blobs of light with grain, a stand-in for a photograph; the family shares its palette."""
    w, h = int(layout.integers(250, 600)), int(layout.integers(250, 600))
    tints = np.array([colour(layout) for _ in range(5)], np.float32)
    cells = tints[r.integers(0, 5, (int(r.integers(3, 9)), int(r.integers(3, 9))))]
    light = cv2.resize(cells, (w, h), interpolation=cv2.INTER_CUBIC)
    return np.clip(light + r.normal(0, r.uniform(2, 14), (h, w, 1)), 0, 255).astype(np.uint8)


KINDS = (document, screen, chart, shapes, scene)


def draw(index, seed=1, family=5):
    """Picture number `index`: every `family` neighbours share kind and layout. Same arguments, same picture."""
    group = index // family
    layout = np.random.default_rng([seed, group])
    return KINDS[group % len(KINDS)](np.random.default_rng([seed, group, index]), layout)


def write(folder, count, seed=1):
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        file = folder / f"{KINDS[i // 5 % len(KINDS)].__name__}-{i:06d}.jpg"
        if not file.exists():
            cv2.imwrite(str(file), draw(i, seed), [cv2.IMWRITE_JPEG_QUALITY, 92])


def main():
    parser = argparse.ArgumentParser(prog="likeness_training.generated", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    write(args.out, args.count, args.seed)


if __name__ == "__main__":
    main()
