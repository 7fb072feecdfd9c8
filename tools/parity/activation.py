"""Activations and their defaults, softmax and log-softmax."""

import torch
import torch.nn.functional as F

from recording import Family, between, normal, values

INFINITE = float("inf")
NAN = float("nan")

# Operation, function, the kinks to keep away from, attributes beside the defaults.
ACTIVATIONS = [
    ("sigmoid", torch.sigmoid, (), [{}]),
    ("logsigmoid", F.logsigmoid, (), [{}]),
    ("softplus", F.softplus, (), [{}]),
    ("softplus", F.softplus, (), [{"beta": 2.0, "threshold": 20.0}]),
    ("softsign", F.softsign, (), [{}]),
    ("relu", F.relu, (0,), [{}]),
    ("relu6", F.relu6, (0, 6), [{}]),
    ("leaky_relu", F.leaky_relu, (0,), [{"negative_slope": 0.01}, {"negative_slope": 0.2}]),
    ("elu", F.elu, (0,), [{"alpha": 1.0}, {"alpha": 0.7}]),
    # PyTorch rounds 1/alpha to F32 in this derivative; 1/0.5 is exact.
    ("celu", F.celu, (0,), [{"alpha": 1.0}, {"alpha": 0.5}]),
    ("selu", F.selu, (0,), [{}]),
    ("gelu", F.gelu, (), [{"approximate": "none"}, {"approximate": "tanh"}]),
    ("silu", F.silu, (), [{}]),
    ("mish", F.mish, (), [{}]),
    ("threshold", F.threshold, (0.3,), [{"threshold": 0.3, "value": -1.5}]),
    ("hardtanh", F.hardtanh, (-1, 1, -0.5, 2), [{}, {"min_val": -0.5, "max_val": 2.0}]),
    ("hardsigmoid", F.hardsigmoid, (-3, 3), [{}]),
    ("hardswish", F.hardswish, (-3, 3), [{}]),
    ("tanhshrink", F.tanhshrink, (), [{}]),
    ("softshrink", F.softshrink, (-0.5, 0.5, -1, 1), [{"lambd": 0.5}, {"lambd": 1.0}]),
    ("hardshrink", F.hardshrink, (-0.5, 0.5, -1, 1), [{"lambd": 0.5}, {"lambd": 1.0}]),
]

KINKS = {
    "relu": [0.0],
    "relu6": [0.0, 6.0],
    "leaky_relu": [0.0],
    "elu": [0.0],
    "celu": [0.0],
    "selu": [0.0],
    "hardtanh": [-1.0, 1.0],
    "hardsigmoid": [-3.0, 3.0],
    "hardswish": [-3.0, 3.0],
    "softshrink": [-0.5, 0.5],
    "hardshrink": [-0.5, 0.5],
}


def family():
    cases = Family("activation")
    for name, function, kinks, variants in ACTIVATIONS:
        for attributes in variants:
            cases.case(name, function, between(-7, 7, 2, 5, away_from=kinks), **attributes)
        # Infinities and what PyTorch makes of them are in extremes.py.
        extremes = values([-700.0, -50.0, -0.0, 0.0, 50.0, 700.0, NAN])
        if len(variants[0]) < 2:
            note = "special values"
            cases.case(name, function, extremes, note=note, gradients=False, **variants[0])
        if name in KINKS:
            cases.case(name, function, values(KINKS[name]), note="at the kinks", **variants[0])
    for name, function in [("sigmoid", torch.sigmoid), ("gelu", F.gelu), ("silu", F.silu)]:
        attributes = {"approximate": "none"} if name == "gelu" else {}
        cases.case(name, function, normal(2, 3, dtype=torch.float32), **attributes)
    cases.case("prelu", F.prelu, normal(2, 3, 2), values([0.25]))
    cases.case("prelu", F.prelu, normal(2, 3, 2), values([0.25, 0.1, -0.3]))
    for axis in [0, -1]:
        cases.case("glu", F.glu, normal(2, 6), dim=axis)
    _softmax(cases)
    return cases


def _softmax(cases):
    for name, function in [("softmax", torch.softmax), ("log_softmax", torch.log_softmax)]:
        for axis in [0, 1, -1]:
            cases.case(name, function, normal(2, 3, 4), dim=axis)
        cases.case(name, function, normal(4), dim=0)
        cases.case(name, function, normal(2, 3, dtype=torch.float32), dim=1)
        large = values([[1000.0, 1001.0, 998.0], [-1000.0, -900.0, -1001.0]])
        cases.case(name, function, large, note="large", dim=1)
        cut = values([[0.5, -INFINITE, 1.0], [2.0, 1.0, -INFINITE]])
        cases.case(name, function, cut, note="masked by infinity", gradients=False, dim=1)
