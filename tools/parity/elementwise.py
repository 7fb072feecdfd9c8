"""Arithmetic, powers, rounding, trigonometry, comparison and logic, element by element."""

import torch

from recording import Family, between, booleans, integers, normal, positive, values

INFINITE = float("inf")
NAN = float("nan")
SPECIAL = [NAN, INFINITE, -INFINITE, 0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 1e-9, 100.0]

WHOLES = range(-3, 4)
HALVES = [k + 0.5 for k in range(-4, 4)]


def within(low, high, kinks=()):
    return lambda *shape, **kind: between(low, high, *shape, away_from=kinks, **kind)


SHAPES = [
    ((2, 3), (2, 3)),
    ((2, 3), (3,)),
    ((2, 1), (1, 3)),
    ((), (2, 2)),
    ((2, 1, 3), (4, 1)),
    ((0, 3), (1, 3)),
]

UNARY = [
    ("neg", torch.neg, normal),
    ("exp", torch.exp, normal),
    ("expm1", torch.expm1, normal),
    ("log", torch.log, positive),
    ("log1p", torch.log1p, within(-0.8, 3)),
    ("sqrt", torch.sqrt, positive),
    ("rsqrt", torch.rsqrt, positive),
    ("reciprocal", torch.reciprocal, normal),
    ("square", torch.square, normal),
    ("abs", torch.abs, normal),
    ("sign", torch.sign, normal),
    ("floor", torch.floor, within(-3, 3, WHOLES)),
    ("ceil", torch.ceil, within(-3, 3, WHOLES)),
    ("round", torch.round, within(-3, 3, HALVES)),
    ("sin", torch.sin, within(-6, 6)),
    ("cos", torch.cos, within(-6, 6)),
    ("tan", torch.tan, within(-1.4, 1.4)),
    ("asin", torch.asin, within(-0.95, 0.95)),
    ("acos", torch.acos, within(-0.95, 0.95)),
    ("atan", torch.atan, within(-4, 4)),
    ("sinh", torch.sinh, normal),
    ("cosh", torch.cosh, normal),
    ("tanh", torch.tanh, normal),
    ("erf", torch.erf, normal),
]


def family():
    cases = Family("elementwise")
    _arithmetic(cases)
    _powers(cases)
    for name, function, draw in UNARY:
        cases.case(name, function, draw(2, 3))
        cases.case(name, function, draw())
        # Longer than a vector register, so that both the vector loop and its tail are met.
        cases.case(name, function, draw(19, dtype=torch.float32))
        # PyTorch's sign of NaN is 0; ours stays NaN, as NumPy's does.
        special = values(SPECIAL[1:] if name == "sign" else SPECIAL)
        cases.case(name, function, special, note="special values", gradients=False)
    for name, function in [("exp", torch.exp), ("tanh", torch.tanh), ("erf", torch.erf)]:
        extremes = values([-800.0, -40.0, -5.5, 1e-300, 5.5, 40.0, 800.0])
        cases.case(name, function, extremes, note="extremes", gradients=False)
    _bounds(cases)
    _kinks(cases)
    _pairs(cases)
    _comparisons(cases)
    return cases


def _arithmetic(cases):
    rules = [("add", torch.add), ("sub", torch.sub), ("mul", torch.mul), ("div", torch.div)]
    for name, function in rules:
        for left, right in SHAPES:
            cases.case(name, function, normal(*left), normal(*right))
        single = torch.float32
        cases.case(name, function, normal(2, 3, dtype=single), normal(3, dtype=single))
        ends = [INFINITE, -INFINITE, NAN, 0.0, -0.0, 3.0]
        left = values([[end] for end in ends])
        cases.case(name, function, left, values(ends), note="special values", gradients=False)
    for name, function in rules[:3]:
        cases.case(name, function, integers([[7, -7, 0], [5, 9, -4]]), integers([3, 2, -2]))
    cases.case("atan2", torch.atan2, normal(2, 3), normal(3))
    ends = [INFINITE, -INFINITE, 0.0, -0.0, 1.0, -1.0, NAN]
    left = values([[end] for end in ends])
    cases.case("atan2", torch.atan2, left, values(ends), note="special values", gradients=False)


