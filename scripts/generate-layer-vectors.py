#!/usr/bin/env python3
"""Writes reference/layer-vectors.safetensors: feed-forward layers' outputs and gradients, and losses.

Needs PyTorch and safetensors. Everything is computed in double precision by torch.nn on each
sequence by itself, cut to its length, and stored as float. In each case, under its name and a slash:
  input (time, batch, features) zero behind each length; parameters under our names
  output: the results padded with zeros; output_weight makes the loss, their weighted sum
  gradient.X: the loss's gradient by the input or parameter X
Losses: input, target, weight (of classes); output is the sum of all rows' losses.
"""
import pathlib

import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional

torch.set_default_dtype(torch.float64)
TIME, FEATURES, LENGTHS = 9, 4, [9, 6, 3]


def tensor(*shape):
    return torch.randn(*shape).float().double()


def padded(sequences):
    time = max(len(sequence) for sequence in sequences)
    result = torch.zeros(time, len(sequences), sequences[0].shape[1])
    for index, sequence in enumerate(sequences):
        result[: len(sequence), index] = sequence
    return result


def channels_first(module):
    return lambda sequence: module(sequence.T[None])[0].T


def case(results, name, parameters, function, whole_batch=False):
    """`function` maps a sequence (length, features), or with whole_batch all of them joined."""
    sequences = [tensor(length, FEATURES) for length in LENGTHS]
    values = padded(sequences).requires_grad_()
    pieces = [values[:length, index] for index, length in enumerate(LENGTHS)]
    if whole_batch:
        outputs = list(function(torch.cat(pieces)).split(LENGTHS))
    else:
        outputs = [function(piece) for piece in pieces]
    output = padded(outputs)
    weight = tensor(*output.shape)
    leaves = {"input": values} | parameters
    trained = {key: value for key, value in leaves.items() if value.requires_grad}
    gradients = torch.autograd.grad((output * weight).sum(), list(trained.values()))
    results[f"{name}/output"] = output
    results[f"{name}/output_weight"] = weight
    for key, value in leaves.items():
        results[f"{name}/{key}"] = value
    for key, gradient in zip(trained, gradients):
        results[f"{name}/gradient.{key}"] = gradient


def module_case(results, name, module, function=None, whole_batch=False):
    for parameter in module.parameters():
        parameter.data = parameter.data.float().double()
    case(
        results, name, dict(module.named_parameters()), function or module, whole_batch=whole_batch
    )


def attention_case(results):
    projection, score = nn.Linear(FEATURES, 3), nn.Linear(3, 1, bias=False)
    parameters = {}
    for prefix, module in (("projection", projection), ("score", score)):
        for key, parameter in module.named_parameters():
            parameter.data = tensor(*parameter.shape)
            parameters[f"{prefix}.{key}"] = parameter

    def pool(x):
        weights = torch.softmax(score(torch.tanh(projection(x))), 0)
        return (weights * x).sum(0, keepdim=True)

    case(results, "attention", parameters, pool)


def normalisation_cases(results):
    module = nn.BatchNorm1d(FEATURES)
    for name in ("weight", "bias"):
        getattr(module, name).data = tensor(FEATURES)
    module.running_mean = tensor(FEATURES)
    module.running_var = tensor(FEATURES).abs() + 0.5
    start = {
        "running_mean": module.running_mean.clone(),
        "running_var": module.running_var.clone(),
    }
    module.eval()
    case(results, "batch_normalisation_use", dict(module.named_parameters()) | start, module)
    module.train()
    case(
        results, "batch_normalisation_training", dict(module.named_parameters()) | start, module,
        whole_batch=True,
    )
    results["batch_normalisation_training/running_mean_after"] = module.running_mean
    results["batch_normalisation_training/running_var_after"] = module.running_var
    module = nn.LayerNorm(FEATURES)
    for name in ("weight", "bias"):
        getattr(module, name).data = tensor(FEATURES)
    module_case(results, "layer_normalisation", module)


