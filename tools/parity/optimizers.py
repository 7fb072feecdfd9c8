"""Five steps of each optimizer under given gradients.

The inputs of a case are the parameter and the five gradients stacked; the output is the parameter
after each step, stacked.
"""

import torch

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
    ("Adam", torch.optim.Adam, {"lr": 0.05, "amsgrad": True}),
    ("Adam", torch.optim.Adam, {"lr": 0.05, "betas": [0.5, 0.6], "amsgrad": True, "weight_decay": 0.1}),
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
        parameter = torch.nn.Parameter(start.clone())
        optimizer = rule([parameter], **attributes)
        after = []
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimizer.step()
            after.append(parameter.detach().clone())
        return torch.stack(after)

    return run
