"""The recipe of the built-in network of Likeness: data, targets, train, export, evaluate."""

import os

# OpenCV reads it once, when it is loaded: a drawing of a few kilobytes may claim a gigapixel.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", "40000000")
