"""The networks of docs/parity.md in PyTorch, with its names for their parameters."""

import math

import torch
from torch import nn

ACTIVATIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "gelu": lambda x: nn.functional.gelu(x, approximate="tanh"),
    "relu-squared": lambda x: torch.relu(x) ** 2,
}


class Mlp(nn.Module):
    def __init__(self, inputs, hidden, outputs, activation, **_):
        super().__init__()
        widths = [inputs, *hidden, outputs]
        self.layers = nn.ModuleList(nn.Linear(i, o) for i, o in zip(widths, widths[1:]))
        self.activation = ACTIVATIONS[activation]

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.activation(layer(x))
        return self.layers[-1](x)


class RmsNorm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))

    def forward(self, x):
        return x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-5) * self.weight


class PlainLayerNorm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))

    def forward(self, x):
        return nn.functional.layer_norm(x, x.shape[-1:], self.weight)


def make_norm(norm, channels, biases):
    if norm == "rmsnorm":
        return RmsNorm(channels)
    return nn.LayerNorm(channels) if biases else PlainLayerNorm(channels)


def rotate(x):
    """Turns pair (c, c + size / 2) of every head, x (B, H, T, size), by t 10000^(-2 c / size) (Su et al. 2021)."""
    size = x.shape[-1]
    frequency = 10000.0 ** (-2 * torch.arange(size // 2, dtype=torch.float64) / size)
    angle = torch.arange(x.shape[-2], dtype=torch.float64)[:, None] * frequency
    cos, sin = angle.cos().to(x.dtype), angle.sin().to(x.dtype)
    a, b = x[..., : size // 2], x[..., size // 2:]
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class Attention(nn.Module):
    def __init__(self, channels, heads, positions, biases, scale):
        super().__init__()
        self.qkv = nn.Linear(channels, 3 * channels, bias=biases)
        self.proj = nn.Linear(channels, channels, bias=biases)
        self.heads, self.positions, self.scale = heads, positions, scale

    def forward(self, x):
        batch, context, channels = x.shape
        q, k, v = (part.view(batch, context, self.heads, -1).transpose(1, 2) for part in self.qkv(x).split(channels, 2))
        if self.positions == "rotary":
            q, k = rotate(q), rotate(k)
        later = torch.ones(context, context, dtype=torch.bool).triu(1)
        scores = (q @ k.transpose(2, 3) * self.scale).masked_fill(later, -math.inf)
        return self.proj((scores.softmax(3) @ v).transpose(1, 2).reshape(batch, context, channels))


class FeedForward(nn.Module):
    def __init__(self, channels, hidden, activation, biases):
        super().__init__()
        self.fc = nn.Linear(channels, hidden * (2 if activation == "swiglu" else 1), bias=biases)
        self.proj = nn.Linear(hidden, channels, bias=biases)
        self.activation = activation

    def forward(self, x):
        if self.activation == "swiglu":
            gate, up = self.fc(x).chunk(2, -1)
            return self.proj(nn.functional.silu(gate) * up)
        return self.proj(ACTIVATIONS[self.activation](self.fc(x)))


class Block(nn.Module):
    def __init__(self, channels, heads, mlpRatio, activation, norm, positions, biases, scale):
        super().__init__()
        self.norm1 = make_norm(norm, channels, biases)
        self.attention = Attention(channels, heads, positions, biases, scale)
        self.norm2 = make_norm(norm, channels, biases)
        self.mlp = FeedForward(channels, int(mlpRatio * channels), activation, biases)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Transformer(nn.Module):
    def __init__(self, family, vocabulary, context, layers, tied, scale, **block):
        super().__init__()
        channels = block["channels"]
        self.token = nn.Embedding(vocabulary, channels)
        if block["positions"] == "learned":
            self.position = nn.Embedding(context, channels)
        self.blocks = nn.ModuleList(Block(**block, scale=scale) for _ in range(layers))
        self.norm = make_norm(block["norm"], channels, block["biases"])
        if not tied:
            self.head = nn.Linear(channels, vocabulary, bias=False)
        # Smaller tables train better, and norms that differ from the identity show whether they are used.
        with torch.no_grad():
            for name, p in self.named_parameters():
                if name in ("token.weight", "position.weight"):
                    p.mul_(0.3)
                elif "norm" in name:
                    p.add_(0.1 * torch.randn_like(p))

    def forward(self, tokens):
        x = self.token(tokens)
        if hasattr(self, "position"):
            x = x + self.position.weight
        for block in self.blocks:
            x = block(x)
        x = self.norm(x)
        return x @ (self.head if hasattr(self, "head") else self.token).weight.T
