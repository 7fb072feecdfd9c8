"""Layers of Keras, computed with PyTorch from weights in the layout of Keras.

    python3 keras_layers.py OUT.npz

For each case `NAME/x`, `NAME/y` and the weights `NAME/0`, `NAME/1`, … by their numbers in Keras; those of
Bidirectional are `NAME/forward_layer/0` and so on. The formulas are those of Keras's documentation: channels last, gates
of LSTM in the order input, forget, cell, output, those of GRU update, reset, new. The stored file was made with
PyTorch 2.13.
"""
import sys

import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(5)
out = {}


def case(name, x, weights, y):
    out[name + "/x"] = x
    for key, weight in weights.items() if isinstance(weights, dict) else enumerate(weights):
        out[f"{name}/{key}"] = weight
    out[name + "/y"] = y


def first(x):
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def kernel(k):
    """[…, in, out] as [out, in, …]."""
    return k.permute(k.dim() - 1, k.dim() - 2, *range(k.dim() - 2))


def per_channel(k):
    """[…, in, multiplier] as [in·multiplier, 1, …]."""
    turned = k.permute(k.dim() - 2, k.dim() - 1, *range(k.dim() - 2))
    return turned.reshape(-1, 1, *k.shape[:-2])


x, k, b = torch.randn(2, 7, 3), torch.randn(3, 3, 4), torch.randn(4)
case("conv1d", x, [k, b], last(F.conv1d(F.pad(first(x), (4, 0)), kernel(k), b, dilation=2)))

x, k, b = torch.randn(2, 4, 5, 4, 2), torch.randn(2, 3, 2, 2, 3), torch.randn(3)
case("conv3d", x, [k, b], last(F.conv3d(first(x), kernel(k), b)))

x, k, b = torch.randn(2, 6, 6, 3), torch.randn(3, 3, 3, 2), torch.randn(6)
case("depthwise", x, [k, b], last(F.conv2d(first(x), per_channel(k), b, padding=1, groups=3)))

x, k, p, b = torch.randn(2, 7, 7, 3), torch.randn(3, 3, 3, 2), torch.randn(1, 1, 6, 4), torch.randn(4)
y = F.conv2d(F.conv2d(first(x), per_channel(k), stride=2, groups=3), kernel(p), b)
case("separable", x, [k, p, b], last(y))

x, k, b = torch.randn(2, 4, 4, 3), torch.randn(3, 3, 5, 3), torch.randn(5)
y = F.conv_transpose2d(first(x), k.permute(3, 2, 0, 1), b, stride=2)
case("transposed", x, [k, b], last(y[:, :, :8, :8]))

x, k = torch.randint(0, 7, (2, 5)), torch.randn(7, 4)
case("embedding", x.float(), [k], k[x])

x, w = torch.randn(2, 3, 3, 4), [torch.randn(4), torch.randn(4), torch.randn(4), torch.rand(4) + 0.5]
case("batch_norm", x, w, last(F.batch_norm(first(x), w[2], w[3], w[0], w[1], eps=1e-3)))

x, w = torch.randn(2, 3, 4), [torch.randn(4), torch.randn(4)]
case("layer_norm", x, w, F.layer_norm(x, (4,), w[0], w[1], eps=1e-3))

x, k = torch.randn(2, 3, 4), torch.rand(3, 4)
case("prelu", x, [k], torch.where(x > 0, x, k * x))


def recurrent(kind, w, x, order, biases, **options):
    """A layer of PyTorch with weights of Keras."""
    units = w[1].shape[0]
    layer = kind(x.shape[2], units, batch_first=True, **options)

    def gates(a):
        parts = a.split(units, -1)
        return torch.cat([parts[i] for i in order], -1)

    with torch.no_grad():
        layer.weight_ih_l0.copy_(gates(w[0]).T)
        layer.weight_hh_l0.copy_(gates(w[1]).T)
        layer.bias_ih_l0.copy_(gates(biases[0]))
        layer.bias_hh_l0.copy_(gates(biases[1]))
        return layer(x)[0]


x, w = torch.randn(2, 5, 3), [torch.randn(3, 12), torch.randn(4, 12), torch.randn(2, 12)]
case("gru", x, w, recurrent(torch.nn.GRU, w, x, [1, 0, 2], w[2]))

x, w = torch.randn(2, 5, 3), [torch.randn(3, 12), torch.randn(4, 12), torch.randn(12)]
h = torch.zeros(2, 4)
for t in range(5):
    (xz, xr, xh), (uz, ur, uh), (bz, br, bh) = (x[:, t] @ w[0]).split(4, -1), w[1].split(4, -1), w[2].split(4)
    z, r = torch.sigmoid(xz + h @ uz + bz), torch.sigmoid(xr + h @ ur + br)
    h = z * h + (1 - z) * torch.tanh(xh + (r * h) @ uh + bh)
case("gru_before", x, w, h)

x, w = torch.randn(2, 5, 3), [torch.randn(3, 4), torch.randn(4, 4), torch.randn(4)]
case("simple", x, w, recurrent(torch.nn.RNN, w, x, [0], [w[2], torch.zeros(4)])[:, -1])

x = torch.randn(2, 5, 3)
sides = {side: [torch.randn(3, 16), torch.randn(4, 16), torch.randn(16)] for side in ("forward", "backward")}
lstm = [
    recurrent(torch.nn.LSTM, w, x if side == "forward" else x.flip(1), [0, 1, 2, 3], [w[2], torch.zeros(16)])
    for side, w in sides.items()
]
weights = {f"{side}_layer/{i}": w for side, all in sides.items() for i, w in enumerate(all)}
case("bidirectional", x, weights, torch.cat([lstm[0], lstm[1].flip(1)], -1))

np.savez(sys.argv[1], **{name: value.detach().contiguous().numpy() for name, value in out.items()})
