"""One log file for all steps, and a line of progress now and then."""

import logging
import sys
import time


def log(work):
    """The log of the work folder: `WORK/log.txt` and the terminal."""
    work.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger("likeness")
    if not logger.handlers:
        logger.setLevel(logging.INFO)
        form = logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S")
        for handler in (logging.FileHandler(work / "log.txt"), logging.StreamHandler(sys.stderr)):
            handler.setFormatter(form)
            logger.addHandler(handler)
    return logger


class Bar:
    """Says how far a step has come, every 15 seconds and at its end."""

    def __init__(self, name, total, every=15):
        self.name, self.total, self.every = name, total, every
        self.started = self.said = time.monotonic()

    def at(self, done):
        now = time.monotonic()
        if now - self.said < self.every and done < self.total:
            return
        self.said = now
        left = (now - self.started) / max(done, 1) * (self.total - done)
        print(f"{self.name}: {done}/{self.total}, {left:.0f} s left", file=sys.stderr, flush=True)
