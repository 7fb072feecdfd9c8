"""Times PyTorch's kernels for bench/roofline --pytorch.

Reads the name of a case on each line of standard input and answers with the calls a second, or "none" where PyTorch has no
call for the same work. The first question about a case warms it up.
"""

import re
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_grad_enabled(False)
torch.manual_seed(1)
aten = torch.ops.aten

EPSILON = 1e-5


def drawn(*sizes):
    return torch.rand(sizes) * 2 - 1


def product(name, m, k, n):
    a = drawn(k, m).t() if "ᵀ" in name else drawn(m, k)
    b = drawn(k, n)
    c = torch.empty(m, n)
    return lambda: torch.matmul(a, b, out=c)


def convolution(name, batch, inputs, outputs, side):
    kernel = 1 if "1×1" in name else 3
    groups = inputs if "depthwise" in name else 1
    x = drawn(batch, inputs, side, side)
    w = drawn(outputs, inputs // groups, kernel, kernel)
    if "data" not in name and "weight" not in name:
        return lambda: F.conv2d(x, w, groups=groups)
    g = drawn(batch, outputs, side - kernel + 1, side - kernel + 1)
    wanted = ["data" in name, "weight" in name, False]
    return lambda: aten.convolution_backward(g, x, w, None, [1, 1], [0, 0], [1, 1], False, [0, 0], groups, wanted)


def elementwise(name, count):
    a, b, y = drawn(count), drawn(count), torch.empty(count)
    calls = {
        "add": lambda: torch.add(a, b, out=y),
        "relu": lambda: aten.relu.out(a, out=y),
        "exp": lambda: torch.exp(a, out=y),
        "tanh": lambda: torch.tanh(a, out=y),
        "gelu": lambda: aten.gelu.out(a, out=y),
        "sum": lambda: torch.sum(a),
    }
    return calls[name.split()[0]]


def softmax(name, rows, length):
    x, y = drawn(rows, length), torch.empty(rows, length)
    return lambda: aten._softmax.out(x, 1, False, out=y)


def layer_norm(name, rows, length):
    x, g, gain, bias = drawn(rows, length), drawn(rows, length), drawn(length), drawn(length)
    y, mean, scale = aten.native_layer_norm(x, [length], gain, bias, EPSILON)
    if "gradient" in name:
        return lambda: aten.native_layer_norm_backward(g, x, [length], mean, scale, gain, bias, [True, True, True])
    return lambda: aten.native_layer_norm.out(x, [length], gain, bias, EPSILON, out0=y, out1=mean, out2=scale)


def cross_entropy(name, rows, classes):
    x, target, g = drawn(rows, classes), torch.randint(0, classes, (rows,)), drawn(rows)
    if "gradient" not in name:
        return lambda: F.cross_entropy(x, target, reduction="none")
    logs = F.log_softmax(x, 1)
    total = torch.tensor(0.0)

    def backward():
        gradient = aten.nll_loss_backward(g, logs, target, None, 0, -100, total)
        return aten._log_softmax_backward_data(gradient, logs, 1, torch.float32)

    return backward


def embedding(name, count, vocabulary, width):
    table, index = drawn(vocabulary, width), torch.randint(0, vocabulary, (count,))
    y = drawn(count, width)
    if "gradient" in name:
        return lambda: aten.embedding_dense_backward(y, index, vocabulary, -1, False)
    return lambda: torch.index_select(table, 0, index, out=y)


def batch_norm(name, samples, channels, side):
    x, g, gain, bias = drawn(samples, channels, side, side), drawn(samples, channels, side, side), drawn(channels), drawn(channels)
    _, mean, scale = aten.native_batch_norm(x, gain, bias, None, None, True, 0.1, EPSILON)
    if "gradient" in name:
        return lambda: aten.native_batch_norm_backward(
            g, x, gain, None, None, mean, scale, True, EPSILON, [True, True, True]
        )
    return lambda: aten.native_batch_norm(x, gain, bias, None, None, True, 0.1, EPSILON)


def pool(name, batch, channels, side):
    x = drawn(batch, channels, side, side)
    if name.startswith("average"):
        return lambda: F.avg_pool2d(x, 2)
    y, largest = aten.max_pool2d_with_indices(x, [2, 2], [2, 2])
    if "gradient" in name:
        return lambda: aten.max_pool2d_with_indices_backward(y, x, [2, 2], [2, 2], [0, 0], [1, 1], False, largest)
    return lambda: aten.max_pool2d_with_indices(x, [2, 2], [2, 2])


def attention(name, batch, length, heads, width):
    q, k, v, g = (drawn(batch, heads, length, width) for _ in range(4))
    y, log_sum = aten._scaled_dot_product_flash_attention_for_cpu(q, k, v, 0.0, True)
    if "gradient" in name:
        return lambda: aten._scaled_dot_product_flash_attention_for_cpu_backward(
            g, q, k, v, y, log_sum, 0.0, True
        )
    return lambda: aten._scaled_dot_product_flash_attention_for_cpu(q, k, v, 0.0, True)


def lstm(name, steps, batch, inputs, size):
    if "gradient" in name:
        return None  # PyTorch has no call for the gates' gradients alone
    layer = torch.nn.LSTM(inputs, size)
    x = drawn(steps, batch, inputs)

    def forward():
        with torch.enable_grad():
            return layer(x)

    return forward


def adam(name, count):
    p, g, m, v = drawn(count), drawn(count), drawn(count), drawn(count).abs()
    step = torch.tensor(1.0)
    return lambda: torch._fused_adam_(
        [p], [g], [m], [v], [], [step],
        lr=1e-9, beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False,
    )


FAMILIES = {
    "matmul": product,
    "convolution": convolution,
    "add": elementwise,
    "relu": elementwise,
    "exp": elementwise,
    "tanh": elementwise,
    "gelu": elementwise,
    "sum": elementwise,
    "softmax": softmax,
    "layer norm": layer_norm,
    "cross entropy": cross_entropy,
    "embedding": embedding,
    "batch norm": batch_norm,
    "max pool": pool,
    "average pool": pool,
    "causal attention": attention,
    "lstm": lstm,
    "adam": adam,
}


def call_of(name):
    for family, made in FAMILIES.items():
        if name.startswith(family + " "):
            sizes = re.sub(r"(?<=\d),(?=\d)", "", name.replace("1×1", "").replace("2×2", ""))
            return made(name, *map(int, re.findall(r"\d+", sizes)))
    return None


def rate(call, seconds):
    calls, start = 0, time.perf_counter()
    while True:
        call()
        calls += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return calls / elapsed


def main():
    print("PyTorch " + torch.__version__, flush=True)
    known = {}
    for line in sys.stdin:
        name, seconds = line.rstrip("\n").split("\t")
        if name not in known:
            known.clear()
            known[name] = call_of(name)
            if known[name]:
                rate(known[name], 0.3)
        print(rate(known[name], float(seconds)) if known[name] else "none", flush=True)


main()
