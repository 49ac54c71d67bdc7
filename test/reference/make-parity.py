#!/usr/bin/env python3
"""Makes parity files (docs/parity.md) with PyTorch, and PyTorch's own losses beside them.

    python3 test/reference/make-parity.py [FOLDER]        needs only PyTorch >= 1.12 on the CPU

Each case becomes NAME.safetensors, what the engine is to be given, and NAME.losses.json: losses before each update and
gradient norms before clipping, once in float32 and once in float64. The gap of the two says what rounding alone does.
"""

import json
import math
import pathlib
import struct
import sys

import torch
from torch import nn

STEPS = 50

CASES = {
    "relu-mse-adamw-cosine": {
        "model": {"family": "mlp", "inputs": 8, "hidden": [64, 64], "outputs": 1, "activation": "relu"},
        "loss": "mse",
        "optimizer": {"type": "adamw", "learningRate": 0.003, "beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8,
                      "weightDecay": 0.1, "clipNorm": None},
        "schedule": {"type": "cosine", "warmupSteps": 10, "totalSteps": STEPS, "minimumFactor": 0.1},
        "batch": 32,
    },
    "tanh-mse-sgd-wsd": {
        "model": {"family": "mlp", "inputs": 7, "hidden": [13, 5], "outputs": 3, "activation": "tanh"},
        "loss": "mse",
        "optimizer": {"type": "sgd", "learningRate": 0.1, "momentum": 0.9, "weightDecay": 0.01, "clipNorm": 0.3},
        "schedule": {"type": "wsd", "warmupSteps": 5, "totalSteps": STEPS, "minimumFactor": 0.0, "decaySteps": 20},
        "batch": 17,
    },
    "gelu-cross-entropy-adamw-constant": {
        "model": {"family": "mlp", "inputs": 10, "hidden": [24, 16], "outputs": 6, "activation": "gelu"},
        "loss": "cross-entropy",
        "optimizer": {"type": "adamw", "learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
                      "weightDecay": 0.05, "clipNorm": 0.3},
        "schedule": {"type": "constant", "warmupSteps": 8, "totalSteps": STEPS},
        "batch": 24,
    },
}

ACTIVATIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "gelu": lambda x: nn.functional.gelu(x, approximate="tanh"),
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


def make_batches(case, generator):
    """Inputs are normal; targets come from a random teacher, so that there is something to learn."""
    model, batch = case["model"], case["batch"]
    inputs, outputs = model["inputs"], model["outputs"]
    x = torch.randn(STEPS, batch, inputs, generator=generator)
    teacher = torch.randn(inputs, outputs, generator=generator) / math.sqrt(inputs)
    y = torch.sin(x @ teacher) + 0.1 * torch.randn(STEPS, batch, outputs, generator=generator)
    return x, y.argmax(2).int() if case["loss"] == "cross-entropy" else y


def schedule_factor(schedule, step):
    warmup, total = schedule["warmupSteps"], schedule["totalSteps"]
    factor = min(1.0, (step + 1) / warmup) if warmup > 0 else 1.0
    if schedule["type"] == "cosine":
        least = schedule["minimumFactor"]
        return factor * (least + (1 - least) * (1 + math.cos(math.pi * step / total)) / 2)
    if schedule["type"] == "wsd" and step >= total - schedule["decaySteps"]:
        least = schedule["minimumFactor"]
        return factor * (least + (1 - least) * (total - step) / schedule["decaySteps"])
    return factor


def make_optimizer(settings, model):
    """Decay touches matrices only. PyTorch's SGD has none that is decoupled: `train` applies it before the step."""
    matrices = [p for p in model.parameters() if p.ndim >= 2]
    others = [p for p in model.parameters() if p.ndim < 2]
    if settings["type"] == "sgd":
        return torch.optim.SGD([{"params": matrices}, {"params": others}], lr=0.0, momentum=settings["momentum"])
    groups = [{"params": matrices, "weight_decay": settings["weightDecay"]}, {"params": others, "weight_decay": 0.0}]
    betas = (settings["beta1"], settings["beta2"])
    return torch.optim.AdamW(groups, lr=0.0, betas=betas, eps=settings["epsilon"])


def train(case, model, x, y):
    settings = case["optimizer"]
    optimizer = make_optimizer(settings, model)
    loss_of = nn.functional.mse_loss if case["loss"] == "mse" else nn.functional.cross_entropy
    largest = math.inf if settings["clipNorm"] is None else settings["clipNorm"]
    losses, norms = [], []
    for step in range(STEPS):
        rate = settings["learningRate"] * schedule_factor(case["schedule"], step)
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        loss = loss_of(model(x[step]), y[step].long() if case["loss"] == "cross-entropy" else y[step])
        loss.backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), largest)
        if settings["type"] == "sgd":
            with torch.no_grad():
                for p in optimizer.param_groups[0]["params"]:
                    p.mul_(1 - rate * settings["weightDecay"])
        optimizer.step()
        losses.append(loss.item())
        norms.append(float(norm))
    return losses, norms


def write_safetensors(path, tensors, metadata):
    header, offset, chunks = {"__metadata__": metadata}, 0, []
    for name, tensor in tensors.items():
        data = tensor.detach().contiguous().numpy().tobytes()
        dtype = {torch.float32: "F32", torch.int32: "I32"}[tensor.dtype]
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
        chunks.append(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(chunks))


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "test/fixtures/parity")
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    for seed, (name, case) in enumerate(CASES.items(), start=1):
        torch.manual_seed(seed)
        model = Mlp(**case["model"])
        x, y = make_batches(case, torch.Generator().manual_seed(100 + seed))
        tensors = {f"param.{key}": value.clone() for key, value in model.state_dict().items()}
        tensors |= {"batch.x": x, "batch.y": y}
        settings = {key: case[key] for key in ("model", "loss", "optimizer", "schedule")}
        write_safetensors(folder / f"{name}.safetensors", tensors,
                          {"scaling-lab": json.dumps({"version": 1, **settings})})

        double = Mlp(**case["model"]).double()
        double.load_state_dict(model.state_dict())
        losses, norms = train(case, model, x, y)
        losses64, norms64 = train(case, double, x.double(), y if y.dtype == torch.int32 else y.double())
        record = {"torch": torch.__version__, "losses": losses, "gradientNorms": norms,
                  "losses64": losses64, "gradientNorms64": norms64}
        (folder / f"{name}.losses.json").write_text(json.dumps(record, indent=1) + "\n")
        gap = max(abs(a - b) / abs(b) for a, b in zip(losses, losses64))
        print(f"{name}: loss {losses[0]:.4f} -> {losses[-1]:.4f}, gradient norm {norms[0]:.3f} -> {norms[-1]:.3f}, "
              f"float32 against float64 {gap:.1e}")


main()
