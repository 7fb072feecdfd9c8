"""Finds the polynomials of dev.adjoint.kernel.FloatMath. Needs mpmath and numpy; the build never calls it.

Each line names a function, the largest relative error of the fit before and after rounding its coefficients to F32
(as powers of two), and the coefficients from the lowest power up. A fit is a minimax one by Lawson's iteration: least
squares whose weights grow where the error is large. Coefficients are rounded one after another from the lowest power
up, the remaining ones fitted again each time.
"""

import mpmath as mp
import numpy as np

mp.mp.dps = 50
NODES = 4000


def lawson(basis, target, weight, rounds=60):
    a = basis * weight[:, None]
    b = target * weight
    w = np.ones(len(b))
    best = None
    for _ in range(rounds):
        root = np.sqrt(w)
        c = np.linalg.lstsq(a * root[:, None], b * root, rcond=None)[0]
        e = np.abs(a @ c - b)
        if best is None or e.max() < best[0]:
            best = (e.max(), c)
        w = w * (e / e.max() + 1e-3)
        w /= w.sum()
    return best


def fit(name, f, weight, low, high, count):
    """f(x) as a polynomial of `count` terms on [low, high], weight(x)·error made smallest."""
    middle, half = (mp.mpf(low) + high) / 2, (mp.mpf(high) - low) / 2
    xs = [middle + half * mp.cos(mp.pi * (2 * i + 1) / (2 * NODES)) for i in range(NODES)]
    xs = [x for x in xs if abs(x) > mp.mpf(10) ** -7]
    target = np.array([float(f(x)) for x in xs])
    weights = np.array([float(weight(x)) for x in xs])
    x = np.array([float(v) for v in xs])
    rest, powers, rounded, first = target.copy(), list(range(count)), [], None
    while powers:
        error, c = lawson(np.stack([x**p for p in powers], 1), rest, weights)
        first = error if first is None else first
        q = np.float32(c[0])
        rounded.append(float(q).hex())
        rest = rest - float(q) * x ** powers.pop(0)
    last = np.max(np.abs(rest * weights))
    print(f"{name}: 2^{float(mp.log(first, 2)):.1f}, rounded 2^{float(mp.log(last, 2)):.1f}")
    print("   ", *rounded)


root = mp.sqrt
r = mp.log(2) / 2 * 1.0005
fit("EXP_2..", lambda x: (mp.exp(x) - 1 - x) / x**2, lambda x: x**2 / mp.exp(x), -r, r, 5)
third = mp.mpf(1) / 3
fit("LOG_3..", lambda x: (mp.log1p(x) - x + x * x / 2) / x**3, lambda x: x**3 / mp.log1p(x), -third, third, 8)
fit("1, LOG1P_2..", lambda x: mp.log1p(x) / x, lambda x: x / mp.log1p(x), 1e-6, 1, 10)
# Odd and even functions in z = x².
fit("TANH_3..", lambda z: (mp.tanh(root(z)) / root(z) - 1) / z, lambda z: z * root(z) / mp.tanh(root(z)), 1e-6, mp.mpf("0.626") ** 2, 5)
fit("ERF_1..", lambda z: mp.erf(root(z)) / root(z) - 1, lambda z: root(z) / mp.erf(root(z)), 1e-6, mp.mpf("0.925") ** 2, 7)
fit("ERFC_1..", lambda a: -mp.log(mp.erfc(a)) / a - 1, lambda a: a * mp.erfc(a) / mp.erf(a), mp.mpf("0.92"), 4, 8)
q = mp.pi / 4 * 1.0005
fit("SIN_3..", lambda z: (mp.sin(root(z)) / root(z) - 1) / z, lambda z: z * root(z) / mp.sin(root(z)), 1e-6, q**2, 3)
fit("COS_4..", lambda z: (mp.cos(root(z)) - 1 + z / 2) / z**2, lambda z: z**2 / mp.cos(root(z)), 1e-6, q**2, 3)
# FloatActivation: the tail of the normal distribution, 15 being past its end in F32.
shift = mp.mpf(4)


def tail(t):
    a = shift * (1 + t) / (1 - t)
    return mp.erfc(a / root(2)) / 2 * mp.exp(a * a / 2) * (a + shift)


fit("TAIL_0..", tail, lambda t: 1 / tail(t), -1, (mp.mpf("14.5") - shift) / (mp.mpf("14.5") + shift), 10)