def _powers(cases):
    for exponent in [0.0, 0.5, 1.0, 2.0, 2.5, -1.0, -1.5]:
        cases.case("pow_scalar", lambda x, exponent: x**exponent, positive(2, 3), exponent=exponent)
    for exponent in [2.0, 3.0, -2.0]:
        draw = between(-2, -0.2, 4)
        cases.case("pow_scalar", lambda x, exponent: x**exponent, draw, exponent=exponent)
    cases.case("pow", torch.pow, positive(2, 3), normal(2, 3))
    cases.case("pow", torch.pow, positive(2, 3), normal(3))
    cases.case("pow", torch.pow, positive(2, 1), normal(3))
    ends = [INFINITE, -INFINITE, 0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 0.5, NAN]
    left = values([[end] for end in ends])
    cases.case("pow", torch.pow, left, values(ends), note="special values", gradients=False)
    zero = values([0.0, 0.0, 1.5])
    for exponent in [0.0, 1.0, 2.0]:
        cases.case(
            "pow_scalar", lambda x, exponent: x**exponent, zero, note="base zero", exponent=exponent
        )


def _bounds(cases):
    draw = lambda *shape: between(-2, 2, *shape, away_from=(-1.0, 0.7))
    for bounds in [{"min": -1.0, "max": 0.7}, {"min": -1.0}, {"max": 0.7}]:
        cases.case("clamp", torch.clamp, draw(2, 5), **bounds)
    special = values(SPECIAL)
    cases.case("clamp", torch.clamp, special, note="special", gradients=False, min=-1.0, max=0.7)
    for name, function in [("minimum", torch.minimum), ("maximum", torch.maximum)]:
        for left, right in SHAPES[:3]:
            cases.case(name, function, normal(*left), normal(*right))
        ends = values([INFINITE, -INFINITE, NAN, 1.0])
        left = values([[NAN], [0.0], [INFINITE]])
        cases.case(name, function, left, ends, note="special values", gradients=False)


def _kinks(cases):
    """What PyTorch takes as the gradient where there is none, or more than one."""
    zero = values([0.0, -1.0, 2.0])
    for name, function in [("abs", torch.abs), ("sign", torch.sign)]:
        cases.case(name, function, zero, note="at the kink")
    edges = values([-1.0, 0.0, 0.7])
    cases.case("clamp", torch.clamp, edges, note="at the edges", min=-1.0, max=0.7)
    for name, function in [("minimum", torch.minimum), ("maximum", torch.maximum)]:
        cases.case(name, function, values([1.0, 2.0]), values([1.0, 3.0]), note="a tie")


def _pairs(cases):
    """Values and gradients of two arguments at zeros, ties, poles, infinities and NaN."""
    numbers = [NAN, INFINITE, -INFINITE, 0.0, -0.0, 1.0, -1.0, 2.0, -2.5, 1e30, 1e-30]
    left = values([a for a in numbers for _ in numbers])
    right = values([b for _ in numbers for b in numbers])
    functions = [
        ("add", torch.add),
        ("sub", torch.sub),
        ("mul", torch.mul),
        ("div", torch.div),
        ("minimum", torch.minimum),
        ("maximum", torch.maximum),
        ("pow", torch.pow),
        ("atan2", torch.atan2),
    ]
    for name, function in functions:
        cases.case(name, function, left, right, note="every pair")


def _comparisons(cases):
    left = values([[1.0, 2.0, NAN], [0.0, INFINITE, -1.0]])
    right = values([1.0, INFINITE, 2.0])
    for name in ["eq", "ne", "lt", "le", "gt", "ge"]:
        cases.case(name, getattr(torch, name), left, right)
        cases.case(name, getattr(torch, name), integers([1, 2, 3]), integers([[2], [3]]))
    for name in ["and", "or", "xor"]:
        function = getattr(torch, f"logical_{name}")
        right = booleans([[True], [False]])
        cases.case(f"logical_{name}", function, booleans([True, False]), right)
    cases.case("logical_not", torch.logical_not, booleans([True, False]))
