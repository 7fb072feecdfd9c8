"""The rates of PyTorch's schedules over 24 steps."""

import torch

from recording import Family

STEPS = 24


def family():
    lr = torch.optim.lr_scheduler
    cases = Family("schedules")
    for name, schedule, start, attributes in [
        ("ConstantLR", lr.LambdaLR, 0.3, {}),
        ("StepLR", lr.StepLR, 0.3, {"step_size": 5, "gamma": 0.4}),
        ("MultiStepLR", lr.MultiStepLR, 0.3, {"milestones": [3, 4, 11], "gamma": 0.4}),
        ("ExponentialLR", lr.ExponentialLR, 0.3, {"gamma": 0.9}),
        ("CosineAnnealingLR", lr.CosineAnnealingLR, 0.3, {"T_max": 23, "eta_min": 0.01}),
        ("PolynomialLR", lr.PolynomialLR, 0.3, {"total_iters": 9, "power": 2.0}),
        ("LinearLR", lr.LinearLR, 0.3, {"start_factor": 0.2, "end_factor": 1.0, "total_iters": 7}),
        (
            "WarmRestarts",
            lr.CosineAnnealingWarmRestarts,
            0.3,
            {"T_0": 4, "T_mult": 2, "eta_min": 0.01},
        ),
        (
            "WarmRestarts",
            lr.CosineAnnealingWarmRestarts,
            0.3,
            {"T_0": 5, "T_mult": 1, "eta_min": 0.0},
        ),
        (
            "OneCycleLR",
            lr.OneCycleLR,
            0.3,
            {"max_lr": 0.5, "total_steps": 24, "cycle_momentum": False},
        ),
        (
            "CyclicLR",
            lr.CyclicLR,
            0.1,
            {
                "base_lr": 0.1,
                "max_lr": 0.5,
                "step_size_up": 4,
                "step_size_down": 3,
                "cycle_momentum": False,
            },
        ),
    ]:
        cases.case(name, _rates(schedule, start), gradients=False, **attributes)
    return cases


def _rates(schedule, start):
    def run(**attributes):
        if schedule is torch.optim.lr_scheduler.LambdaLR:
            attributes = {"lr_lambda": lambda _: 1.0}
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=start)
        rates = schedule(optimizer, **attributes)
        found = []
        for _ in range(STEPS):
            found.append(float(optimizer.param_groups[0]["lr"]))
            optimizer.step()
            if len(found) < STEPS:
                rates.step()
        return torch.tensor(found, dtype=torch.float64)

    return run
