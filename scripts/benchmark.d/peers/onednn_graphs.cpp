// The workloads' forward passes by oneDNN's primitives called directly, for onednn_peer.py.
//
// Weights come flat in the order of workloads.tensors(), in PyTorch's layout.
#include <cmath>
#include <cstring>
#include <dnnl.hpp>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

using namespace dnnl;
using Arguments = std::unordered_map<int, memory>;
using Floats = std::vector<float>;
using data = memory::data_type;
using tag = memory::format_tag;

namespace {

engine &processor() {
  static engine only(engine::kind::cpu, 0);
  return only;
}

stream &queue() {
  static stream only(processor());
  return only;
}

memory::desc described(const memory::dims &shape, tag layout) { return {shape, data::f32, layout}; }

float *values(const memory &tensor) { return static_cast<float *>(tensor.get_data_handle()); }

memory filled(const memory::dims &shape, tag layout, const float *source) {
  memory tensor(described(shape, layout), processor());
  std::memcpy(values(tensor), source, tensor.get_desc().get_size());
  return tensor;
}

memory zeros(const memory::desc &description) {
  memory tensor(description, processor());
  std::memset(tensor.get_data_handle(), 0, description.get_size());
  return tensor;
}

memory reordered(memory tensor, const memory::desc &description) {
  if (tensor.get_desc() == description) return tensor;
  memory result(description, processor());
  reorder(tensor, result).execute(queue(), tensor, result);
  queue().wait();
  return result;
}

float sigmoid(float x) { return 1 / (1 + std::exp(-x)); }

// Hands out the weights one tensor after the other.
struct Weights {
  const float *next;
  const float *take(size_t count) {
    next += count;
    return next - count;
  }
  Floats copy(size_t count) {
    const float *first = take(count);
    return Floats(first, first + count);
  }
};

struct Step {
  primitive operation;
  Arguments arguments;
};

// Steps to be executed in order, with what the model does around them.
struct Graph {
  std::vector<Step> steps;
  std::function<void()> prepare = [] {};
  std::function<void(float *)> finish;

  void run(float *outputs) {
    prepare();
    for (auto &step : steps) step.operation.execute(queue(), step.arguments);
    queue().wait();
    finish(outputs);
  }

  // Adds a reorder where the next step wants another layout.
  memory converted(memory tensor, const memory::desc &description) {
    if (tensor.get_desc() == description) return tensor;
    memory result(description, processor());
    steps.push_back({reorder(tensor, result), {{DNNL_ARG_FROM, tensor}, {DNNL_ARG_TO, result}}});
    return result;
  }
};

struct Recurrence {
  int steps, batch, inputs, hidden, directions;
  bool isGRU = false;
  // Set by `append`: (step, batch, inputs), (step, batch, directions * hidden), (direction, batch, hidden).
  memory source, states, last;

  int gates() const { return isGRU ? 3 : 4; }

