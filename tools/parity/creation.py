"""Tensors made from nothing but their attributes."""

import torch

from recording import Family


def family():
    cases = Family("creation")
    double = torch.float64
    arange = lambda start, end, step: torch.arange(start, end, step, dtype=double)
    for start, end, step in [(0.0, 5.0, 1.0), (1.0, 2.0, 0.25), (3.0, -2.0, -1.5)]:
        cases.case("arange", arange, start=start, end=end, step=step)
    whole = lambda start, end, step: torch.arange(start, end, step)
    for start, end, step in [(0, 5, 1), (5, -4, -3), (2, 2, 1)]:
        cases.case("arange_whole", whole, start=start, end=end, step=step)
    linspace = lambda start, end, steps: torch.linspace(start, end, steps, dtype=double)
    for start, end, steps in [(0.0, 1.0, 5), (-2.0, 3.0, 8), (1.5, 9.0, 1)]:
        cases.case("linspace", linspace, start=start, end=end, steps=steps)
    cases.case("eye", lambda n, m: torch.eye(n, m, dtype=double), n=3, m=3)
    cases.case("eye", lambda n, m: torch.eye(n, m, dtype=double), n=2, m=4)
    full = lambda size, value: torch.full(size, value, dtype=double)
    cases.case("full", full, size=[2, 3], value=1.5)
    return cases
