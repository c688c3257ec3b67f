// Inference with a sequence a lane, the plain form: the reference for every instruction set.

enum { RK_PLAIN_LANES = 24 };

// Values arrive as exponents to base 2 of the negated (tanh: doubled) argument.
static float rk_plain_sigmoid(float exponent) {
  return RK_NAME(real_sigmoid)(exponent * -0.6931471805599453f);
}

static float rk_plain_tanh(float exponent) {
  return RK_NAME(real_tanh)(exponent * -0.34657359027997264f);
}

static float rk_plain_activate(float x, rk_activation activation) {
  switch (activation) {
    case RK_IDENTITY: return x;
    case RK_RELU: return x > 0.0f ? x : 0.0f;
    case RK_SIGMOID: return RK_NAME(real_sigmoid)(x);
    case RK_TANH: return RK_NAME(real_tanh)(x);
  }
  return x;
}

// Row `row` of packed weights (ceil(rows / group), depth, group) times one lane of `values`.
static float rk_plain_row(
    const float *weights, ptrdiff_t row, ptrdiff_t depth, ptrdiff_t group, const float *values,
    ptrdiff_t lane) {
  const float *packed = weights + row / group * depth * group + row % group;
  float sum = 0.0f;
  for (ptrdiff_t p = 0; p < depth; p++) {
    sum += packed[p * group] * values[p * RK_PLAIN_LANES + lane];
  }
  return sum;
}

static void rk_plain_product(const rk_lane_product *p) {
  for (ptrdiff_t t = 0; t < p->steps; t++) {
    for (ptrdiff_t row = 0; row < p->rows; row++) {
      for (ptrdiff_t lane = 0; lane < RK_PLAIN_LANES; lane++) {
        float largest = -INFINITY;
        for (ptrdiff_t q = 0; q < p->pool.size; q++) {
          const ptrdiff_t step = t * p->pool.stride - p->pool.before + q;
          if (step < 0 || step >= p->pool.available) continue;
          const float *values = p->values + step * p->value_stride;
          const float sum =
              p->bias[row] +
              rk_plain_row(p->weights, row, p->depth, RK_LANE_ROWS, values, lane);
          largest = sum > largest ? sum : largest;
        }
        p->out[t * p->out_stride + row * RK_PLAIN_LANES + lane] =
            rk_plain_activate(largest, p->activation);
      }
    }
  }
}

static void rk_plain_code_convolve(const rk_lane_code_convolution *c) {
  for (ptrdiff_t t = 0; t < c->steps; t++) {
    for (ptrdiff_t filter = 0; filter < c->filters; filter++) {
      for (ptrdiff_t lane = 0; lane < RK_PLAIN_LANES; lane++) {
        float largest = -INFINITY;
        for (ptrdiff_t q = 0; q < c->pool.size; q++) {
          const ptrdiff_t step = t * c->pool.stride - c->pool.before + q;
          if (step < 0 || step >= c->pool.available) continue;
          const ptrdiff_t start = step * c->stride;
          float sum = c->bias[filter];
          for (ptrdiff_t tap = 0; tap < c->taps; tap++) {
            const int32_t code = c->codes[(start + tap * c->dilation) * RK_PLAIN_LANES + lane];
            const ptrdiff_t group = filter / RK_LANE_ROWS * c->taps + tap;
            sum += c->tables[(group * RK_LANE_ROWS + filter % RK_LANE_ROWS) * RK_LANE_CODES + code];
          }
          largest = sum > largest ? sum : largest;
        }
        c->out[t * c->out_stride + filter * RK_PLAIN_LANES + lane] =
            c->relu && largest < 0.0f ? 0.0f : largest;
      }
    }
  }
}

// What one gate of one unit gets from the input: row = unit * gates + gate.
static float rk_plain_input(
    const rk_lane_recurrence *r, ptrdiff_t row, ptrdiff_t gates, ptrdiff_t time, ptrdiff_t lane) {
  if (r->tokens) {
    return r->token_table[r->tokens[time * RK_PLAIN_LANES + lane] * r->token_stride + row];
  }
  if (r->codes) {
    return r->tables[row * RK_LANE_CODES + r->codes[time * RK_PLAIN_LANES + lane]];
  }
  return r->bias[row] + rk_plain_row(
                            r->input_weights, row, r->features, gates,
                            r->values + time * r->value_stride, lane);
}

typedef enum { RK_LSTM, RK_GRU_AFTER, RK_GRU_BEFORE, RK_PLAIN } rk_plain_kind;

