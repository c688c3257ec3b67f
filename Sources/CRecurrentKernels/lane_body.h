// Inference with a sequence a lane, for tiles of one width; see lane_kernels.h for the layouts.
// Included once per width: RK_LANE_VECTORS in registers, RK_LANE naming, RK_LANE_TABLE to define.

#include "lane_tile_body.h"
#include "lane_tokens_body.h"

typedef struct {
  rk_int_vector vectors[RK_LANE_VECTORS];
} RK_LANE(letters);

RK_INLINE RK_LANE(letters) RK_LANE(load_letters)(const int32_t *codes) {
  typedef int32_t loose
      __attribute__((ext_vector_type(RK_VECTOR_WIDTH), aligned(sizeof(int32_t)), may_alias));
  RK_LANE(letters) letters;
  RK_EACH_VECTOR(v) letters.vectors[v] = *(const loose *)(codes + v * RK_VECTOR_WIDTH);
  return letters;
}

// One step's input to the gates of one unit: bias and input product, or the look-up of both.
RK_INLINE void RK_LANE(start_gates)(
    const int rows, RK_LANE(lanes) *sums, const rk_lane_recurrence *r, ptrdiff_t unit,
    const float *values, const RK_LANE(letters) *letters) {
  if (r->tokens) {
    RK_LANE(load_rows)(rows, sums, r->inputs + unit * rows * RK_LANE_COUNT);
  } else if (values) {
    RK_LANE(start_rows)(rows, sums, r->bias + unit * rows);
    RK_LANE(add_product)(rows, sums, r->features, r->input_weights + unit * r->features * rows, values);
  } else {
    const float *table = r->tables + unit * rows * RK_LANE_CODES;
    RK_UNROLLED
    for (int g = 0; g < rows; g++) {
      RK_EACH_VECTOR(v) sums[g][v] = rk_look_up_8(table + g * RK_LANE_CODES, letters->vectors[v]);
    }
  }
}

typedef struct {
  const float *values;  // null with codes and tokens
  RK_LANE(letters) letters;
  const float *before;  // null at the first step: the states are zero
  float *after;
} RK_LANE(step);

RK_INLINE RK_LANE(step) RK_LANE(take_step)(const rk_lane_recurrence *r, ptrdiff_t step) {
  const ptrdiff_t time = r->reversed ? r->steps - 1 - step : step;
  const ptrdiff_t previous = r->reversed ? time + 1 : time - 1;
  RK_LANE(step) result;
  result.values = r->values ? r->values + time * r->value_stride : NULL;
  if (r->codes) result.letters = RK_LANE(load_letters)(r->codes + time * RK_LANE_COUNT);
  if (r->tokens) RK_LANE(look_up_tokens)(r, time);
  const ptrdiff_t from = r->last_only ? (step + 1) & 1 : previous;
  const ptrdiff_t to = r->last_only ? step & 1 : time;
  result.before = step > 0 ? r->states + from * r->state_stride : NULL;
  result.after = r->states + to * r->state_stride;
  return result;
}

static void RK_LANE(copy_last)(const rk_lane_recurrence *r) {
  if (!r->last || r->steps == 0) return;
  const ptrdiff_t end = r->reversed ? 0 : r->steps - 1;
  const ptrdiff_t slot = r->last_only ? (r->steps - 1) & 1 : end;
  memcpy(
      r->last, r->states + slot * r->state_stride,
      (size_t)r->hidden * RK_LANE_COUNT * sizeof(float));
}

// One vector of one unit's cell and state from its gates' sums.
RK_INLINE void RK_LANE(finish_lstm)(
    const rk_lane_recurrence *r, const RK_LANE(step) *step, RK_LANE(lanes) *gates, ptrdiff_t unit,
    int v) {
  const ptrdiff_t place = unit * RK_LANE_COUNT + v * RK_VECTOR_WIDTH;
  rk_lstm_cell(
      gates[0][v], gates[1][v], gates[2][v], gates[3][v], !step->before, r->scratch + place,
      step->after + place);
}

// A unit's product in as many pieces as a tile has vectors; before each, one vector of the unit
// before is finished, whose long chains of operations the piece then fills the gaps of.
RK_INLINE void RK_LANE(overlap_lstm)(
    const rk_lane_recurrence *r, const RK_LANE(step) *step, RK_LANE(lanes) *gates,
    RK_LANE(lanes) *waiting, ptrdiff_t unit) {
  ptrdiff_t from = 0;
  RK_EACH_VECTOR(v) {
    if (unit > 0) RK_LANE(finish_lstm)(r, step, waiting, unit - 1, v);
    const ptrdiff_t end = r->hidden * (v + 1) / RK_LANE_VECTORS;
    if (step->before) {
      RK_LANE(add_product)(
          4, gates, end - from, r->recurrent_weights + (unit * r->hidden + from) * 4,
          step->before + from * RK_LANE_COUNT);
    }
    from = end;
  }
}

