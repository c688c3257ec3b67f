"""The workloads as ONNX graphs, which ONNX Runtime and OpenVINO read."""

import numpy as np
import onnx
import workloads
from onnx import TensorProto, helper, numpy_helper

# ONNX orders gates i, o, f, c and z, r, h.
GATE_ORDER = {4: [0, 3, 1, 2], 3: [1, 0, 2]}


class Graph:
    """A graph of one workload for one batch."""

    def __init__(self, workload, batch, wide_convolutions=False):
        """`wide_convolutions`: 1 x 5 kernels on one row, to which ONNX Runtime's blocked convolutions apply."""
        self.workload = workload
        self.batch = batch
        self.weights = workloads.weights(workload)
        self.nodes = []
        self.constants = []
        build = {"B": self.deep_scan, "C": self.tagging}.get(workload)
        if workload == "D":
            inputs, shape = self.rhythm(wide_convolutions)
        else:
            inputs, shape = (build or self.scan)()
        output = helper.make_tensor_value_info("output", TensorProto.FLOAT, shape)
        graph = helper.make_graph(self.nodes, workload, [inputs], [output], self.constants)
        self.model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
        self.model.ir_version = 9
        onnx.checker.check_model(self.model)

    def serialized(self):
        return self.model.SerializeToString()

    def constant(self, name, array):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, operator, inputs, outputs, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, outputs, **attributes))

    def reshape(self, source, result, *shape):
        self.node("Reshape", [source, self.constant(f"shape_of_{result}", np.array(shape, np.int64))], [result])

    def recurrence(self, operator, source, outputs, **attributes):
        hidden = self.weights["hidden"]
        directions = self.weights["directions"]
        gates = len(directions[0]["bih"]) // hidden

        def ordered(array):
            return array.reshape(gates, hidden, *array.shape[1:])[GATE_ORDER[gates]].reshape(array.shape)

        biases = [np.concatenate([ordered(d["bih"]), ordered(d["bhh"])]) for d in directions]
        inputs = [
            source,
            self.constant("input_weights", np.stack([ordered(d["wih"]) for d in directions])),
            self.constant("recurrent_weights", np.stack([ordered(d["whh"]) for d in directions])),
            self.constant("biases", np.stack(biases)),
        ]
        direction = "bidirectional" if len(directions) == 2 else "forward"
        self.node(operator, inputs, outputs, hidden_size=hidden, direction=direction, **attributes)

    def dense(self, source, activation, **attributes):
        weights = [self.constant("dense", self.weights["dense"]), self.constant("bias", self.weights["dense_bias"])]
        self.node("Gemm", [source, *weights], ["logits"], transB=1)
        self.node(activation, ["logits"], ["output"], **attributes)

    def dense_of_last_states(self, activation, **attributes):
        self.node("Transpose", ["states"], ["states_by_batch"], perm=[1, 0, 2])
        self.reshape("states_by_batch", "features", self.batch, -1)
        self.dense("features", activation, **attributes)

    def scan(self):
        inputs = helper.make_tensor_value_info("input", TensorProto.FLOAT, [workloads.WINDOW, self.batch, 4])
        self.recurrence("LSTM", "input", ["", "states"])
        self.dense_of_last_states("Sigmoid")
        return inputs, [self.batch, 1]

    def tagging(self):
        inputs = helper.make_tensor_value_info("input", TensorProto.FLOAT, [workloads.STRETCH, self.batch, 4])
        steps = workloads.STRETCH * self.batch
        self.recurrence("LSTM", "input", ["states"])
        self.node("Transpose", ["states"], ["states_by_step"], perm=[0, 2, 1, 3])
        self.reshape("states_by_step", "features", steps, 2 * self.weights["hidden"])
        self.dense("features", "Sigmoid")
        return inputs, [steps, 1]

    def deep_scan(self):
        inputs = helper.make_tensor_value_info("input", TensorProto.INT64, [workloads.TOKENS, self.batch])
        self.node("Gather", [self.constant("embeddings", self.weights["embeddings"]), "input"], ["embedded"])
        self.recurrence("GRU", "embedded", ["", "states"], linear_before_reset=1)
        self.dense_of_last_states("Sigmoid")
        return inputs, [self.batch, 1]

    def rhythm(self, wide):
        windows, samples, row = workloads.ECG_WINDOWS, workloads.ECG_SAMPLES, [1] if wide else []
        inputs = helper.make_tensor_value_info("input", TensorProto.FLOAT, [self.batch, windows, samples])
        self.reshape("input", "signal0", self.batch * windows, 1, *row, samples)
        for index, (kernel, bias) in enumerate(self.weights["convolutions"]):
            kernel = kernel[:, :, None, :] if wide else kernel
            names = [self.constant(f"kernel{index}", kernel), self.constant(f"kernel_bias{index}", bias)]
            pads = [0, 2, 0, 2] if wide else [2, 2]
            self.node("Conv", [f"signal{index}", *names], [f"convolved{index}"], kernel_shape=row + [5], pads=pads)
            self.node("Relu", [f"convolved{index}"], [f"rectified{index}"])
            size = row + [2]
            self.node("MaxPool", [f"rectified{index}"], [f"signal{index + 1}"], kernel_shape=size, strides=size)
        self.node("GlobalAveragePool", ["signal7"], ["pooled"])
        self.reshape("pooled", "by_record", self.batch, windows, 512)
        self.node("Transpose", ["by_record"], ["by_window"], perm=[1, 0, 2])
        self.recurrence("LSTM", "by_window", ["", "states"])
        self.dense_of_last_states("Softmax", axis=1)
        return inputs, [self.batch, 4]
