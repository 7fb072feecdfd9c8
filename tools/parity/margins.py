"""Losses of counts, margins, pairs, triplets and alignments."""

import torch
import torch.nn.functional as F

from recording import Family, between, integers, normal, values

REDUCTIONS = ["mean", "sum", "none"]


def signs(*shape):
    return lambda draw: torch.tensor(
        [1.0 if draw.random.random() < 0.5 else -1.0 for _ in range(torch.Size(shape).numel())],
        dtype=torch.float64,
    ).reshape(shape)


def family():
    cases = Family("margins")
    for reduction in REDUCTIONS:
        _counts(cases, reduction)
        _margins(cases, reduction)
        _pairs(cases, reduction)
        _alignments(cases, reduction)
        _overlaps(cases, reduction)
    return cases


def _counts(cases, reduction):
    counts = values([[0.0, 1.0, 2.0], [5.0, 3.0, 0.0]])
    for attributes in [
        {"log_input": True, "full": False},
        {"log_input": True, "full": True},
    ]:
        cases.case(
            "poisson_nll_loss",
            F.poisson_nll_loss,
            normal(2, 3),
            counts,
            constant=(1,),
            reduction=reduction,
            **attributes
        )
    cases.case(
        "poisson_nll_loss",
        F.poisson_nll_loss,
        between(0.2, 3, 2, 3),
        counts,
        constant=(1,),
        log_input=False,
        full=False,
        reduction=reduction,
    )
    for full in [False, True]:
        cases.case(
            "gaussian_nll_loss",
            F.gaussian_nll_loss,
            normal(2, 3),
            normal(2, 3),
            between(0.2, 3, 2, 3),
            full=full,
            reduction=reduction,
        )
    small = values([[1e-9, 0.5, 2.0], [0.0, 1.0, 0.3]])
    cases.case(
        "gaussian_nll_loss",
        F.gaussian_nll_loss,
        normal(2, 3),
        normal(2, 3),
        small,
        note="small",
        full=False,
        eps=0.01,
        reduction=reduction,
    )


def _margins(cases, reduction):
    attributes = {"reduction": reduction}
    cases.case(
        "soft_margin_loss",
        F.soft_margin_loss,
        normal(2, 3),
        signs(2, 3),
        constant=(1,),
        **attributes
    )
    for margin in [1.0, 0.4]:
        cases.case(
            "hinge_embedding_loss",
            F.hinge_embedding_loss,
            between(0.05, 2, 3, 3),
            signs(3, 3),
            constant=(1,),
            margin=margin,
            **attributes
        )
        for p in [1, 2]:
            cases.case(
                "multi_margin_loss",
                F.multi_margin_loss,
                normal(4, 3),
                integers([2, 0, 1, 2]),
                p=p,
                margin=margin,
                **attributes
            )
        weighted = lambda x, t, w, **a: F.multi_margin_loss(x, t, weight=w, **a)
        cases.case(
            "multi_margin_loss_weighted",
            weighted,
            normal(4, 3),
            integers([2, 0, 1, 2]),
            values([0.5, 2.0, 1.25]),
            constant=(2,),
            p=1,
            margin=margin,
            **attributes
        )
        cases.case(
            "margin_ranking_loss",
            F.margin_ranking_loss,
            normal(7),
            normal(7),
            signs(7),
            constant=(2,),
            margin=margin,
            **attributes
        )
    cases.case(
        "multi_margin_loss",
        F.multi_margin_loss,
        normal(3),
        integers(1),
        p=1,
        margin=1.0,
        **attributes
    )
    several = integers([[1, 3, -1, 0], [2, -1, 2, 2], [-1, 0, 0, 0]])
    cases.case(
        "multilabel_margin_loss", F.multilabel_margin_loss, normal(3, 4), several, **attributes
    )
    cases.case(
        "multilabel_margin_loss",
        F.multilabel_margin_loss,
        normal(4),
        integers([3, 0, -1, 1]),
        **attributes
    )
    cases.case(
        "multilabel_soft_margin_loss",
        F.multilabel_soft_margin_loss,
        normal(3, 4),
        between(0, 1, 3, 4),
        constant=(1,),
        **attributes
    )
    weighted = lambda x, t, w, **a: F.multilabel_soft_margin_loss(x, t, weight=w, **a)
    cases.case(
        "multilabel_soft_margin_loss_weighted",
        weighted,
        normal(3, 4),
        between(0, 1, 3, 4),
        values([0.5, 2.0, 1.25, 0.0]),
        constant=(1, 2),
        **attributes
    )


