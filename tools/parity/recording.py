"""How one parity case is drawn, run through PyTorch and written down.

A case holds its inputs, the outputs PyTorch computes from them, a drawn gradient arriving at each
output, and the gradient PyTorch derives for each input. Every case draws from a generator seeded by
its own name, so adding a case changes no other.
"""

import json
import math
import random
from pathlib import Path

import torch

TYPES = {
    torch.float32: "F32",
    torch.float64: "F64",
    torch.int32: "I32",
    torch.int64: "I64",
    torch.bool: "BOOL",
}


class Draw:
    """Draws the values of one case: three decimals, none twice, so nothing ties by accident."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.seen = set()

    def between(self, low, high, away_from):
        while True:
            value = round(self.random.uniform(low, high), 3)
            if value not in self.seen and all(abs(value - kink) > 0.05 for kink in away_from):
                self.seen.add(value)
                return value


def between(low, high, *shape, away_from=(), dtype=torch.float64):
    """An input of distinct values in a range, none within 0.05 of a kink."""

    def make(draw):
        values = [draw.between(low, high, away_from) for _ in range(math.prod(shape))]
        return torch.tensor(values, dtype=dtype).reshape(shape)

    return make


def normal(*shape, dtype=torch.float64):
    """An input of distinct values in −2..2, none within 0.05 of 0: right for most operations."""
    return between(-2, 2, *shape, away_from=(0,), dtype=dtype)


def positive(*shape, dtype=torch.float64):
    return between(0.2, 3, *shape, dtype=dtype)


def values(data, dtype=torch.float64):
    """An input given value by value."""
    return lambda draw: torch.tensor(data, dtype=dtype)


def integers(data):
    return values(data, torch.int64)


def booleans(data):
    return values(data, torch.bool)


class Family:
    """The cases of one stored file."""

    def __init__(self, name):
        self.name = name
        self.lines = []
        self.names = set()

    def case(
        self, operation, function, *inputs, note="", gradients=True, constant=(), **attributes
    ):
        """Runs `function(*inputs, **attributes)` and records it.

        `gradients=False` records the value only; inputs at the positions `constant` get no gradient.
        """
        name = self._name(operation, note, attributes, inputs)
        draw = Draw(name)
        tensors = [make(draw) for make in inputs]
        outputs = function(*tensors, **attributes)
        if isinstance(outputs, torch.Tensor):
            outputs = [outputs]
        outputs = list(outputs)
        differentiable = [
            gradients and position not in constant and tensor.is_floating_point()
            for position, tensor in enumerate(tensors)
        ]
        incoming = [None] * len(outputs)
        slopes = [None] * len(tensors)
        if any(differentiable) and any(y.is_floating_point() for y in outputs):
            incoming, slopes = _differentiate(draw, function, tensors, attributes, differentiable)
        self._write(
            {
                "case": name,
                "operation": operation,
                "attributes": attributes,
                "inputs": [encode(tensor) for tensor in tensors],
                "outputs": [encode(output) for output in outputs],
                "incoming": [encode(tensor) for tensor in incoming],
                "gradients": [encode(tensor) for tensor in slopes],
            }
        )

    def _name(self, operation, note, attributes, inputs):
        """`matmul [2, 3] [3, 4]`: the shapes are those of a throw-away draw."""
        tensors = [make(Draw(operation)) for make in inputs]
        parts = [operation] + [str(list(tensor.shape)) for tensor in tensors]
        parts += [f"{key}={value}" for key, value in attributes.items()]
        if tensors and tensors[0].dtype is not torch.float64:
            parts.append(TYPES[tensors[0].dtype])
        if note:
            parts.append(f"({note})")
        return " ".join(parts)

    def _write(self, case):
        if case["case"] in self.names:
            raise SystemExit(f"{self.name}: two cases are called '{case['case']}'")
        self.names.add(case["case"])
        text = json.dumps(case, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        self.lines.append(text)

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        path = Path(folder) / f"{self.name}.jsonl"
        path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        return path


def _differentiate(draw, function, tensors, attributes, differentiable):
    """The drawn gradient of each floating-point output, and PyTorch's gradient of each input."""
    leaves = [
        tensor.clone().requires_grad_(wanted) for tensor, wanted in zip(tensors, differentiable)
    ]
    outputs = function(*leaves, **attributes)
    outputs = [outputs] if isinstance(outputs, torch.Tensor) else list(outputs)
    incoming = [
        between(-2, 2, *output.shape, dtype=output.dtype)(draw)
        if output.is_floating_point()
        else None
        for output in outputs
    ]
    pairs = [(y, g) for y, g in zip(outputs, incoming) if g is not None and y.requires_grad]
    if not pairs:
        return [None] * len(outputs), [None] * len(tensors)
    wanted = [leaf for leaf in leaves if leaf.requires_grad]
    found = iter(torch.autograd.grad([y for y, _ in pairs], wanted, [g for _, g in pairs]))
    return incoming, [next(found) if leaf.requires_grad else None for leaf in leaves]


def encode(tensor):
    """Shape, element type and data in C order; numbers in the shortest form that reads back equal."""
    if tensor is None:
        return None
    tensor = tensor.detach()
    return {
        "shape": list(tensor.shape),
        "type": TYPES[tensor.dtype],
        "data": [_number(value, tensor.dtype) for value in tensor.reshape(-1).tolist()],
    }


def _number(value, dtype):
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        if dtype is torch.float32:
            return _shortest(value)
    return value


def _shortest(value):
    """The shortest decimal that rounds to the same F32."""
    for digits in range(1, 10):
        short = float(f"{value:.{digits}g}")
        if torch.tensor(short, dtype=torch.float32).item() == value:
            return short
    return value
