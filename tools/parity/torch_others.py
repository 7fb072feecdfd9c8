"""Generative networks, recommenders and forecasters under the names that our models have."""

import math

import torch
from torch import nn


def mlp(sizes, act=nn.ReLU):
    layers = []
    for i in range(1, len(sizes)):
        layers.append(nn.Linear(sizes[i - 1], sizes[i]))
        if i < len(sizes) - 1:
            layers += [act(), nn.Dropout(0.0)]
    return nn.Sequential(*layers)


class Wrapped(nn.Module):
    """A module under a name."""

    def __init__(self, name, part, flat=False):
        super().__init__()
        setattr(self, name, part)
        self.name, self.flat = name, flat

    def forward(self, x):
        y = getattr(self, self.name)(x)
        return y.flatten() if self.flat else y


class Autoencoder(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.encoder = mlp(sizes)
        self.decoder = mlp(sizes[::-1])

    def forward(self, x):
        return self.decoder(self.encoder(x))


class Vae(nn.Module):
    """pytorch/examples, vae."""

    def __init__(self, size, hidden, code):
        super().__init__()
        self.fc1 = nn.Linear(size, hidden)
        self.fc21 = nn.Linear(hidden, code)
        self.fc22 = nn.Linear(hidden, code)
        self.fc3 = nn.Linear(code, hidden)
        self.fc4 = nn.Linear(hidden, size)

    def forward(self, x):
        mean = self.fc21(self.fc1(x).relu())
        return self.fc4(self.fc3(mean).relu()).sigmoid()


def generator(channels, code, width):
    """pytorch/examples, dcgan."""
    layers, cin = [], code
    for factor in (8, 4, 2, 1):
        first = factor == 8
        out = factor * width
        layers += [
            nn.ConvTranspose2d(cin, out, 4, 1 if first else 2, 0 if first else 1, bias=False),
            nn.BatchNorm2d(out),
            nn.ReLU(),
        ]
        cin = out
    layers += [nn.ConvTranspose2d(cin, channels, 4, 2, 1, bias=False), nn.Tanh()]
    return Wrapped("main", nn.Sequential(*layers))


def discriminator(channels, width):
    layers, cin = [], channels
    for factor in (1, 2, 4, 8):
        layers.append(nn.Conv2d(cin, factor * width, 4, 2, 1, bias=False))
        if factor > 1:
            layers.append(nn.BatchNorm2d(factor * width))
        layers.append(nn.LeakyReLU(0.2))
        cin = factor * width
    layers += [nn.Conv2d(cin, 1, 4, 1, 0, bias=False), nn.Sigmoid()]
    return Wrapped("main", nn.Sequential(*layers), flat=True)


class NoiseBlock(nn.Module):
    def __init__(self, cin, out, vector):
        super().__init__()
        self.norm1 = nn.GroupNorm(4, cin)
        self.conv1 = nn.Conv2d(cin, out, 3, padding=1)
        self.emb = nn.Linear(vector, out)
        self.norm2 = nn.GroupNorm(4, out)
        self.conv2 = nn.Conv2d(out, out, 3, padding=1)
        self.skip = nn.Conv2d(cin, out, 1) if cin != out else None

    def forward(self, x, vector):
        silu = nn.functional.silu
        y = self.conv1(silu(self.norm1(x))) + self.emb(vector)[:, :, None, None]
        y = self.conv2(silu(self.norm2(y)))
        return y + (self.skip(x) if self.skip else x)


class Noise(nn.Module):
    def __init__(self, channels, width):
        super().__init__()
        vector = 4 * width
        self.time = nn.Sequential(
            nn.Linear(width, vector), nn.SiLU(), nn.Linear(vector, vector)
        )
        self.convIn = nn.Conv2d(channels, width, 3, padding=1)
        self.down = NoiseBlock(width, width, vector)
        self.halve = nn.Conv2d(width, 2 * width, 3, 2, 1)
        self.middle = NoiseBlock(2 * width, 2 * width, vector)
        self.twice = nn.ConvTranspose2d(2 * width, width, 2, 2)
        self.up = NoiseBlock(2 * width, width, vector)
        self.normOut = nn.GroupNorm(4, width)
        self.convOut = nn.Conv2d(width, channels, 3, padding=1)
        self.width = width

    def forward(self, x):
        steps = torch.arange(x.size(0), dtype=x.dtype) * 7
        half = self.width // 2
        slopes = torch.exp(-math.log(10000) / half * torch.arange(half, dtype=x.dtype))
        angles = steps[:, None] * slopes
        vector = self.time(torch.cat([angles.sin(), angles.cos()], 1))
        full = self.down(self.convIn(x), vector)
        half = self.middle(self.halve(full), vector)
        y = self.up(torch.cat([full, self.twice(half)], 1), vector)
        return self.convOut(nn.functional.silu(self.normOut(y)))


class FeaturesLinear(nn.Module):
    """The layers of rixwew/pytorch-fm."""

    def __init__(self, counts):
        super().__init__()
        self.fc = nn.Embedding(sum(counts), 1)
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, rows):
        return self.fc(rows).sum(1) + self.bias


