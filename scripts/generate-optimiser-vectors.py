#!/usr/bin/env python3
"""Writes reference/optimiser-vectors.json: parameters after each step of PyTorch's optimisers.

Needs torch. Usage: scripts/generate-optimiser-vectors.py > reference/optimiser-vectors.json
"""

import json
import sys

import torch

STEPS = 6
SIZES = {"weight": (3, 5), "bias": (5,)}

METHODS = {
    "sgd": (torch.optim.SGD, dict(lr=0.1)),
    "sgdMomentum": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.02)),
    "sgdNesterov": (
        torch.optim.SGD,
        dict(lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.02),
    ),
    "adam": (torch.optim.Adam, dict(lr=0.05)),
    "adamDecay": (torch.optim.Adam, dict(lr=0.05, betas=(0.8, 0.95), weight_decay=0.1)),
    "adamW": (torch.optim.AdamW, dict(lr=0.05, weight_decay=0.2)),
}
CLIPPED_NORM = 1.5
CLIPPED_VALUE = 0.6


def numbers(tensor):
    return [float(value) for value in tensor.detach().flatten()]


def main():
    generator = torch.Generator().manual_seed(20240229)
    start = {name: torch.randn(size, generator=generator) for name, size in SIZES.items()}
    gradients = [
        {name: torch.randn(size, generator=generator) for name, size in SIZES.items()}
        for _ in range(STEPS)
    ]
    result = {
        "torch": torch.__version__,
        "sizes": {name: list(size) for name, size in SIZES.items()},
        "start": {name: numbers(value) for name, value in start.items()},
        "gradients": [{name: numbers(value) for name, value in step.items()} for step in gradients],
        "methods": {},
        "clipping": {},
    }
    for method, (optimiser_class, options) in METHODS.items():
        parameters = {
            name: torch.nn.Parameter(value.clone()) for name, value in start.items()
        }
        optimiser = optimiser_class(parameters.values(), **options)
        steps = []
        for step in gradients:
            for name, parameter in parameters.items():
                parameter.grad = step[name].clone()
            optimiser.step()
            steps.append({name: numbers(value) for name, value in parameters.items()})
        result["methods"][method] = steps

    parameters = [torch.nn.Parameter(value.clone()) for value in start.values()]
    for kind in ("norm", "value"):
        for parameter, gradient in zip(parameters, gradients[0].values()):
            parameter.grad = gradient.clone()
        if kind == "norm":
            norm = torch.nn.utils.clip_grad_norm_(parameters, CLIPPED_NORM)
            result["clipping"]["unclippedNorm"] = float(norm)
        else:
            torch.nn.utils.clip_grad_value_(parameters, CLIPPED_VALUE)
        result["clipping"][kind] = {
            name: numbers(parameter.grad) for name, parameter in zip(SIZES, parameters)
        }
    json.dump(result, sys.stdout)
    print()


if __name__ == "__main__":
    main()
