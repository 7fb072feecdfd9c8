"""Fourier transforms; complex numbers are pairs in the last axis."""

import torch

from recording import Family, normal

pairs = torch.view_as_real
complex_of = torch.view_as_complex


def family():
    cases = Family("fourier")
    for n in (1, 2, 3, 8, 30, 53, 59):
        cases.case("fft", lambda x: pairs(torch.fft.fft(complex_of(x.contiguous()))), normal(n, 2))
        cases.case("rfft", lambda x: pairs(torch.fft.rfft(x)), normal(n))
        half = n // 2 + 1
        inverse = lambda x, n: torch.fft.irfft(complex_of(x.contiguous()), n)
        cases.case("irfft", inverse, normal(half, 2), n=n)
    for norm in ("backward", "ortho", "forward"):
        both = lambda x, norm: pairs(torch.fft.fftn(complex_of(x.contiguous()), dim=(0, 2), norm=norm))
        cases.case("fftn", both, normal(3, 2, 4, 2), norm=norm)
        back = lambda x, norm: pairs(torch.fft.ifftn(complex_of(x.contiguous()), norm=norm))
        cases.case("ifftn", back, normal(3, 4, 2), norm=norm)
        real = lambda x, norm: pairs(torch.fft.rfft2(x, norm=norm))
        cases.case("rfft2", real, normal(2, 3, 4), norm=norm)
        toreal = lambda x, norm: torch.fft.irfft2(complex_of(x.contiguous()), s=(3, 5), norm=norm)
        cases.case("irfft2", toreal, normal(2, 3, 3, 2), norm=norm)
    return cases
