"""The networks every peer computes: shapes, weights, inputs, operations. Weights are laid out as PyTorch's
(gates i, f, g, o and r, z, n) and drawn with fixed seeds, so that all peers can be compared number by number.

A32 A64 A128  windows of 101 bases, one-hot, a bidirectional LSTM of 32, 64, 128 units, last states to one probability
B             49 tokens of 5 bases, embeddings of 100, a bidirectional GRU (reset after the product) of 50 units
C             1000 bases, a bidirectional LSTM of 64 units, a probability at each base
D             34 windows of 512 samples of a heart's rhythm through seven convolutions, an LSTM of 128 units over them
EA, ED        training steps of A64 (256 windows) and D (16 records): forward, backward, Adam
"""

import numpy as np

WINDOW = 101
TOKENS = 49
STRETCH = 1000
ECG_WINDOWS = 34
ECG_SAMPLES = 512
CHANNELS = [1, 8, 16, 32, 64, 128, 256, 512]
INFERENCE = ["A32", "A64", "A128", "B", "C", "D"]
TRAINING = ["EA", "ED"]
SEEDS = {"A32": 1, "A64": 2, "A128": 3, "B": 4, "C": 5, "D": 6}


def forward_of(workload):
    """The workload whose network a training workload trains."""
    return {"EA": "A64", "ED": "D"}.get(workload, workload)


def units(workload, batch):
    """What one call computes: windows, bases or records."""
    return batch * STRETCH if workload == "C" else batch


def is_scan(workload):
    return workload[0] == "A"


def is_ecg(workload):
    return workload in ("D", "ED")


def weights(workload):
    """A dictionary: `hidden`; `directions`, of each `wih whh bih bhh`; `dense`, `dense_bias`; what else there is."""
    workload = forward_of(workload)
    source = np.random.RandomState(SEEDS[workload])

    def uniform(limit, *shape):
        return source.uniform(-limit, limit, shape).astype(np.float32)

    def directions(gates, inputs, hidden, count=2):
        limit = hidden**-0.5
        return [
            {
                "wih": uniform(limit, gates * hidden, inputs),
                "whh": uniform(limit, gates * hidden, hidden),
                "bih": uniform(limit, gates * hidden),
                "bhh": uniform(limit, gates * hidden),
            }
            for _ in range(count)
        ]

    if workload == "B":
        embeddings = source.randn(1024, 100).astype(np.float32)
        result = {"hidden": 50, "embeddings": embeddings, "directions": directions(3, 100, 50)}
        outputs, features = 1, 100
    elif workload == "D":
        convolutions = [
            (uniform((3 / (5 * i)) ** 0.5, o, i, 5), uniform(0.1, o)) for i, o in zip(CHANNELS, CHANNELS[1:])
        ]
        result = {"hidden": 128, "convolutions": convolutions, "directions": directions(4, 512, 128, 1)}
        outputs, features = 4, 128
    else:
        hidden = 64 if workload == "C" else int(workload[1:])
        result = {"hidden": hidden, "directions": directions(4, 4, hidden)}
        outputs, features = 1, 2 * hidden
    result["dense"] = uniform(features**-0.5, outputs, features)
    result["dense_bias"] = uniform(0.1, outputs)
    return result


def inputs(workload, batch):
    """A, C: one-hot (time, batch, 4), float32. B: tokens (time, batch), int64. D: (batch, windows, samples)."""
    workload = forward_of(workload)
    source = np.random.RandomState(100 + batch)
    if workload == "D":
        return source.randn(batch, ECG_WINDOWS, ECG_SAMPLES).astype(np.float32)
    length = STRETCH if workload == "C" else WINDOW
    bases = source.randint(0, 4, (batch, length))
    if workload == "B":
        words = sum(bases[:, i : length - 4 + i] * 4**i for i in range(5))
        return np.ascontiguousarray(words[:, ::2].T.astype(np.int64))
    return np.ascontiguousarray(np.eye(4, dtype=np.float32)[bases].transpose(1, 0, 2))


def tensors(workload):
    """All weights in one order, for programs that read them from a file."""
    all_weights = weights(workload)
    result = [all_weights["embeddings"]] if "embeddings" in all_weights else []
    for kernel, bias in all_weights.get("convolutions", []):
        result += [kernel, bias]
    for direction in all_weights["directions"]:
        result += [direction[name] for name in ("wih", "whh", "bih", "bhh")]
    return result + [all_weights["dense"], all_weights["dense_bias"]]
