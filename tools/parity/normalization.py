"""Layer and batch normalisation: x, then weight and bias."""

import torch
import torch.nn.functional as F

from recording import Family, normal, positive


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
    _batch(cases)
    return cases


def _batch(cases):
    train = lambda *x, eps: F.batch_norm(x[0], None, None, *x[1:], training=True, eps=eps)
    given = lambda *x, eps: F.batch_norm(x[0], x[1], x[2], *x[3:], training=False, eps=eps)
    for shape in [(4, 3), (3, 2, 5), (2, 3, 4, 5)]:
        channels = (shape[1],)
        affine = [normal(*channels), normal(*channels)]
        cases.case("batch norm", train, normal(*shape), *affine, eps=1e-5)
        cases.case("batch norm", train, normal(*shape), eps=0.1)
        statistics = [normal(*channels), positive(*channels)]
        cases.case(
            "batch norm given", given, normal(*shape), *statistics, *affine, eps=1e-5, constant=(1, 2)
        )
    single = torch.float32
    parts = [normal(*shape, dtype=single) for shape in [(3, 2, 7, 7), (2,), (2,)]]
    cases.case("batch norm", train, *parts, eps=1e-5)
    cases.case("running statistics", _running, normal(4, 3, 2), normal(4, 3, 2), gradients=False, momentum=0.1)
    cases.case("running statistics", _running, normal(5, 2), normal(5, 2), gradients=False, momentum=0.75)


def _running(first, second, momentum):
    """The running mean and variance after three batches, and inference with them."""
    layer = torch.nn.BatchNorm1d(first.shape[1], momentum=momentum).double()
    for batch in [first, second, first]:
        layer(batch)
    layer.eval()
    return layer.running_mean, layer.running_var, layer.num_batches_tracked, layer(second)
