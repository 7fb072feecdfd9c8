"""Layers with parameters: the inputs of a case are x, then the parameters in PyTorch's order."""

import torch
import torch.nn.functional as F

from recording import Family, integers, normal


def family():
    cases = Family("layers")
    cases.case("linear", F.linear, normal(2, 3), normal(4, 3), normal(4))
    cases.case("linear", F.linear, normal(2, 3), normal(4, 3), note="no bias")
    cases.case("linear", F.linear, normal(3), normal(2, 3), normal(2))
    cases.case("linear", F.linear, normal(2, 2, 3), normal(2, 3), normal(2))
    single = torch.float32
    parts = [normal(*shape, dtype=single) for shape in [(2, 9), (3, 9), (3,)]]
    cases.case("linear", F.linear, *parts)
    for note, padding in [("", None), ("padding", 1)]:
        cases.case(
            "embedding",
            lambda x, weight, padding=padding: F.embedding(x, weight, padding_idx=padding),
            integers([[2, 0, 3], [2, 1, 2]]),
            normal(4, 3),
            note=note,
        )
    return cases
