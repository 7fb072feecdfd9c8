"""Poolings over images."""

import torch
import torch.nn.functional as F

from recording import Family, normal, values

NAN = float("nan")
INFINITE = float("inf")


def window(kernel, stride, padding=(0, 0), dilation=(1, 1), ceil=False):
    return {
        "kernel": list(kernel),
        "stride": list(stride),
        "padding": list(padding),
        "dilation": list(dilation),
        "ceil": ceil,
    }


def family():
    cases = Family("pooling")
    _largest(cases)
    _average(cases)
    return cases


def _largest(cases):
    function = lambda x, kernel, stride, padding, dilation, ceil: F.max_pool2d(
        x, kernel, stride, padding, dilation, ceil_mode=ceil
    )
    images = normal(2, 2, 6, 7)
    cases.case("max pool", function, images, **window((2, 2), (2, 2)))
    cases.case("max pool", function, images, **window((2, 2), (2, 2), ceil=True))
    cases.case("max pool", function, images, **window((3, 3), (2, 2), (1, 1)))
    cases.case("max pool", function, images, **window((3, 2), (1, 2), (1, 0), (2, 1)))
    cases.case("max pool", function, images, **window((3, 3), (3, 2), (1, 1), (2, 2), True))
    cases.case("max pool", function, normal(3, 5, 5), **window((2, 3), (2, 1)))
    single = normal(2, 3, 8, 40, dtype=torch.float32)
    cases.case("max pool", function, single, **window((2, 2), (2, 2)))
    ties = values([[[1.0, 1.0, 2.0, 2.0], [1.0, 1.0, 3.0, 2.0], [0.0, 3.0, 3.0, 3.0]]])
    cases.case("max pool", function, ties, note="ties", **window((2, 2), (1, 1)))
    missing = values(
        [[[1.0, NAN, 2.0, -INFINITE], [NAN, 1.0, -INFINITE, -INFINITE], [0.0, 3.0, 1.0, -INFINITE]]]
    )
    cases.case("max pool", function, missing, note="NaN", **window((2, 2), (1, 1)))


def _average(cases):
    function = lambda x, kernel, stride, padding, dilation, ceil, count, divisor: F.avg_pool2d(
        x, kernel, stride, padding, ceil, count, divisor or None
    )
    images = normal(2, 2, 6, 7)
    for count in [True, False]:
        for ceil in [True, False]:
            layout = window((3, 2), (2, 2), (1, 1), ceil=ceil)
            cases.case("avg pool", function, images, count=count, divisor=0, **layout)
    halves = window((2, 2), (2, 2))
    cases.case("avg pool", function, images, count=True, divisor=0, **halves)
    cases.case("avg pool", function, images, count=True, divisor=3, **halves)
    cases.case("avg pool", function, normal(2, 4, 5), count=True, divisor=0, **halves)
    adaptive = lambda x, size: F.adaptive_avg_pool2d(x, size)
    for size in [[1, 1], [2, 7], [4, 3], [6, 1], [7, 9]]:
        cases.case("adaptive avg pool", adaptive, images, size=size)
