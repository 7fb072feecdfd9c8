"""Sums, moments, extremes, norms, running sums, sorting."""

import torch

from recording import Family, booleans, integers, normal, values

INFINITE = float("inf")
NAN = float("nan")
LAYOUTS = [
    {"dim": [0], "keepdim": False},
    {"dim": [1], "keepdim": True},
    {"dim": [0, 2], "keepdim": False},
    {"dim": [-1], "keepdim": False},
    {"dim": [0, 1, 2], "keepdim": True},
]
ONE_AXIS = [
    {"dim": 0, "keepdim": False},
    {"dim": 1, "keepdim": True},
    {"dim": -1, "keepdim": False},
]


def family():
    cases = Family("reduce")
    _sums(cases)
    _extremes(cases)
    _norms(cases)
    _products(cases)
    _running(cases)
    _truth(cases)
    _order(cases)
    _missing(cases)
    return cases


def _sums(cases):
    for name, function in [("sum", torch.sum), ("mean", torch.mean)]:
        cases.case(name, function, normal(2, 3))
        cases.case(name, function, normal())
        cases.case(name, function, normal(2, 7, dtype=torch.float32))
        for layout in LAYOUTS:
            cases.case(name, function, normal(2, 3, 2), **layout)
    cases.case("sum", torch.sum, normal(0, 3), dim=[0], keepdim=False)
    cases.case("sum", torch.sum, integers([[1, 2], [3, 5]]), dim=[1], keepdim=False)
    for name, function in [("var", torch.var), ("std", torch.std)]:
        for correction in [0, 1]:
            for layout in LAYOUTS:
                draw = normal(2, 3, 2)
                cases.case(name, function, draw, correction=correction, **layout)
    for layout in LAYOUTS:
        cases.case("logsumexp", torch.logsumexp, normal(2, 3, 2), **layout)
    large = values([[1000.0, 1000.5], [-1000.0, -1001.0]])
    cases.case("logsumexp", torch.logsumexp, large, note="large", dim=[1], keepdim=False)
    ends = values([[-INFINITE, -INFINITE], [INFINITE, 1.0], [-INFINITE, 2.0]])
    cases.case(
        "logsumexp", torch.logsumexp, ends, note="ends", gradients=False, dim=[1], keepdim=False
    )


def _extremes(cases):
    ties = values([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])
    missing = values([[1.0, NAN, 3.0], [2.0, 5.0, -INFINITE]])
    for name, function in [("amin", torch.amin), ("amax", torch.amax)]:
        for layout in LAYOUTS:
            cases.case(name, function, normal(2, 3, 2), **layout)
        layout = {"dim": [1], "keepdim": False}
        cases.case(name, function, ties, note="ties", **layout)
        cases.case(name, function, missing, note="NaN", gradients=False, **layout)
    for name, function in [("argmin", torch.argmin), ("argmax", torch.argmax)]:
        cases.case(name, function, normal(2, 3))
        for layout in ONE_AXIS:
            cases.case(name, function, normal(2, 3, 2), **layout)
        cases.case(name, function, ties, note="ties", dim=1, keepdim=False)
        cases.case(name, function, missing, note="NaN", dim=1, keepdim=False)


def _norms(cases):
    norm = lambda x, ord, dim, keepdim: torch.linalg.vector_norm(x, ord, dim, keepdim)
    for order in [1.0, 2.0, 3.0, "inf"]:
        function = lambda x, ord, dim, keepdim: norm(x, float(ord), dim, keepdim)
        for layout in LAYOUTS[1:4]:
            cases.case("norm", function, normal(2, 3, 2), ord=order, **layout)
        zero = values([[0.0, 0.0], [3.0, 4.0]])
        note = "a zero row"
        cases.case("norm", function, zero, note=note, ord=order, dim=[1], keepdim=False)


def _products(cases):
    cases.case("prod", torch.prod, normal(2, 3))
    for layout in ONE_AXIS:
        cases.case("prod", torch.prod, normal(2, 3, 2), **layout)
    zeros = values([[0.5, 0.0, 2.0], [0.0, 0.0, 3.0], [1.5, 2.0, -3.0]])
    cases.case("prod", torch.prod, zeros, note="zeros", dim=1, keepdim=False)
    cases.case("prod", torch.prod, values([2.0, 0.0, -3.0]), note="one zero")


def _running(cases):
    for axis in [0, 1, -1]:
        cases.case("cumsum", torch.cumsum, normal(2, 3, 2), dim=axis)
        cases.case("cumprod", torch.cumprod, normal(2, 3, 2), dim=axis)
    cases.case("cumsum", torch.cumsum, integers([1, 2, 3]), dim=0)
    zeros = values([[2.0, 0.0, 3.0, -1.0], [0.0, 0.5, 0.0, 1.5]])
    cases.case("cumprod", torch.cumprod, zeros, note="zeros", dim=1)


def _truth(cases):
    truths = booleans([[[True, False], [False, False]], [[True, True], [False, True]]])
    for name, function in [("any", torch.any), ("all", torch.all)]:
        cases.case(name, function, truths)
        for layout in ONE_AXIS:
            cases.case(name, function, truths, **layout)


def _order(cases):
    sort = lambda x, dim, descending: torch.sort(x, dim=dim, descending=descending, stable=True)
    ties = values([2.0, NAN, 1.0, INFINITE, 1.0, -INFINITE])
    for descending in [False, True]:
        for axis in [0, 1, -1]:
            cases.case("sort", sort, normal(2, 4, 2), dim=axis, descending=descending)
        note = "ties and NaN"
        cases.case("sort", sort, ties, note=note, gradients=False, dim=0, descending=descending)
    for fraction in [0.0, 0.3, 0.5, 1.0]:
        layout = {"dim": 1, "keepdim": fraction > 0.4}
        cases.case("quantile", torch.quantile, normal(2, 5), q=fraction, **layout)
    median = lambda x, dim: torch.median(x, dim).values
    cases.case("median", median, normal(2, 5), dim=1)
    cases.case("median", median, normal(2, 4), dim=-1)
    for largest in [True, False]:
        for axis in [0, 1, -1]:
            cases.case("topk", torch.topk, normal(3, 4, 2), k=2, dim=axis, largest=largest)


def _missing(cases):
    some = values([[1.5, NAN, -2.0], [NAN, NAN, INFINITE], [0.25, 3.0, -1.0]])
    cases.case("nansum", torch.nansum, some)
    cases.case("nansum", torch.nansum, some, dim=1)
    cases.case("nanmean", torch.nanmean, some, dim=0, gradients=False)
    cases.case("nanmean", torch.nanmean, values([[1.5, NAN, -2.0], [NAN, 4.0, 1.0]]), dim=1)
    cases.case("nan_to_num", torch.nan_to_num, values([[1.5, NAN], [NAN, -4.0]]), nan=0.5)
    for name, function in [
        ("isnan", torch.isnan),
        ("isinf", torch.isinf),
        ("isfinite", torch.isfinite),
    ]:
        cases.case(name, function, some)
