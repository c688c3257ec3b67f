"""TensorFlow on the CPU, Keras layers under tf.function. Variants: `xla` (compiled by XLA) and `graph`.

usage: tensorflow_peer.py THREADS
"""

import os
import sys

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="", OMP_NUM_THREADS=sys.argv[1])

import numpy as np
import protocol
import tensorflow as tf
import workloads

tf.config.threading.set_intra_op_parallelism_threads(int(sys.argv[1]))
tf.config.threading.set_inter_op_parallelism_threads(int(sys.argv[1]))
layers = tf.keras.layers


def recurrence(weights, values, every_step=False):
    """Both directions side by side. Keras orders gates i, f, g, o and z, r, h."""
    hidden = weights["hidden"]
    gates = len(weights["directions"][0]["bih"]) // hidden
    order = [1, 0, 2] if gates == 3 else [0, 1, 2, 3]

    def ordered(array):
        return array.reshape(gates, hidden, *array.shape[1:])[order].reshape(array.shape)

    outputs = []
    for index, direction in enumerate(weights["directions"]):
        settings = {"return_sequences": every_step, "go_backwards": index == 1}
        layer = layers.GRU(hidden, reset_after=True, **settings) if gates == 3 else layers.LSTM(hidden, **settings)
        result = layer(values)
        biases = [ordered(direction["bih"]), ordered(direction["bhh"])]
        bias = np.stack(biases) if gates == 3 else biases[0] + biases[1]
        layer.set_weights([ordered(direction["wih"]).T, ordered(direction["whh"]).T, bias])
        outputs.append(result[:, ::-1] if every_step and index == 1 else result)
    return layers.Concatenate()(outputs) if len(outputs) == 2 else outputs[0]


def dense(weights, values, activation):
    layer = layers.Dense(len(weights["dense"]), activation=activation)
    result = layer(values)
    layer.set_weights([weights["dense"].T, weights["dense_bias"]])
    return result


def scan(workload, weights):
    if workload == "B":
        inputs = tf.keras.Input((workloads.TOKENS,), dtype="int32")
        embedding = layers.Embedding(1024, 100)
        values = embedding(inputs)
        embedding.set_weights([weights["embeddings"]])
    else:
        inputs = values = tf.keras.Input((workloads.STRETCH if workload == "C" else workloads.WINDOW, 4))
    features = recurrence(weights, values, every_step=workload == "C")
    return tf.keras.Model(inputs, dense(weights, features, "sigmoid"))


def rhythm(weights):
    windows, samples = workloads.ECG_WINDOWS, workloads.ECG_SAMPLES
    inputs = tf.keras.Input((windows, samples))
    values = layers.Lambda(lambda x: tf.reshape(x, [-1, samples, 1]), output_shape=(samples, 1))(inputs)
    for kernel, bias in weights["convolutions"]:
        convolution = layers.Conv1D(len(kernel), 5, padding="same", activation="relu")
        values = layers.MaxPooling1D(2)(convolution(values))
        convolution.set_weights([kernel.transpose(2, 1, 0), bias])
    values = layers.GlobalAveragePooling1D()(values)
    values = layers.Lambda(lambda x: tf.reshape(x, [-1, windows, 512]), output_shape=(windows, 512))(values)
    return tf.keras.Model(inputs, dense(weights, recurrence(weights, values), "softmax"))


def make(workload, batch, variant):
    weights = workloads.weights(workload)
    is_compiled = variant == "xla"
    model = rhythm(weights) if workloads.is_ecg(workload) else scan(workloads.forward_of(workload), weights)
    values = workloads.inputs(workload, batch)
    if not workloads.is_ecg(workload):
        values = np.ascontiguousarray(values.swapaxes(0, 1)).astype(np.int32 if workload == "B" else np.float32)
    values = tf.constant(values)
    if workload in workloads.TRAINING:
        return training_step(model, values, batch, is_compiled)
    forward = tf.function(lambda x: model(x, training=False), jit_compile=is_compiled)

    def call():
        outputs = forward(values).numpy()
        return outputs.swapaxes(0, 1) if workload == "C" else outputs

    return call


def training_step(model, values, batch, is_compiled):
    optimiser = tf.keras.optimizers.Adam(1e-3)
    optimiser.build(model.trainable_variables)
    if model.output_shape[-1] == 1:
        targets = tf.constant((np.arange(batch) % 2)[:, None].astype(np.float32))
        loss_function = tf.keras.losses.BinaryCrossentropy()
    else:
        targets = tf.constant(np.arange(batch) % 4)
        loss_function = tf.keras.losses.SparseCategoricalCrossentropy()

    @tf.function(jit_compile=is_compiled)
    def step():
        with tf.GradientTape() as tape:
            loss = loss_function(targets, model(values, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimiser.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    return lambda: step().numpy()


if __name__ == "__main__":
    protocol.serve(make)
