"""Names, shapes, counts and outputs of whole networks: `python tools/parity/models.py` from the root.

Nothing is stored of the weights: number i of entry p of the state dict is a fixed function of p and i, which
the test computes too (ModelTwins). Inputs are drawn in the same way as entry −1.
"""

import sys
from pathlib import Path

import numpy
import torch
from torch import nn

sys.dont_write_bytecode = True

import torch_forecasts as forecasts
import torch_images as images
import torch_others as others
import torch_texts as texts

ROOT = Path(__file__).resolve().parents[2]
STORE = ROOT / "models/src/test/resources/dev/adjoint/models/twins.txt"
SHOWN = 12


def draw(entry, count):
    """Numbers in −1 … 1, exact in F32."""
    i = numpy.arange(count, dtype=numpy.uint64)
    mask = numpy.uint64(0xFFFFFFFF)
    h = (i * numpy.uint64(2654435761) + numpy.uint64((entry + 1) * 2246822519 & 0xFFFFFFFF)) & mask
    h ^= h >> numpy.uint64(15)
    h = (h * numpy.uint64(0x2C1B3C6D)) & mask
    h ^= h >> numpy.uint64(12)
    h = (h * numpy.uint64(0x297A2D39)) & mask
    h ^= h >> numpy.uint64(15)
    return (h >> numpy.uint64(8)).astype(numpy.float64) / (1 << 23) - 1


def value(name, entry, shape):
    u = draw(entry, int(numpy.prod(shape, dtype=numpy.int64)))
    if len(shape) >= 2:
        u = u * numpy.sqrt(3.0 / numpy.prod(shape[1:]))
    elif name.endswith("running_var"):
        u = 1 + 0.5 * u
    elif name.endswith("weight"):
        u = 1 + 0.25 * u
    else:
        u = 0.25 * u
    return torch.tensor(u.astype(numpy.float32).astype(numpy.float64)).reshape(shape)


