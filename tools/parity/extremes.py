"""The elementwise functions at zeros, kinks, poles, tails, infinities and NaN.

The reference is the function itself, computed with 3,000 bits and rounded once; at a kink it is the
slope that Adjoint's documentation states, at infinity the limit. Beside it stands what PyTorch
computes, but only where it differs: such a difference is a decision, listed in docs/accuracy.md.

Each line of the file is one function in one element type: the arguments, the exact values, slopes
and (of smooth functions) second derivatives, and by index of the argument the values and slopes in which PyTorch differs.
"""

import json
import math

import mpmath as mp
import torch
import torch.nn.functional as F

from recording import TYPES, _number, _shortest

mp.mp.prec = 3000
INFINITE = float("inf")
NAN = float("nan")

ORDINARY = [0.1, 0.5, 1.0, 1.5, 2.5, 3.0, 6.0, 9.0, 17.0, 40.0, 88.0, 100.0, 300.0]
FAR = {torch.float32: [1e-30, 1e30], torch.float64: [1e-30, 1e30, 1e-103, 1e103, 1e-300, 1e300]}

HALF = mp.mpf(1) / 2
ROOT_2_PI = mp.sqrt(2 * mp.pi)


class Function:
    """A function of one argument.

    `value` and `slope` are exact at finite numbers, unless `at` names another (value, slope) there,
    such as at a kink or a pole; `ends` are (value, slope) at −∞ and at ∞. A value outside the domain
    is None.
    """

    def __init__(self, name, torch_function, value, slope, ends, at=(), attributes=None):
        self.name = name
        self.torch_function = torch_function
        self.value = value
        self.slope = slope
        self.ends = ends
        self.at = at
        self.attributes = attributes or {}
        self.smooth = False

    def bend(self, x):
        """The second derivative of a smooth function at a finite number, else None."""
        if not self.smooth or not math.isfinite(x) or any(x == point for point, *_ in self.at):
            return None
        step = mp.ldexp(min(abs(mp.mpf(x)) or 1, 1), -600)
        if self.value(mp.mpf(x) - step) is None or self.value(mp.mpf(x) + step) is None:
            return None
        return _double((self.slope(mp.mpf(x) + step) - self.slope(mp.mpf(x) - step)) / (2 * step))

    def exact(self, x):
        if math.isnan(x):
            # IEEE 754: whatever the base, its power 0 is 1.
            return (1.0, 0.0) if self.attributes.get("exponent") == 0 else (NAN, NAN)
        if math.isinf(x):
            return self.ends[x > 0]
        for point, *answer in self.at:
            if x == point and math.copysign(1, x) == math.copysign(1, point):
                return answer
        value = self.value(mp.mpf(x))
        return (NAN, NAN) if value is None else (_double(value), _double(self.slope(mp.mpf(x))))


def _double(x):
    try:
        return float(x)
    except OverflowError:
        return INFINITE if x > 0 else -INFINITE


def within(low, high, function):
    return lambda x: function(x) if low <= x <= high else None


def sigma(x):
    return 1 / (1 + mp.exp(-x)) if x > 0 else mp.exp(x) / (1 + mp.exp(x))


def below(x):
    """The distribution function of the normal distribution."""
    if abs(x) > 1000:
        return mp.mpf(x > 0)
    return mp.erfc(-x / mp.sqrt(2)) / 2


def density(x):
    return mp.exp(-x * x / 2) / ROOT_2_PI if abs(x) < 1000 else mp.mpf(0)


def softplus(x):
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


def tanh(x):
    return mp.mpf(1 if x > 0 else -1) if abs(x) > 2000 else mp.tanh(x)


def one_minus_tanh_squared(x):
    return mp.mpf(0) if abs(x) > 2000 else mp.sech(x) ** 2


def gelu_tanh_argument(x):
    return 2 * mp.sqrt(2 / mp.pi) * (x + mp.mpf(0.044715) * x**3)


