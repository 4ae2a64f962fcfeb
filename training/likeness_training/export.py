"""Writes a checkpoint as the bundle that the product reads: model.onnx and model.json.

python -m likeness_training.export --checkpoint WORK/checkpoint.pt --out DIR --name likeness-v1 --version 1.0
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from . import net

LIMIT = 16 * 1024 * 1024


class Exported(torch.nn.Module):
    """The network with the pooling written in operations that every runtime has."""

    def __init__(self, network):
        super().__init__()
        self.network, self.power = network, float(network.power)

    def forward(self, pixels):
        n = self.network
        x = n.body._swish(n.body._conv_stem(pixels))
        for block in n.body._blocks:
            x = block(x)
        x = n.body._swish(n.body._conv_head(x))
        x = x.clamp(min=1e-6).pow(self.power).mean((2, 3)).pow(1 / self.power)
        x = n.head(x / x.norm(dim=1, keepdim=True))
        return x / x.norm(dim=1, keepdim=True)


def halved(model):
    """Stores large weights as fp16 and casts them back when the session is made; all arithmetic stays fp32."""
    casts, kept = [], []
    for weight in model.graph.initializer:
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < 64:
            kept.append(weight)
            continue
        half = numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), weight.name + "_half")
        kept.append(half)
        casts.append(helper.make_node("Cast", [half.name], [weight.name], to=TensorProto.FLOAT))
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    nodes = casts + list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def mixed(network, start, share):
    """`share` of the trained weights and the rest of the start's: one network between the two."""
    state, old = network.state_dict(), start.state_dict()
    network.load_state_dict({k: old[k] + share * (v - old[k]) for k, v in state.items()})
    return network


def export(network, out, name, version, size=224):
    """Bundle in folder `out`; fails if the file is too large or answers otherwise than the checkpoint."""
    out.mkdir(parents=True, exist_ok=True)
    file = out / "model.onnx"
    example = torch.randn(2, 3, size, size)
    network = network.eval().to(memory_format=torch.contiguous_format)
    torch.onnx.export(Exported(network).eval(), (example,), str(file), input_names=["pixels"], output_names=["embedding"],
                      dynamic_axes={"pixels": {0: "n"}, "embedding": {0: "n"}}, opset_version=17, dynamo=False)
    model = halved(onnx.load(file))
    onnx.checker.check_model(model)
    onnx.save(model, file)
    data = file.read_bytes()
    if len(data) > LIMIT:
        raise SystemExit(f"{file} has {len(data)} bytes, more than {LIMIT}")
    answer = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"]).run(None, {"pixels": example.numpy()})[0]
    with torch.no_grad():
        worst = float((torch.from_numpy(answer) * network(example)).sum(1).min())
    if worst < 0.999:
        raise SystemExit(f"{file} answers otherwise than the checkpoint, cosine {worst:.4f}")
    card = {
        "name": name, "version": version, "licence": "Apache-2.0",
        "source": "fine-tuned from EfficientNet-Lite0, targets from EfficientNet-Lite2 (both Apache-2.0)",
        "file": "model.onnx", "sha256": hashlib.sha256(data).hexdigest(),
        "input": {"name": "pixels", "layout": "NCHW", "type": "float32", "channels": "RGB", "width": size, "height": size,
                  "resize": "stretch", "shrink": "area", "enlarge": "linear", "mean": [127, 127, 127], "std": [128, 128, 128]},
        "output": {"name": "embedding", "dimension": net.DIMENSION, "normalised": True},
    }
    (out / "model.json").write_text(json.dumps(card, indent=2) + "\n")
    return worst, len(data)


def main():
    parser = argparse.ArgumentParser(prog="likeness_training.export", description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--start", type=Path, help="with --share: the checkpoint that the training went on from")
    parser.add_argument("--share", type=float, default=1.0, help="0 is the start's weights, 1 the trained ones")
    args = parser.parse_args()
    network = net.start(args.checkpoint)
    if args.start:
        network = mixed(network, net.start(args.start), args.share)
    worst, size = export(network, args.out, args.name, args.version)
    print(f"{args.out}: {size} bytes, cosine to the checkpoint {worst:.6f}")


if __name__ == "__main__":
    main()
