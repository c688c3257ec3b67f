#!/usr/bin/env python3
"""Writes reference/recurrent-vectors.safetensors: recurrent layers' outputs and gradients.

Needs PyTorch, NumPy and safetensors. Cases of torch.nn come from its own modules; the others are
written out in tensor operations below and differentiated by autograd. Everything is computed in
double precision and stored as float. In each case, under its name and a slash:
  input (time, batch, features), lengths, h0, c0: inputs; parameters under their own names
  output, hn, cn: results; each weighted by output_weight, hn_weight, cn_weight to give the loss
  gradient.X: the loss's gradient by the input or parameter X
"""
import pathlib

import torch
from safetensors.torch import save_file
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_default_dtype(torch.float64)
TIME, INPUTS, HIDDEN, LENGTHS = 6, 4, 5, [6, 3, 1]


def tensor(*shape):
    return torch.randn(*shape).float().double()


def finish(results, name, inputs, outputs):
    """Stores a case: its inputs, its outputs and the gradients of their weighted sum."""
    loss = 0
    for key, value in outputs.items():
        weight = tensor(*value.shape)
        loss = loss + (value * weight).sum()
        results[f"{name}/{key}"] = value.detach()
        results[f"{name}/{key}_weight"] = weight
    leaves = {k: v for k, v in inputs.items() if v.requires_grad}
    gradients = torch.autograd.grad(loss, list(leaves.values()))
    for (key, value), gradient in zip(leaves.items(), gradients):
        results[f"{name}/{key}"] = value.detach()
        results[f"{name}/gradient.{key}"] = gradient
    for key, value in inputs.items():
        if not value.requires_grad:
            results[f"{name}/{key}"] = value


def padded_input():
    """Zeros behind each sequence's end."""
    values = tensor(TIME, len(LENGTHS), INPUTS)
    for index, length in enumerate(LENGTHS):
        values[length:, index] = 0
    return values.requires_grad_()


def library_case(results, name, module):
    """A module of torch.nn over packed sequences, from random states."""
    for parameter in module.parameters():
        parameter.data = tensor(*parameter.shape) * 0.4
        parameter.data = parameter.data.float().double()
    directions = 2 if module.bidirectional else 1
    shape = (module.num_layers * directions, len(LENGTHS), HIDDEN)
    inputs = {"input": padded_input(), "h0": tensor(*shape).requires_grad_()}
    state = inputs["h0"]
    if isinstance(module, torch.nn.LSTM):
        inputs["c0"] = tensor(*shape).requires_grad_()
        state = (inputs["h0"], inputs["c0"])
    packed = pack_padded_sequence(inputs["input"], LENGTHS)
    output, final = module(packed, state)
    outputs = {"output": pad_packed_sequence(output, total_length=TIME)[0]}
    if isinstance(module, torch.nn.LSTM):
        outputs["hn"], outputs["cn"] = final
    else:
        outputs["hn"] = final
    inputs.update(module.named_parameters())
    inputs["lengths"] = torch.tensor(LENGTHS)
    finish(results, name, inputs, outputs)


def gru_before(sums, recurrent, bias, h, c):
    r, z, n = sums.chunk(3, -1)
    ur, uz, un = recurrent.chunk(3, 0)
    br, bz, bn = bias.chunk(3, 0)
    r = torch.sigmoid(r + h @ ur.T + br)
    z = torch.sigmoid(z + h @ uz.T + bz)
    n = torch.tanh(n + (r * h) @ un.T + bn)
    return z * h + (1 - z) * n, c


def lstm(candidate):
    def step(sums, recurrent, bias, h, c):
        i, f, g, o = (sums + h @ recurrent.T + bias).chunk(4, -1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * candidate(g)
        return torch.sigmoid(o) * torch.tanh(c), c

    return step


def plain(sums, recurrent, bias, h, c):
    return torch.tanh(sums + h @ recurrent.T + bias), c


def written_case(results, name, step, gates, leak=1.0, skip=0):
    """One layer in both directions over full sequences, written out."""
    batch = len(LENGTHS)
    inputs = {"input": tensor(TIME, batch, INPUTS).requires_grad_()}
    halves = []
    for suffix in ["", "_reverse"]:
        shapes = {"weight_ih": (gates * HIDDEN, INPUTS), "weight_hh": (gates * HIDDEN, HIDDEN),
                  "bias_ih": (gates * HIDDEN,), "bias_hh": (gates * HIDDEN,)}
        if skip:
            shapes["weight_sh"] = (gates * HIDDEN, HIDDEN)
        p = {k: (tensor(*s) * 0.4).float().double().requires_grad_() for k, s in shapes.items()}
        inputs.update({f"{k}_l0{suffix}": v for k, v in p.items()})
        values = inputs["input"] if not suffix else inputs["input"].flip(0)
        states = [torch.zeros(batch, HIDDEN)] * max(1, skip)
        c = torch.zeros(batch, HIDDEN)
        for x in values:
            sums = x @ p["weight_ih"].T + p["bias_ih"]
            if skip:
                sums = sums + states[-skip] @ p["weight_sh"].T
            h, c = step(sums, p["weight_hh"], p["bias_hh"], states[-1], c)
            states.append((1 - leak) * states[-1] + leak * h)
        out = torch.stack(states[max(1, skip):])
        halves.append(out if not suffix else out.flip(0))
    inputs["lengths"] = torch.tensor([TIME] * batch)
    finish(results, name, inputs, {"output": torch.cat(halves, -1)})


def main():
    torch.manual_seed(1)
    results = {}
    stacked = dict(num_layers=2, bidirectional=True)
    nn = torch.nn
    library_case(results, "rnn-tanh", nn.RNN(INPUTS, HIDDEN, nonlinearity="tanh"))
    library_case(results, "rnn-relu", nn.RNN(INPUTS, HIDDEN, nonlinearity="relu", **stacked))
    library_case(results, "lstm", nn.LSTM(INPUTS, HIDDEN))
    library_case(results, "lstm-stacked", nn.LSTM(INPUTS, HIDDEN, **stacked))
    library_case(results, "gru", nn.GRU(INPUTS, HIDDEN))
    library_case(results, "gru-stacked", nn.GRU(INPUTS, HIDDEN, **stacked))
    written_case(results, "gru-before", gru_before, 3)
    written_case(results, "lstm-sigmoid", lstm(torch.sigmoid), 4)
    written_case(results, "plain-leaky", plain, 1, leak=0.3)
    written_case(results, "lstm-skip", lstm(torch.tanh), 4, skip=3)
    stored = {
        key: value.contiguous() if value.dtype == torch.int64 else value.float().contiguous()
        for key, value in results.items()
    }
    path = pathlib.Path(__file__).parent.parent / "reference" / "recurrent-vectors.safetensors"
    save_file(stored, path, metadata={"program": f"PyTorch {torch.__version__}"})
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
