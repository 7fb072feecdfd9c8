"""Operations that move elements without computing: views, selection, joining."""

import torch
import torch.nn.functional as F

from recording import Family, booleans, integers, normal, values


def family():
    cases = Family("movement")
    _views(cases)
    _slices(cases)
    _selection(cases)
    _masks(cases)
    _joining(cases)
    _arrangement(cases)
    _conversion(cases)
    return cases


def _views(cases):
    cases.case("reshape", torch.reshape, normal(2, 3), shape=[3, 2])
    cases.case("reshape", torch.reshape, normal(2, 3, 2), shape=[-1, 4])
    cases.case("reshape", torch.reshape, normal(1), shape=[])
    transposed = lambda x, shape: torch.reshape(torch.t(x), shape)
    cases.case("reshape_of_transpose", transposed, normal(2, 3), shape=[6])
    cases.case("flatten", torch.flatten, normal(2, 3, 2), start_dim=1, end_dim=-1)
    cases.case("flatten", torch.flatten, normal(2, 3, 2), start_dim=0, end_dim=1)
    cases.case("unflatten", _unflatten, normal(2, 6), dim=1, sizes=[2, 3])
    cases.case("unflatten", _unflatten, normal(4, 2), dim=0, sizes=[2, -1])
    for source, destination in [(0, 2), (-1, 0)]:
        layout = {"source": source, "destination": destination}
        cases.case("movedim", torch.movedim, normal(2, 3, 2), **layout)
    for first, second in [(0, 1), (0, 2), (-1, -2)]:
        cases.case("transpose", torch.transpose, normal(2, 3, 2), dim0=first, dim1=second)
    cases.case("permute", torch.permute, normal(2, 3, 4), dims=[2, 0, 1])
    cases.case("permute", torch.permute, normal(2, 3, 4), dims=[0, -1, 1])
    cases.case("squeeze", torch.squeeze, normal(1, 2, 1, 3))
    cases.case("squeeze", torch.squeeze, normal(1, 2, 1, 3), dim=2)
    for axis in [0, 1, -1]:
        cases.case("unsqueeze", torch.unsqueeze, normal(2, 3), dim=axis)
    expand = lambda x, size: x.expand(size)
    cases.case("expand", expand, normal(2, 1), size=[3, 2, 4])
    cases.case("expand", expand, normal(), size=[2, 2])
    for layout in [{"dim1": 0, "dim2": 1}, {"dim1": 1, "dim2": 2}]:
        for offset in [0, 1, -1]:
            cases.case("diagonal", torch.diagonal, normal(3, 4, 2), offset=offset, **layout)


def _unflatten(x, dim, sizes):
    return torch.nn.Unflatten(dim, tuple(sizes))(x)


def _slices(cases):
    def cut(x, dim, start, end, step):
        return x[(slice(None),) * dim + (slice(start, end, step),)]

    ranges = [(0, 1, 3, 1), (1, 0, 5, 2), (1, 1, 5, 3), (0, 2, 2, 1), (1, -3, -1, 1)]
    for dim, start, end, step in ranges:
        cases.case("slice", cut, normal(3, 5), dim=dim, start=start, end=end, step=step)
    for dim, index in [(0, 1), (1, -1)]:
        cases.case("select", torch.select, normal(3, 2), dim=dim, index=index)


def _selection(cases):
    select = lambda x, index, dim: torch.index_select(x, dim, index)
    for axis, index in [(0, [2, 0, 2]), (1, [1, 1]), (-1, [0])]:
        cases.case("index_select", select, normal(3, 2, 2), integers(index), dim=axis)
    gather = lambda x, index, dim: torch.gather(x, dim, index)
    for axis, index in [(0, [[0, 2], [1, 1]]), (1, [[1, 0, 0], [0, 0, 1], [1, 1, 1]])]:
        cases.case("gather", gather, normal(3, 2), integers(index), dim=axis)
    add = lambda x, index, source, dim: torch.scatter_add(x, dim, index, source)
    for axis, index in [(0, [[0, 2], [0, 1]]), (1, [[1, 0, 0], [0, 0, 1], [1, 1, 1]])]:
        shape = (len(index), len(index[0]))
        cases.case("scatter_add", add, normal(3, 2), integers(index), normal(*shape), dim=axis)
    extend = lambda x, index, source, dim: torch.index_add(x, dim, index, source)
    cases.case("index_add", extend, normal(3, 2), integers([2, 0, 2]), normal(3, 2), dim=0)
    cases.case("index_add", extend, normal(2, 3), integers([1]), normal(2, 1), dim=1)
    cases.case("nonzero", torch.nonzero, values([[0.0, 1.5, 0.0], [-2.0, 0.0, 3.0]]))
    cases.case("one_hot", F.one_hot, integers([[2, 0], [1, 3]]), num_classes=4)