def gelu_tanh_slope(x):
    s = sigma(gelu_tanh_argument(x))
    inner = 2 * mp.sqrt(2 / mp.pi) * (1 + 3 * mp.mpf(0.044715) * x**2)
    return s + x * s * sigma(-gelu_tanh_argument(x)) * inner


def mish_slope(x):
    return tanh(softplus(x)) + x * one_minus_tanh_squared(softplus(x)) * sigma(x)


def erf(x):
    return mp.mpf(1 if x > 0 else -1) if abs(x) > 100 else mp.erf(x)


def erf_slope(x):
    return 2 / mp.sqrt(mp.pi) * mp.exp(-x * x) if abs(x) < 1000 else mp.mpf(0)


def sign(x):
    return mp.mpf((x > 0) - (x < 0))


def step(low, high, inside, outside=0):
    """A slope that is one number within an open interval and another outside."""
    return lambda x: mp.mpf(inside) if low < x < high else mp.mpf(outside)


def clip(x, low, high):
    return min(max(x, mp.mpf(low)), mp.mpf(high))


def nothing(x):
    return mp.mpf(0)


SELU_SCALE = mp.mpf(1.0507009873554805)
SELU_ALPHA = mp.mpf(1.6732632423543772)


def bent(alpha, width=1, scale=1):
    """elu, celu and selu: `scale·x` above 0, `scale·alpha·(exp(x/width) − 1)` below."""
    a, w, s = mp.mpf(alpha), mp.mpf(width), mp.mpf(scale)
    value = lambda x: s * x if x > 0 else s * a * mp.expm1(x / w)
    slope = lambda x: s if x > 0 else s * a / w * mp.exp(x / w)
    return value, slope, ((_double(-s * a), 0.0), (INFINITE, _double(s)))


IDENTITY_ENDS = ((-INFINITE, 1.0), (INFINITE, 1.0))
GATE_ENDS = ((0.0, 0.0), (INFINITE, 1.0))
RISING = ((-INFINITE, INFINITE), (INFINITE, INFINITE))
UNKNOWN = ((NAN, NAN), (NAN, NAN))


def functions():
    yield from _arithmetic()
    for smooth in [*_transcendental(), *_gates(), *_powers()]:
        smooth.smooth = True
        yield smooth
    yield from _piecewise()


def _arithmetic():
    yield Function(
        "negative",
        torch.neg,
        lambda x: -x,
        lambda x: mp.mpf(-1),
        ((INFINITE, -1.0), (-INFINITE, -1.0)),
    )
    yield Function("abs", torch.abs, abs, sign, ((INFINITE, -1.0), (INFINITE, 1.0)))
    yield Function("sign", torch.sign, sign, nothing, ((-1.0, 0.0), (1.0, 0.0)))
    yield Function(
        "square",
        torch.square,
        lambda x: x * x,
        lambda x: 2 * x,
        ((INFINITE, -INFINITE), (INFINITE, INFINITE)),
    )
    yield Function(
        "reciprocal",
        torch.reciprocal,
        lambda x: 1 / x,
        lambda x: -1 / x**2,
        ((0.0, 0.0), (0.0, 0.0)),
        [(0.0, INFINITE, -INFINITE), (-0.0, -INFINITE, -INFINITE)],
    )
    root_ends = ((NAN, NAN), (INFINITE, 0.0))
    yield Function(
        "sqrt",
        torch.sqrt,
        within(0, INFINITE, mp.sqrt),
        lambda x: 1 / (2 * mp.sqrt(x)),
        root_ends,
        [(0.0, 0.0, INFINITE), (-0.0, 0.0, -INFINITE)],
    )
    yield Function(
        "rsqrt",
        torch.rsqrt,
        within(0, INFINITE, lambda x: 1 / mp.sqrt(x)),
        lambda x: -1 / (2 * x * mp.sqrt(x)),
        ((NAN, NAN), (0.0, 0.0)),
        [(0.0, INFINITE, -INFINITE), (-0.0, -INFINITE, INFINITE)],
    )
    for name, function, exact in [
        ("floor", torch.floor, mp.floor),
        ("ceil", torch.ceil, mp.ceil),
        ("round", torch.round, mp.nint),
    ]:
        yield Function(name, function, exact, nothing, ((-INFINITE, 0.0), (INFINITE, 0.0)))


