"""Scores ONNX networks on the evaluation pictures: semantic rows, edited copies, unrelated pairs.

python -m likeness_training.evaluate --work WORK --pictures DIR --model model.onnx [--model other.onnx]
"""

import argparse
import hashlib
import io
import json
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from PIL import Image, ImageFilter

from . import pictures, progress

SIZE = 224
# Counts up with every change of an edit below, so that nothing made by an older protocol is used again.
PROTOCOL = 1
EDITS = ("crop", "rotate15", "rotate90", "mirror", "paste", "small", "bars", "grey", "blur", "hue", "frame")


def crop(p, _):
    h, w = p.shape[:2]
    return p[h // 4:h // 4 + h // 2, w // 4:w // 4 + w // 2]


def rotate15(p, _):
    h, w = p.shape[:2]
    turn = cv2.getRotationMatrix2D((w / 2, h / 2), 15, 1)
    c, s = abs(turn[0, 0]), abs(turn[0, 1])
    width, height = int(np.ceil(w * c + h * s)), int(np.ceil(w * s + h * c))
    turn[:, 2] += (width - w) / 2, (height - h) / 2
    return cv2.warpAffine(p, turn, (width, height), flags=cv2.INTER_LINEAR)


def paste(p, other):
    canvas, laid = Image.fromarray(other), Image.fromarray(p)
    laid.thumbnail((int(0.6 * canvas.width), int(0.6 * canvas.height)))
    canvas.paste(laid, (int(0.2 * canvas.width), int(0.2 * canvas.height)))
    return np.asarray(canvas)


def small(p, _):
    picture = Image.fromarray(p)
    picture = picture.resize((max(1, picture.width // 4), max(1, picture.height // 4)), Image.Resampling.BOX)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=25)
    return np.asarray(Image.open(buffer).convert("RGB"))


def bars(p, _):
    p, (h, w) = p.copy(), p.shape[:2]
    for i in range(6):
        top = int(i * h / 6)
        p[top:top + int(np.ceil(h / 22))] = 255
        cv2.putText(p, "SALE SALE SALE -50%", (5, top + h // 24), cv2.FONT_HERSHEY_SIMPLEX, h / 600, (255, 0, 0), 1)
    return p


def blur(p, _):
    # Pillow's blur is three box blurs; the published figures of likeness-v0 were taken with it.
    return np.asarray(Image.fromarray(p).filter(ImageFilter.GaussianBlur(max(p.shape[:2]) / 90)))


def grey(p, _):
    luma = cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float32)
    luma = np.clip((luma - luma.mean()) * 1.6 + luma.mean(), 0, 255).astype(np.uint8)
    return cv2.cvtColor(luma, cv2.COLOR_GRAY2RGB)


def hue(p, _):
    hsv = cv2.cvtColor(p, cv2.COLOR_RGB2HSV_FULL)
    hsv[:, :, 0] += 60
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB_FULL)


def frame(p, _):
    h, w = p.shape[:2]
    out = np.full((int(1.9 * h), int(1.6 * w), 3), 235, np.uint8)
    y, x = int(0.4 * h), int(0.3 * w)
    out[y:y + h, x:x + w] = p
    return out


def edited(name, p, other):
    """The picture after one edit of the protocol; `other` is the canvas for `paste`."""
    if name == "rotate90":
        return np.rot90(p)
    if name == "mirror":
        return p[:, ::-1]
    edit = {"crop": crop, "rotate15": rotate15, "paste": paste, "small": small, "bars": bars, "grey": grey,
            "blur": blur, "hue": hue, "frame": frame}[name]
    return edit(p, other)


def prepare(folder, cache):
    """All inputs of the protocol as one uint8 file, made once: clothing, gallery, query, then the edits."""
    folder = Path(folder)
    clothing = pictures.find([folder / "clothing"])
    gallery = pictures.find([folder / "grocery" / "gallery"])
    query = pictures.find([folder / "grocery" / "query"])
    labels = [[f.parent.name for f in part] for part in (clothing, gallery, query)]
    picked = list(range(0, len(clothing), 4))
    count = len(clothing) + len(gallery) + len(query) + len(EDITS) * len(picked)
    shape = (count, SIZE, SIZE, 3)
    if not (cache.exists() and cache.stat().st_size == int(np.prod(shape))):
        part = cache.with_suffix(".part")
        out = np.memmap(part, np.uint8, "w+", shape=shape)
        bar = progress.Bar("evaluation pictures", count)
        row = 0
        for file in clothing + gallery + query:
            out[row] = pictures.squeeze(pictures.read(file), SIZE)
            row += 1
            bar.at(row)
        for name in EDITS:
            for i in picked:
                other = pictures.read(clothing[(i + len(clothing) // 2) % len(clothing)]) if name == "paste" else None
                copy = np.ascontiguousarray(edited(name, pictures.read(clothing[i]), other))
                out[row] = pictures.squeeze(copy, SIZE)
                row += 1
                bar.at(row)
        out.flush()
        del out
        part.rename(cache)
    return np.memmap(cache, np.uint8, "r", shape=shape), labels, picked


def cached(model, inputs, threads, work):
    """`vectors`, kept in the work folder by the digest of the ONNX file."""
    digest = hashlib.sha256(Path(model).read_bytes()).hexdigest()[:16]
    file = work / f"vectors-{digest}-{PROTOCOL}.npy"
    if not file.exists():
        np.save(file, vectors(model, inputs, threads))
    return np.load(file)


def vectors(model, inputs, threads, batch=16):
    """Unit vectors [n, d] that the ONNX file answers for uint8 squares [n, size, size, 3]."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    out = []
    bar = progress.Bar(f"vectors of {Path(model).name}", len(inputs))
    for start in range(0, len(inputs), batch):
        x = (inputs[start:start + batch].astype(np.float32) - 127) / 128
        out.append(session.run(None, {name: np.ascontiguousarray(x.transpose(0, 3, 1, 2))})[0])
        bar.at(start + len(x))
    out = np.concatenate(out)
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def score(v, labels, picked):
    """Rows of the table from the vectors of `prepare`'s inputs; ties by order."""
    kinds, gallery_labels, query_labels = (np.array(part) for part in labels)
    n, g, q = len(kinds), len(gallery_labels), len(query_labels)
    clothing, gallery, query, copies = np.split(v, [n, n + g, n + g + q])
    rows = {}
    similar = clothing @ clothing.T
    np.fill_diagonal(similar, -2)
    order = np.argsort(-similar, axis=1, kind="stable")[:, :-1]
    same = kinds[order] == kinds[:, None]
    rows["clothing P@10"] = same[:, :10].mean()
    found = np.cumsum(same, axis=1) / np.arange(1, n)
    rows["clothing mAP"] = ((found * same).sum(1) / same.sum(1)).mean()
    order = np.argsort(-(query @ gallery.T), axis=1, kind="stable")
    right = gallery_labels[order] == query_labels[:, None]
    rows["grocery R@1"] = right[:, 0].mean()
    rows["grocery R@5"] = right[:, :5].any(1).mean()
    for i, name in enumerate(EDITS):
        part = copies[i * len(picked):(i + 1) * len(picked)]
        rows[name] = (np.argmax(part @ clothing.T, axis=1) == np.array(picked)).mean()
    rows["edits mean"] = np.mean([rows[name] for name in EDITS])
    unrelated = clothing @ np.concatenate([gallery, query]).T
    rows["unrelated median"] = np.median(unrelated)
    rows["unrelated 99.9 %"] = np.quantile(unrelated, 0.999)
    return {name: float(value) for name, value in rows.items()}


def table(results):
    """Markdown: one row a measure, one column a network."""
    names = list(results)
    lines = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for row in results[names[0]]:
        lines.append(f"| {row} | " + " | ".join(f"{results[n][row]:.3f}" for n in names) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(prog="likeness_training.evaluate", description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--pictures", type=Path, required=True, help="folder with clothing/ and grocery/{gallery,query}/")
    parser.add_argument("--model", type=Path, action="append", required=True, help="ONNX file; may be given again")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    log = progress.log(args.work)
    inputs, labels, picked = prepare(args.pictures, args.work / f"evaluation-{PROTOCOL}.u8")
    results = {}
    for model in args.model:
        name = f"{model.parent.name}/{model.stem}"
        results[name] = score(cached(model, inputs, args.threads, args.work), labels, picked)
        log.info("%s %s", name, json.dumps(results[name]))
    print(table(results))


if __name__ == "__main__":
    main()
