"""Layers by the name of their class in torch.nn: the inputs of a case are x, then the parameters.

Each case also holds the names of the parameters and of the whole state dict, which must be ours.
"""

import torch
from torch import nn

from recording import Family, between, integers, normal, positive


def family():
    cases = Family("catalogue")
    _activations(cases)
    _convolutions(cases)
    _poolings(cases)
    _images(cases)
    _normalizations(cases)
    _others(cases)
    _sequences(cases)
    _pairs(cases)
    return cases


def layer(cases, kind, *x, note="", train=False, run=None, constant=(), make=None, **arguments):
    """One case of nn.kind(**arguments), or of the module `make`; `run` calls the module in another way than by its forward."""
    module = (make or getattr(nn, kind)(**arguments)).double().train(train)
    names = [name for name, _ in module.named_parameters()]
    state = list(module.state_dict().keys())
    shapes = [tuple(parameter.shape) for parameter in module.parameters()]

    def forward(*tensors, **_):
        values = dict(zip(names, tensors[len(x) :]))
        if run is not None:
            return torch.func.functional_call(
                _Runner(module, run), {f"m.{n}": v for n, v in values.items()}, tensors[: len(x)]
            )
        return torch.func.functional_call(module, values, tensors[: len(x)])

    shown = {key: value for key, value in arguments.items() if key != "dtype"}
    cases.case(
        kind,
        forward,
        *x,
        *[normal(*shape) for shape in shapes],
        note=note,
        constant=constant,
        names=names,
        state=state,
        **({"training": True} if train else {}),
        **shown,
    )


class _Runner(nn.Module):
    """Calls a module in another way than by its forward."""

    def __init__(self, module, run):
        super().__init__()
        self.m = module
        self.run = run

    def forward(self, *x):
        return self.run(self.m, *x)


def _activations(cases):
    x = between(-4, 4, 2, 6, away_from=(0, 0.5, -0.5, 0.3, -0.3, 1, -1, 3, -3))
    for kind in [
        "Identity",
        "ReLU",
        "ReLU6",
        "LeakyReLU",
        "ELU",
        "SELU",
        "CELU",
        "GELU",
        "SiLU",
        "Mish",
        "Sigmoid",
        "Tanh",
        "Softplus",
        "Softsign",
        "Hardtanh",
        "Hardsigmoid",
        "Hardswish",
        "Tanhshrink",
        "LogSigmoid",
        "Hardshrink",
        "Softshrink",
        "PReLU",
        "RReLU",
    ]:
        layer(cases, kind, x)
    layer(cases, "CELU", x, alpha=1.5)
    layer(cases, "Hardtanh", x, min_val=-0.5, max_val=3.0)
    layer(cases, "Hardshrink", x, lambd=0.3)
    layer(cases, "Softshrink", x, lambd=0.3)
    layer(cases, "Threshold", x, threshold=0.5, value=-1.0)
    layer(cases, "Softplus", x, beta=2.0, threshold=3.0)
    layer(cases, "RReLU", x, lower=0.1, upper=0.5)
    for kind in ["Softmax", "LogSoftmax", "Softmin", "GLU"]:
        layer(cases, kind, x, dim=-1)
    layer(cases, "Softmax2d", normal(2, 3, 2, 2))