def _transcendental():
    yield Function("exp", torch.exp, mp.exp, mp.exp, ((0.0, 0.0), (INFINITE, INFINITE)))
    yield Function("expm1", torch.expm1, mp.expm1, mp.exp, ((-1.0, 0.0), (INFINITE, INFINITE)))
    yield Function(
        "log",
        torch.log,
        within(0, INFINITE, mp.log),
        lambda x: 1 / x,
        ((NAN, NAN), (INFINITE, 0.0)),
        [(0.0, -INFINITE, INFINITE), (-0.0, -INFINITE, -INFINITE)],
    )
    yield Function(
        "log1p",
        torch.log1p,
        within(-1, INFINITE, mp.log1p),
        lambda x: 1 / (1 + x),
        ((NAN, NAN), (INFINITE, 0.0)),
        [(-1.0, -INFINITE, INFINITE)],
    )
    yield Function("sin", torch.sin, mp.sin, mp.cos, UNKNOWN)
    yield Function("cos", torch.cos, mp.cos, lambda x: -mp.sin(x), UNKNOWN)
    yield Function("tan", torch.tan, mp.tan, lambda x: 1 + mp.tan(x) ** 2, UNKNOWN)
    yield Function(
        "asin",
        torch.asin,
        within(-1, 1, mp.asin),
        lambda x: 1 / mp.sqrt(1 - x * x),
        UNKNOWN,
        [(1.0, math.pi / 2, INFINITE), (-1.0, -math.pi / 2, INFINITE)],
    )
    yield Function(
        "acos",
        torch.acos,
        within(-1, 1, mp.acos),
        lambda x: -1 / mp.sqrt(1 - x * x),
        UNKNOWN,
        [(1.0, 0.0, -INFINITE), (-1.0, math.pi, -INFINITE)],
    )
    quarter = math.pi / 2
    yield Function(
        "atan", torch.atan, mp.atan, lambda x: 1 / (1 + x * x), ((-quarter, 0.0), (quarter, 0.0))
    )
    yield Function("sinh", torch.sinh, mp.sinh, mp.cosh, RISING)
    yield Function(
        "cosh", torch.cosh, mp.cosh, mp.sinh, ((INFINITE, -INFINITE), (INFINITE, INFINITE))
    )
    yield Function("tanh", torch.tanh, tanh, one_minus_tanh_squared, ((-1.0, 0.0), (1.0, 0.0)))
    yield Function("erf", torch.erf, erf, erf_slope, ((-1.0, 0.0), (1.0, 0.0)))
    yield Function(
        "sigmoid", torch.sigmoid, sigma, lambda x: sigma(x) * sigma(-x), ((0.0, 0.0), (1.0, 0.0))
    )
    yield Function(
        "tanhshrink", F.tanhshrink, lambda x: x - tanh(x), lambda x: tanh(x) ** 2, IDENTITY_ENDS
    )
    yield Function(
        "softsign",
        F.softsign,
        lambda x: x / (1 + abs(x)),
        lambda x: 1 / (1 + abs(x)) ** 2,
        ((-1.0, 0.0), (1.0, 0.0)),
    )


