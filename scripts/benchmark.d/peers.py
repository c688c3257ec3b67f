"""The engines compared, how each is started, and which batches and variants it is tried with."""

import os
import subprocess

from environment import PEERS

INFERENCE = ["A32", "A64", "A128", "B", "C", "D"]
TRAINING = ["EA", "ED"]
WORKLOADS = INFERENCE + TRAINING
UNITS = {"C": "bases", "D": "records", "ED": "records"}

# Batches tried for each workload that is no scan; a training step has one size.
BATCHES = {"C": [16, 64, 128], "D": [1, 4, 8, 16], "EA": [256], "ED": [16]}


class Peer:
    """`batches`: those tried for scans. `usual`: the batch and variant that were best for a workload when they were
    last swept; "A" is for the rest."""

    def __init__(self, name, title, package, workloads, variants, batches, usual, environment="python"):
        self.name = name
        self.title = title
        self.package = package
        self.environment = environment
        self.workloads = workloads
        self.variants = variants
        self.batches = batches
        self.usual = usual

    def version(self, environment):
        if self.name == "onednn":
            return environment.onednn_version()
        return environment.version(self.environment, self.package)

    def command(self, environment, threads):
        command = [environment.python(self.environment), "-B", PEERS / f"{self.name}_peer.py", threads]
        return command + ([environment.library] if self.name == "onednn" else [])

    def candidates(self, workload, threads):
        """Pairs of batch and variant."""
        batches = BATCHES.get(workload, self.batches)
        pairs = [(batch, variant) for variant in self.variants for batch in batches]
        return [pair for pair in pairs if self.takes(workload, threads, *pair)]

    def takes(self, workload, threads, batch, variant):
        if self.name == "onnxruntime" and variant == "wide":
            return workload == "D"
        if self.name == "openvino" and variant == "many":
            return threads > 1 and batch % threads == 0
        return True

    def usual_choice(self, workload):
        """What was best on an AVX2 machine (AMD EPYC 7003) with one thread, for `--quick`."""
        return self.usual.get(workload, self.usual["A"])


ALL = [
    Peer(
        "onnxruntime", "ONNX Runtime", "onnxruntime", INFERENCE, ["plain", "wide"], [32, 64, 128, 256, 512, 1024],
        {"A": (64, "plain"), "C": (64, "plain"), "D": (4, "wide")},
    ),
    Peer(
        "openvino", "OpenVINO", "openvino", INFERENCE, ["one", "many"], [64, 128, 256, 512, 1024],
        {"A": (256, "one"), "C": (64, "one"), "D": (8, "one")},
    ),
    Peer(
        "torch", "PyTorch", "torch", WORKLOADS, ["onednn", "mkl"], [128, 256, 512],
        {"A": (256, "onednn"), "B": (256, "mkl"), "C": (64, "onednn"), "D": (8, "onednn"),
         "EA": (256, "mkl"), "ED": (16, "onednn")},
    ),
    Peer(
        "tensorflow", "TensorFlow", "tensorflow-cpu", WORKLOADS, ["xla", "graph"], [256, 512, 1024],
        {"A": (256, "xla"), "C": (64, "xla"), "D": (8, "xla"), "EA": (256, "xla"), "ED": (16, "xla")},
        environment="tensorflow",
    ),
    Peer(
        "onednn", "oneDNN", None, INFERENCE, ["plain"], [32, 64, 128, 256, 512],
        {"A": (128, "plain"), "C": (64, "plain"), "D": (1, "plain")},
    ),
]


class Worker:
    """A running program that answers requests, one line each."""

    def __init__(self, command, threads):
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env=environment,
        )

    def ask(self, workload, batch, request, variant):
        """The answer as text; `request` is a number of seconds or `outputs`."""
        try:
            print(workload, batch, request, variant, file=self.process.stdin, flush=True)
            return self.process.stdout.readline() or '{"error": "it ended"}'
        except BrokenPipeError:
            return '{"error": "it ended"}'

    def end(self):
        self.process.stdin.close()
        self.process.wait()
