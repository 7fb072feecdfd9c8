"""Writes the files of src/test/resources/dev/adjoint/formats with a real PyTorch and NumPy.

    python3 make_files.py FOLDER

Made with PyTorch 1.13 and NumPy 1.24. Each file NAME.pt has its values in NAME.npz, written by NumPy.
"""
import argparse, collections, os, sys
import numpy as np, torch, torch.nn as nn

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
torch.manual_seed(7)


def values(name, tensors):
    np.savez(f"{out}/{name}.npz", **{k: v.detach().contiguous().numpy() for k, v in tensors.items()})


net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
optimizer = torch.optim.Adam(net.parameters(), 0.01)
net(torch.randn(5, 3)).pow(2).sum().backward()
optimizer.step()
weights = net.state_dict()
values("weights", weights)
torch.save(weights, f"{out}/weights.pt")
torch.save(weights, f"{out}/weights-legacy.pt", _use_new_zipfile_serialization=False)
torch.save(weights, f"{out}/weights-protocol4.pt", pickle_protocol=4)
torch.save(nn.DataParallel(net).state_dict(), f"{out}/weights-parallel.pt")
torch.save(dict(net.named_parameters()), f"{out}/weights-parameters.pt")
torch.jit.script(net).save(f"{out}/weights-script.pt")
torch.save(
    {
        "epoch": 7,
        "model_state_dict": weights,
        "optimizer_state_dict": optimizer.state_dict(),
        "loss": np.float64(1.5),
        "milestones": collections.Counter([3, 6]),
        "big": 10**30,
        "negative": -7,
        "note": "检查点",
        "nothing": None,
        "shape": (2, 3),
        "seen": {1},
        "size": torch.Size([4, 5]),
        "arguments": argparse.Namespace(rate=0.5),
    },
    f"{out}/checkpoint.pt",
)
base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
views = {"base": base, "transposed": base.t(), "rows": base[::2], "window": base[1:3, 2:5], "expanded": base[0].expand(3, 6)}
values("views", views)
torch.save(views, f"{out}/views.pt")
torch.save(views, f"{out}/views-legacy.pt", _use_new_zipfile_serialization=False)
types = {
    "f64": torch.tensor([1e300, -0.0], dtype=torch.float64),
    "f32": torch.tensor([float("inf"), float("nan"), 1e-45]),
    "f16": torch.tensor([1.5, -65504.0, 6e-8], dtype=torch.float16),
    "i64": torch.tensor([-(2**63), 2**63 - 1]),
    "i32": torch.tensor([[-(2**31), 2**31 - 1]], dtype=torch.int32),
    "i16": torch.tensor([-32768, 32767], dtype=torch.int16),
    "i8": torch.tensor([-128, 127], dtype=torch.int8),
    "u8": torch.tensor([0, 255], dtype=torch.uint8),
    "bool": torch.tensor([True, False]),
    "scalar": torch.tensor(3.25),
    "empty": torch.empty(3, 0, 2),
}
values("types", types)
torch.save({**types, "bf16": torch.tensor([1.5, -3.39e38, 1e-40], dtype=torch.bfloat16)}, f"{out}/types.pt")
torch.save(net, f"{out}/whole-model.pt")
torch.save(torch.eye(2).to_sparse(), f"{out}/sparse.pt")
torch.save(torch.quantize_per_tensor(torch.ones(2), 0.1, 10, torch.qint8), f"{out}/quantized.pt")


class Call:
    def __reduce__(self):
        return (os.system, ("true",))


torch.save({"w": torch.ones(2), "x": Call()}, f"{out}/calls-system.pt")
