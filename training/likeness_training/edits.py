"""Random edits of a square picture: what people and platforms do to pictures between two uploads."""

import cv2
import numpy as np


def cropped(r, p):
    """A part of 15 to 90 % of the area, a little distorted, anywhere."""
    s = p.shape[0]
    area, stretch = r.uniform(0.15, 0.9) if r.random() < 0.4 else r.uniform(0.15, 0.4), np.exp(r.uniform(-0.25, 0.25))
    w, h = (int(np.clip(s * np.sqrt(area) * q, 16, s)) for q in (stretch, 1 / stretch))
    x, y = int(r.integers(0, s - w + 1)), int(r.integers(0, s - h + 1))
    return p[y:y + h, x:x + w]


def tilted(r, p):
    """Turned by up to 35 degrees on a grown canvas, corners black, white or repeated."""
    h, w = p.shape[:2]
    turn = cv2.getRotationMatrix2D((w / 2, h / 2), r.uniform(-35, 35), 1)
    c, s = abs(turn[0, 0]), abs(turn[0, 1])
    width, height = int(w * c + h * s), int(w * s + h * c)
    turn[:, 2] += (width - w) / 2, (height - h) / 2
    fill = (0, 0, 0) if r.random() < 0.6 else (255, 255, 255)
    return cv2.warpAffine(p, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)


def pasted(r, p, other):
    """Laid on another picture, or on a plain canvas, at 35 to 75 % of its width."""
    s = other.shape[0]
    side = r.uniform(0.35, 0.75) * s
    q = np.exp(r.uniform(-0.3, 0.3))
    w, h = int(min(s, side * q)), int(min(s, side / q))
    small = cv2.resize(p, (w, h), interpolation=cv2.INTER_AREA if w < p.shape[1] else cv2.INTER_LINEAR)
    out = other.copy() if r.random() < 0.75 else np.full_like(other, r.integers(0, 256) if r.random() < 0.4 else 235)
    x, y = int(r.integers(0, s - w + 1)), int(r.integers(0, s - h + 1))
    out[y:y + h, x:x + w] = small
    return out


def coloured(r, p):
    """Brightness, contrast, saturation, cast, hue or grey."""
    kind = r.random()
    if kind < 0.25:
        grey = cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float32)
        grey = (grey - grey.mean()) * r.uniform(0.7, 1.7) + grey.mean()
        return cv2.cvtColor(np.clip(grey, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)
    if kind < 0.5:
        hsv = cv2.cvtColor(p, cv2.COLOR_RGB2HSV_FULL)
        hsv[:, :, 0] += np.uint8(r.integers(0, 256))
        return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB_FULL)
    out = p.astype(np.float32)
    mean = out.mean((0, 1)).mean()
    out = (out - mean) * r.uniform(0.6, 1.6) + mean + r.uniform(-40, 40)
    out = out.mean(2, keepdims=True) + (out - out.mean(2, keepdims=True)) * r.uniform(0.3, 1.8)
    return np.clip(out * r.uniform(0.8, 1.2, 3), 0, 255).astype(np.uint8)


def covered(r, p):
    """Bars, boxes or writing over the picture."""
    p, s = p.copy(), p.shape[0]
    tint = [int(c) for c in (r.integers(0, 256, 3) if r.random() < 0.5 else [255] * 3)]
    if r.random() < 0.5:
        count, thick = int(r.integers(2, 9)), int(s * r.uniform(0.02, 0.07))
        for i in range(count):
            y = int(s * (i + r.uniform(0, 0.3)) / count)
            p[y:y + thick] = tint
    else:
        for _ in range(int(r.integers(1, 4))):
            x, y = (int(v) for v in r.integers(0, s, 2))
            cv2.rectangle(p, (x, y), (x + int(r.integers(10, s // 2)), y + int(r.integers(5, s // 4))), tint, -1)
    for _ in range(int(r.integers(0, 7))):
        word = "".join(chr(int(c)) for c in r.integers(65, 123, int(r.integers(4, 20))))
        where = (int(r.integers(-10, s // 2)), int(r.integers(5, s)))
        cv2.putText(p, word, where, 0, float(r.uniform(0.3, 1.0)), [int(c) for c in r.integers(0, 256, 3)], int(r.integers(1, 3)))
    return p


def shrunk(r, p, seen):
    """Scaled to 30 to 110 px, whatever the packed size stands for, and compressed hard."""
    side = int(r.uniform(0.22, 0.6) * seen)
    p = cv2.resize(p, (side, max(8, int(side * r.uniform(0.7, 1.4)))), interpolation=cv2.INTER_AREA)
    return compressed(r, p, 10, 50)


def compressed(r, p, low, high):
    p = np.ascontiguousarray(p[:, :, ::-1])
    p = cv2.imdecode(cv2.imencode(".jpg", p, [cv2.IMWRITE_JPEG_QUALITY, int(r.integers(low, high))])[1], cv2.IMREAD_COLOR)
    return p[:, :, ::-1]


def blurred(r, p):
    return cv2.GaussianBlur(p, (0, 0), max(p.shape[:2]) * float(np.exp(r.uniform(np.log(1 / 200), np.log(1 / 55)))))


def fit(p, size):
    """Square of the given size, the way the product resizes."""
    return cv2.resize(p, (size, size), interpolation=cv2.INTER_AREA if min(p.shape[:2]) >= size else cv2.INTER_LINEAR)


def edited(r, p, other, clean=0.15):
    """One to three edits of square `p`; `other` is the picture to paste it on. A share of pictures stays clean."""
    if r.random() < clean:
        return p
    seen = p.shape[0]
    # The first draw makes sure that every picture meets at least one of the edits that networks find hard.
    main = r.choice(8, p=[0.25, 0.2, 0.12, 0.13, 0.1, 0.08, 0.06, 0.06])
    if main == 0 or r.random() < 0.08:
        p = cropped(r, p)
    if r.random() < 0.3:
        p = p[:, ::-1]
    if main == 2 or r.random() < 0.06:
        p = np.rot90(p, int(r.integers(1, 4)))
    p = np.ascontiguousarray(p)
    if main == 5 or r.random() < 0.05:
        p = tilted(r, p)
    if main == 6 or r.random() < 0.15:
        p = coloured(r, p)
    if main == 1:
        p = pasted(r, p, other)
    if main == 7 or r.random() < 0.05:
        p = covered(r, p)
    if main == 4 or r.random() < 0.05:
        p = blurred(r, p)
    if main == 3 or r.random() < 0.04:
        p = shrunk(r, p, seen)
    elif r.random() < 0.25:
        p = compressed(r, np.ascontiguousarray(p), 30, 95)
    return np.ascontiguousarray(p)