class FeaturesEmbedding(nn.Module):
    def __init__(self, counts, width):
        super().__init__()
        self.embedding = nn.Embedding(sum(counts), width)

    def forward(self, rows):
        return self.embedding(rows)


def rows_of(x, counts):
    return x + torch.tensor([0, *counts[:-1]]).cumsum(0)


class FactorizationMachine(nn.Module):
    def __init__(self, counts, width):
        super().__init__()
        self.embedding = FeaturesEmbedding(counts, width)
        self.linear = FeaturesLinear(counts)
        self.counts = counts

    def forward(self, x):
        rows = rows_of(x, self.counts)
        v = self.embedding(rows)
        pairs = 0.5 * (v.sum(1) ** 2 - (v**2).sum(1)).sum(1, keepdim=True)
        return self.linear(rows) + pairs


class WideAndDeep(nn.Module):
    def __init__(self, counts, width, hidden):
        super().__init__()
        self.linear = FeaturesLinear(counts)
        self.embedding = FeaturesEmbedding(counts, width)
        layers, cin = [], len(counts) * width
        for out in hidden:
            layers += [nn.Linear(cin, out), nn.BatchNorm1d(out), nn.ReLU(), nn.Dropout(0.2)]
            cin = out
        layers.append(nn.Linear(cin, 1))
        self.mlp = Wrapped("mlp", nn.Sequential(*layers))
        self.counts = counts

    def forward(self, x):
        rows = rows_of(x, self.counts)
        return self.linear(rows) + self.mlp(self.embedding(rows).flatten(1))


class MatrixFactorization(nn.Module):
    def __init__(self, users, items, factors):
        super().__init__()
        self.mean = nn.Parameter(torch.zeros(1))
        self.userBias = nn.Embedding(users, 1)
        self.itemBias = nn.Embedding(items, 1)
        self.user = nn.Embedding(users, factors)
        self.item = nn.Embedding(items, factors)

    def forward(self, x):
        u, i = x[:, 0], x[:, 1]
        product = (self.user(u) * self.item(i)).sum(1, keepdim=True)
        return product + self.userBias(u) + self.itemBias(i) + self.mean


class NeuralFactorization(nn.Module):
    def __init__(self, users, items, factors):
        super().__init__()
        self.userBias = nn.Embedding(users, 1)
        self.itemBias = nn.Embedding(items, 1)
        self.user = nn.Embedding(users, factors)
        self.item = nn.Embedding(items, factors)
        width = 2 * factors
        self.layers = nn.Sequential(
            nn.Linear(width, width), nn.ReLU(), nn.Dropout(0.0), nn.Linear(width, 1)
        )

    def forward(self, x):
        u, i = x[:, 0], x[:, 1]
        y = self.layers(torch.cat([self.user(u), self.item(i)], 1))
        return y + self.userBias(u) + self.itemBias(i)
