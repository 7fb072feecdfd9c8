"""Losses with their reductions."""

import torch
import torch.nn.functional as F

from recording import Family, between, integers, normal, values

REDUCTIONS = ["mean", "sum", "none"]


def probabilities(*shape):
    return between(0.05, 0.95, *shape)


def family():
    cases = Family("losses")
    _regression(cases)
    _binary(cases)
    _categorical(cases)
    _further(cases)
    return cases


def _further(cases):
    for reduction in REDUCTIONS:
        for beta in [1.0, 0.3]:
            pair = [normal(2, 4), normal(2, 4)]
            cases.case("smooth_l1_loss", F.smooth_l1_loss, *pair, reduction=reduction, beta=beta)
        nll = lambda x, t, reduction: F.nll_loss(F.log_softmax(x, 1), t, reduction=reduction)
        cases.case("nll_loss", nll, normal(3, 4), integers([2, 0, 3]), reduction=reduction)
        places = integers([[0, 2], [1, 0]])
        cases.case("nll_loss", nll, normal(2, 3, 2), places, reduction=reduction)
        kl = {"mean": "batchmean"}.get(reduction, reduction)
        divergence = lambda x, t, reduction, kl=kl: F.kl_div(F.log_softmax(x, 1), t, reduction=kl)
        cases.case(
            "kl_div", divergence, normal(3, 4), probabilities(3, 4), reduction=reduction
        )


def _regression(cases):
    for reduction in REDUCTIONS:
        for name, function in [("mse_loss", F.mse_loss), ("l1_loss", F.l1_loss)]:
            cases.case(name, function, normal(2, 3), normal(2, 3), reduction=reduction)
        for delta in [1.0, 0.5]:
            pair = [normal(2, 4), normal(2, 4)]
            cases.case("huber_loss", F.huber_loss, *pair, reduction=reduction, delta=delta)
    single = torch.float32
    pair = [normal(2, 3, dtype=single), normal(2, 3, dtype=single)]
    cases.case("mse_loss", F.mse_loss, *pair, reduction="mean")
    half = lambda x, t: 0.5 * F.mse_loss(x, t, reduction="sum")
    cases.case("squared_error", half, normal(2, 3), normal(2, 3))
    zero = values([0.0, 1.0])
    cases.case("l1_loss", F.l1_loss, zero, values([0.0, 2.0]), note="no error", reduction="sum")


def _binary(cases):
    bce = F.binary_cross_entropy
    logits = F.binary_cross_entropy_with_logits
    target = values([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    soft = values([[0.9, 0.2, 0.5], [0.0, 0.1, 1.0]])
    for reduction in REDUCTIONS:
        cases.case("binary_cross_entropy", bce, probabilities(2, 3), target, reduction=reduction)
        name = "binary_cross_entropy_with_logits"
        cases.case(name, logits, normal(2, 3), target, reduction=reduction)
        weighted = lambda x, t, weight, reduction: logits(
            x, t, pos_weight=weight, reduction=reduction
        )
        name = "binary_cross_entropy_with_logits_weighted"
        some = values([0.5, 3.0, 1.0])
        cases.case(
            name, weighted, normal(2, 3), soft, some, constant=(1, 2), reduction=reduction
        )
    for name, function, draw in [
        ("binary_cross_entropy", bce, probabilities),
        ("binary_cross_entropy_with_logits", logits, normal),
    ]:
        cases.case(name, function, draw(2, 3), soft, note="soft", reduction="mean")
    certain = values([0.0, 1.0, 0.0, 1.0])
    truth = values([0.0, 1.0, 1.0, 0.0])
    note = "certain"
    attributes = {"gradients": False, "reduction": "none"}
    cases.case("binary_cross_entropy", bce, certain, truth, note=note, **attributes)
    large = values([-800.0, 800.0, -800.0, 800.0])
    cases.case(name, logits, large, truth, note="large", reduction="none")


def _log_of_probabilities(p, target, reduction):
    return F.nll_loss(torch.log(p + 1e-10), target, reduction=reduction)


def _categorical(cases):
    target = integers([2, 0, 1, 2])
    for reduction in REDUCTIONS:
        name = "cross_entropy"
        cases.case(name, F.cross_entropy, normal(4, 3), target, reduction=reduction)
        drawn = probabilities(4, 3)
        name = "log_of_probabilities"
        cases.case(name, _log_of_probabilities, drawn, target, reduction=reduction)
        soft = values([[0.2, 0.5, 0.3], [1.0, 0.0, 0.0], [0.1, 0.1, 0.8], [0.0, 0.4, 0.6]])
        name = "cross_entropy_probabilities"
        cases.case(name, F.cross_entropy, normal(4, 3), soft, constant=(1,), reduction=reduction)
        smooth = {"label_smoothing": 0.1, "reduction": reduction}
        cases.case("cross_entropy_smoothed", F.cross_entropy, normal(4, 3), target, **smooth)
        _weighted(cases, reduction)
    large = values([[1000.0, 0.0, -1000.0], [0.0, 700.0, 700.0]])
    attributes = {"note": "large", "reduction": "mean"}
    cases.case("cross_entropy", F.cross_entropy, large, integers([1, 2]), **attributes)
    single = normal(4, 3, dtype=torch.float32)
    cases.case("cross_entropy", F.cross_entropy, single, target, reduction="mean")


def _weighted(cases, reduction):
    """Class weights, an index that is ignored, and samples at every place of further axes."""
    name = "cross_entropy_weighted"
    function = lambda x, target, weight, **attributes: F.cross_entropy(
        x, target, weight, **attributes
    )
    target = integers([2, 0, 1, 2])
    weights = values([0.5, 2.0, 1.25])
    places = integers([[[0, 2], [1, 1], [2, 0]], [[2, 2], [0, 1], [1, 0]]])
    ignored = {"ignore_index": 1}
    padded = integers([-100, 0, 2, -100])
    for smoothing in [{}, {"label_smoothing": 0.2}]:
        both = {"reduction": reduction} | smoothing
        cases.case(name, function, normal(4, 3), target, weights, constant=(2,), **both)
        both |= ignored
        cases.case(name, function, normal(4, 3), target, weights, constant=(2,), **both)
        cases.case(name, function, normal(2, 3, 3, 2), places, weights, constant=(2,), **both)
    soft = between(0.1, 0.9, 2, 3, 2)
    both = {"reduction": reduction, "label_smoothing": 0.2}
    cases.case(name, function, normal(2, 3, 2), soft, weights, constant=(1, 2), **both)
    name = "cross_entropy_places"
    cases.case(name, F.cross_entropy, normal(2, 3, 3, 2), places, reduction=reduction)
    cases.case(name, F.cross_entropy, normal(3), integers(1), reduction=reduction)
    attributes = {"reduction": reduction, "ignore_index": -100}
    cases.case(name, F.cross_entropy, normal(4, 3), padded, **attributes)