def _gates():
    yield Function("softplus", F.softplus, softplus, sigma, GATE_ENDS)
    yield Function(
        "softplus",
        F.softplus,
        lambda x: x if 2 * x > 20 else softplus(2 * x) / 2,
        lambda x: mp.mpf(1) if 2 * x > 20 else sigma(2 * x),
        GATE_ENDS,
        attributes={"beta": 2.0, "threshold": 20.0},
    )
    yield Function(
        "logSigmoid",
        F.logsigmoid,
        lambda x: -softplus(-x),
        lambda x: sigma(-x),
        ((-INFINITE, 1.0), (0.0, 0.0)),
    )
    yield Function(
        "gelu", F.gelu, lambda x: x * below(x), lambda x: below(x) + x * density(x), GATE_ENDS
    )
    yield Function(
        "geluTanh",
        lambda x: F.gelu(x, approximate="tanh"),
        lambda x: x * sigma(gelu_tanh_argument(x)),
        gelu_tanh_slope,
        GATE_ENDS,
    )
    yield Function(
        "silu",
        F.silu,
        lambda x: x * sigma(x),
        lambda x: sigma(x) + x * sigma(x) * sigma(-x),
        GATE_ENDS,
    )
    yield Function("mish", F.mish, lambda x: x * tanh(softplus(x)), mish_slope, GATE_ENDS)


def _piecewise():
    yield Function("relu", F.relu, lambda x: clip(x, 0, INFINITE), step(0, INFINITE, 1), GATE_ENDS)
    yield Function(
        "relu6", F.relu6, lambda x: clip(x, 0, 6), step(0, 6, 1), ((0.0, 0.0), (6.0, 0.0))
    )
    for slope in [0.01, 0.2]:
        yield Function(
            "leakyRelu",
            F.leaky_relu,
            lambda x, s=slope: x if x > 0 else x * mp.mpf(s),
            lambda x, s=slope: mp.mpf(1) if x > 0 else mp.mpf(s),
            ((-INFINITE, slope), (INFINITE, 1.0)),
            attributes={"negative_slope": slope},
        )
    for alpha in [1.0, 0.7]:
        yield Function("elu", F.elu, *bent(alpha), attributes={"alpha": alpha})
        yield Function("celu", F.celu, *bent(alpha, alpha), attributes={"alpha": alpha})
    yield Function("selu", F.selu, *bent(SELU_ALPHA, 1, SELU_SCALE))
    yield Function(
        "hardtanh", F.hardtanh, lambda x: clip(x, -1, 1), step(-1, 1, 1), ((-1.0, 0.0), (1.0, 0.0))
    )
    yield Function(
        "hardsigmoid",
        F.hardsigmoid,
        lambda x: clip(x + 3, 0, 6) / 6,
        step(-3, 3, mp.mpf(1) / 6),
        ((0.0, 0.0), (1.0, 0.0)),
    )
    yield Function(
        "hardswish",
        F.hardswish,
        lambda x: x * clip(x + 3, 0, 6) / 6,
        lambda x: mp.mpf(0) if x <= -3 else mp.mpf(1) if x >= 3 else x / 3 + HALF,
        GATE_ENDS,
    )
    yield Function(
        "softshrink",
        F.softshrink,
        lambda x: x - clip(x, -0.5, 0.5),
        lambda x: mp.mpf(abs(x) > 0.5),
        IDENTITY_ENDS,
        attributes={"lambd": 0.5},
    )
    yield Function(
        "hardshrink",
        F.hardshrink,
        lambda x: x if abs(x) > 0.5 else mp.mpf(0),
        lambda x: mp.mpf(abs(x) > 0.5),
        IDENTITY_ENDS,
        attributes={"lambd": 0.5},
    )
    yield Function(
        "threshold",
        F.threshold,
        lambda x: x if x > 0.5 else mp.mpf(-1.5),
        lambda x: mp.mpf(x > 0.5),
        ((-1.5, 0.0), (INFINITE, 1.0)),
        attributes={"threshold": 0.5, "value": -1.5},
    )
    yield Function(
        "clamp",
        torch.clamp,
        lambda x: clip(x, -1, 0.5),
        lambda x: mp.mpf(-1 <= x <= 0.5),
        ((-1.0, 0.0), (0.5, 0.0)),
        attributes={"min": -1.0, "max": 0.5},
    )