def twin(out, name, module, *shape, vocabulary=0):
    """Writes one network; a vocabulary makes the input of integers below it."""
    module = module.double().eval()
    state = module.state_dict()
    for entry, (key, old) in enumerate(state.items()):
        if not key.endswith("num_batches_tracked"):
            state[key] = value(key, entry, tuple(old.shape))
    module.load_state_dict(state)
    count = sum(parameter.numel() for parameter in module.parameters())
    x = draw(-1, int(numpy.prod(shape)))
    if vocabulary:
        limits = torch.tensor(vocabulary, dtype=torch.float64)
        x = ((torch.tensor(x).reshape(shape) + 1) / 2 * limits).floor().long()
    else:
        x = torch.tensor(x).reshape(shape)
    with torch.no_grad():
        y = module(x)
    flat = y.flatten()
    step = max(1, flat.numel() // SHOWN)
    shown = flat[::step][:SHOWN]
    lines = [
        f"network {name}",
        f"count {count}",
        "input " + " ".join(map(str, shape)),
        "output " + " ".join(map(str, y.shape)),
        f"largest {flat.abs().max().item():.9g}",
        f"every {step} " + " ".join(f"{v:.9g}" for v in shown.tolist()),
        *(f"{key} {' '.join(map(str, old.shape))}".rstrip() for key, old in state.items()),
        "",
    ]
    out.append("\n".join(lines))
    print(f"{name:24} {count:12,} {len(state):5}")


def main():
    torch.set_num_threads(1)
    out = []
    torch.manual_seed(0)
    twin(out, "MLP", others.mlp([5, 7, 6, 3]), 4, 5)
    twin(out, "LeNet", images.LeNet(1, 10), 2, 1, 32, 32)
    twin(out, "LeNet for digits", images.LeNet(1, 10, 2), 2, 1, 28, 28)
    vggs = {"VGG-11": (1, 1, 2, 2, 2), "VGG-13": (2, 2, 2, 2, 2), "VGG-16": (2, 2, 3, 3, 3), "VGG-19": (2, 2, 4, 4, 4)}  # fmt: skip
    for name, blocks in vggs.items():
        twin(out, name, images.Vgg(blocks, 3, name == "VGG-13", 16, 10), 1, 3, 32, 32)
    for depth in (20, 32, 44, 56, 110):
        twin(out, f"CIFAR ResNet-{depth}", images.CifarResNet(depth, 3, 10), 1, 3, 16, 16)
    resnets = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}  # fmt: skip
    for depth, blocks in resnets.items():
        block = images.Basic if depth < 50 else images.Bottleneck
        twin(out, f"ResNet-{depth}", images.ResNet(block, blocks, 3, 1000), 1, 3, 48, 40)
    twin(out, "MobileNetV2", images.mobilenet_v2(3, 1000), 1, 3, 128, 128)
    twin(out, "MobileNetV3 large", images.mobilenet_v3(images.LARGE, 1280, 3, 1000), 1, 3, 64, 48)
    twin(out, "MobileNetV3 small", images.mobilenet_v3(images.SMALL, 1024, 3, 1000), 1, 3, 64, 48)
    twin(out, "EfficientNet-B0", images.efficientnet_b0(3, 1000), 1, 3, 64, 48)
    twin(out, "ConvNeXt-T", images.ConvNeXt([96, 192, 384, 768], [3, 3, 9, 3], 3, 1000), 1, 3, 64, 32)
    twin(out, "U-Net", images.UNet(3, 64, 2), 1, 3, 36, 21)
    twin(out, "text CNN", texts.TextCnn(50, 16, 8, (3, 4, 5), 4), 3, 9, vocabulary=50)
    twin(out, "LSTM classifier", texts.Recurrent(nn.LSTM, 50, 6, 7, 2, 4), 3, 9, vocabulary=50)
    twin(out, "GRU classifier", texts.Recurrent(nn.GRU, 50, 6, 7, 2, 4), 3, 9, vocabulary=50)
    twin(out, "BERT", texts.BertClassifier(3, 40, 24, 2, 3, 48, 12), 3, 9, vocabulary=40)
    twin(out, "GPT-2", texts.Gpt(30, 16, 24, 3, 2), 2, 11, vocabulary=30)
    twin(out, "Llama", texts.Llama(30, 32, 40, 2, 4, 2, 10000.0, 1e-6), 2, 11, vocabulary=30)
    twin(out, "autoencoder", others.Autoencoder([20, 12, 4]), 3, 20)
    twin(out, "VAE", others.Vae(784, 400, 20), 2, 784)
    twin(out, "DCGAN generator", others.generator(3, 100, 64), 1, 100, 1, 1)
    twin(out, "DCGAN discriminator", others.discriminator(3, 64), 2, 3, 64, 64)
    twin(out, "noise network", others.Noise(1, 8), 3, 1, 12, 8)
    twin(out, "matrix factorisation", others.MatrixFactorization(9, 8, 4), 6, 2, vocabulary=[9, 8])
    twin(out, "NCF", others.NeuralFactorization(9, 8, 4), 6, 2, vocabulary=[9, 8])
    twin(out, "factorisation machine", others.FactorizationMachine([5, 3, 4], 6), 6, 3, vocabulary=[5, 3, 4])
    twin(out, "wide and deep", others.WideAndDeep([5, 3, 4], 6, [8, 7]), 6, 3, vocabulary=[5, 3, 4])
    twin(out, "TCN forecast", forecasts.Tcn(3, 20, 4, 5, 8), 3, 20, 3)
    twin(out, "GRU forecast", forecasts.GruForecast(3, 4, 5, 8, 2), 3, 20, 3)
    twin(out, "N-BEATS forecast", forecasts.NBeats(3, 16, 4, 5, 12, 3), 3, 20, 3)
    twin(out, "transformer forecast", forecasts.TransformerForecast(3, 20, 4, 5, 32, 2, 2), 3, 20, 3)
    twin(out, "physics", Physics([2, 9, 9, 1]), 5, 2)
    STORE.parent.mkdir(parents=True, exist_ok=True)
    STORE.write_text("\n".join(out))


class Physics(others.Wrapped):
    def __init__(self, sizes):
        super().__init__("layers", others.mlp(sizes, nn.Tanh))


if __name__ == "__main__":
    main()
