"""FAISS's HNSW on the vectors of bench/run index: build FOLDER, or search FOLDER. Prints what MeasureIndex reads."""

import os
import sys
import time

import faiss
import numpy as np

DIMENSION = 256
HITS = 10
NEIGHBOURS = 24
BUILD_BEAM = 150
BEAMS = [10, 15, 20, 30, 45, 70, 100, 150, 225, 350, 500]
SECONDS = 3.0
BATCH = 100
ROUNDS = 5
THREADS = os.cpu_count() or 1


def resident():
    """Anonymous and file memory of this process, MiB."""
    values = {}
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            name, _, rest = line.partition(":")
            if name in ("RssAnon", "RssFile"):
                values[name] = int(rest.split()[0]) // 1024
    return values["RssAnon"], values["RssFile"]


def rows(folder, name, kind, width):
    return np.memmap(os.path.join(folder, name), dtype=kind, mode="r").reshape(-1, width)


def build(folder):
    vectors = rows(folder, "vectors.f32", "<f4", DIMENSION)
    faiss.omp_set_num_threads(THREADS)
    index = faiss.IndexHNSWFlat(DIMENSION, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = BUILD_BEAM
    start = time.monotonic()
    for first in range(0, len(vectors), 10000):
        index.add(np.ascontiguousarray(vectors[first : first + 10000]))
    print(f"stored {time.monotonic() - start:.1f} processor {time.process_time():.1f}", flush=True)
    faiss.write_index(index, os.path.join(folder, "faiss.index"))


def per_second(index, queries, threads):
    faiss.omp_set_num_threads(threads)
    done = 0
    start = time.monotonic()
    while time.monotonic() - start < SECONDS:
        first = done % len(queries)
        index.search(queries[first : first + BATCH], HITS)
        done += BATCH
    return done / (time.monotonic() - start)


def processor_millis(index, queries):
    """Processor time of one search, the least of some rounds."""
    faiss.omp_set_num_threads(1)
    least = float("inf")
    for _ in range(ROUNDS):
        start = time.thread_time()
        index.search(queries, HITS)
        least = min(least, time.thread_time() - start)
    return 1000 * least / len(queries)


def search(folder):
    queries = np.array(rows(folder, "queries.f32", "<f4", DIMENSION))
    exact = np.array(rows(folder, "exact.i32", "<i4", HITS))
    before = resident()
    start = time.monotonic()
    index = faiss.read_index(os.path.join(folder, "faiss.index"))
    index.search(queries[:1], HITS)
    print(f"open {time.monotonic() - start:.3f}", flush=True)
    for beam in BEAMS:
        index.hnsw.efSearch = beam
        faiss.omp_set_num_threads(THREADS)
        found = index.search(queries, HITS)[1]
        recall = np.mean([len(np.intersect1d(found[q], exact[q])) / HITS for q in range(len(queries))])
        one = per_second(index, queries, 1)
        two = per_second(index, queries, 2)
        processor = processor_millis(index, queries)
        now = resident()
        print(
            f"beam {beam} recall {recall:.4f} processor {processor:.4f} one {one:.1f} two {two:.1f} "
            f"anonymous {now[0] - before[0]} file {now[1] - before[1]}",
            flush=True,
        )


if __name__ == "__main__":
    {"build": build, "search": search}[sys.argv[1]](sys.argv[2])
