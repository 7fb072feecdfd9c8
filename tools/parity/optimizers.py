"""Five steps of each optimizer under given gradients.

The inputs of a case are the parameter and the five gradients stacked; the output is the parameter
after each step, stacked.
"""

import torch

import papers
from recording import Family, normal

STEPS = 5

CASES = [
    ("SGD", torch.optim.SGD, {"lr": 0.1}),
    ("SGD", torch.optim.SGD, {"lr": 0.1, "weight_decay": 0.05}),
    ("SGD", torch.optim.SGD, {"lr": 0.1, "momentum": 0.9}),
    ("SGD", torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.05}),
    ("SGD", torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    (
        "SGD",
        torch.optim.SGD,
        {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.05},
    ),
    ("SGD", torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "dampening": 0.3}),
    ("Adam", torch.optim.Adam, {}),
    ("Adam", torch.optim.Adam, {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-6}),
    ("Adam", torch.optim.Adam, {"lr": 0.05, "weight_decay": 0.1}),
    ("AdamW", torch.optim.AdamW, {}),
    ("AdamW", torch.optim.AdamW, {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-6}),
    ("AdamW", torch.optim.AdamW, {"lr": 0.05, "weight_decay": 0.2}),
    ("RMSprop", torch.optim.RMSprop, {}),
    ("RMSprop", torch.optim.RMSprop, {"lr": 0.05, "alpha": 0.9, "eps": 1e-6, "weight_decay": 0.1}),
    ("RMSprop", torch.optim.RMSprop, {"lr": 0.05, "centered": True}),
    ("RMSprop", torch.optim.RMSprop, {"lr": 0.05, "momentum": 0.9}),
    ("RMSprop", torch.optim.RMSprop, {"lr": 0.05, "momentum": 0.8, "centered": True}),
    ("Adamax", torch.optim.Adamax, {}),
    (
        "Adamax",
        torch.optim.Adamax,
        {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-6, "weight_decay": 0.1},
    ),
    ("NAdam", torch.optim.NAdam, {}),
    (
        "NAdam",
        torch.optim.NAdam,
        {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-6, "weight_decay": 0.1, "momentum_decay": 0.1},
    ),
    ("RAdam", torch.optim.RAdam, {}),
    (
        "RAdam",
        torch.optim.RAdam,
        {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-6, "weight_decay": 0.1},
    ),
    ("Adagrad", torch.optim.Adagrad, {}),
    (
        "Adagrad",
        torch.optim.Adagrad,
        {"lr": 0.05, "lr_decay": 0.1, "weight_decay": 0.1, "initial_accumulator_value": 0.5},
    ),
    ("Adadelta", torch.optim.Adadelta, {}),
    ("Adadelta", torch.optim.Adadelta, {"lr": 0.5, "rho": 0.8, "eps": 1e-4, "weight_decay": 0.1}),
    ("Rprop", torch.optim.Rprop, {"lr": 0.05}),
    ("Rprop", torch.optim.Rprop, {"lr": 0.05, "etas": [0.4, 1.5], "step_sizes": [0.03, 0.06]}),
    ("ASGD", torch.optim.ASGD, {"lr": 0.05}),
    ("ASGD", torch.optim.ASGD, {"lr": 0.05, "lambd": 0.1, "alpha": 0.5, "weight_decay": 0.1}),
    ("Lion", papers.Lion, {"lr": 0.01, "betas": [0.9, 0.99], "weight_decay": 0.0}),
    ("Lion", papers.Lion, {"lr": 0.05, "betas": [0.7, 0.8], "weight_decay": 0.1}),
    ("LAMB", papers.Lamb, {"lr": 0.01, "betas": [0.9, 0.999], "eps": 1e-6, "weight_decay": 0.0}),
    ("LAMB", papers.Lamb, {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-4, "weight_decay": 0.1}),
    ("Adafactor", torch.optim.Adafactor, {"lr": 0.01}),
    (
        "Adafactor",
        torch.optim.Adafactor,
        {"lr": 0.5, "beta2_decay": -0.5, "eps": [1e-15, 0.01], "weight_decay": 0.1},
    ),
    ("Muon", papers.Muon, {"lr": 0.02, "momentum": 0.95, "nesterov": True, "weight_decay": 0.1}),
    ("Muon", papers.Muon, {"lr": 0.05, "momentum": 0.8, "nesterov": False, "weight_decay": 0.0}),
    ("Shampoo", papers.Shampoo, {"lr": 0.1, "epsilon": 1e-4, "weight_decay": 0.0}),
    ("Shampoo", papers.Shampoo, {"lr": 0.3, "epsilon": 0.5, "weight_decay": 0.1}),
    (
        "ScheduleFreeAdamW",
        papers.ScheduleFreeAdamW,
        {"lr": 0.01, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.0},
    ),
    (
        "ScheduleFreeAdamW",
        papers.ScheduleFreeAdamW,
        {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-6, "weight_decay": 0.1},
    ),
    (
        "Sophia",
        papers.Sophia,
        {"lr": 0.1, "betas": [0.9, 0.95], "rho": 0.5, "eps": 1e-12, "weight_decay": 0.1, "samples": 3},
    ),
    ("SparseAdam", papers.SparseAdam, {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-6}),
    ("Adam", torch.optim.Adam, {"lr": 0.05, "amsgrad": True}),
    (
        "Adam",
        torch.optim.Adam,
        {"lr": 0.05, "betas": [0.5, 0.6], "amsgrad": True, "weight_decay": 0.1},
    ),
]


def family():
    cases = Family("optimizers")
    for name, rule, attributes in CASES:
        for dtype in [torch.float64, torch.float32]:
            inputs = [normal(2, 2, dtype=dtype), normal(STEPS, 2, 2, dtype=dtype)]
            cases.case(name, _steps(rule), *inputs, gradients=False, **attributes)
    return cases


def _steps(rule):
    def run(start, gradients, **attributes):
        # Some optimizers keep numbers of a step in the default type.
        torch.set_default_dtype(start.dtype)
        parameter = torch.nn.Parameter(start.clone())
        optimizer = rule([parameter], **attributes)
        after = []
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimizer.step()
            after.append(parameter.detach().clone())
        torch.set_default_dtype(torch.float32)
        return torch.stack(after)

    return run
