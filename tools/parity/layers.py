"""Layers with parameters: the inputs of a case are x, then the parameters in PyTorch's order."""

import torch
import torch.nn.functional as F

from recording import Family, booleans, integers, normal


def family():
    cases = Family("layers")
    cases.case("linear", F.linear, normal(2, 3), normal(4, 3), normal(4))
    cases.case("linear", F.linear, normal(2, 3), normal(4, 3), note="no bias")
    cases.case("linear", F.linear, normal(3), normal(2, 3), normal(2))
    cases.case("linear", F.linear, normal(2, 2, 3), normal(2, 3), normal(2))
    single = torch.float32
    parts = [normal(*shape, dtype=single) for shape in [(2, 9), (3, 9), (3,)]]
    cases.case("linear", F.linear, *parts)
    for note, padding in [("", None), ("padding", 1)]:
        cases.case(
            "embedding",
            lambda x, weight, padding=padding: F.embedding(x, weight, padding_idx=padding),
            integers([[2, 0, 3], [2, 1, 2]]),
            normal(4, 3),
            note=note,
        )
    _attention(cases)
    _groups(cases)
    _sequences(cases)
    _transformer(cases)
    return cases


def _sequences(cases):
    for arguments in [{}, {"stride": 2, "padding": 1}, {"dilation": 2}, {"groups": 2}]:
        cases.case(
            "conv1d",
            lambda x, weight, bias, **arguments: F.conv1d(x, weight, bias, **arguments),
            normal(2, 4, 7),
            normal(2, 4 // arguments.get("groups", 1), 3),
            normal(2),
            **arguments,
        )
    bags = integers([[2, 0, 3], [2, 1, 1], [1, 1, 1]])
    for mode in ["sum", "mean", "max"]:
        for padding in [None, 1]:
            cases.case(
                "embedding_bag",
                lambda x, weight, mode, padding=padding: F.embedding_bag(
                    x, weight, mode=mode, padding_idx=padding
                ),
                bags,
                normal(4, 3),
                note="padding" if padding else "",
                mode=mode,
            )
    cases.case(
        "embedding_bag",
        lambda x, weight, each, mode: F.embedding_bag(
            x, weight, mode=mode, per_sample_weights=each, padding_idx=1
        ),
        bags,
        normal(4, 3),
        normal(3, 3),
        note="weights, padding",
        mode="sum",
    )


def _transformer(cases):
    width, heads, inner = 4, 2, 6
    for norm_first in [False, True]:
        for masked in [False, True]:
            layer = torch.nn.TransformerEncoderLayer(
                width,
                heads,
                inner,
                dropout=0,
                activation="gelu" if norm_first else "relu",
                batch_first=True,
                norm_first=norm_first,
                dtype=torch.float64,
            )
            names = [name for name, _ in layer.named_parameters()]
            shapes = [tuple(parameter.shape) for parameter in layer.parameters()]
            words = torch.tensor([[True, True, False], [True, True, True]])

            def run(x, *parameters, layer=layer, names=names, masked=masked, **_):
                # PyTorch 1.13 itself chooses a faster way without gradients, with other rounding.
                return torch.nn.utils.stateless.functional_call(
                    layer.train(),
                    dict(zip(names, parameters)),
                    (x,),
                    {"src_key_padding_mask": ~words} if masked else {},
                )

            cases.case(
                "transformer_encoder_layer",
                run,
                normal(2, 3, width),
                *[normal(*shape) for shape in shapes],
                note="mask of padding" if masked else "",
                norm_first=norm_first,
            )


def _groups(cases):
    for groups, shape in [(2, (3, 8)), (1, (2, 4, 3)), (3, (2, 6, 2, 3)), (4, (2, 4, 5))]:
        cases.case(
            "group_norm",
            lambda x, weight, bias, groups: F.group_norm(x, groups, weight, bias, 1e-5),
            normal(*shape),
            normal(shape[1]),
            normal(shape[1]),
            groups=groups,
        )
    for shape, over in [((3, 5), (5,)), ((2, 3, 4), (3, 4))]:
        cases.case("rms_norm", _rms_norm, normal(*shape), normal(*over), eps=1e-3)


def _rms_norm(x, weight, eps):
    return F.rms_norm(x, weight.shape, weight, eps)


def _attention(cases):
    width, heads = 6, 2
    projections = [
        normal(3 * width, width),
        normal(3 * width),
        normal(width, width),
        normal(width),
    ]
    for causal in [False, True]:
        cases.case(
            "multihead_attention",
            lambda x, *parts, causal=causal: _multihead(heads, causal, x, x, x, *parts),
            normal(2, 4, width),
            *projections,
            note="causal" if causal else "",
        )
    cases.case(
        "cross_attention",
        lambda x, k, v, *parts: _multihead(heads, False, x, k, v, *parts),
        normal(2, 3, width),
        normal(2, 5, width),
        normal(2, 5, width),
        *projections,
    )
    # Who may see whom: PyTorch's layer wants the opposite. Nobody sees a key of the padding.
    some = booleans([[True, False, True], [True, True, False], [False, True, True]])
    words = booleans([[True, True, False], [True, True, True]])
    for name, inputs in [
        ("mask of truths", {"seen": some}),
        ("mask of numbers", {"added": normal(3, 3)}),
        ("mask of padding", {"words": words}),
    ]:
        ((kind, mask),) = inputs.items()
        for causal in [False, True] if kind == "words" else [False]:
            cases.case(
                "masked_attention",
                lambda x, m, *parts, kind=kind, causal=causal: _multihead(
                    heads, causal, x, x, x, *parts, **{kind: m}
                ),
                normal(2, 3, width),
                mask,
                *projections,
                constant=() if kind == "added" else (1,),
                note=name + (", causal" if causal else ""),
            )


def _multihead(
    heads,
    causal,
    query,
    key,
    value,
    weight,
    bias,
    out_weight,
    out_bias,
    seen=None,
    added=None,
    words=None,
):
    """nn.MultiheadAttention with batch_first=True, its parameters given as tensors."""
    width = weight.shape[1]
    mask = added if seen is None else ~seen
    if causal:
        mask = torch.ones(query.shape[1], key.shape[1], dtype=torch.bool).triu(1)
    result, _ = F.multi_head_attention_forward(
        query.transpose(0, 1),
        key.transpose(0, 1),
        value.transpose(0, 1),
        width,
        heads,
        weight,
        bias,
        None,
        None,
        False,
        0.0,
        out_weight,
        out_bias,
        key_padding_mask=None if words is None else ~words,
        need_weights=False,
        attn_mask=mask,
    )
    return result.transpose(0, 1)
