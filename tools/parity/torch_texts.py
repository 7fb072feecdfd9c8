"""The networks for texts under the names of Hugging Face, OpenAI or the papers' common implementations."""

import torch
from torch import nn
from torch.nn.functional import scaled_dot_product_attention


class TextCnn(nn.Module):
    def __init__(self, vocabulary, width, filters, kernels, outputs):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=0)
        self.convs = nn.ModuleList(nn.Conv1d(width, filters, k) for k in kernels)
        self.fc = nn.Linear(len(kernels) * filters, outputs)

    def forward(self, tokens):
        x = self.embedding(tokens).transpose(1, 2)
        return self.fc(torch.cat([conv(x).relu().amax(2) for conv in self.convs], 1))


class Recurrent(nn.Module):
    def __init__(self, kind, vocabulary, width, size, depth, outputs):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=0)
        self.rnn = kind(width, size, depth, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * size, outputs)

    def forward(self, tokens):
        lengths = (tokens != 0).sum(1).clamp(min=1)
        packed = nn.utils.rnn.pack_padded_sequence(
            self.embedding(tokens), lengths, batch_first=True, enforce_sorted=False
        )
        state = self.rnn(packed)[1]
        state = state[0] if isinstance(state, tuple) else state
        return self.fc(torch.cat([state[-2], state[-1]], 1))


def heads_of(x, heads):
    return x.unflatten(2, (heads, -1)).transpose(1, 2)


class BertSelf(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.heads = heads

    def forward(self, x, mask):
        q, k, v = (heads_of(part(x), self.heads) for part in (self.query, self.key, self.value))
        return scaled_dot_product_attention(q, k, v, mask).transpose(1, 2).flatten(2)


class BertOutput(nn.Module):
    def __init__(self, cin, width):
        super().__init__()
        self.dense = nn.Linear(cin, width)
        self.LayerNorm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, y, x):
        return self.LayerNorm(self.dense(y) + x)


class BertAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.self = BertSelf(width, heads)
        self.output = BertOutput(width, width)

    def forward(self, x, mask):
        return self.output(self.self(x, mask), x)


class BertIntermediate(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.dense = nn.Linear(width, hidden)

    def forward(self, x):
        return nn.functional.gelu(self.dense(x))


class BertLayer(nn.Module):
    def __init__(self, width, heads, hidden):
        super().__init__()
        self.attention = BertAttention(width, heads)
        self.intermediate = BertIntermediate(width, hidden)
        self.output = BertOutput(hidden, width)

    def forward(self, x, mask):
        x = self.attention(x, mask)
        return self.output(self.intermediate(x), x)


class BertEmbeddings(nn.Module):
    def __init__(self, vocabulary, width, positions):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, width, padding_idx=0)
        self.position_embeddings = nn.Embedding(positions, width)
        self.token_type_embeddings = nn.Embedding(2, width)
        self.LayerNorm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, tokens):
        places = torch.arange(tokens.size(1))
        return self.LayerNorm(
            self.word_embeddings(tokens)
            + self.token_type_embeddings(torch.zeros_like(tokens))
            + self.position_embeddings(places)
        )


class Holder(nn.Module):
    """A module that only gives its parts their names."""

    def __init__(self, **parts):
        super().__init__()
        for name, part in parts.items():
            setattr(self, name, part)


class Bert(nn.Module):
    def __init__(self, vocabulary, width, depth, heads, hidden, positions):
        super().__init__()
        self.embeddings = BertEmbeddings(vocabulary, width, positions)
        layers = nn.ModuleList(BertLayer(width, heads, hidden) for _ in range(depth))
        self.encoder = Holder(layer=layers)
        self.pooler = Holder(dense=nn.Linear(width, width))

    def forward(self, tokens):
        x = self.embeddings(tokens)
        mask = (tokens != 0)[:, None, None, :]
        for layer in self.encoder.layer:
            x = layer(x, mask)
        return self.pooler.dense(x[:, 0]).tanh()


class BertClassifier(nn.Module):
    def __init__(self, outputs, *sizes):
        super().__init__()
        self.bert = Bert(*sizes)
        self.classifier = nn.Linear(sizes[1], outputs)

    def forward(self, tokens):
        return self.classifier(self.bert(tokens))