def _convolutions(cases):
    layer(cases, "Linear", normal(2, 3), in_features=3, out_features=4)
    layer(
        cases,
        "Bilinear",
        normal(4, 3),
        normal(4, 2),
        in1_features=3,
        in2_features=2,
        out_features=5,
    )
    layer(
        cases,
        "Conv1d",
        normal(2, 4, 6),
        in_channels=4,
        out_channels=2,
        kernel_size=3,
        stride=2,
        padding=1,
    )
    layer(
        cases, "Conv2d", normal(1, 2, 4, 5), in_channels=2, out_channels=3, kernel_size=3, padding=1
    )
    for mode in ["reflect", "replicate", "circular"]:
        layer(
            cases,
            "Conv2d",
            normal(1, 2, 4, 5),
            in_channels=2,
            out_channels=3,
            kernel_size=3,
            padding=1,
            padding_mode=mode,
        )
    layer(cases, "Conv3d", normal(2, 2, 3, 4, 3), in_channels=2, out_channels=3, kernel_size=2)
    layer(
        cases,
        "Conv3d",
        normal(1, 4, 4, 3, 3),
        in_channels=4,
        out_channels=2,
        kernel_size=[3, 1, 2],
        stride=[2, 1, 1],
        padding=[1, 0, 1],
        dilation=[1, 1, 2],
        groups=2,
    )
    layer(
        cases,
        "ConvTranspose1d",
        normal(2, 2, 4),
        in_channels=2,
        out_channels=3,
        kernel_size=3,
        stride=2,
        padding=1,
        output_padding=1,
    )
    layer(
        cases,
        "ConvTranspose1d",
        normal(2, 4),
        in_channels=2,
        out_channels=4,
        kernel_size=2,
        groups=2,
    )
    layer(
        cases,
        "ConvTranspose2d",
        normal(2, 2, 3, 2),
        in_channels=2,
        out_channels=4,
        kernel_size=3,
        stride=2,
        padding=1,
        output_padding=1,
        groups=2,
    )
    layer(
        cases,
        "ConvTranspose2d",
        normal(1, 2, 3, 3),
        in_channels=2,
        out_channels=3,
        kernel_size=2,
        dilation=2,
    )
    layer(
        cases,
        "ConvTranspose3d",
        normal(1, 2, 2, 3, 2),
        in_channels=2,
        out_channels=4,
        kernel_size=3,
        stride=2,
        padding=1,
        output_padding=1,
        groups=2,
    )
    layer(
        cases,
        "ConvTranspose3d",
        normal(2, 2, 2, 2, 2),
        in_channels=2,
        out_channels=2,
        kernel_size=2,
        dilation=2,
    )


