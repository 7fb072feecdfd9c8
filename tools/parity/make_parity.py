#!/usr/bin/env python3
"""Computes the numbers that Adjoint's operations are compared with, by a real PyTorch.

Run by hand, never by the build: `python tools/parity/make_parity.py` from the root of the repository,
with an interpreter that has PyTorch, mpmath and scikit-learn (`pip install torch mpmath scikit-learn`). The stored files were made
with PyTorch 2.13. Each line of a file is one case; see recording.py and, for the exact values of functions
at their ends, extremes.py.
"""

import sys
from pathlib import Path

try:
    import torch
except ImportError:
    sys.exit(
        "make_parity: this Python has no torch; run pip install torch mpmath and start again"
    )

sys.dont_write_bytecode = True

import activation
import catalogue
import convolution
import counting
import creation
import elementwise
import extremes
import fourier
import layers
import linalg
import losses
import margins
import metrics
import movement
import normalization
import optimizers
import pooling
import matmul
import recurrent
import reduce
import schedules

ROOT = Path(__file__).resolve().parents[2]
STORES = {
    ROOT / "tensor/src/test/resources/dev/adjoint/tensor/parity": [
        activation,
        convolution,
        counting,
        creation,
        elementwise,
        extremes,
        movement,
        normalization,
        pooling,
        fourier,
        linalg,
        matmul,
        reduce,
    ],
    ROOT / "nn/src/test/resources/dev/adjoint/nn/parity": [
        catalogue,
        layers,
        losses,
        margins,
        metrics,
        optimizers,
        recurrent,
        schedules,
    ],
}


def main():
    torch.set_num_threads(1)
    print(f"PyTorch {torch.__version__}")
    for folder, modules in STORES.items():
        for module in modules:
            family = module.family()
            path = family.write(folder)
            print(f"{len(family.lines):4} cases {path.stat().st_size:7} bytes {path.name}")


if __name__ == "__main__":
    main()
