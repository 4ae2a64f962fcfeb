"""The earlier system's way with a picture: decoded in full by OpenCV, embedded by ResNet50 with PyTorch; random weights take the same time.

earlier_system.py FOLDER SECONDS prints how many pictures of FOLDER it does in a second on all cores.
"""

import os
import sys
import time

import cv2
import numpy as np
import torch
import torchvision

SIDE = 224
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def embed(network, path):
    picture = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    picture = cv2.cvtColor(cv2.resize(picture, (SIDE, SIDE)), cv2.COLOR_BGR2RGB)
    values = (picture.astype(np.float32) / 255 - MEAN) / STD
    vector = network(torch.from_numpy(values.transpose(2, 0, 1)[None]))[0].numpy()
    return vector / np.linalg.norm(vector)


def main():
    folder, seconds = sys.argv[1], float(sys.argv[2])
    paths = sorted(os.path.join(folder, name) for name in os.listdir(folder))
    network = torchvision.models.resnet50(weights=None)
    network.fc = torch.nn.Identity()
    network.eval()
    with torch.inference_mode():
        for path in paths[:3]:
            embed(network, path)
        done = 0
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            embed(network, paths[done % len(paths)])
            done += 1
        print(done / (time.monotonic() - start))


if __name__ == "__main__":
    main()