def _poolings(cases):
    sequences = normal(2, 2, 7)
    images = normal(2, 2, 6, 7)
    volumes = normal(1, 2, 4, 5, 4)
    layer(cases, "MaxPool1d", sequences, kernel_size=3, stride=2, padding=1)
    layer(cases, "MaxPool1d", sequences, kernel_size=2, dilation=2, stride=1)
    layer(cases, "MaxPool1d", sequences, kernel_size=2, ceil_mode=True)
    layer(cases, "MaxPool2d", images, kernel_size=2)
    layer(cases, "MaxPool3d", volumes, kernel_size=2)
    layer(cases, "MaxPool3d", volumes, kernel_size=3, stride=2, padding=1, ceil_mode=True)
    layer(cases, "MaxPool3d", volumes, kernel_size=2, stride=1, dilation=2)
    layer(cases, "AvgPool1d", sequences, kernel_size=3, stride=2, padding=1)
    layer(
        cases,
        "AvgPool1d",
        sequences,
        kernel_size=3,
        stride=2,
        padding=1,
        count_include_pad=False,
        ceil_mode=True,
    )
    layer(cases, "AvgPool2d", images, kernel_size=2)
    layer(cases, "AvgPool3d", volumes, kernel_size=2)
    layer(cases, "AvgPool3d", volumes, kernel_size=3, stride=2, padding=1, ceil_mode=True)
    layer(cases, "AvgPool3d", volumes, kernel_size=3, stride=2, padding=1, count_include_pad=False)
    layer(cases, "LPPool1d", between(0.2, 2, 2, 2, 7), norm_type=3.0, kernel_size=3, stride=2)
    layer(
        cases, "LPPool2d", between(0.2, 2, 1, 2, 5, 5), norm_type=2.0, kernel_size=2, ceil_mode=True
    )
    layer(cases, "LPPool3d", between(0.2, 2, 1, 1, 4, 4, 4), norm_type=2.0, kernel_size=2)
    layer(cases, "AdaptiveAvgPool1d", sequences, output_size=[3])
    layer(cases, "AdaptiveAvgPool2d", images, output_size=[4, 3])
    layer(cases, "AdaptiveAvgPool3d", volumes, output_size=[2, 3, 1])
    layer(cases, "AdaptiveMaxPool1d", sequences, output_size=[3], return_indices=True)
    layer(cases, "AdaptiveMaxPool2d", images, output_size=[4, 3], return_indices=True)
    layer(cases, "AdaptiveMaxPool3d", volumes, output_size=[2, 3, 1], return_indices=True)
    unpool = lambda pool: lambda m, x: m(*pool(x))
    layer(
        cases,
        "MaxUnpool1d",
        normal(2, 2, 6),
        run=unpool(nn.MaxPool1d(2, return_indices=True)),
        kernel_size=[2],
    )
    layer(
        cases,
        "MaxUnpool2d",
        normal(1, 2, 4, 6),
        run=unpool(nn.MaxPool2d(2, return_indices=True)),
        kernel_size=[2, 2],
    )
    layer(
        cases,
        "MaxUnpool3d",
        normal(1, 1, 4, 2, 4),
        run=unpool(nn.MaxPool3d(2, return_indices=True)),
        kernel_size=[2, 2, 2],
    )
    fractional = lambda m, x, u: nn.functional.fractional_max_pool2d(
        x, m.kernel_size, m.output_size, _random_samples=u.detach()
    )
    layer(
        cases,
        "FractionalMaxPool2d",
        normal(2, 2, 6, 7),
        _samples([[[0.1, 0.9], [0.4, 0.6]], [[0.99, 0.01], [0.5, 0.3]]]),
        run=fractional,
        constant=(1,),
        kernel_size=[2, 2],
        output_size=[3, 4],
    )
    fractional = lambda m, x, u: nn.functional.fractional_max_pool3d(
        x, m.kernel_size, m.output_size, _random_samples=u.detach()
    )
    layer(
        cases,
        "FractionalMaxPool3d",
        normal(1, 1, 5, 6, 5),
        _samples([[[0.1, 0.9, 0.4]]]),
        run=fractional,
        constant=(1,),
        kernel_size=[2, 2, 2],
        output_size=[3, 2, 3],
    )


def _samples(data):
    """Random numbers given value by value, which get no gradient."""
    return lambda draw: torch.tensor(data, dtype=torch.float64)


def _images(cases):
    for axes, amounts in [(1, [1, 2]), (2, [1, 2, 0, 1]), (3, [1, 1, 0, 1, 1, 0])]:
        x = normal(1, 2, *[3, 4, 5][:axes])
        for kind in ["ZeroPad", "ReflectionPad", "ReplicationPad", "CircularPad"]:
            layer(cases, f"{kind}{axes}d", x, padding=amounts)
        layer(cases, f"ConstantPad{axes}d", x, padding=amounts, value=0.5)
    for mode in ["nearest", "nearest-exact", "linear", "bilinear", "bicubic", "trilinear"]:
        axes = {"linear": 1, "trilinear": 3}.get(mode, 2)
        x = normal(1, 2, *[3, 4, 2][:axes])
        layer(cases, "Upsample", x, scale_factor=2.0, mode=mode)
        if not mode.startswith("nearest"):
            layer(cases, "Upsample", x, scale_factor=3.0, mode=mode, align_corners=True)
    layer(cases, "UpsamplingNearest2d", normal(1, 2, 2, 3), scale_factor=2.0)
    layer(cases, "UpsamplingBilinear2d", normal(1, 2, 2, 3), scale_factor=2.0)
    layer(cases, "PixelShuffle", normal(2, 8, 2, 3), upscale_factor=2)
    layer(cases, "PixelUnshuffle", normal(2, 2, 4, 6), downscale_factor=2)
    layer(cases, "ChannelShuffle", normal(2, 6, 2, 2), groups=3)
    layer(
        cases,
        "Unfold",
        normal(2, 2, 4, 5),
        kernel_size=[2, 3],
        stride=[2, 1],
        padding=[1, 0],
        dilation=[1, 2],
    )
    layer(
        cases,
        "Fold",
        normal(2, 12, 9),
        output_size=[4, 5],
        kernel_size=[2, 3],
        stride=[1, 1],
        padding=[0, 0],
        dilation=[1, 1],
    )
    layer(
        cases,
        "Fold",
        normal(1, 4, 12),
        output_size=[4, 5],
        kernel_size=[2, 2],
        stride=[2, 1],
        padding=[1, 0],
        dilation=[1, 1],
    )
    layer(cases, "LocalResponseNorm", normal(2, 6, 3), size=3, alpha=0.5)
    layer(cases, "LocalResponseNorm", normal(2, 5, 2, 2), size=4, alpha=0.5, beta=0.6, k=2.0)