def _pairs(cases, reduction):
    attributes = {"reduction": reduction}
    for margin in [0.0, 0.3]:
        cases.case(
            "cosine_embedding_loss",
            F.cosine_embedding_loss,
            normal(5, 3),
            normal(5, 3),
            signs(5),
            constant=(2,),
            margin=margin,
            **attributes
        )
    for swap in [False, True]:
        cases.case(
            "triplet_margin_loss",
            F.triplet_margin_loss,
            normal(4, 3),
            normal(4, 3),
            normal(4, 3),
            margin=1.5,
            p=2.0,
            swap=swap,
            **attributes
        )
    cases.case(
        "triplet_margin_loss",
        F.triplet_margin_loss,
        normal(4, 3),
        normal(4, 3),
        normal(4, 3),
        margin=0.5,
        p=1.0,
        swap=False,
        **attributes
    )
    cosine = lambda x, y: 1 - F.cosine_similarity(x, y)
    by_distance = lambda a, p, n, **k: F.triplet_margin_with_distance_loss(
        a, p, n, distance_function=cosine, **k
    )
    cases.case(
        "triplet_margin_with_distance_loss",
        by_distance,
        normal(4, 3),
        normal(4, 3),
        normal(4, 3),
        margin=1.5,
        swap=True,
        **attributes
    )


def _alignments(cases, reduction):
    def ctc(x, targets, lengths, counts, blank, reduction, zero_infinity):
        return F.ctc_loss(
            x.log_softmax(2),
            targets,
            lengths,
            counts,
            blank=blank,
            reduction=reduction,
            zero_infinity=zero_infinity,
        )

    targets = integers([[1, 2, 2, 3], [3, 1, 0, 0], [2, 0, 0, 0]])
    lengths = integers([7, 5, 2])
    counts = integers([4, 2, 1])
    cases.case(
        "ctc_loss",
        ctc,
        normal(7, 3, 4),
        targets,
        lengths,
        counts,
        blank=0,
        reduction=reduction,
        zero_infinity=False,
    )
    short = integers([4, 5, 2])
    cases.case(
        "ctc_loss",
        ctc,
        normal(7, 3, 4),
        targets,
        short,
        counts,
        note="one impossible",
        blank=0,
        reduction=reduction,
        zero_infinity=True,
    )
    other = integers([[1, 0, 2], [2, 2, 0]])
    cases.case(
        "ctc_loss",
        ctc,
        normal(6, 2, 4),
        other,
        integers([6, 5]),
        integers([3, 2]),
        blank=3,
        reduction=reduction,
        zero_infinity=False,
    )


def _overlaps(cases, reduction):
    def reduced(losses):
        return {"mean": losses.mean, "sum": losses.sum, "none": lambda: losses}[reduction]()

    def tversky(p, t, alpha, beta, s, reduction):
        both = (p * t).sum((2, 3))
        rest = alpha * (p * (1 - t)).sum((2, 3)) + beta * ((1 - p) * t).sum((2, 3))
        return reduced(1 - (both + s) / (both + rest + s))

    cases.case(
        "tversky",
        tversky,
        between(0.05, 0.95, 2, 2, 3, 2),
        between(0.05, 0.95, 2, 2, 3, 2),
        alpha=0.3,
        beta=0.7,
        s=1.0,
        reduction=reduction,
    )

    def focal(x, t, gamma, reduction):
        losses = F.cross_entropy(x, t, reduction="none")
        return reduced((1 - torch.exp(-losses)) ** gamma * losses)

    def binary_focal(x, t, gamma, alpha, reduction):
        losses = F.binary_cross_entropy_with_logits(x, t, reduction="none")
        p = torch.sigmoid(x)
        missing = 1 - (p * t + (1 - p) * (1 - t))
        return reduced((alpha * t + (1 - alpha) * (1 - t)) * missing**gamma * losses)

    for gamma in [2.0, 1.5]:
        cases.case(
            "focal", focal, normal(4, 3), integers([2, 0, 1, 2]), gamma=gamma, reduction=reduction
        )
        soft = values([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
        cases.case(
            "binary_focal",
            binary_focal,
            normal(3, 2),
            soft,
            constant=(1,),
            gamma=gamma,
            alpha=0.25,
            reduction=reduction,
        )
    log_cosh = lambda x, t, reduction: reduced(torch.log(torch.cosh(x - t)))
    cases.case("log_cosh", log_cosh, normal(2, 4), normal(2, 4), reduction=reduction)

    def info_nce(q, k, temperature, symmetric, reduction):
        logits = F.normalize(q) @ F.normalize(k).T / temperature
        own = torch.arange(len(q))
        loss = F.cross_entropy(logits, own, reduction=reduction)
        return (
            (loss + F.cross_entropy(logits.T, own, reduction=reduction)) / 2 if symmetric else loss
        )

    for symmetric in [False, True]:
        cases.case(
            "info_nce",
            info_nce,
            normal(4, 3),
            normal(4, 3),
            temperature=0.3,
            symmetric=symmetric,
            reduction=reduction,
        )
    hinge = lambda x, t, margin, reduction: reduced(torch.clamp(margin - x * t, min=0))
    cases.case(
        "hinge", hinge, normal(3, 3), signs(3, 3), constant=(1,), margin=1.0, reduction=reduction
    )
