// One direction of a gated recurrent unit with a sequence a lane, two units at a time as far as
// their sums fit in the registers: the sums of one are too few to keep the multipliers busy.

// gates[u][g] += weights[u, p, g] * before[p] over p < hidden, in order; `rows` and `units` are
// literals.
RK_INLINE void RK_LANE(add_gru_products)(
    const int rows, const int units, RK_LANE(lanes) (*gates)[3], ptrdiff_t hidden,
    const float *weights, const float *before) {
  const ptrdiff_t unit_stride = hidden * rows;
#pragma clang loop unroll_count(4)
  for (ptrdiff_t p = 0; p < hidden; p++) {
    rk_vector x[RK_LANE_VECTORS];
    RK_EACH_VECTOR(v) x[v] = rk_load(before + v * RK_VECTOR_WIDTH);
    RK_UNROLLED
    for (int u = 0; u < units; u++) {
      RK_UNROLLED
      for (int g = 0; g < rows; g++) {
        const rk_vector weight = weights[u * unit_stride + g];
        RK_EACH_VECTOR(v) {
          gates[u][g][v] = rk_fma(weight, x[v], gates[u][g][v]);
          RK_ORDER_READS_AFTER(weights, gates[u][g][v]);
        }
      }
    }
    weights += rows;
    before += RK_LANE_COUNT;
  }
}

RK_INLINE void RK_LANE(gru_after_units)(
    const int units, const rk_lane_recurrence *r, const RK_LANE(step) *step, ptrdiff_t unit) {
  RK_LANE(lanes) gates[2][3];
  RK_UNROLLED
  for (int u = 0; u < units; u++) {
    RK_LANE(start_gates)(3, gates[u], r, unit + u, step->values, &step->letters);
    // The candidate's input waits in memory while the sums of r, z and the product run.
    float *state = step->after + (unit + u) * RK_LANE_COUNT;
    RK_EACH_VECTOR(v) {
      rk_store(state + v * RK_VECTOR_WIDTH, gates[u][2][v]);
      gates[u][2][v] = r->candidate_bias[unit + u];
    }
  }
  if (step->before) {
    RK_LANE(add_gru_products)(
        3, units, gates, r->hidden, r->recurrent_weights + unit * r->hidden * 3, step->before);
  }
  RK_UNROLLED
  for (int u = 0; u < units; u++) {
    RK_EACH_VECTOR(v) {
      const ptrdiff_t place = (unit + u) * RK_LANE_COUNT + v * RK_VECTOR_WIDTH;
      const rk_vector reset = 1.0f / (1.0f + rk_exp2_clamped(gates[u][0][v]));
      const rk_vector n = rk_fma(reset, gates[u][2][v], rk_load(step->after + place));
      const rk_vector h = step->before ? rk_load(step->before + place) : (rk_vector)0.0f;
      rk_store(step->after + place, rk_gru_blend(gates[u][1][v], n, h));
    }
  }
}

static void RK_LANE(gru_reset_after)(const rk_lane_recurrence *r) {
  for (ptrdiff_t s = 0; s < r->steps; s++) {
    const RK_LANE(step) step = RK_LANE(take_step)(r, s);
    ptrdiff_t unit = 0;
    if (RK_LANE_OVERLAPS) {
      for (; unit + 2 <= r->hidden; unit += 2) RK_LANE(gru_after_units)(2, r, &step, unit);
    }
    for (; unit < r->hidden; unit++) RK_LANE(gru_after_units)(1, r, &step, unit);
  }
  RK_LANE(copy_last)(r);
}

// The reset states and updates of units into the scratch, the candidates' inputs into `after`.
RK_INLINE void RK_LANE(gru_before_units)(
    const int units, const rk_lane_recurrence *r, const RK_LANE(step) *step, ptrdiff_t unit) {
  RK_LANE(lanes) gates[2][3];
  RK_UNROLLED
  for (int u = 0; u < units; u++) {
    RK_LANE(start_gates)(3, gates[u], r, unit + u, step->values, &step->letters);
    float *state = step->after + (unit + u) * RK_LANE_COUNT;
    RK_EACH_VECTOR(v) rk_store(state + v * RK_VECTOR_WIDTH, gates[u][2][v]);
  }
  if (step->before) {
    RK_LANE(add_gru_products)(
        2, units, gates, r->hidden, r->recurrent_weights + unit * r->hidden * 2, step->before);
  }
  RK_UNROLLED
  for (int u = 0; u < units; u++) {
    RK_EACH_VECTOR(v) {
      const ptrdiff_t place = (unit + u) * RK_LANE_COUNT + v * RK_VECTOR_WIDTH;
      const rk_vector h = step->before ? rk_load(step->before + place) : (rk_vector)0.0f;
      rk_store(r->scratch + place, h / (1.0f + rk_exp2_clamped(gates[u][0][v])));
      rk_store(r->scratch + r->hidden * RK_LANE_COUNT + place, gates[u][1][v]);
    }
  }
}

static void RK_LANE(gru_reset_before)(const rk_lane_recurrence *r) {
  const float *const reset_states = r->scratch;
  const float *const updates = r->scratch + r->hidden * RK_LANE_COUNT;
  for (ptrdiff_t s = 0; s < r->steps; s++) {
    const RK_LANE(step) step = RK_LANE(take_step)(r, s);
    ptrdiff_t unit = 0;
    for (; unit + 2 <= r->hidden; unit += 2) RK_LANE(gru_before_units)(2, r, &step, unit);
    for (; unit < r->hidden; unit++) RK_LANE(gru_before_units)(1, r, &step, unit);
    for (ptrdiff_t first = 0; first < r->hidden; first += RK_LANE_ROWS) {
      const ptrdiff_t count = rk_rows_in_group(r->hidden, first);
      RK_LANE(lanes) sums[RK_LANE_ROWS];
      RK_UNROLLED
      for (int q = 0; q < RK_LANE_ROWS; q++) {
        const ptrdiff_t row = q < count ? first + q : first;
        RK_EACH_VECTOR(v) {
          sums[q][v] = rk_load(step.after + row * RK_LANE_COUNT + v * RK_VECTOR_WIDTH);
        }
      }
      if (step.before) {
        RK_LANE(add_product)(
            RK_LANE_ROWS, sums, r->hidden, r->candidate_weights + first * r->hidden, reset_states);
      }
      RK_UNROLLED
      for (int q = 0; q < RK_LANE_ROWS; q++) {
        if (q < count) {
          RK_EACH_VECTOR(v) {
            const ptrdiff_t place = (first + q) * RK_LANE_COUNT + v * RK_VECTOR_WIDTH;
            const rk_vector h = step.before ? rk_load(step.before + place) : (rk_vector)0.0f;
            rk_store(step.after + place, rk_gru_blend(rk_load(updates + place), sums[q][v], h));
          }
        }
      }
    }
  }
  RK_LANE(copy_last)(r);
}
