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
from torch_models import Mlp, Transformer

STEPS = 50


def gpt(**settings):
    return {"family": "transformer", "mlpRatio": 4, "activation": "gelu", "norm": "layernorm", "positions": "learned",
            "tied": False, "biases": True, **settings}


def adamw(**settings):
    return {"type": "adamw", "beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8, "weightDecay": 0.0, "clipNorm": None, **settings}


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
    "gpt-small": {
        "model": gpt(vocabulary=65, context=16, layers=2, heads=4, channels=32),
        "loss": "cross-entropy",
        "optimizer": adamw(learningRate=0.01, weightDecay=0.1, clipNorm=1.0),
        "schedule": {"type": "cosine", "warmupSteps": 10, "totalSteps": STEPS, "minimumFactor": 0.1},
        "batch": 4,
    },
    "gpt-tied-odd-sizes": {
        "model": gpt(vocabulary=37, context=19, layers=2, heads=3, channels=24, tied=True),
        "loss": "cross-entropy",
        "optimizer": {"type": "sgd", "learningRate": 0.05, "momentum": 0.9, "weightDecay": 0.01, "clipNorm": 0.5},
        "schedule": {"type": "wsd", "warmupSteps": 5, "totalSteps": STEPS, "minimumFactor": 0.0, "decaySteps": 20},
        "batch": 5,
    },
    "gpt-four-layers-relu": {
        "model": gpt(vocabulary=11, context=9, layers=4, heads=2, channels=16, mlpRatio=2, activation="relu",
                     biases=False),
        "loss": "cross-entropy",
        "optimizer": adamw(learningRate=0.005, beta2=0.999),
        "schedule": {"type": "constant", "warmupSteps": 8, "totalSteps": STEPS},
        "batch": 7,
    },
    "llama": {
        "model": gpt(vocabulary=29, context=13, layers=2, heads=2, channels=16, mlpRatio=2.5, activation="swiglu",
                     norm="rmsnorm", positions="rotary", biases=False),
        "loss": "cross-entropy",
        "optimizer": adamw(learningRate=0.01, weightDecay=0.2, clipNorm=0.5),
        "schedule": {"type": "wsd", "warmupSteps": 0, "totalSteps": STEPS, "minimumFactor": 0.1, "decaySteps": 10},
        "batch": 6,
    },
    "gpt-relu-squared": {
        "model": gpt(vocabulary=65, context=16, layers=2, heads=1, channels=16, activation="relu-squared", norm="rmsnorm"),
        "loss": "cross-entropy",
        "optimizer": adamw(learningRate=0.02, beta2=0.98),
        "schedule": {"type": "cosine", "warmupSteps": 0, "totalSteps": 80, "minimumFactor": 0.0},
        "batch": 4,
    },
    "gpt-mup": {
        "model": gpt(vocabulary=33, context=12, layers=2, heads=2, channels=48, mlpRatio=2),
        "loss": "cross-entropy",
        "optimizer": adamw(learningRate=0.01, weightDecay=0.05),
        "schedule": {"type": "constant", "warmupSteps": 5, "totalSteps": STEPS},
        "batch": 3,
        "mup": {"width": 32, "headSize": 16},
    },
    "gpt-muon": {
        "model": gpt(vocabulary=31, context=14, layers=2, heads=4, channels=32, mlpRatio=1.5, activation="swiglu"),
        "loss": "cross-entropy",
        "optimizer": {"type": "muon", "learningRate": 0.02, "momentum": 0.95, "newtonSchulzSteps": 5,
                      "weightDecay": 0.1, "clipNorm": 1.0,
                      "adamw": {"learningRateFactor": 0.2, "beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8}},
        "schedule": {"type": "cosine", "warmupSteps": 5, "totalSteps": STEPS, "minimumFactor": 0.0},
        "batch": 4,
    },
}


def make_model(case):
    spec = case["model"]
    return Mlp(**spec) if spec["family"] == "mlp" else Transformer(**spec, scale=attention_scale(case))


def attention_scale(case):
    """1 / sqrt(head size); muP has 1 / head size, times a constant with which both agree at a base head size."""
    head_size = case["model"]["channels"] / case["model"]["heads"]
    return math.sqrt(case["mup"]["headSize"]) / head_size if "mup" in case else 1 / math.sqrt(head_size)


def learning_rate_scales(case, model):
    """Yang et al. 2022, table 3, Adam: matrices that read a hidden layer have base width / width, the head among them."""
    if "mup" not in case:
        return {}
    scale = case["mup"]["width"] / case["model"]["channels"]
    return {name: scale for name, p in model.named_parameters() if p.ndim == 2 and not is_table(name)}


def is_table(name):
    return name in ("token.weight", "position.weight")


def make_tokens(case, generator):
    """Sequences in which four of five tokens follow from the one before."""
    vocabulary, context = case["model"]["vocabulary"], case["model"]["context"]
    shape = (STEPS, case["batch"], context + 1)
    successor = torch.randperm(vocabulary, generator=generator)
    tokens = torch.randint(vocabulary, shape, generator=generator)
    follows = torch.rand(shape, generator=generator) < 0.8
    for t in range(context):
        tokens[:, :, t + 1] = torch.where(follows[:, :, t], successor[tokens[:, :, t]], tokens[:, :, t + 1])
    return {"tokens": tokens.int()}


def make_rows(case, generator):
    """Inputs are normal; targets come from a random teacher, so that there is something to learn."""
    model, batch = case["model"], case["batch"]
    inputs, outputs = model["inputs"], model["outputs"]
    x = torch.randn(STEPS, batch, inputs, generator=generator)
    teacher = torch.randn(inputs, outputs, generator=generator) / math.sqrt(inputs)
    y = torch.sin(x @ teacher) + 0.1 * torch.randn(STEPS, batch, outputs, generator=generator)
    return {"x": x, "y": y.argmax(2).int() if case["loss"] == "cross-entropy" else y}


def make_batches(case, generator):
    return make_rows(case, generator) if case["model"]["family"] == "mlp" else make_tokens(case, generator)


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


class Muon(torch.optim.Optimizer):
    """The reference of Jordan et al. 2024 (github.com/KellerJordan/Muon), in the precision of the parameters instead of bfloat16.
    A group's `stacked` matrices lie one below the other in each of its tensors, and are orthogonalised one by one."""

    def __init__(self, groups, momentum, steps):
        super().__init__(groups, {"lr": 0.0, "momentum": momentum, "steps": steps})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                momentum = self.state[p].setdefault("momentum", torch.zeros_like(p))
                momentum.lerp_(p.grad, 1 - group["momentum"])
                update = p.grad.lerp(momentum, group["momentum"])
                p.mul_(1 - group["lr"] * group["weight_decay"])
                update = [orthogonalise(part, group["steps"]) for part in update.chunk(group["stacked"])]
                p.add_(torch.cat(update), alpha=-group["lr"])


def orthogonalise(matrix, steps):
    a, b, c = 3.4445, -4.7750, 2.0315
    rows, columns = matrix.shape
    x = matrix.T if rows > columns else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        product = x @ x.T
        x = a * x + (b * product + c * product @ product) @ x
    return (x.T if rows > columns else x) * max(1, rows / columns) ** 0.5


def stacked_matrices(case, name):
    if name.endswith("attention.qkv.weight"):
        return 3
    return 2 if name.endswith("mlp.fc.weight") and case["model"]["activation"] == "swiglu" else 1


def make_optimizers(case, model):
    """A group a tensor, which has the learning rate's factor for it as `scale`. Decay touches tensors of two axes only, and is
    decoupled: PyTorch's SGD has none such, and `train` applies it."""
    settings = case["optimizer"]
    scales = learning_rate_scales(case, model)
    groups = {name: {"params": [p], "scale": scales.get(name, 1.0), "stacked": stacked_matrices(case, name),
                     "weight_decay": settings["weightDecay"] if p.ndim >= 2 else 0.0}
              for name, p in model.named_parameters()}
    if settings["type"] == "sgd":
        for group in groups.values():
            group["decoupled"] = group.pop("weight_decay")
        return [torch.optim.SGD(groups.values(), lr=0.0, momentum=settings["momentum"])]
    if settings["type"] == "adamw":
        return [make_adamw(groups.values(), settings)]
    is_muon = lambda name: name.startswith("blocks.") and groups[name]["params"][0].ndim == 2
    others = [group for name, group in groups.items() if not is_muon(name)]
    for group in others:
        group["scale"] *= settings["adamw"]["learningRateFactor"]
    matrices = [group for name, group in groups.items() if is_muon(name)]
    return [Muon(matrices, settings["momentum"], settings["newtonSchulzSteps"]), make_adamw(others, settings["adamw"])]


def make_adamw(groups, settings):
    betas = (settings["beta1"], settings["beta2"])
    return torch.optim.AdamW(groups, lr=0.0, betas=betas, eps=settings["epsilon"])


def loss_on(case, model, batch):
    if case["loss"] == "mse":
        return nn.functional.mse_loss(model(batch["x"]), batch["y"])
    if "tokens" in batch:
        tokens = batch["tokens"].long()
        return nn.functional.cross_entropy(model(tokens[:, :-1]).flatten(0, 1), tokens[:, 1:].flatten())
    return nn.functional.cross_entropy(model(batch["x"]), batch["y"].long())


def train(case, model, batches):
    settings = case["optimizer"]
    optimizers = make_optimizers(case, model)
    groups = [group for optimizer in optimizers for group in optimizer.param_groups]
    largest = math.inf if settings["clipNorm"] is None else settings["clipNorm"]
    losses, norms = [], []
    for step in range(STEPS):
        rate = settings["learningRate"] * schedule_factor(case["schedule"], step)
        for group in groups:
            group["lr"] = rate * group["scale"]
        model.zero_grad()
        loss = loss_on(case, model, {name: values[step] for name, values in batches.items()})
        loss.backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), largest)
        with torch.no_grad():
            for group in groups:
                for p in group["params"]:
                    p.mul_(1 - group["lr"] * group.get("decoupled", 0.0))
        for optimizer in optimizers:
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
        model = make_model(case)
        batches = make_batches(case, torch.Generator().manual_seed(100 + seed))
        tensors = {f"param.{key}": value.clone() for key, value in model.state_dict().items()}
        tensors |= {f"batch.{key}": value for key, value in batches.items()}
        settings = {key: case[key] for key in ("model", "loss", "optimizer", "schedule")}
        if "mup" in case:
            settings["attentionScale"] = attention_scale(case)
            settings["optimizer"] = {**settings["optimizer"], "learningRateScale": learning_rate_scales(case, model)}
        write_safetensors(folder / f"{name}.safetensors", tensors,
                          {"scaling-lab": json.dumps({"version": 1, **settings})})

        double = make_model(case).double()
        double.load_state_dict(model.state_dict())
        losses, norms = train(case, model, batches)
        losses64, norms64 = train(case, double, {key: value if value.dtype == torch.int32 else value.double()
                                                 for key, value in batches.items()})
        record = {"torch": torch.__version__, "losses": losses, "gradientNorms": norms,
                  "losses64": losses64, "gradientNorms64": norms64}
        (folder / f"{name}.losses.json").write_text(json.dumps(record, indent=1) + "\n")
        gap = max(abs(a - b) / abs(b) for a, b in zip(losses, losses64))
        print(f"{name}: loss {losses[0]:.4f} -> {losses[-1]:.4f}, gradient norm {norms[0]:.3f} -> {norms[-1]:.3f}, "
              f"float32 against float64 {gap:.1e}")


main()
