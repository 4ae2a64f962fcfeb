"""Reading pictures the way the product does, and telling near-duplicates apart."""

from pathlib import Path

import cv2
import numpy as np

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}
MAX_SIDE = 8000
MIN_SIDE = 32


def find(folders):
    """Picture files below the folders, sorted by path, so that every run sees the same order."""
    files = []
    for folder in folders:
        folder = Path(folder)
        if not folder.is_dir():
            raise SystemExit(f"{folder} is not a folder of pictures (--data, --exclude)")
        files += [f for f in folder.rglob("*") if f.suffix.lower() in SUFFIXES and f.is_file()]
    return sorted(files)


def read(file):
    """One picture as [height, width, 3] uint8 R,G,B, upright, transparency over white; None if it cannot be read."""
    data = np.fromfile(file, np.uint8)
    if data.size == 0:
        return None
    try:
        picture = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
        if picture is None or picture.dtype != np.uint8:
            picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
        elif picture.ndim == 3 and picture.shape[2] == 4:
            alpha = picture[:, :, 3:].astype(np.float32) / 255
            picture = (picture[:, :, :3] * alpha + 255 * (1 - alpha)).round().astype(np.uint8)
        else:
            # Only this mode turns the picture by its EXIF orientation.
            picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if picture is None else np.ascontiguousarray(picture[:, :, ::-1])


def squeeze(picture, size):
    """The whole picture as a square of the given size: area where both sides shrink, else linear."""
    height, width = picture.shape[:2]
    way = cv2.INTER_AREA if width >= size and height >= size else cv2.INTER_LINEAR
    return cv2.resize(picture, (size, size), interpolation=way)


def fingerprint(picture):
    """Difference hash of 64 bits: is each cell of a 9 x 8 grid darker than its right neighbour."""
    grey = cv2.cvtColor(squeeze(picture, 72), cv2.COLOR_RGB2GRAY)
    cells = cv2.resize(grey, (9, 8), interpolation=cv2.INTER_AREA).astype(np.int16)
    bits = (cells[:, 1:] > cells[:, :-1] + 1).ravel()
    return np.packbits(bits).view(np.uint64)[0]


def fingerprints(picture):
    """The hash of the picture and of its mirror image and quarter turns: a turned copy is a copy too."""
    small = squeeze(picture, 72)
    return np.array(
        [fingerprint(np.rot90(side, turn)) for side in (small, small[:, ::-1]) for turn in range(4)], np.uint64)


def nearest(prints, known):
    """Fewest differing bits of any of these hashes to any known hash; 64 if none is known."""
    if known.size == 0:
        return 64
    return int(np.bitwise_count(prints[:, None] ^ known[None, :]).min())
