"""Matrix products, dot, outer and einsum."""

import torch

from recording import Family, integers, normal

MATMUL = [
    ((3,), (3,)),
    ((2, 3), (3,)),
    ((3,), (3, 4)),
    ((2, 3), (3, 4)),
    ((2, 0), (0, 3)),
    ((0, 2), (2, 3)),
    ((2, 2, 3), (3, 2)),
    ((2, 3), (2, 3, 2)),
    ((2, 2, 3), (2, 3, 2)),
    ((2, 1, 2, 3), (3, 3, 2)),
    ((1, 2, 3), (2, 3, 2)),
    ((3,), (2, 3, 2)),
    ((2, 2, 3), (3,)),
    ((2, 2, 1, 3), (3,)),
]

EINSUM = [
    ("ij,jk->ik", (2, 3), (3, 2)),
    ("ij,kj->ik", (2, 3), (4, 3)),
    ("bij,bjk->bik", (2, 2, 3), (2, 3, 2)),
    ("bqhd,bkhd->bhqk", (1, 2, 2, 3), (1, 3, 2, 3)),
    ("i,j->ij", (2,), (3,)),
    ("i,i->", (3,), (3,)),
    ("ij,ij->", (2, 3), (2, 3)),
    ("ij,ij->i", (2, 3), (2, 3)),
    ("ij,j->i", (2, 3), (3,)),
    ("ij->ji", (2, 3)),
    ("ij->", (2, 3)),
    ("ij->j", (2, 3)),
    ("ijk->kij", (2, 1, 3)),
    ("ii->", (3, 3)),
    ("ii->i", (3, 3)),
    ("ij,jk", (2, 3), (3, 2)),
    ("ij,jk,kl->il", (2, 3), (3, 2), (2, 2)),
    ("bn,anm,bm->ba", (2, 3), (2, 3, 2), (2, 2)),
    ("...ij,...jk->...ik", (2, 2, 3), (2, 3, 2)),
    ("ij,kl->il", (2, 3), (2, 2)),
]


def family():
    cases = Family("matmul")
    for left, right in MATMUL:
        cases.case("matmul", torch.matmul, normal(*left), normal(*right))
    single = torch.float32
    cases.case("matmul", torch.matmul, normal(3, 9, dtype=single), normal(9, 2, dtype=single))
    cases.case("matmul", torch.matmul, integers([[1, 2], [3, 4]]), integers([[5, 6], [7, 8]]))
    cases.case("dot", torch.dot, normal(4), normal(4))
    cases.case("outer", torch.outer, normal(2), normal(3))
    cases.case("trace", torch.trace, normal(3, 3))
    for equation, *shapes in EINSUM:
        function = lambda *tensors, equation: torch.einsum(equation, *tensors)
        cases.case("einsum", function, *[normal(*shape) for shape in shapes], equation=equation)
    for left, right in [((3, 2), (4, 2)), ((2, 2, 3), (1, 3, 3))]:
        for order in [1.0, 2.0, 3.0]:
            cases.case("cdist", torch.cdist, normal(*left), normal(*right), p=order)
    return cases
