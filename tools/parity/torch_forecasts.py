"""Twins of the forecasters, written out: x [N, T, channels] to the quantiles of the last H steps, [N, H, Q]."""

import torch
import torch.nn.functional as F
from torch import nn


def quantiles(y):
    """Numbers to quantiles that do not cross: distances from the median outwards."""
    middle = y.shape[-1] // 2
    parts = list(y.unbind(-1))
    for i in range(1, middle + 1):
        parts[middle + i] = parts[middle + i - 1] + F.softplus(parts[middle + i])
        parts[middle - i] = parts[middle - i + 1] - F.softplus(parts[middle - i])
    return torch.stack(parts, -1)


class TcnBlock(nn.Module):
    def __init__(self, width, dilation):
        super().__init__()
        self.first = nn.Conv1d(width, width, 3, dilation=dilation)
        self.second = nn.Conv1d(width, width, 3, dilation=dilation)
        self.reach = 2 * dilation

    def forward(self, x):
        y = torch.relu(self.first(F.pad(x, (self.reach, 0))))
        return x + torch.relu(self.second(F.pad(y, (self.reach, 0))))


class Tcn(nn.Module):
    """Causal convolutions whose dilation doubles until they see all steps."""

    def __init__(self, channels, length, horizon, outputs, width):
        super().__init__()
        depth = 1
        while 1 + 4 * (2**depth - 1) < length:
            depth += 1
        self.add_module("in", nn.Linear(channels, width))
        self.blocks = nn.ModuleList(TcnBlock(width, 2**i) for i in range(depth))
        self.out = nn.Linear(width, outputs)
        self.horizon = horizon

    def forward(self, x):
        y = self.get_submodule("in")(x).transpose(1, 2)
        for block in self.blocks:
            y = block(y)
        return quantiles(self.out(y.transpose(1, 2)[:, -self.horizon :]))


class GruForecast(nn.Module):
    def __init__(self, channels, horizon, outputs, width, depth):
        super().__init__()
        self.gru = nn.GRU(channels, width, depth, batch_first=True)
        self.out = nn.Linear(width, outputs)
        self.horizon = horizon

    def forward(self, x):
        return quantiles(self.out(self.gru(x)[0][:, -self.horizon :]))


class NBeatsBlock(nn.Module):
    def __init__(self, inputs, width, past, forecast):
        super().__init__()
        self.hidden = nn.ModuleList([nn.Linear(inputs, width), nn.Linear(width, width)])
        self.backcast = nn.Linear(width, past)
        self.forecast = nn.Linear(width, forecast)


class NBeats(nn.Module):
    """Generic N-BEATS whose blocks also read all other channels of all steps."""

    def __init__(self, channels, past, horizon, outputs, width, depth):
        super().__init__()
        inputs = past + (past + horizon) * (channels - 1)
        self.blocks = nn.ModuleList(
            NBeatsBlock(inputs, width, past, horizon * outputs) for _ in range(depth)
        )
        self.past, self.horizon, self.outputs = past, horizon, outputs

    def forward(self, x):
        values = x[:, : self.past, 0]
        others = x[:, :, 1:].flatten(1)
        forecast = 0
        for block in self.blocks:
            y = torch.cat([values, others], 1)
            for layer in block.hidden:
                y = torch.relu(layer(y))
            forecast = forecast + block.forecast(y)
            values = values - block.backcast(y)
        return quantiles(forecast.reshape(-1, self.horizon, self.outputs))


class TransformerForecast(nn.Module):
    def __init__(self, channels, length, horizon, outputs, width, heads, depth):
        super().__init__()
        self.add_module("in", nn.Linear(channels, width))
        self.position = nn.Parameter(torch.zeros(length, width))
        layer = nn.TransformerEncoderLayer(
            width, heads, 2 * width, 0.0, "gelu", batch_first=True, norm_first=True
        )
        self.encoder = nn.TransformerEncoder(
            layer, depth, nn.LayerNorm(width), enable_nested_tensor=False
        )
        self.out = nn.Linear(width, outputs)
        self.horizon = horizon

    def state_dict(self, *args, **options):
        """In the order of the components; PyTorch lists a module's own parameters first."""
        state = super().state_dict(*args, **options)
        order = ["in.weight", "in.bias", "position"]
        return {**{key: state[key] for key in order}, **state}

    def forward(self, x):
        y = self.encoder(self.get_submodule("in")(x) + self.position)
        return quantiles(self.out(y[:, -self.horizon :]))