static void rk_plain_unit(
    rk_plain_kind kind, const rk_lane_recurrence *r, ptrdiff_t time, const float *before,
    float *after, ptrdiff_t unit, ptrdiff_t lane) {
  const ptrdiff_t hidden = before ? r->hidden : 0;
  const ptrdiff_t place = unit * RK_PLAIN_LANES + lane;
  const float h = before ? before[place] : 0.0f;
  const float *weights = r->recurrent_weights;
  switch (kind) {
    case RK_LSTM: {
      float gates[4];
      for (ptrdiff_t g = 0; g < 4; g++) {
        gates[g] = rk_plain_input(r, unit * 4 + g, 4, time, lane) +
                   rk_plain_row(weights + unit * r->hidden * 4, g, hidden, 4, before, lane);
      }
      const float old = before ? r->scratch[place] : 0.0f;
      const float cell = rk_plain_sigmoid(gates[1]) * old +
                         rk_plain_sigmoid(gates[0]) * rk_plain_tanh(gates[2]);
      r->scratch[place] = cell;
      after[place] = rk_plain_sigmoid(gates[3]) * RK_NAME(real_tanh)(cell);
      return;
    }
    case RK_GRU_AFTER: {
      const float *row = weights + unit * r->hidden * 3;
      const float reset = rk_plain_sigmoid(
          rk_plain_input(r, unit * 3, 3, time, lane) + rk_plain_row(row, 0, hidden, 3, before, lane));
      const float update = rk_plain_sigmoid(
          rk_plain_input(r, unit * 3 + 1, 3, time, lane) +
          rk_plain_row(row, 1, hidden, 3, before, lane));
      const float candidate = rk_plain_tanh(
          rk_plain_input(r, unit * 3 + 2, 3, time, lane) +
          reset * (r->candidate_bias[unit] + rk_plain_row(row, 2, hidden, 3, before, lane)));
      after[place] = (1.0f - update) * candidate + update * h;
      return;
    }
    case RK_GRU_BEFORE: {
      // scratch holds the reset states of all units: the caller's first pass.
      const float update = rk_plain_sigmoid(
          rk_plain_input(r, unit * 3 + 1, 3, time, lane) +
          rk_plain_row(weights + unit * r->hidden * 2, 1, hidden, 2, before, lane));
      const float candidate = rk_plain_tanh(
          rk_plain_input(r, unit * 3 + 2, 3, time, lane) +
          rk_plain_row(r->candidate_weights, unit, hidden, RK_LANE_ROWS, r->scratch, lane));
      after[place] = (1.0f - update) * candidate + update * h;
      return;
    }
    case RK_PLAIN:
      after[place] = rk_plain_activate(
          rk_plain_input(r, unit, RK_LANE_ROWS, time, lane) +
              rk_plain_row(weights, unit, hidden, RK_LANE_ROWS, before, lane),
          r->activation);
      return;
  }
}

static void rk_plain_recur(rk_plain_kind kind, const rk_lane_recurrence *r) {
  const float *before = NULL;
  for (ptrdiff_t s = 0; s < r->steps; s++) {
    const ptrdiff_t time = r->reversed ? r->steps - 1 - s : s;
    float *after = r->states + (r->last_only ? s & 1 : time) * r->state_stride;
    for (ptrdiff_t lane = 0; lane < RK_PLAIN_LANES; lane++) {
      for (ptrdiff_t unit = 0; kind == RK_GRU_BEFORE && before && unit < r->hidden; unit++) {
        const float reset = rk_plain_sigmoid(
            rk_plain_input(r, unit * 3, 3, time, lane) +
            rk_plain_row(
                r->recurrent_weights + unit * r->hidden * 2, 0, r->hidden, 2, before, lane));
        const ptrdiff_t place = unit * RK_PLAIN_LANES + lane;
        r->scratch[place] = reset * before[place];
      }
      for (ptrdiff_t unit = 0; unit < r->hidden; unit++) {
        rk_plain_unit(kind, r, time, before, after, unit, lane);
      }
    }
    before = after;
  }
  if (r->last && before) {
    memcpy(r->last, before, (size_t)r->hidden * RK_PLAIN_LANES * sizeof(float));
  }
}

static void rk_plain_lstm(const rk_lane_recurrence *r) { rk_plain_recur(RK_LSTM, r); }
static void rk_plain_gru_after(const rk_lane_recurrence *r) { rk_plain_recur(RK_GRU_AFTER, r); }
static void rk_plain_gru_before(const rk_lane_recurrence *r) { rk_plain_recur(RK_GRU_BEFORE, r); }
static void rk_plain_rnn(const rk_lane_recurrence *r) { rk_plain_recur(RK_PLAIN, r); }

static void rk_plain_largest(const rk_lane_pooling *p) {
  for (ptrdiff_t i = 0; i < p->rows * RK_PLAIN_LANES; i++) {
    float largest = p->values[i];
    for (ptrdiff_t t = 1; t < p->steps; t++) {
      const float value = p->values[t * p->value_stride + i];
      largest = value > largest ? value : largest;
    }
    p->out[i] = largest;
  }
}

static void rk_plain_mean(const rk_lane_pooling *p) {
  for (ptrdiff_t i = 0; i < p->rows * RK_PLAIN_LANES; i++) {
    float sum = 0.0f;
    for (ptrdiff_t t = 0; t < p->steps; t++) sum += p->values[t * p->value_stride + i];
    p->out[i] = sum / (float)p->steps;
  }
}

enum { RK_PLAIN_CHAINS = 48 };

static float rk_plain_peak(ptrdiff_t steps) {
  float chains[RK_PLAIN_CHAINS];
  for (int i = 0; i < RK_PLAIN_CHAINS; i++) chains[i] = (float)i;
  for (ptrdiff_t s = 0; s < steps; s++) {
    for (int i = 0; i < RK_PLAIN_CHAINS; i++) chains[i] = chains[i] * 0.999f + 0.001f;
  }
  float sum = 0.0f;
  for (int i = 0; i < RK_PLAIN_CHAINS; i++) sum += chains[i];
  return sum;
}

static const rk_lane_table rk_plain_table = {
    .lanes = RK_PLAIN_LANES,
    .product = rk_plain_product,
    .code_convolution = rk_plain_code_convolve,
    .lstm = rk_plain_lstm,
    .gru_reset_after = rk_plain_gru_after,
    .gru_reset_before = rk_plain_gru_before,
    .plain = rk_plain_rnn,
    .largest = rk_plain_largest,
    .mean = rk_plain_mean,
    .peak = rk_plain_peak,
    .peak_steps = RK_PLAIN_CHAINS,
};

const rk_lane_table *const rk_scalar_lanes[RK_LANE_WIDTHS] = {&rk_plain_table};