def _normalizations(cases):
    layer(cases, "BatchNorm1d", normal(4, 3), num_features=3, train=True)
    layer(cases, "BatchNorm1d", normal(4, 3), num_features=3)
    layer(cases, "BatchNorm2d", normal(2, 3, 2, 2), num_features=3, train=True)
    layer(cases, "BatchNorm3d", normal(2, 3, 2, 2, 2), num_features=3, train=True)
    layer(cases, "BatchNorm3d", normal(2, 3, 2, 2, 2), num_features=3)
    layer(cases, "LayerNorm", normal(2, 3, 4), normalized_shape=[3, 4])
    layer(cases, "GroupNorm", normal(2, 4, 3), num_groups=2, num_channels=4)
    layer(cases, "RMSNorm", normal(2, 4), normalized_shape=[4], eps=1e-3)
    for axes in [1, 2, 3]:
        x = normal(2, 3, *[3, 2, 2][:axes])
        layer(cases, f"InstanceNorm{axes}d", x, num_features=3)
        layer(cases, f"InstanceNorm{axes}d", x, num_features=3, affine=True)


def _others(cases):
    layer(cases, "Embedding", integers([[2, 0], [1, 2]]), num_embeddings=3, embedding_dim=4)
    layer(cases, "EmbeddingBag", integers([[2, 0], [1, 2]]), num_embeddings=3, embedding_dim=4)
    layer(cases, "Flatten", normal(2, 3, 4))
    layer(cases, "Unflatten", normal(2, 6), dim=1, unflattened_size=[2, 3])
    for kind in [
        "Dropout",
        "Dropout1d",
        "Dropout2d",
        "Dropout3d",
        "AlphaDropout",
        "FeatureAlphaDropout",
    ]:
        layer(
            cases,
            kind,
            normal(2, 3, *[2] * {"Dropout2d": 2, "Dropout3d": 3}.get(kind, 1)),
            p=0.5,
            note="inference",
        )


