"""Packs folders of pictures into one file of squares, without copies and without evaluation pictures.

python -m likeness_training.data --work WORK --data DIR... [--exclude DIR...]

Writes WORK/pictures.u8 ([n, size, size, 3] uint8 R,G,B), WORK/pictures.txt (one path a row) and WORK/refused.txt (path and
reason). Works in pieces of 1,024 files; run again after an interruption, it goes on at the next piece. Changed folders or
another size want a fresh work folder.
"""

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from . import pictures, progress

PIECE = 1024
# Of 64 bits. Unrelated photographs differ in about 32; re-saved, scaled and recoloured copies in fewer than 7.
COPY_BITS = 6
FLAT_BITS = 6


def known_prints(folders, work, log):
    """Hashes of the evaluation pictures (upright only: each training picture is hashed in all eight positions)."""
    cache = work / "excluded.npz"
    files = pictures.find(folders)
    if cache.exists():
        kept = np.load(cache)
        if int(kept["files"]) == len(files):
            return kept["prints"]
    prints = [pictures.fingerprint(p) for p in map(pictures.read, files) if p is not None]
    prints = np.array([p for p in prints if bits(p) >= FLAT_BITS], np.uint64)
    np.savez(cache, prints=prints, files=len(files))
    log.info("data: %d pictures to keep out, %d with a usable hash", len(files), len(prints))
    return prints


def bits(print_):
    """Set bits: a hash with hardly any belongs to a flat picture and tells nothing about copies."""
    return min(int(np.bitwise_count(print_)), 64 - int(np.bitwise_count(print_)))


def look(file, size, excluded):
    """(square, hash, reason): the packed square, or the reason why the file is refused."""
    picture = pictures.read(file)
    if picture is None:
        return None, None, "unreadable"
    height, width = picture.shape[:2]
    if min(height, width) < pictures.MIN_SIDE or max(height, width) > pictures.MAX_SIDE:
        return None, None, f"size {width} x {height}"
    prints = pictures.fingerprints(picture)
    if bits(prints[0]) >= FLAT_BITS and pictures.nearest(prints, excluded) <= COPY_BITS:
        return None, None, "near-duplicate of an evaluation picture"
    square = pictures.squeeze(picture, size)
    if square.std() < 4:
        return None, None, "empty"
    return square, prints[0], None


def pack(folders, excluded_folders, work, size, threads):
    log = progress.log(work)
    files = pictures.find(folders)
    excluded = known_prints(excluded_folders, work, log) if excluded_folders else np.zeros(0, np.uint64)
    state_file, packed = work / "data.json", work / "pictures.u8"
    state = {"files": len(files), "size": size, "done": 0, "kept": 0}
    if state_file.exists():
        state = json.loads(state_file.read_text())
        if (state["files"], state["size"]) != (len(files), size):
            raise SystemExit(f"{work} was packed from {state['files']} files at {state['size']} px; use a fresh --work")
    seen_file = work / "prints.npy"
    seen = list(np.load(seen_file)[:state["kept"]]) if state["done"] else []
    packed.touch()
    with open(packed, "r+b") as out, open(work / "pictures.txt", "a+") as names, open(work / "refused.txt", "a") as refused:
        out.truncate(state["kept"] * size * size * 3)
        out.seek(0, 2)
        keep_lines(work / "pictures.txt", state["kept"])
        bar = progress.Bar("data", len(files))
        twins = set(seen)
        with ThreadPoolExecutor(threads) as pool:
            for start in range(state["done"], len(files), PIECE):
                piece = files[start:start + PIECE]
                for file, (square, print_, reason) in zip(piece, pool.map(lambda f: look(f, size, excluded), piece)):
                    if reason is None and bits(print_) >= FLAT_BITS and print_ in twins:
                        reason = "copy of a packed picture"
                    if reason:
                        refused.write(f"{file}\t{reason}\n")
                        continue
                    out.write(square.tobytes())
                    names.write(f"{file}\n")
                    seen.append(print_)
                    twins.add(print_)
                for handle in (out, names, refused):
                    handle.flush()
                np.save(seen_file, np.array(seen, np.uint64))
                state.update(done=start + len(piece), kept=len(seen))
                state_file.write_text(json.dumps(state))
                bar.at(state["done"])
    log.info("data: %d of %d pictures packed at %d px, the others in refused.txt", state["kept"], len(files), size)


def keep_lines(file, count):
    """Drops what an interrupted piece left behind."""
    lines = file.read_text().splitlines()[:count]
    file.write_text("".join(line + "\n" for line in lines))


def squares(work):
    """The packed pictures, read from disk as they are asked for."""
    state = json.loads((work / "data.json").read_text())
    return np.memmap(work / "pictures.u8", np.uint8, "r", shape=(state["kept"], state["size"], state["size"], 3))


def main():
    parser = argparse.ArgumentParser(prog="likeness_training.data", description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders of pictures, searched deeply")
    parser.add_argument("--exclude", type=Path, nargs="*", default=[], help="folders of evaluation pictures to keep out")
    parser.add_argument("--size", type=int, default=192)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    pack(args.data, args.exclude, args.work, args.size, args.threads)


if __name__ == "__main__":
    main()
