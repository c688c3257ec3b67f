"""PyTorch on the CPU. Variants: `onednn` (its default) and `mkl` (oneDNN switched off: MKL products and
PyTorch's own cells).

usage: torch_peer.py THREADS
"""

import os
import sys

os.environ.update(OMP_NUM_THREADS=sys.argv[1], MKL_NUM_THREADS=sys.argv[1], CUDA_VISIBLE_DEVICES="")

import protocol
import torch
import workloads
from torch import nn

torch.set_num_threads(int(sys.argv[1]))


def loaded(recurrence, directions):
    names = {"wih": "weight_ih", "whh": "weight_hh", "bih": "bias_ih", "bhh": "bias_hh"}
    for suffix, direction in zip(["_l0", "_l0_reverse"], directions):
        for key, name in names.items():
            getattr(recurrence, name + suffix).data.copy_(torch.from_numpy(direction[key]))
    return recurrence


def dense(weights):
    outputs, features = weights["dense"].shape
    layer = nn.Linear(features, outputs)
    layer.weight.data.copy_(torch.from_numpy(weights["dense"]))
    layer.bias.data.copy_(torch.from_numpy(weights["dense_bias"]))
    return layer


class Scan(nn.Module):
    """A, B and C."""

    def __init__(self, workload):
        super().__init__()
        weights = workloads.weights(workload)
        hidden = weights["hidden"]
        self.tags = workload == "C"
        self.embedding = None
        if workload == "B":
            self.embedding = nn.Embedding.from_pretrained(torch.from_numpy(weights["embeddings"]))
            recurrence = nn.GRU(100, hidden, bidirectional=True)
        else:
            recurrence = nn.LSTM(4, hidden, bidirectional=True)
        self.recurrence = loaded(recurrence, weights["directions"])
        self.dense = dense(weights)

    def forward(self, values):
        outputs, states = self.recurrence(values if self.embedding is None else self.embedding(values))
        last = states[0] if isinstance(states, tuple) else states
        return torch.sigmoid(self.dense(outputs if self.tags else torch.cat([last[0], last[1]], 1)))


class Rhythm(nn.Module):
    """D."""

    def __init__(self):
        super().__init__()
        weights = workloads.weights("D")
        layers = []
        for kernel, bias in weights["convolutions"]:
            convolution = nn.Conv1d(kernel.shape[1], kernel.shape[0], 5, padding=2)
            convolution.weight.data.copy_(torch.from_numpy(kernel))
            convolution.bias.data.copy_(torch.from_numpy(bias))
            layers += [convolution, nn.ReLU(), nn.MaxPool1d(2)]
        self.windows = nn.Sequential(*layers)
        self.recurrence = loaded(nn.LSTM(512, 128), weights["directions"])
        self.dense = dense(weights)

    def forward(self, records):
        batch = records.size(0)
        features = self.windows(records.reshape(-1, 1, workloads.ECG_SAMPLES)).mean(2)
        _, (last, _) = self.recurrence(features.reshape(batch, workloads.ECG_WINDOWS, 512).transpose(0, 1))
        return torch.softmax(self.dense(last[0]), 1)


def make(workload, batch, variant):
    model = Rhythm() if workloads.is_ecg(workload) else Scan(workloads.forward_of(workload))
    values = torch.from_numpy(workloads.inputs(workload, batch))
    uses_onednn = variant != "mkl"
    if workload in workloads.TRAINING:
        return training_step(model, values, batch, uses_onednn)
    model.eval()

    def call():
        with torch.inference_mode(), torch.backends.mkldnn.flags(enabled=uses_onednn):
            return model(values)

    return call


def training_step(model, values, batch, uses_onednn):
    model.train()
    optimiser = torch.optim.Adam(model.parameters(), 1e-3)
    is_rhythm = isinstance(model, Rhythm)
    classes = torch.arange(batch) % 4
    bound = (torch.arange(batch) % 2).float()[:, None]

    def call():
        with torch.backends.mkldnn.flags(enabled=uses_onednn):
            optimiser.zero_grad()
            outputs = model(values)
            if is_rhythm:
                loss = nn.functional.nll_loss(torch.log(outputs + 1e-9), classes)
            else:
                loss = nn.functional.binary_cross_entropy(outputs, bound)
            loss.backward()
            optimiser.step()
            return loss.detach()

    return call


if __name__ == "__main__":
    protocol.serve(make)