  // Reads the weights and appends the primitive; `source` may be set before.
  void append(Graph &graph, Weights &weights) {
    // oneDNN orders a GRU's gates z, r, n.
    const int lstmOrder[] = {0, 1, 2, 3}, gruOrder[] = {1, 0, 2};
    const int *order = isGRU ? gruOrder : lstmOrder, G = gates(), I = inputs, H = hidden;
    Floats layer(directions * I * G * H), iteration(directions * H * G * H), bias(directions * 4 * H);
    for (int d = 0; d < directions; d++) {
      const float *wih = weights.take(G * H * I), *whh = weights.take(G * H * H);
      const float *bih = weights.take(G * H), *bhh = weights.take(G * H);
      for (int g = 0; g < G; g++)
        for (int o = 0; o < H; o++) {
          const int row = order[g] * H + o;
          for (int i = 0; i < I; i++) layer[((d * I + i) * G + g) * H + o] = wih[row * I + i];
          for (int k = 0; k < H; k++) iteration[((d * H + k) * G + g) * H + o] = whh[row * H + k];
          // The candidate's two biases stay apart where the reset gate stands between them.
          const bool isApart = isGRU && g == 2;
          bias[(d * 4 + g) * H + o] = bih[row] + (isApart ? 0 : bhh[row]);
          if (isApart) bias[(d * 4 + 3) * H + o] = bhh[row];
        }
    }
    const memory::dims layerShape{1, directions, I, G, H}, iterationShape{1, directions, H, G, H};
    const memory::desc anyLayer(layerShape, data::f32, tag::any), anyIteration(iterationShape, data::f32, tag::any);
    const auto sourceLayout = described({steps, batch, I}, tag::tnc);
    const auto statesLayout = described({steps, batch, directions * H}, tag::tnc);
    const auto stateLayout = described({1, directions, batch, H}, tag::ldnc);
    const auto biasLayout = described({1, directions, 4, H}, tag::ldgo);
    const auto direction = directions == 2 ? rnn_direction::bidirectional_concat
                                           : rnn_direction::unidirectional_left2right;
    const auto kind = prop_kind::forward_inference;
    Arguments arguments;
    auto bind = [&](const auto &primitive) {
      source = source ? graph.converted(source, primitive.src_layer_desc()) : zeros(primitive.src_layer_desc());
      states = zeros(primitive.dst_layer_desc());
      last = zeros(primitive.dst_iter_desc());
      arguments = {
          {DNNL_ARG_SRC_LAYER, source},
          {DNNL_ARG_SRC_ITER, zeros(primitive.src_iter_desc())},
          {DNNL_ARG_WEIGHTS_LAYER,
           reordered(filled(layerShape, tag::ldigo, layer.data()), primitive.weights_layer_desc())},
          {DNNL_ARG_WEIGHTS_ITER,
           reordered(filled(iterationShape, tag::ldigo, iteration.data()), primitive.weights_iter_desc())},
          {DNNL_ARG_BIAS, filled({1, directions, 4, H}, tag::ldgo, bias.data())},
          {DNNL_ARG_DST_LAYER, states},
          {DNNL_ARG_DST_ITER, last},
      };
    };
    if (isGRU) {
      lbr_gru_forward::primitive_desc primitive(processor(), kind, direction, sourceLayout, stateLayout, anyLayer,
                                                anyIteration, biasLayout, statesLayout, stateLayout);
      bind(primitive);
      graph.steps.push_back({lbr_gru_forward(primitive), arguments});
    } else {
      lstm_forward::primitive_desc primitive(processor(), kind, direction, sourceLayout, stateLayout, stateLayout,
                                             anyLayer, anyIteration, biasLayout, statesLayout, stateLayout,
                                             stateLayout);
      bind(primitive);
      arguments[DNNL_ARG_SRC_ITER_C] = zeros(primitive.src_iter_c_desc());
      arguments[DNNL_ARG_DST_ITER_C] = zeros(primitive.dst_iter_c_desc());
      graph.steps.push_back({lstm_forward(primitive), arguments});
    }
  }
};

// The logit of each sequence from the last states of both directions.
void addLastStateHead(Graph &graph, const Recurrence &recurrence, Weights &weights) {
  const int H = recurrence.hidden, N = recurrence.batch;
  const Floats dense = weights.copy(2 * H), bias = weights.copy(1);
  graph.finish = [=, last = recurrence.last](float *outputs) {
    for (int n = 0; n < N; n++) {
      float logit = bias[0];
      for (int d = 0; d < 2; d++)
        for (int j = 0; j < H; j++) logit += dense[d * H + j] * values(last)[(d * N + n) * H + j];
      outputs[n] = sigmoid(logit);
    }
  };
}

void buildScan(Graph &graph, int hidden, int batch, Weights weights, const float *oneHot) {
  Recurrence recurrence{101, batch, 4, hidden, 2};
  recurrence.source = filled({101, batch, 4}, tag::tnc, oneHot);
  recurrence.append(graph, weights);
  addLastStateHead(graph, recurrence, weights);
}

void buildDeepScan(Graph &graph, int batch, Weights weights, const int64_t *given) {
  const int steps = 49, features = 100;
  const Floats table = weights.copy(1024 * features);
  const std::vector<int64_t> tokens(given, given + steps * batch);
  Recurrence recurrence{steps, batch, features, 50, 2, true};
  recurrence.append(graph, weights);
  graph.prepare = [=, source = recurrence.source] {
#pragma omp parallel for
    for (int place = 0; place < steps * batch; place++)
      std::memcpy(values(source) + place * features, table.data() + tokens[place] * features, features * sizeof(float));
  };
  addLastStateHead(graph, recurrence, weights);
}

void buildTagging(Graph &graph, int batch, Weights weights, const float *oneHot) {
  const int steps = 1000, features = 128;
  Recurrence recurrence{steps, batch, 4, 64, 2};
  recurrence.source = filled({steps, batch, 4}, tag::tnc, oneHot);
  recurrence.append(graph, weights);
  const Floats dense = weights.copy(features), bias = weights.copy(1);
  graph.finish = [=, states = recurrence.states](float *outputs) {
#pragma omp parallel for
    for (int place = 0; place < steps * batch; place++) {
      float logit = bias[0];
#pragma omp simd reduction(+ : logit)
      for (int j = 0; j < features; j++) logit += dense[j] * values(states)[place * features + j];
      outputs[place] = sigmoid(logit);
    }
  };
}

// A convolution of 5 taps with its rectifier, then the larger of each two samples.
memory appendConvolution(Graph &graph, memory signal, int windows, int inputs, int outputs, int length,
                         Weights &weights) {
  post_ops after;
  after.append_eltwise(algorithm::eltwise_relu, 0, 0);
  primitive_attr attributes;
  attributes.set_post_ops(after);
  const memory::desc from({windows, inputs, length}, data::f32, tag::any);
  const memory::desc kernel({outputs, inputs, 5}, data::f32, tag::any);
  const memory::desc to({windows, outputs, length}, data::f32, tag::any);
  const memory::desc pooled({windows, outputs, length / 2}, data::f32, tag::any);
  const auto kind = prop_kind::forward_inference;
  convolution_forward::primitive_desc convolution(
      processor(), kind, algorithm::convolution_direct, from, kernel, described({outputs}, tag::a), to,
      memory::dims{1}, memory::dims{2}, memory::dims{2}, attributes);
  const float *taps = weights.take(outputs * inputs * 5), *bias = weights.take(outputs);
  const auto result = zeros(convolution.dst_desc());
  const auto source = graph.converted(signal, convolution.src_desc());
  const auto packed = reordered(filled({outputs, inputs, 5}, tag::oiw, taps), convolution.weights_desc());
  graph.steps.push_back({convolution_forward(convolution),
                         {{DNNL_ARG_SRC, source},
                          {DNNL_ARG_WEIGHTS, packed},
                          {DNNL_ARG_BIAS, filled({outputs}, tag::a, bias)},
                          {DNNL_ARG_DST, result}}});
  pooling_forward::primitive_desc pooling(processor(), kind, algorithm::pooling_max, result.get_desc(), pooled,
                                          memory::dims{2}, memory::dims{2}, memory::dims{0}, memory::dims{0},
                                          memory::dims{0});
  const auto halved = zeros(pooling.dst_desc());
  graph.steps.push_back({pooling_forward(pooling), {{DNNL_ARG_SRC, result}, {DNNL_ARG_DST, halved}}});
  return halved;
}

void buildRhythm(Graph &graph, int batch, Weights weights, const float *samples) {
  const int windows = 34, channels[] = {1, 8, 16, 32, 64, 128, 256, 512}, all = batch * windows;
  int length = 512;
  auto signal = filled({all, 1, length}, tag::ncw, samples);
  for (int i = 0; i < 7; i++, length /= 2)
    signal = appendConvolution(graph, signal, all, channels[i], channels[i + 1], length, weights);
  const memory::desc single({all, 512, 1}, data::f32, tag::any);
  pooling_forward::primitive_desc pooling(
      processor(), prop_kind::forward_inference, algorithm::pooling_avg_exclude_padding, signal.get_desc(), single,
      memory::dims{length}, memory::dims{length}, memory::dims{0}, memory::dims{0}, memory::dims{0});
  const auto mean = zeros(pooling.dst_desc());
  graph.steps.push_back({pooling_forward(pooling), {{DNNL_ARG_SRC, signal}, {DNNL_ARG_DST, mean}}});
  const auto flat = graph.converted(mean, described({all, 512, 1}, tag::ncw));
  const memory::desc byWindow({windows, batch, 512}, data::f32, memory::dims{512, 512 * windows, 1});
  Recurrence recurrence{windows, batch, 512, 128, 1};
  recurrence.source = graph.converted(memory(byWindow, processor(), flat.get_data_handle()),
                                      described({windows, batch, 512}, tag::tnc));
  recurrence.append(graph, weights);
  const Floats dense = weights.copy(4 * 128), bias = weights.copy(4);
  graph.finish = [=, last = recurrence.last](float *outputs) {
    for (int n = 0; n < batch; n++) {
      float sum = 0, *chances = outputs + 4 * n;
      for (int k = 0; k < 4; k++) {
        float logit = bias[k];
        for (int j = 0; j < 128; j++) logit += dense[k * 128 + j] * values(last)[n * 128 + j];
        sum += chances[k] = std::exp(logit);
      }
      for (int k = 0; k < 4; k++) chances[k] /= sum;
    }
  };
}

}  // namespace

extern "C" {

// NULL, and the reason in `problem`, where oneDNN refuses.
void *graph_make(const char *workload, int batch, const float *weights, const void *inputs, char *problem,
                 int problemSize) {
  try {
    auto graph = std::make_unique<Graph>();
    const std::string name = workload;
    const auto *numbers = static_cast<const float *>(inputs);
    if (name == "B") buildDeepScan(*graph, batch, {weights}, static_cast<const int64_t *>(inputs));
    else if (name == "C") buildTagging(*graph, batch, {weights}, numbers);
    else if (name == "D") buildRhythm(*graph, batch, {weights}, numbers);
    else buildScan(*graph, std::stoi(name.substr(1)), batch, {weights}, numbers);
    return graph.release();
  } catch (const std::exception &error) {
    std::snprintf(problem, problemSize, "%s", error.what());
    return nullptr;
  }
}

void graph_run(void *graph, float *outputs) { static_cast<Graph *>(graph)->run(outputs); }

void graph_free(void *graph) { delete static_cast<Graph *>(graph); }
}
