"""Optimizers that PyTorch lacks or computes in bfloat16, written from their papers, one tensor at a time.

They have the interface of a PyTorch optimizer as far as optimizers.py uses it.
"""

import torch


class _Rule:
    def __init__(self, parameters, **attributes):
        (self.parameter,) = parameters
        self.attributes = attributes
        self.steps = 0
        self.memory = {}

    def remember(self, name, share, now):
        """A running mean that takes this share of the present number."""
        before = self.memory.get(name, torch.zeros_like(now))
        self.memory[name] = before + share * (now - before)
        return self.memory[name]

    @torch.no_grad()
    def step(self):
        self.steps += 1
        value = self.parameter.detach().clone()
        self.parameter.copy_(self.next(value, self.parameter.grad, self.steps, **self.attributes))


class Lion(_Rule):
    """Chen et al. 2023, algorithm 2."""

    def next(self, theta, g, t, lr, betas, weight_decay):
        before = self.memory.get("m", torch.zeros_like(g))
        update = (betas[0] * before + (1 - betas[0]) * g).sign()
        self.memory["m"] = betas[1] * before + (1 - betas[1]) * g
        return theta - lr * (update + weight_decay * theta)


class Lamb(_Rule):
    """You et al. 2020, algorithm 2, with bias correction."""

    def next(self, theta, g, t, lr, betas, eps, weight_decay):
        m = self.remember("m", 1 - betas[0], g) / (1 - betas[0] ** t)
        v = self.remember("v", 1 - betas[1], g * g) / (1 - betas[1] ** t)
        r = m / (v.sqrt() + eps) + weight_decay * theta
        length, direction = theta.norm(), r.norm()
        ratio = length / direction if length > 0 and direction > 0 else 1
        return theta - lr * ratio * r


class Muon(_Rule):
    """Jordan et al. 2024, without rounding to bfloat16."""

    def next(self, theta, g, t, lr, momentum, nesterov, weight_decay):
        m = self.remember("m", 1 - momentum, g)
        d = (1 - momentum) * g + momentum * m if nesterov else m
        x = d / d.norm()
        for _ in range(5):
            gram = x @ x.T
            x = 3.4445 * x + (-4.775 * gram + 2.0315 * gram @ gram) @ x
        rows, columns = theta.shape
        return theta * (1 - lr * weight_decay) - lr * max(1, rows / columns) ** 0.5 * x


class Shampoo(_Rule):
    """Gupta et al. 2018, algorithm 2, with the order of the tensor."""

    def next(self, theta, g, t, lr, epsilon, weight_decay):
        d = g.double()
        k = g.dim()
        for axis in range(k):
            unfolded = g.double().movedim(axis, 0).flatten(1)
            size = g.shape[axis]
            start = epsilon * torch.eye(size, dtype=torch.float64)
            sums = self.memory.get(axis, start) + unfolded @ unfolded.T
            self.memory[axis] = sums
            values, q = torch.linalg.eigh(sums)
            root = q @ torch.diag(values ** (-1 / (2 * k))) @ q.T
            d = torch.tensordot(root, d, ([1], [axis])).movedim(0, axis)
        return theta * (1 - lr * weight_decay) - lr * d.to(theta.dtype)


class ScheduleFreeAdamW(_Rule):
    """Defazio et al. 2024, in the form with y and z alone that their code has."""

    def next(self, y, g, t, lr, betas, eps, weight_decay):
        z = self.memory.get("z", y)
        v = self.remember("v", 1 - betas[1], g * g)
        d = g / ((v / (1 - betas[1] ** t)).sqrt() + eps) + weight_decay * y
        self.memory["sum"] = self.memory.get("sum", 0) + lr**2
        c = lr**2 / self.memory["sum"]
        self.memory["z"] = z - lr * d
        return y + c * (z - y) + lr * (betas[0] * (1 - c) - 1) * d


class Sophia(_Rule):
    """Liu et al. 2023, algorithm 3; every second step the curvature is that of the gradient's square."""

    def next(self, theta, g, t, lr, betas, rho, eps, weight_decay, samples):
        if t % 2 == 1:
            self.remember("h", 1 - betas[1], samples * g * g)
        m = self.remember("m", 1 - betas[0], g)
        kept = theta - lr * weight_decay * theta
        return kept - lr * (m / (rho * self.memory["h"]).clamp(min=eps)).clamp(-1, 1)


class SparseAdam(torch.optim.SparseAdam):
    """PyTorch's, with the gradient of the rows that are not zero."""

    def step(self):
        (parameter,) = self.param_groups[0]["params"]
        parameter.grad = parameter.grad.to_sparse(1)
        super().step()
