"""Two-dimensional convolution: strides, padding, dilation, groups, with and without a bias."""

import torch
import torch.nn.functional as F

from recording import Family, normal

# x, weight, attributes.
CASES = [
    ((1, 1, 3, 3), (1, 1, 2, 2), {}),
    ((2, 3, 4, 5), (4, 3, 3, 2), {}),
    ((2, 2, 4, 3), (3, 2, 1, 1), {}),
    ((1, 2, 5, 6), (3, 2, 3, 3), {"stride": [2, 2]}),
    ((1, 3, 5, 4), (2, 3, 1, 1), {"stride": [2, 2]}),
    ((2, 1, 6, 5), (2, 1, 2, 2), {"stride": [3, 1]}),
    ((1, 2, 3, 4), (2, 2, 3, 3), {"padding": [1, 1]}),
    ((1, 1, 2, 3), (2, 1, 3, 2), {"padding": [2, 0]}),
    ((2, 2, 5, 4), (2, 2, 3, 3), {"stride": [2, 2], "padding": [1, 1]}),
    ((1, 2, 6, 7), (2, 2, 3, 2), {"dilation": [2, 3]}),
    ((1, 2, 5, 5), (1, 2, 2, 3), {"stride": [2, 1], "padding": [1, 2], "dilation": [3, 2]}),
    ((1, 4, 3, 4), (6, 2, 2, 2), {"groups": 2}),
    ((2, 3, 4, 3), (3, 1, 3, 3), {"padding": [1, 1], "groups": 3}),
    ((1, 2, 5, 4), (4, 1, 3, 2), {"stride": [2, 2], "padding": [1, 1], "groups": 2}),
    ((1, 1, 3, 2), (1, 1, 2, 4), {"same": True}),
    ((1, 2, 4, 5), (2, 2, 4, 2), {"same": True, "dilation": [1, 2]}),
    ((0, 2, 3, 3), (2, 2, 2, 2), {}),
    ((2, 4, 3), (3, 2, 2, 3), {"padding": [1, 1]}),
]


def conv2d(*tensors, same=False, **attributes):
    return F.conv2d(*tensors, **(attributes | ({"padding": "same"} if same else {})))


def family():
    cases = Family("convolution")
    for x, weight, attributes in CASES:
        cases.case("conv2d", conv2d, normal(*x), normal(*weight), **attributes)
        bias = normal(weight[0])
        cases.case("conv2d", conv2d, normal(*x), normal(*weight), bias, **attributes)
    single = torch.float32
    parts = [normal(*shape, dtype=single) for shape in [(1, 3, 6, 5), (2, 3, 3, 3), (2,)]]
    cases.case("conv2d", F.conv2d, *parts, padding=[1, 1])
    # Depthwise with so many groups that its weights' gradients have an order of their own.
    deep = {"padding": [1, 1], "groups": 8}
    cases.case("conv2d", F.conv2d, normal(2, 8, 4, 18), normal(8, 1, 3, 3), normal(8), **deep)
    deep |= {"stride": [2, 2]}
    cases.case("conv2d", F.conv2d, normal(1, 8, 5, 6), normal(16, 1, 3, 3), **deep)
    # No gradient of this one is asked for: with an infinite weight it is NaN almost everywhere.
    infinite = lambda draw: torch.tensor([[[[float("inf"), 1.0]]]], dtype=torch.float64)
    image = normal(1, 1, 2, 2)
    note = "padding times infinity"
    cases.case("conv2d", F.conv2d, image, infinite, note=note, gradients=False, padding=[0, 1])
    return cases