def _masks(cases):
    mask = booleans([[True, False, True], [False, False, True]])
    cases.case("masked_select", torch.masked_select, normal(2, 3), mask)
    cases.case("masked_select", torch.masked_select, normal(2, 3), booleans([True, False, True]))
    fill = lambda x, mask, value: torch.masked_fill(x, mask, value)
    cases.case("masked_fill", fill, normal(2, 3), mask, value=-1.5)
    cases.case("masked_fill", fill, normal(2, 3), booleans([[True], [False]]), value=0.0)
    where = lambda mask, a, b: torch.where(mask, a, b)
    cases.case("where", where, mask, normal(2, 3), normal(2, 3))
    cases.case("where", where, booleans([[True], [False]]), normal(3), normal())


def _joining(cases):
    cat = lambda *tensors, dim: torch.cat(tensors, dim)
    cases.case("cat", cat, normal(2, 3), normal(1, 3), dim=0)
    cases.case("cat", cat, normal(2, 1), normal(2, 2), normal(2, 1), dim=-1)
    stack = lambda *tensors, dim: torch.stack(tensors, dim)
    for axis in [0, 1, -1]:
        cases.case("stack", stack, normal(2, 2), normal(2, 2), dim=axis)
    split = lambda x, sizes, dim: torch.split(x, sizes, dim)
    cases.case("split", split, normal(5, 2), sizes=[2, 3], dim=0)
    cases.case("split", split, normal(2, 4), sizes=[1, 1, 2], dim=1)
    even = lambda x, size, dim: torch.split(x, size, dim)
    cases.case("split_size", even, normal(5, 2), size=2, dim=0)
    cases.case("chunk", torch.chunk, normal(5, 2), chunks=3, dim=0)
    cases.case("chunk", torch.chunk, normal(2, 4), chunks=2, dim=1)


def _arrangement(cases):
    cases.case("flip", torch.flip, normal(2, 3), dims=[0])
    cases.case("flip", torch.flip, normal(2, 3, 2), dims=[0, -1])
    pad = lambda x, pad, value: F.pad(x, pad, value=value)
    cases.case("pad", pad, normal(2, 3), pad=[1, 2], value=0.0)
    cases.case("pad", pad, normal(2, 3), pad=[0, 1, 2, 0], value=0.5)
    cases.case("pad", pad, normal(3, 4), pad=[-1, 2, 1, -1], value=0.5)
    repeat = lambda x, sizes: x.repeat(sizes)
    cases.case("repeat", repeat, normal(2, 3), sizes=[2, 1])
    cases.case("repeat", repeat, normal(3), sizes=[2, 2])
    every = lambda x, repeats, dim: torch.repeat_interleave(x, repeats, dim)
    for axis in [0, -1]:
        cases.case("repeat_interleave", every, normal(2, 3), repeats=2, dim=axis)
    for name, function in [("tril", torch.tril), ("triu", torch.triu)]:
        for diagonal in [0, 1, -1]:
            cases.case(name, function, normal(3, 4), diagonal=diagonal)
        cases.case(name, function, normal(2, 2, 2), diagonal=0)


def _conversion(cases):
    source = values([-2.7, -0.5, 0.0, 0.3, 2.7])
    targets = {"F32": torch.float32, "I32": torch.int32, "I64": torch.int64, "BOOL": torch.bool}
    for name in targets:
        convert = lambda x, type: x.to(targets[type])
        cases.case("to", convert, source, gradients=False, type=name)
    convert = lambda x, type: x.to(torch.float64)
    cases.case("to", convert, normal(2, 2, dtype=torch.float32), type="F64")
    cases.case("to", convert, booleans([True, False]), type="F64", note="BOOL")
    cases.case("to", convert, integers([3, -4]), type="F64", note="I64")