static void RK_LANE(lstm)(const rk_lane_recurrence *r) {
  for (ptrdiff_t s = 0; s < r->steps; s++) {
    const RK_LANE(step) step = RK_LANE(take_step)(r, s);
    RK_LANE(lanes) waiting[4];
    for (ptrdiff_t unit = 0; unit < r->hidden; unit++) {
      RK_LANE(lanes) gates[4];
      RK_LANE(start_gates)(4, gates, r, unit, step.values, &step.letters);
      if (RK_LANE_OVERLAPS) {
        RK_LANE(overlap_lstm)(r, &step, gates, waiting, unit);
        memcpy(waiting, gates, sizeof gates);
        continue;
      }
      if (step.before) {
        RK_LANE(add_product)(
            4, gates, r->hidden, r->recurrent_weights + unit * r->hidden * 4, step.before);
      }
      RK_EACH_VECTOR(v) RK_LANE(finish_lstm)(r, &step, gates, unit, v);
    }
    if (RK_LANE_OVERLAPS) {
      RK_EACH_VECTOR(v) RK_LANE(finish_lstm)(r, &step, waiting, r->hidden - 1, v);
    }
  }
  RK_LANE(copy_last)(r);
}

#include "lane_gru_body.h"

RK_INLINE void RK_LANE(store_rows)(
    RK_LANE(lanes) *sums, ptrdiff_t count, rk_activation activation, float *out) {
  RK_UNROLLED
  for (int q = 0; q < RK_LANE_ROWS; q++) {
    if (q < count) {
      RK_EACH_VECTOR(v) {
        rk_store(
            out + q * RK_LANE_COUNT + v * RK_VECTOR_WIDTH, rk_activate(sums[q][v], activation));
      }
    }
  }
}

static void RK_LANE(plain)(const rk_lane_recurrence *r) {
  for (ptrdiff_t s = 0; s < r->steps; s++) {
    const RK_LANE(step) step = RK_LANE(take_step)(r, s);
    for (ptrdiff_t first = 0; first < r->hidden; first += RK_LANE_ROWS) {
      RK_LANE(lanes) sums[RK_LANE_ROWS];
      RK_LANE(start_gates)(
          RK_LANE_ROWS, sums, r, first / RK_LANE_ROWS, step.values, &step.letters);
      if (step.before) {
        RK_LANE(add_product)(
            RK_LANE_ROWS, sums, r->hidden, r->recurrent_weights + first * r->hidden, step.before);
      }
      RK_LANE(store_rows)(
          sums, rk_rows_in_group(r->hidden, first), r->activation,
          step.after + first * RK_LANE_COUNT);
    }
  }
  RK_LANE(copy_last)(r);
}

RK_INLINE void RK_LANE(keep_larger)(RK_LANE(lanes) *largest, RK_LANE(lanes) *sums) {
  RK_UNROLLED
  for (int q = 0; q < RK_LANE_ROWS; q++) {
    RK_EACH_VECTOR(v) {
      largest[q][v] = sums[q][v] > largest[q][v] ? sums[q][v] : largest[q][v];
    }
  }
}

static void RK_LANE(run_product)(const rk_lane_product *p) {
  for (ptrdiff_t t = 0; t < p->steps; t++) {
    const rk_pool_range range = rk_pooled_steps(&p->pool, t);
    for (ptrdiff_t first = 0; first < p->rows; first += RK_LANE_ROWS) {
      const float *weights = p->weights + first * p->depth;
      RK_LANE(lanes) largest[RK_LANE_ROWS];
      for (ptrdiff_t s = range.begin; s < range.end; s++) {
        const float *values = p->values + s * p->value_stride;
        RK_LANE(lanes) sums[RK_LANE_ROWS];
        RK_LANE(start_rows)(RK_LANE_ROWS, sums, p->bias + first);
        RK_LANE(add_product)(RK_LANE_ROWS, sums, p->depth, weights, values);
        if (s == range.begin) {
          memcpy(largest, sums, sizeof sums);
        } else {
          RK_LANE(keep_larger)(largest, sums);
        }
      }
      RK_LANE(store_rows)(
          largest, rk_rows_in_group(p->rows, first), p->activation,
          p->out + t * p->out_stride + first * RK_LANE_COUNT);
    }
  }
}

