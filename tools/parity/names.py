"""The public names of PyTorch that docs/pytorch-names.md gives an account of, one a line.

Run by hand: `python tools/parity/names.py`. Left out are names that end in `_` (in-place versions of
others) and those that PyTorch's own front end calls and its documentation does not show.
"""

import inspect
from pathlib import Path

import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = (
    "cudnn",
    "miopen",
    "mkldnn",
    "fbgemm",
    "quantized_",
    "sym_",
    "is_autocast",
    "set_autocast",
    "get_autocast",
    "autocast_",
    "batch_norm_",
    "native_",
    "has_torch",
    "handle_torch",
    "unsafe_",
    "parse_",
    "import_ir",
    "unify_",
    "merge_type",
    "q_",
    "choose_qparams",
    "fused_moving",
    "_",
)
INTERNAL = {
    "Optional",
    "assert_int_or_pair",
    "boolean_dispatch",
    "classproperty",
    "clear_autocast_cache",
    "compiled_with_cxx11_abi",
    "cond",
    "dsmm",
    "empty_quantized",
    "fork",
    "frobenius_norm",
    "hsmm",
    "hspmm",
    "init_num_threads",
    "int_repr",
    "is_distributed",
    "is_same_size",
    "is_vulkan_available",
    "nuclear_norm",
    "prepare_multiprocessing_environment",
    "profiler_allow_cudagraph_cupti_lazy_reinit_cuda12",
    "saddmm",
    "segment_reduce",
    "slice_inverse",
    "smm",
    "spmm",
    "sspaddmm",
    "thread_safe_generator",
    "typename",
    "wait",
    "while_loop",
    "hash_tensor",
    "get_file_path",
    "get_device_module",
    "embedding_renorm",
    "grid_sampler_2d",
    "grid_sampler_3d",
    "grid_sampler",
    "cosine_embedding_loss",
    "affine_grid_generator",
    "convolution",
    "feature_dropout",
    "norm_except_dim",
    "rsub",
    "ctc_loss",
    "binary_cross_entropy_with_logits",
    "kl_div",
    "poisson_nll_loss",
    "triplet_margin_loss",
    "hinge_embedding_loss",
    "margin_ranking_loss",
    "lstm_cell",
    "gru_cell",
    "rnn_tanh",
    "rnn_relu",
    "rnn_tanh_cell",
    "rnn_relu_cell",
    "lstm",
    "gru",
    "symeig",
    "eig",
    "lobpcg",
    "mode_",
}


def public(module, kind):
    """The classes or functions of a module that users call."""
    names = []
    for name in dir(module):
        value = getattr(module, name)
        fits = (
            inspect.isclass(value)
            if kind == "class"
            else callable(value) and not inspect.isclass(value)
        )
        if fits and not name.endswith("_") and not name.startswith(HIDDEN):
            if name in ("Optional", "assert_int_or_pair", "boolean_dispatch"):
                continue
            if module is not torch or (name not in INTERNAL and not name.endswith("_copy")):
                names.append(name)
    return names


def main():
    names = [f"nn.{name}" for name in public(nn, "class")]
    names += [f"nn.functional.{name}" for name in public(nn.functional, "function")]
    names += [f"nn.init.{name}" for name in dir(nn.init) if name.endswith("_") and name[0] != "_"]
    names += [f"optim.{name}" for name in torch.optim.__all__ if name[0].isupper()]
    names += [f"optim.lr_scheduler.{name}" for name in torch.optim.lr_scheduler.__all__]
    names += [f"torch.{name}" for name in public(torch, "function")]
    names += [f"linalg.{name}" for name in public(torch.linalg, "function")]
    names += [f"fft.{name}" for name in public(torch.fft, "function")]
    path = ROOT / "nn/src/test/resources/dev/adjoint/nn/names/torch.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(names) + "\n", encoding="utf-8")
    print(f"PyTorch {torch.__version__}: {len(names)} names")


if __name__ == "__main__":
    main()