def _sequences(cases):
    first = lambda m, x: m(x)[0]
    layer(cases, "RNNCell", normal(2, 3), input_size=3, hidden_size=2)
    layer(
        cases, "RNNCell", normal(2, 3), input_size=3, hidden_size=2, nonlinearity="relu", bias=False
    )
    layer(cases, "GRUCell", normal(2, 3), input_size=3, hidden_size=2)
    layer(cases, "LSTMCell", normal(2, 3), run=first, input_size=3, hidden_size=2)
    for kind in ["RNN", "GRU", "LSTM"]:
        sizes = {"input_size": 3, "hidden_size": 2}
        layer(cases, kind, normal(3, 2, 3), run=first, num_layers=2, bidirectional=True, **sizes)
        layer(cases, kind, normal(2, 3, 3), run=first, batch_first=True, **sizes)
        layer(
            cases,
            kind,
            normal(3, 2, 3),
            run=_packed,
            num_layers=2,
            bidirectional=True,
            lengths=[2, 3],
            make=getattr(nn, kind)(num_layers=2, bidirectional=True, **sizes),
            **sizes,
        )
    projected = {"input_size": 3, "hidden_size": 3, "proj_size": 2}
    layer(cases, "LSTM", normal(2, 3, 3), run=first, batch_first=True, **projected)
    layer(
        cases,
        "LSTM",
        normal(3, 2, 3),
        run=_packed,
        num_layers=2,
        bidirectional=True,
        lengths=[2, 3],
        make=nn.LSTM(num_layers=2, bidirectional=True, **projected),
        **projected,
    )
    layer(
        cases, "RNN", normal(3, 2, 3), run=first, nonlinearity="relu", input_size=3, hidden_size=2
    )
    attention = lambda m, q, k, v: m(q, k, v)[0]
    layer(
        cases,
        "MultiheadAttention",
        normal(1, 2, 4),
        normal(1, 3, 4),
        normal(1, 3, 4),
        run=attention,
        embed_dim=4,
        num_heads=2,
        batch_first=True,
    )
    layer(
        cases,
        "MultiheadAttention",
        normal(1, 2, 4),
        normal(1, 3, 3),
        normal(1, 3, 2),
        run=attention,
        embed_dim=4,
        num_heads=2,
        kdim=3,
        vdim=2,
        batch_first=True,
    )
    sizes = {"d_model": 4, "nhead": 2, "dim_feedforward": 5, "dropout": 0.0, "batch_first": True}
    causal = lambda m, x, z: m(
        x, z, tgt_mask=nn.Transformer.generate_square_subsequent_mask(3).double()
    )
    layer(cases, "TransformerEncoderLayer", normal(1, 3, 4), train=True, **sizes)
    for first_norm in [False, True]:
        layer(
            cases,
            "TransformerDecoderLayer",
            normal(1, 3, 4),
            normal(1, 2, 4),
            train=True,
            norm_first=first_norm,
            **sizes,
        )
    layer(
        cases,
        "TransformerDecoderLayer",
        normal(1, 3, 4),
        normal(1, 2, 4),
        train=True,
        run=causal,
        note="causal",
        causal=True,
        make=nn.TransformerDecoderLayer(**sizes),
        **sizes,
    )
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(**sizes), 2)
    decoder = nn.TransformerDecoder(nn.TransformerDecoderLayer(**sizes), 2)
    layer(
        cases,
        "TransformerEncoder",
        normal(1, 3, 4),
        train=True,
        make=encoder,
        num_layers=2,
        **sizes,
    )
    layer(
        cases,
        "TransformerDecoder",
        normal(1, 3, 4),
        normal(1, 2, 4),
        train=True,
        make=decoder,
        num_layers=2,
        **sizes,
    )
    whole = {"num_encoder_layers": 1, "num_decoder_layers": 1}
    layer(cases, "Transformer", normal(1, 2, 4), normal(1, 3, 4), train=True, **whole, **sizes)


def _packed(module, x):
    """Sequences of two and three steps."""
    packed = nn.utils.rnn.pack_padded_sequence(x, torch.tensor([2, 3]), enforce_sorted=False)
    return nn.utils.rnn.pad_packed_sequence(module(packed)[0], total_length=3)[0]


def _pairs(cases):
    layer(cases, "CosineSimilarity", normal(3, 4), normal(3, 4), dim=1)
    layer(cases, "PairwiseDistance", normal(3, 4), normal(3, 4), p=2.0)
    layer(cases, "PairwiseDistance", normal(3, 4), normal(3, 4), p=3.0)
    for shape, module in [((2, 3), nn.Linear(3, 2)), ((1, 3, 4, 4), nn.Conv2d(3, 2, 3))]:
        layer(
            cases,
            "weight_norm",
            normal(*shape),
            make=nn.utils.weight_norm(module),
            **({"kernel_size": 3} if len(shape) == 4 else {}),
        )
    layer(cases, "spectral_norm", normal(2, 3), make=_spectral())


def _spectral():
    """nn.utils.spectral_norm with singular vectors that are written down here."""
    module = nn.utils.spectral_norm(nn.Linear(3, 2))
    module.weight_u.copy_(torch.tensor([0.6, 0.8]))
    module.weight_v.copy_(torch.tensor([1.0, 0.0, 0.0]))
    return module
