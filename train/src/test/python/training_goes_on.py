"""Training that begins in one library and goes on in the other.

    python3 training_goes_on.py make FOLDER        three steps here, the checkpoint, and the losses of five more steps
    python3 training_goes_on.py go-on KIND WEIGHTS CHECKPOINT LOSSES NEXT
                                                   five steps from a checkpoint of Adjoint; their losses, and a checkpoint

The files of src/test/resources/dev/adjoint/train were made with PyTorch 1.13, those of its folder torch-2.13 with
2.13: `make`, and `go-on` from the checkpoints here-*.pt, which PyTorchCheckpointTest writes again and compares.
"""
import sys
import numpy as np, torch, torch.nn as nn

torch.manual_seed(3)
X = torch.linspace(-1, 1, 24).reshape(8, 3) ** 2
T = torch.sin(torch.linspace(0, 3, 16)).reshape(8, 2)


def make(kind):
    net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
    weights, biases = [p for p in net.parameters() if p.dim() > 1], [p for p in net.parameters() if p.dim() < 2]
    return net, {
        "sgd": lambda: torch.optim.SGD(net.parameters(), 0.05, momentum=0.9, nesterov=True),
        "adam": lambda: torch.optim.Adam(net.parameters(), 0.02, weight_decay=0.01),
        "adamw": lambda: torch.optim.AdamW([{"params": weights}, {"params": biases, "weight_decay": 0.0}], 0.02, weight_decay=0.1),
    }[kind]()


def steps(net, optimizer, count):
    losses = []
    for _ in range(count):
        loss = nn.functional.mse_loss(net(X), T)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return np.array(losses)


def save(net, optimizer, epoch, path):
    torch.save({"epoch": epoch, "model_state_dict": net.state_dict(), "optimizer_state_dict": optimizer.state_dict()}, path)


if sys.argv[1] == "make":
    for kind in ("sgd", "adam", "adamw"):
        net, optimizer = make(kind)
        steps(net, optimizer, 3)
        save(net, optimizer, 3, f"{sys.argv[2]}/{kind}.pt")
        np.savez(f"{sys.argv[2]}/{kind}.npz", x=X.numpy(), t=T.numpy(), losses=steps(net, optimizer, 5))
else:
    kind, weights, checkpoint, losses, after = sys.argv[2:]
    net, optimizer = make(kind)
    net.load_state_dict(torch.load(weights, weights_only=True), strict=True)
    # The safe reader of PyTorch 1 knows no floating-point numbers, not even its own optimizers'.
    read = torch.load(checkpoint, weights_only=int(torch.__version__.split(".")[0]) > 1)
    assert all(torch.equal(a, b) for a, b in zip(net.state_dict().values(), read["model_state_dict"].values()))
    net.load_state_dict(read["model_state_dict"], strict=True)
    optimizer.load_state_dict(read["optimizer_state_dict"])
    np.save(losses, steps(net, optimizer, 5))
    save(net, optimizer, read["epoch"] + 5, after)