def _powers():
    yield _power(0.0, nothing, ((1.0, 0.0), (1.0, 0.0)))
    yield _power(1.0, lambda x: mp.mpf(1), IDENTITY_ENDS)
    yield _power(2.0, lambda x: 2 * x, ((INFINITE, -INFINITE), (INFINITE, INFINITE)))
    yield _power(3.0, lambda x: 3 * x**2, RISING)
    yield _power(
        -1.0,
        lambda x: -1 / x**2,
        ((0.0, 0.0), (0.0, 0.0)),
        [(0.0, INFINITE, -INFINITE), (-0.0, -INFINITE, -INFINITE)],
    )
    yield _power(
        0.5,
        lambda x: 1 / (2 * mp.sqrt(x)),
        ((INFINITE, 0.0), (INFINITE, 0.0)),
        [(0.0, 0.0, INFINITE), (-0.0, 0.0, INFINITE)],
    )
    yield _power(1.5, lambda x: 3 * mp.sqrt(x) / 2, ((INFINITE, INFINITE), (INFINITE, INFINITE)))


def _power(p, slope, ends, at=()):
    whole = p == int(p)
    value = lambda x: x ** int(p) if whole else mp.power(x, p) if x >= 0 else None
    return Function("pow", torch.pow, value, slope, ends, at, attributes={"exponent": p})


def points(function, dtype):
    kinks = [point for point, *_ in function.at if point]
    positive = ORDINARY + FAR[dtype] + kinks
    finite = [0.0, -0.0] + [x for p in dict.fromkeys(map(abs, positive)) for x in (p, -p)]
    return [torch.tensor(x, dtype=dtype).item() for x in finite + [INFINITE, -INFINITE, NAN]]


def differs(ours, theirs, dtype):
    if math.isnan(ours) or math.isnan(theirs):
        return not (math.isnan(ours) and math.isnan(theirs))
    ours = torch.tensor(ours, dtype=dtype).item()
    if ours == theirs:
        return False
    # The size of the last digits of the smallest normal number is what a result may lose near 0.
    eps, least = torch.finfo(dtype).eps, torch.finfo(dtype).tiny
    return not abs(ours - theirs) <= 64 * eps * max(abs(ours), least)


def row(function, dtype):
    x = points(function, dtype)
    exact = [function.exact(one) for one in x]
    leaf = torch.tensor(x, dtype=dtype, requires_grad=True)
    y = function.torch_function(leaf, **function.attributes)
    y.sum().backward()
    values, slopes = y.tolist(), leaf.grad.tolist()
    number = lambda one: _number(one, torch.float64) if dtype is torch.float64 else _brief(one)
    return {
        "function": function.name,
        "type": TYPES[dtype],
        "attributes": function.attributes,
        "x": [_number(one, dtype) for one in x],
        "values": [number(value) for value, _ in exact],
        "slopes": [number(slope) for _, slope in exact],
        "bends": [number(bend) if bend is not None else None for bend in map(function.bend, x)],
        "torchValues": {
            str(i): _number(values[i], dtype)
            for i in range(len(x))
            if differs(exact[i][0], values[i], dtype)
        },
        "torchSlopes": {
            str(i): _number(slopes[i], dtype)
            for i in range(len(x))
            if not math.isnan(exact[i][0]) and differs(exact[i][1], slopes[i], dtype)
        },
    }


def _brief(x):
    """Ten digits are enough to judge an F32."""
    return _number(float(f"{x:.10g}"), torch.float64)


class Extremes:
    """The lines of the file."""

    def __init__(self):
        self.lines = [
            json.dumps(row(function, dtype))
            for function in functions()
            for dtype in (torch.float32, torch.float64)
        ]

    def write(self, folder):
        path = folder / "extremes.jsonl"
        path.write_text("\n".join(self.lines) + "\n")
        return path


def family():
    return Extremes()