def embedding_case(results):
    module = nn.Embedding(6, 3)
    module.weight.data = tensor(6, 3)
    tokens = torch.randint(0, 6, (TIME, 2))
    output = module(tokens)
    weight = tensor(*output.shape)
    (gradient,) = torch.autograd.grad((output * weight).sum(), [module.weight])
    results |= {
        "embedding/tokens": tokens, "embedding/weight": module.weight,
        "embedding/output": output, "embedding/output_weight": weight,
        "embedding/gradient.weight": gradient,
    }


def windows_case(results):
    """Windows of 3 steps every 2, a convolution, tanh and the mean of each."""
    module = nn.Conv1d(FEATURES, 3, 3, padding="same")
    for parameter in module.parameters():
        parameter.data = parameter.data.float().double()
    parameters = {f"body.0.{key}": value for key, value in module.named_parameters()}

    def cut(x):
        windows = x.unfold(0, 3, 2)  # (windows, features, steps)
        return torch.tanh(module(windows)).mean(2)

    case(results, "windows", parameters, cut)


def loss_case(results, name, target, function, weight=None):
    rows = target.shape[0]
    logits = (tensor(rows, 3) * 3).requires_grad_()
    output = function(logits, target)
    (gradient,) = torch.autograd.grad(output, [logits])
    results |= {
        f"{name}/input": logits, f"{name}/target": target, f"{name}/output": output[None],
        f"{name}/gradient.input": gradient,
    }
    if weight is not None:
        results[f"{name}/weight"] = weight


def loss_cases(results):
    weight = torch.tensor([0.5, 1, 3])
    labels = torch.randint(0, 3, (8,))
    loss_case(
        results, "loss.softmax", labels,
        nn.CrossEntropyLoss(weight=weight, label_smoothing=0.1, reduction="sum"), weight)
    # Ours is the mean over a row's outputs.
    loss_case(
        results, "loss.sigmoid", torch.randint(0, 2, (8, 3)).double(),
        lambda x, y: functional.binary_cross_entropy_with_logits(
            x, y, pos_weight=weight, reduction="sum") / 3, weight)
    loss_case(
        results, "loss.squared_error", tensor(8, 3),
        lambda x, y: functional.mse_loss(x, y, reduction="sum") / 3)


def main():
    torch.manual_seed(20)
    results = {}
    module_case(results, "dense", nn.Linear(FEATURES, 3))
    for name, options in {
        "convolution_same": dict(kernel_size=4, padding="same"),
        "convolution_dilated": dict(kernel_size=3, padding="same", dilation=2),
        "convolution_valid": dict(kernel_size=3),
        "convolution_strided": dict(kernel_size=5, stride=2, padding=2),
        "convolution_unbiased": dict(kernel_size=2, stride=2, bias=False),
    }.items():
        module = nn.Conv1d(FEATURES, 3, **options)
        module_case(results, name, module, channels_first(module))
    for name, module in {
        "max_pooling_valid": nn.MaxPool1d(3, 2),
        "max_pooling_same": nn.MaxPool1d(2, ceil_mode=True),
        "max_pooling_centred": nn.MaxPool1d(3, 1, padding=1),
        "mean_pooling_valid": nn.AvgPool1d(2),
        "mean_pooling_same": nn.AvgPool1d(3, 1, padding=1, count_include_pad=False),
    }.items():
        case(results, name, {}, channels_first(module))
    for name, function in {
        "relu": functional.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
        "gelu": functional.gelu,
        "leaky_relu": lambda x: functional.leaky_relu(x, 0.01),
    }.items():
        case(results, name, {}, function)
    case(results, "pooling_max", {}, lambda x: x.max(0, keepdim=True).values)
    case(results, "pooling_mean", {}, lambda x: x.mean(0, keepdim=True))
    case(results, "pooling_last", {}, lambda x: x[-1:])
    case(results, "pooling_ends", {}, lambda x: torch.cat([x[-1:, :2], x[:1, 2:]], 1))
    attention_case(results)
    normalisation_cases(results)
    embedding_case(results)
    loss_cases(results)
    windows_case(results)
    path = pathlib.Path(__file__).parent.parent / "reference" / "layer-vectors.safetensors"
    save_file(
        {k: v.detach().to(torch.float32).contiguous() for k, v in results.items()}, path,
        {"made by": f"PyTorch {torch.__version__}, {pathlib.Path(__file__).name}"})


if __name__ == "__main__":
    main()
