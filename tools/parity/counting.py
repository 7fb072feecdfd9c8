"""Counts, order and distinct elements."""

import torch

from recording import Family, between, booleans, integers, normal, values

NAN = float("nan")


def family():
    cases = Family("counting")
    cases.case("bincount", torch.bincount, integers([3, 0, 3, 1]), minlength=0)
    cases.case("bincount", torch.bincount, integers([3, 0, 3, 1]), minlength=6)
    for data in ([0.0, 0.1, 0.5, 1.0, 1.0, -0.2, 1.2], [0.25, 0.5, 0.75]):
        histogram = lambda x, bins: torch.histc(x, bins, 0, 1)
        cases.case("histc", histogram, values(data), bins=4, gradients=False, note=str(data))
    for data in ([3, 1, 3, 2, 1], [7]):
        distinct = lambda x: torch.unique(x, return_inverse=True, return_counts=True)
        cases.case("unique", distinct, integers(data), note=str(data))
    rows = values([[1.0, 2.0, 2.0, 4.0], [-1.0, 0.0, 0.5, 9.0]])
    wanted = values([[2.0, 0.0, 5.0], [0.5, -3.0, 0.25]])
    for right in (False, True):
        cases.case("searchsorted", torch.searchsorted, rows, wanted, right=right, gradients=False)
    cases.case("bucketize", torch.bucketize, between(-2, 2, 2, 3), values([-1.0, 0.0, 1.0]), gradients=False)
    for name in ("cummax", "cummin"):
        function = getattr(torch, name)
        for axis in (0, 1, -1):
            cases.case(name, function, normal(2, 4, 3), dim=axis)
        cases.case(name, function, values([1.0, 3.0, 3.0, NAN, 2.0, NAN]), dim=0, note="NaN", gradients=False)
        cases.case(name, function, integers([2, 1, 2, 3]), dim=0)
    cases.case("diff", lambda x, dim: torch.diff(x, dim=dim), normal(3, 4), dim=1)
    cases.case(
        "masked_scatter",
        torch.masked_scatter,
        normal(2, 3),
        booleans([[True, False, True], [False, True, True]]),
        normal(5),
    )
    places = integers([[2, 0], [1, 1]])
    cases.case("scatter", lambda x, index, source, dim: x.scatter(dim, index, source),
               normal(3, 3), integers([[2, 0], [1, 1]]), normal(2, 2), dim=0)
    cases.case("scatter", lambda x, index, source, dim: x.scatter(dim, index, source),
               normal(3, 3), integers([[2, 0], [1, 0]]), normal(2, 2), dim=1)
    put = lambda x, i, j, source, accumulate: x.index_put((i, j), source, accumulate)
    cases.case("index_put", put, normal(3, 2, 2), integers([[2, 0], [0, 1]]), integers([1, 0]), normal(2, 2, 2), accumulate=False)
    cases.case("index_put", put, normal(3, 2, 2), places, integers([1, 0]), normal(2, 1, 2), accumulate=True)
    gaps = values([[1.0, NAN, 3.0, 2.0], [NAN, NAN, 0.5, -1.0], [4.0, 6.0, 5.0, 7.0]])
    for axis in (0, 1):
        cases.case("nanmedian", lambda x, dim: torch.nanmedian(x, dim).values, gaps, dim=axis)
        for fraction in (0.0, 0.3, 1.0):
            cases.case("nanquantile", lambda x, q, dim: torch.nanquantile(x, q, dim), gaps, q=fraction, dim=axis)
    empty = values([[NAN, NAN], [NAN, 1.0]])
    cases.case("nanmedian", lambda x, dim: torch.nanmedian(x, dim).values, empty, dim=1, gradients=False)
    return cases
