// Inference of many sequences side by side: one sequence a lane, a tile of lanes at a time.
//
// A lane array (rows, lanes) holds rows of `lanes` consecutive floats, one a sequence; the kernels
// want it aligned to 64 bytes. A lane's results depend on nothing in the other lanes. Codes are
// letters 0...7 as int32; 4...7 stand for whatever the look-up table holds there (N, padding).
//
// LSTM and GRU take exponents to base 2: their weights, tables and biases that end in a sigmoid come
// multiplied by -log2(e), those that end in a tanh by -2 log2(e).
#ifndef LANE_KERNELS_H
#define LANE_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  RK_IDENTITY = 0,
  RK_RELU = 1,
  RK_SIGMOID = 2,
  RK_TANH = 3,
} rk_activation;

enum {
  // Rows of a product computed together; packed rows are padded to a multiple with zeros.
  RK_LANE_ROWS = 4,
  // Entries of a look-up table by code.
  RK_LANE_CODES = 8,
  // Rows of a table by token are padded to a multiple, which every vector's width divides.
  RK_TOKEN_ROWS = 16,
  // Widths of a tile there are at most.
  RK_LANE_WIDTHS = 3,
};

// Max pooling of another step's outputs: pooled step t takes the largest of the steps from
// t * stride - before on, `size` of them, as far as they lie in 0..<available; at least one does.
typedef struct {
  ptrdiff_t size, stride, before, available;
} rk_lane_pool;

// out (steps, rows, lanes) = activation(weights (rows, depth) * values (steps, depth, lanes) +
// bias), pooled before the activation. `value_stride` and `out_stride` floats lie from one step to
// the next, so that overlapping steps make a convolution.
typedef struct {
  ptrdiff_t steps, rows, depth;
  const float *weights;  // (ceil(rows / 4), depth, 4)
  const float *bias;     // (ceil(rows / 4), 4)
  const float *values;
  ptrdiff_t value_stride;
  float *out;
  ptrdiff_t out_stride;
  rk_activation activation;
  rk_lane_pool pool;
} rk_lane_product;

// out (steps, filters, lanes): a convolution over codes, then ReLU if asked, then max pooling.
// Convolution step s sums table[tap][codes[s * stride + tap * dilation]].
typedef struct {
  ptrdiff_t steps, filters, taps, stride, dilation;
  rk_lane_pool pool;
  const float *letters;  // (ceil(filters / 4), taps, 4, 4): the tables for codes 0...3
  const float *tables;   // (ceil(filters / 4), taps, 4, 8): the same for all codes
  const float *bias;     // (ceil(filters / 4), 4)
  const int32_t *codes;  // (code_steps, lanes)
  bool relu;
  float *out;
  ptrdiff_t out_stride;
} rk_lane_code_convolution;

// One direction of a recurrent layer from zero states. Gates G: LSTM 4 (i f g o), GRU 3 (r z n),
// plain 1. Input is either values, codes or tokens (the others null).
typedef struct {
  ptrdiff_t steps, features, hidden;
  bool reversed;
  const float *values;   // (steps, features, lanes), value_stride from step to step
  ptrdiff_t value_stride;
  const float *input_weights;  // (hidden, features, G); plain: (ceil(hidden / 4), features, 4)
  const int32_t *codes;        // (steps, lanes)
  const float *tables;  // with codes (hidden, G, 8), bias included; plain (ceil(hidden / 4), 4, 8)
  const float *bias;    // with values (hidden, G); plain (ceil(hidden / 4), 4)
  const int32_t *tokens;  // (steps, lanes): rows of token_table
  // With tokens: (tokens, token_stride), each row (hidden, G) with the bias included, then zeros.
  const float *token_table;
  ptrdiff_t token_stride;  // a multiple of RK_TOKEN_ROWS
  float *inputs;           // with tokens, scratch (token_stride, lanes)
  // (hidden, hidden, G). GRU with the reset before the product: (hidden, hidden, 2) for r z.
  // Plain: (ceil(hidden / 4), hidden, 4).
  const float *recurrent_weights;
  // GRU, reset before: (ceil(hidden / 4), hidden, 4) for n.
  const float *candidate_weights;
  // GRU, reset after: (hidden), the bias inside the product with the reset gate.
  const float *candidate_bias;
  // Plain: RK_TANH or RK_RELU.
  rk_activation activation;
  // The states after each step, step t at states + t * state_stride, (hidden, lanes) each; with
  // last_only a scratch of two such steps.
  float *states;
  ptrdiff_t state_stride;
  bool last_only;
  float *last;     // null, or where the states after the last step go, (hidden, lanes)
  float *scratch;  // (hidden, lanes); GRU with the reset before: (2 hidden, lanes)
} rk_lane_recurrence;

// out (rows, lanes) = the largest or the mean over steps of values (steps, rows, lanes).
typedef struct {
  ptrdiff_t steps, rows;
  const float *values;
  ptrdiff_t value_stride;
  float *out;
} rk_lane_pooling;

typedef struct {
  // Sequences a tile holds.
  ptrdiff_t lanes;
  void (*product)(const rk_lane_product *);
  void (*code_convolution)(const rk_lane_code_convolution *);
  void (*lstm)(const rk_lane_recurrence *);
  void (*gru_reset_after)(const rk_lane_recurrence *);
  void (*gru_reset_before)(const rk_lane_recurrence *);
  void (*plain)(const rk_lane_recurrence *);
  void (*largest)(const rk_lane_pooling *);
  void (*mean)(const rk_lane_pooling *);
  // Does 2 * `peak_steps` floating-point operations a step in chains that fill the machine's units:
  // what no kernel can exceed.
  float (*peak)(ptrdiff_t steps);
  ptrdiff_t peak_steps;
} rk_lane_table;

#endif
