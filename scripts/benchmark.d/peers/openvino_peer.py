"""OpenVINO on the CPU, float32. Variants: `one` request on all threads; `many`, one on each
thread with its share of the batch.

usage: openvino_peer.py THREADS
"""

import io
import sys

import numpy as np
import onnx_graphs
import openvino
import protocol
import workloads

core = openvino.Core()


def make(workload, batch, variant):
    threads = int(sys.argv[1])
    count = threads if variant == "many" else 1
    model = core.read_model(io.BytesIO(onnx_graphs.Graph(workload, batch // count).serialized()))
    settings = {
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": count,
        "INFERENCE_PRECISION_HINT": "f32",
        "ENABLE_CPU_PINNING": True,
    }
    compiled = core.compile_model(model, "CPU", settings)
    values = workloads.inputs(workload, batch)
    shares = np.split(values, count, axis=0 if workload == "D" else 1)
    requests = [compiled.create_infer_request() for _ in range(count)]
    for request, share in zip(requests, shares):
        request.set_input_tensor(openvino.Tensor(np.ascontiguousarray(share)))

    def call():
        if count == 1:
            requests[0].infer()
        else:
            for request in requests:
                request.start_async()
            for request in requests:
                request.wait()
        return np.concatenate([request.get_output_tensor().data for request in requests])

    return call


if __name__ == "__main__":
    protocol.serve(make)