class GptBlock(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = Holder(c_attn=nn.Linear(width, 3 * width), c_proj=nn.Linear(width, width))
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = Holder(c_fc=nn.Linear(width, 4 * width), c_proj=nn.Linear(4 * width, width))
        self.heads = heads

    def forward(self, x):
        q, k, v = (heads_of(y, self.heads) for y in self.attn.c_attn(self.ln_1(x)).chunk(3, 2))
        mixed = scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).flatten(2)
        x = x + self.attn.c_proj(mixed)
        inner = nn.functional.gelu(self.mlp.c_fc(self.ln_2(x)), approximate="tanh")
        return x + self.mlp.c_proj(inner)


class Gpt(nn.Module):
    def __init__(self, vocabulary, context, width, heads, depth):
        super().__init__()
        self.wte = nn.Embedding(vocabulary, width)
        self.wpe = nn.Embedding(context, width)
        self.h = nn.ModuleList(GptBlock(width, heads) for _ in range(depth))
        self.ln_f = nn.LayerNorm(width)

    def forward(self, tokens):
        x = self.wte(tokens) + self.wpe(torch.arange(tokens.size(1)))
        for block in self.h:
            x = block(x)
        return self.ln_f(x) @ self.wte.weight.T


def rotated(x, base):
    size = x.size(-1)
    slopes = base ** (-torch.arange(0, size, 2, dtype=torch.float64) / size)
    angles = torch.arange(x.size(-2), dtype=torch.float64)[:, None] * slopes
    angles = torch.cat([angles, angles], -1)
    a, b = x.chunk(2, -1)
    return x * angles.cos() + torch.cat([-b, a], -1) * angles.sin()


class LlamaAttention(nn.Module):
    def __init__(self, width, heads, key_heads, base):
        super().__init__()
        size = width // heads
        self.q_proj = nn.Linear(width, width, bias=False)
        self.k_proj = nn.Linear(width, size * key_heads, bias=False)
        self.v_proj = nn.Linear(width, size * key_heads, bias=False)
        self.o_proj = nn.Linear(width, width, bias=False)
        self.heads, self.key_heads, self.base = heads, key_heads, base

    def forward(self, x):
        q = rotated(heads_of(self.q_proj(x), self.heads), self.base)
        k = rotated(heads_of(self.k_proj(x), self.key_heads), self.base)
        v = heads_of(self.v_proj(x), self.key_heads)
        mixed = scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)
        return self.o_proj(mixed.transpose(1, 2).flatten(2))


class LlamaMlp(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.gate_proj = nn.Linear(width, hidden, bias=False)
        self.up_proj = nn.Linear(width, hidden, bias=False)
        self.down_proj = nn.Linear(hidden, width, bias=False)

    def forward(self, x):
        return self.down_proj(nn.functional.silu(self.gate_proj(x)) * self.up_proj(x))


class LlamaLayer(nn.Module):
    def __init__(self, width, hidden, heads, key_heads, base, eps):
        super().__init__()
        self.self_attn = LlamaAttention(width, heads, key_heads, base)
        self.mlp = LlamaMlp(width, hidden)
        self.input_layernorm = nn.RMSNorm(width, eps=eps)
        self.post_attention_layernorm = nn.RMSNorm(width, eps=eps)

    def forward(self, x):
        x = x + self.self_attn(self.input_layernorm(x))
        return x + self.mlp(self.post_attention_layernorm(x))


class Llama(nn.Module):
    def __init__(self, vocabulary, width, hidden, depth, heads, key_heads, base, eps):
        super().__init__()
        layers = nn.ModuleList(
            LlamaLayer(width, hidden, heads, key_heads, base, eps) for _ in range(depth)
        )
        self.model = Holder(
            embed_tokens=nn.Embedding(vocabulary, width),
            layers=layers,
            norm=nn.RMSNorm(width, eps=eps),
        )
        self.lm_head = nn.Linear(width, vocabulary, bias=False)

    def forward(self, tokens):
        x = self.model.embed_tokens(tokens)
        for layer in self.model.layers:
            x = layer(x)
        return self.lm_head(self.model.norm(x))
