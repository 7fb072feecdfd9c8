"""Recurrent layers: the inputs of a case are x, h0, c0, then the parameters in PyTorch's order."""

import torch

from recording import Family, between, normal


def family():
    cases = Family("recurrent")
    _lstm(cases, steps=3, batch=2, size=3, hidden=2)
    _lstm(cases, steps=2, batch=3, size=1, hidden=4, batch_first=True)
    _lstm(cases, steps=3, batch=2, size=3, hidden=2, bias=False)
    _lstm(cases, steps=3, batch=2, size=3, hidden=2, num_layers=2)
    _lstm(cases, steps=3, batch=2, size=2, hidden=2, num_layers=2, batch_first=True, bias=False)
    _lstm(cases, steps=3, batch=2, size=3, hidden=2, bidirectional=True)
    _lstm(cases, steps=2, batch=1, size=2, hidden=2, num_layers=2, bidirectional=True)
    _lstm(cases, steps=3, batch=3, size=5, hidden=7, draw=single)
    _lstm(cases, steps=3, batch=2, size=3, hidden=3, proj_size=2)
    _lstm(cases, steps=2, batch=3, size=2, hidden=4, proj_size=1, batch_first=True, bias=False)
    _lstm(cases, steps=3, batch=2, size=2, hidden=3, proj_size=2, num_layers=2, bidirectional=True)
    _gru(cases, steps=3, batch=2, size=3, hidden=2)
    _gru(cases, steps=2, batch=3, size=1, hidden=4, batch_first=True)
    _gru(cases, steps=3, batch=2, size=3, hidden=2, bias=False)
    _gru(cases, steps=2, batch=1, size=2, hidden=2, num_layers=2, bidirectional=True)
    _gru(cases, steps=3, batch=3, size=5, hidden=7, draw=single)
    return cases


def single(*shape):
    """Small enough that PyTorch's own rounding stays below the tolerance."""
    return between(-0.5, 0.5, *shape, dtype=torch.float32)


def _lstm(cases, steps, batch, size, hidden, draw=normal, **arguments):
    """An LSTM that starts from drawn weights and states."""
    layer = torch.nn.LSTM(size, hidden, **arguments)
    shapes = [tuple(parameter.shape) for parameter in layer.parameters()]
    states = layer.num_layers * (2 if layer.bidirectional else 1)
    first = (batch, steps, size) if layer.batch_first else (steps, batch, size)

    def run(x, h0, c0, *parameters, **_):
        """What the layer calls, with the drawn parameters in place of its own."""
        return torch.lstm(
            x,
            (h0, c0),
            parameters,
            layer.bias,
            layer.num_layers,
            0.0,
            False,
            layer.bidirectional,
            layer.batch_first,
        )

    hidden_state = (states, batch, layer.proj_size or hidden)
    state = (states, batch, hidden)
    inputs = [draw(*shape) for shape in [first, hidden_state, state, *shapes]]
    cases.case("lstm", run, *inputs, **arguments)


def _gru(cases, steps, batch, size, hidden, draw=normal, **arguments):
    """A GRU that starts from drawn weights and states."""
    layer = torch.nn.GRU(size, hidden, **arguments)
    shapes = [tuple(parameter.shape) for parameter in layer.parameters()]
    states = layer.num_layers * (2 if layer.bidirectional else 1)
    first = (batch, steps, size) if layer.batch_first else (steps, batch, size)

    def run(x, h0, *parameters, **_):
        """What the layer calls, with the drawn parameters in place of its own."""
        return torch.gru(
            x,
            h0,
            parameters,
            layer.bias,
            layer.num_layers,
            0.0,
            False,
            layer.bidirectional,
            layer.batch_first,
        )

    inputs = [draw(*shape) for shape in [first, (states, batch, hidden), *shapes]]
    cases.case("gru", run, *inputs, **arguments)
