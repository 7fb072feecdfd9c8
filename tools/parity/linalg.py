"""Linear algebra. Signs of eigenvectors and singular vectors are free: their squares are compared."""

import torch

from recording import Family, between, normal

linalg = torch.linalg


def positive(a):
    return a @ a.mT + torch.eye(a.shape[-1], dtype=a.dtype)


def regular(a):
    return a + 5 * torch.eye(a.shape[-1], dtype=a.dtype)


def symmetric(a):
    return (a + a.mT) / 2


def eigenvectors(a):
    w, v = linalg.eigh(symmetric(a))
    return w, v.square()


def singular(a):
    u, s, vh = linalg.svd(a, full_matrices=False)
    return u.square(), s, vh.square()


SQUARES = [(1, 1), (3, 3), (5, 5), (2, 3, 3)]
ANY = [(3, 3), (4, 3), (2, 4), (2, 3, 2)]


def family():
    cases = Family("linalg")
    for shape in SQUARES:
        cases.case("cholesky", lambda a: linalg.cholesky(positive(a)), normal(*shape))
        cases.case("inv", lambda a: linalg.inv(regular(a)), normal(*shape))
        cases.case("det", linalg.det, normal(*shape))
        cases.case("slogdet", lambda a: linalg.slogdet(a)[1], normal(*shape))
        cases.case("logdet", lambda a: torch.logdet(positive(a)), normal(*shape))
        cases.case("eigh", eigenvectors, normal(*shape))
        cases.case("matrix_exp", torch.matrix_exp, between(-3, 3, *shape))
    for power in (-2, 1, 5):
        cases.case("matrix_power", lambda a, n: linalg.matrix_power(regular(a), n), normal(3, 3), n=power)
    for left, right in [((3, 3), (3, 2)), ((2, 3, 3), (3, 1)), ((3, 3), (2, 3, 2)), ((3, 3), (3,))]:
        cases.case("solve", lambda a, b: linalg.solve(regular(a), b), normal(*left), normal(*right))
    for upper in (False, True):
        for unit in (False, True):
            function = lambda a, b, upper, unit: linalg.solve_triangular(
                regular(a), b, upper=upper, unitriangular=unit
            )
            cases.case("solve_triangular", function, normal(2, 3, 3), normal(3, 2), upper=upper, unit=unit)
    for shape in ANY:
        cases.case("qr", lambda a: tuple(linalg.qr(a)), normal(*shape))
        cases.case("svd", singular, normal(*shape))
        cases.case("svdvals", linalg.svdvals, normal(*shape))
        cases.case("pinv", linalg.pinv, normal(*shape))
        cases.case("cond", linalg.cond, normal(*shape))
        cases.case("matrix_rank", linalg.matrix_rank, normal(*shape), gradients=False)
        rows = shape[:-1] + (2,)
        cases.case("lstsq", lambda a, b: linalg.lstsq(a, b).solution, normal(*shape), normal(*rows))
    cases.case("kron", torch.kron, normal(2, 3), normal(3, 2))
    cases.case("cross", linalg.cross, normal(2, 3), normal(2, 3))
    cases.case("multi_dot", lambda *m: linalg.multi_dot(m), normal(2, 5), normal(5, 3), normal(3, 4))
    return cases