// Whether every code of the taps from `codes` on is below 4.
static bool RK_LANE(only_letters)(const rk_lane_code_convolution *c, const int32_t *codes) {
  rk_int_vector seen = 0;
  for (ptrdiff_t tap = 0; tap < c->taps; tap++) {
    const RK_LANE(letters) letters = RK_LANE(load_letters)(codes + tap * c->dilation * RK_LANE_COUNT);
    RK_EACH_VECTOR(v) seen |= letters.vectors[v];
  }
  return __builtin_reduce_or(seen) < 4;
}

RK_INLINE void RK_LANE(convolve_codes)(
    const bool only_letters, const rk_lane_code_convolution *c, ptrdiff_t first,
    const int32_t *codes, RK_LANE(lanes) *sums) {
  const ptrdiff_t entries = only_letters ? 4 : RK_LANE_CODES;
  const float *table = (only_letters ? c->letters : c->tables) + first * c->taps * entries;
  RK_LANE(start_rows)(RK_LANE_ROWS, sums, c->bias + first);
  for (ptrdiff_t tap = 0; tap < c->taps; tap++) {
    const RK_LANE(letters) letters = RK_LANE(load_letters)(codes + tap * c->dilation * RK_LANE_COUNT);
    RK_UNROLLED
    for (int q = 0; q < RK_LANE_ROWS; q++) {
      RK_EACH_VECTOR(v) {
        sums[q][v] += only_letters ? rk_look_up_4(table, letters.vectors[v])
                                   : rk_look_up_8(table, letters.vectors[v]);
      }
      table += entries;
      RK_EACH_VECTOR(v) RK_ORDER_READS_AFTER(table, sums[q][v]);
    }
  }
}

static void RK_LANE(code_convolve)(const rk_lane_code_convolution *c) {
  for (ptrdiff_t t = 0; t < c->steps; t++) {
    const rk_pool_range range = rk_pooled_steps(&c->pool, t);
    bool only_letters = true;
    for (ptrdiff_t s = range.begin; s < range.end; s++) {
      only_letters =
          only_letters && RK_LANE(only_letters)(c, c->codes + s * c->stride * RK_LANE_COUNT);
    }
    for (ptrdiff_t first = 0; first < c->filters; first += RK_LANE_ROWS) {
      RK_LANE(lanes) largest[RK_LANE_ROWS];
      for (ptrdiff_t s = range.begin; s < range.end; s++) {
        const int32_t *start = c->codes + s * c->stride * RK_LANE_COUNT;
        RK_LANE(lanes) sums[RK_LANE_ROWS];
        if (only_letters) {
          RK_LANE(convolve_codes)(true, c, first, start, sums);
        } else {
          RK_LANE(convolve_codes)(false, c, first, start, sums);
        }
        if (s == range.begin) {
          memcpy(largest, sums, sizeof sums);
        } else {
          RK_LANE(keep_larger)(largest, sums);
        }
      }
      RK_LANE(store_rows)(
          largest, rk_rows_in_group(c->filters, first), c->relu ? RK_RELU : RK_IDENTITY,
          c->out + t * c->out_stride + first * RK_LANE_COUNT);
    }
  }
}

static void RK_LANE(largest)(const rk_lane_pooling *p) {
  for (ptrdiff_t i = 0; i < p->rows * RK_LANE_COUNT; i += RK_VECTOR_WIDTH) {
    rk_vector largest = rk_load(p->values + i);
    for (ptrdiff_t t = 1; t < p->steps; t++) {
      const rk_vector value = rk_load(p->values + t * p->value_stride + i);
      largest = value > largest ? value : largest;
    }
    rk_store(p->out + i, largest);
  }
}

static void RK_LANE(mean)(const rk_lane_pooling *p) {
  for (ptrdiff_t i = 0; i < p->rows * RK_LANE_COUNT; i += RK_VECTOR_WIDTH) {
    rk_vector sum = 0.0f;
    for (ptrdiff_t t = 0; t < p->steps; t++) sum += rk_load(p->values + t * p->value_stride + i);
    rk_store(p->out + i, sum / (float)p->steps);
  }
}

static const rk_lane_table RK_LANE_TABLE = {
    .lanes = RK_LANE_COUNT,
    .product = RK_LANE(run_product),
    .code_convolution = RK_LANE(code_convolve),
    .lstm = RK_LANE(lstm),
    .gru_reset_after = RK_LANE(gru_reset_after),
    .gru_reset_before = RK_LANE(gru_reset_before),
    .plain = RK_LANE(plain),
    .largest = RK_LANE(largest),
    .mean = RK_LANE(mean),
    .peak = rk_lane_peak,
    .peak_steps = RK_PEAK_CHAINS * RK_VECTOR_WIDTH,
};

#undef RK_LANE_COUNT
#undef RK_EACH_VECTOR
#undef RK_LANE_VECTORS
#undef RK_LANE
#undef RK_LANE_TABLE
