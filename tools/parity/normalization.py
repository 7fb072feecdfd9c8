"""Layer and batch normalisation: x, then weight and bias."""

import torch
import torch.nn.functional as F

from recording import Family, normal


def family():
    cases = Family("normalization")
    layer = lambda *x, eps: F.layer_norm(x[0], x[1].shape, *x[1:], eps=eps)
    plain = lambda x, over, eps: F.layer_norm(x, over, eps=eps)
    cases.case("layer norm", layer, normal(2, 3, 4), normal(4), normal(4), eps=1e-5)
    cases.case("layer norm", layer, normal(3, 2, 3), normal(2, 3), normal(2, 3), eps=0.1)
    cases.case("layer norm", layer, normal(5, 7), normal(7), eps=1e-5)
    cases.case("layer norm, plain", plain, normal(4, 3, 2), over=[3, 2], eps=1e-5)
    single = torch.float32
    parts = [normal(*shape, dtype=single) for shape in [(3, 37), (37,), (37,)]]
    cases.case("layer norm", layer, *parts, eps=1e-5)
    return cases
