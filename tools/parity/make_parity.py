#!/usr/bin/python3
"""Computes the numbers that Adjoint's operations are compared with, by a real PyTorch.

Run by hand, never by the build: `tools/parity/make_parity.py` from the root of the repository, with
an interpreter that has PyTorch (Debian: `apt install python3-torch`, seen by /usr/bin/python3 only).
The stored files were made with PyTorch 1.13. Each line of a file is one case; see recording.py.
"""

import sys
from pathlib import Path

try:
    import torch
except ImportError:
    sys.exit(
        "make_parity: this Python has no torch; install python3-torch and run /usr/bin/python3"
        " tools/parity/make_parity.py"
    )

sys.dont_write_bytecode = True

import activation
import convolution
import creation
import elementwise
import layers
import losses
import movement
import normalization
import optimizers
import pooling
import matmul
import recurrent
import reduce

ROOT = Path(__file__).resolve().parents[2]
STORES = {
    ROOT / "tensor/src/test/resources/dev/adjoint/tensor/parity": [
        activation,
        convolution,
        creation,
        elementwise,
        movement,
        normalization,
        pooling,
        matmul,
        reduce,
    ],
    ROOT / "nn/src/test/resources/dev/adjoint/nn/parity": [layers, losses, optimizers, recurrent],
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
