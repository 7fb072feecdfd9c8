"""Metrics by scikit-learn, and the calibration error by its definition."""

import numpy
import torch
from sklearn import metrics

from recording import Family, integers, normal

CLASSES = 4
SAMPLES = 40


def labels(classes, count):
    return lambda draw: torch.tensor([draw.random.randrange(classes) for _ in range(count)])


def coarse(*shape):
    """Numbers of which many are equal."""
    return lambda draw: torch.tensor(
        [round(draw.random.uniform(-2, 2), 1) for _ in range(torch.Size(shape).numel())],
        dtype=torch.float64,
    ).reshape(shape)


def family():
    cases = Family("metrics")
    outputs, target = normal(SAMPLES, CLASSES), labels(CLASSES, SAMPLES)
    for name, function in _classes().items():
        cases.case(name, _wrapped(function), outputs, target, gradients=False)
    absent = integers([0, 1, 3, 1, 1, 0, 3, 3])
    for name, function in _classes().items():
        if name not in ("roc_auc", "average_precision", "log_loss"):
            cases.case(
                name, _wrapped(function), normal(8, CLASSES), absent, note="absent", gradients=False
            )
    for name, function in {
        "roc_auc": metrics.roc_auc_score,
        "average_precision": metrics.average_precision_score,
    }.items():
        ranked = lambda y, t, function=function: function(t, y)
        cases.case(
            name,
            _wrapped(ranked),
            coarse(SAMPLES),
            labels(2, SAMPLES),
            note="ties",
            gradients=False,
        )
    for name, function in _numbers().items():
        cases.case(
            name,
            _wrapped(lambda y, t, f=function: f(t, y)),
            normal(SAMPLES),
            normal(SAMPLES),
            gradients=False,
        )
    return cases


def _classes():
    def answer(function, **attributes):
        return lambda y, t: function(t, y.argmax(1), **attributes)

    def share(function, average):
        return answer(function, average=average, zero_division=0)

    def softmax(y):
        return torch.softmax(torch.tensor(y), 1).numpy()

    found = {
        "balanced_accuracy": answer(metrics.balanced_accuracy_score),
        "cohen_kappa": answer(metrics.cohen_kappa_score),
        "matthews_correlation": answer(metrics.matthews_corrcoef),
        "mean_iou": lambda y, t: metrics.jaccard_score(
            t, y.argmax(1), average="macro", zero_division=0
        ),
        "log_loss": lambda y, t: metrics.log_loss(t, softmax(y)),
        "brier_score": lambda y, t: ((softmax(y) - numpy.eye(CLASSES)[t]) ** 2).sum(1).mean(),
        "calibration_error": lambda y, t: _calibration(softmax(y), t),
        "roc_auc": lambda y, t: metrics.roc_auc_score(t, softmax(y), multi_class="ovr"),
        "average_precision": lambda y, t: metrics.average_precision_score(
            numpy.eye(CLASSES)[t], softmax(y)
        ),
        "ndcg_at_3": lambda y, t: metrics.ndcg_score(numpy.eye(CLASSES)[t], y, k=3),
    }
    for average in ["macro", "micro", "weighted"]:
        found["precision_" + average] = share(metrics.precision_score, average)
        found["recall_" + average] = share(metrics.recall_score, average)
        found["f1_" + average] = share(metrics.f1_score, average)
    return found


def _calibration(p, t, bins=15):
    confidence, right = p.max(1), p.argmax(1) == t
    edges = numpy.linspace(0, 1, bins + 1)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return total


def _numbers():
    return {
        "mse": metrics.mean_squared_error,
        "mape": metrics.mean_absolute_percentage_error,
        "explained_variance": metrics.explained_variance_score,
        "r2": metrics.r2_score,
        "mae": metrics.mean_absolute_error,
    }


def _wrapped(function):
    return lambda y, t: torch.tensor(float(function(y.numpy(), t.numpy())), dtype=torch.float64)
