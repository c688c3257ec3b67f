// One time step of each recurrent cell, forward and backward.
//
// Letters: h state, c cell, i f g o the LSTM's gates, r z n the GRU's, d_x the loss's gradient by x.

static inline bool RK_NAME(cell_is_active)(
    const rk_cell_step *step, const int32_t *lengths, ptrdiff_t row) {
  return !step->is_masked || step->time < lengths[row];
}

// Leaky integration: h = before + leak (h - before), in place.
static inline void RK_NAME(leak_row)(
    const rk_cell_step *step, const RK_REAL *restrict leak, const RK_REAL *restrict before,
    RK_REAL *restrict after) {
  if (!step->is_leaky) return;
  for (ptrdiff_t j = 0; j < step->hidden; j++) {
    after[j] = before[j] + leak[j] * (after[j] - before[j]);
  }
}

// The gradient by a leaky cell's own new state, given d_h by the leaky one.
static inline RK_REAL RK_NAME(leak_gradient)(
    ptrdiff_t j, RK_REAL d_h, RK_REAL candidate, const RK_REAL *restrict leak,
    const RK_REAL *restrict before, RK_REAL *restrict d_before, RK_REAL *restrict d_leak) {
  d_before[j] += (1 - leak[j]) * d_h;
  d_leak[j] += d_h * (candidate - before[j]);
  return leak[j] * d_h;
}

static inline void RK_NAME(carry_gradient)(
    const rk_cell_step *step, ptrdiff_t row, ptrdiff_t gates, RK_REAL *d_states,
    RK_REAL *d_gates) {
  const ptrdiff_t n = step->hidden;
  const RK_REAL *restrict d_after = d_states + step->after + row * n;
  RK_REAL *restrict d_before = d_states + step->before + row * n;
  RK_REAL *restrict d_sums = d_gates + step->gates + row * gates * n;
  for (ptrdiff_t j = 0; j < n; j++) d_before[j] += d_after[j];
  for (ptrdiff_t j = 0; j < gates * n; j++) d_sums[j] = 0;
}

static void RK_NAME(plain_forward)(
    rk_cell_step step, const int32_t *lengths, const RK_REAL *leak, RK_REAL *gates,
    RK_REAL *states, bool rectified) {
  const ptrdiff_t n = step.hidden;
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    const RK_REAL *restrict before = states + step.before + row * n;
    RK_REAL *restrict after = states + step.after + row * n;
    RK_REAL *restrict a = gates + step.gates + row * n;
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) {
      for (ptrdiff_t j = 0; j < n; j++) after[j] = before[j];
      continue;
    }
    if (rectified) {
      for (ptrdiff_t j = 0; j < n; j++) a[j] = a[j] < 0 ? 0 : a[j];
    } else {
      RK_NAME(tanh_array)(n, a);
    }
    for (ptrdiff_t j = 0; j < n; j++) after[j] = a[j];
    RK_NAME(leak_row)(&step, leak, before, after);
  }
}

static void RK_NAME(plain_backward)(
    rk_cell_step step, const int32_t *lengths, const RK_REAL *leak, const RK_REAL *gates,
    const RK_REAL *states, RK_REAL *d_states, RK_REAL *d_gates, RK_REAL *d_leak,
    bool rectified) {
  const ptrdiff_t n = step.hidden;
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) {
      RK_NAME(carry_gradient)(&step, row, 1, d_states, d_gates);
      continue;
    }
    const RK_REAL *restrict before = states + step.before + row * n;
    const RK_REAL *restrict a = gates + step.gates + row * n;
    const RK_REAL *restrict d_after = d_states + step.after + row * n;
    RK_REAL *restrict d_before = d_states + step.before + row * n;
    RK_REAL *restrict d_a = d_gates + step.gates + row * n;
    for (ptrdiff_t j = 0; j < n; j++) {
      const RK_REAL d_h =
          step.is_leaky
              ? RK_NAME(leak_gradient)(j, d_after[j], a[j], leak, before, d_before, d_leak)
              : d_after[j];
      d_a[j] = rectified ? (a[j] > 0 ? d_h : 0) : d_h * (1 - a[j] * a[j]);
    }
  }
}

static void RK_NAME(lstm_forward)(
    rk_cell_step step, const int32_t *lengths, const RK_REAL *leak, RK_REAL *gates,
    RK_REAL *states, RK_REAL *cells, RK_REAL *memo, bool sigmoid_candidate) {
  const ptrdiff_t n = step.hidden;
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    const RK_REAL *restrict before = states + step.before + row * n;
    RK_REAL *restrict after = states + step.after + row * n;
    const RK_REAL *restrict c_before = cells + step.cell_before + row * n;
    RK_REAL *restrict c_after = cells + step.cell_after + row * n;
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) {
      for (ptrdiff_t j = 0; j < n; j++) after[j] = before[j];
      for (ptrdiff_t j = 0; j < n; j++) c_after[j] = c_before[j];
      continue;
    }
    RK_REAL *restrict a = gates + step.gates + row * 4 * n;
    RK_REAL *restrict tanh_c = memo + step.memo + row * n;
    if (sigmoid_candidate) {
      RK_NAME(sigmoid_array)(4 * n, a);
    } else {
      RK_NAME(sigmoid_array)(2 * n, a);
      RK_NAME(tanh_array)(n, a + 2 * n);
      RK_NAME(sigmoid_array)(n, a + 3 * n);
    }
    for (ptrdiff_t j = 0; j < n; j++) {
      c_after[j] = a[n + j] * c_before[j] + a[j] * a[2 * n + j];
      tanh_c[j] = RK_NAME(real_tanh)(c_after[j]);
      after[j] = a[3 * n + j] * tanh_c[j];
    }
    RK_NAME(leak_row)(&step, leak, before, after);
  }
}

// One row. Parameters, unlike local pointers, are known never to overlap: the loop becomes vectors.
static inline void RK_NAME(lstm_backward_row)(
    ptrdiff_t n, const RK_REAL *restrict i, const RK_REAL *restrict f, const RK_REAL *restrict g,
    const RK_REAL *restrict o, const RK_REAL *restrict c_before, const RK_REAL *restrict tanh_c,
    const RK_REAL *restrict d_h, RK_REAL *restrict d_c, RK_REAL *restrict d_i,
    RK_REAL *restrict d_f, RK_REAL *restrict d_g, RK_REAL *restrict d_o, bool sigmoid_candidate) {
  for (ptrdiff_t j = 0; j < n; j++) {
    const RK_REAL d = d_c[j] + d_h[j] * o[j] * (1 - tanh_c[j] * tanh_c[j]);
    d_i[j] = d * g[j] * i[j] * (1 - i[j]);
    d_f[j] = d * c_before[j] * f[j] * (1 - f[j]);
    d_g[j] = d * i[j] * (sigmoid_candidate ? g[j] * (1 - g[j]) : 1 - g[j] * g[j]);
    d_o[j] = d_h[j] * tanh_c[j] * o[j] * (1 - o[j]);
    d_c[j] = d * f[j];
  }
}

static void RK_NAME(lstm_backward)(
    rk_cell_step step, const int32_t *lengths, const RK_REAL *leak, const RK_REAL *gates,
    const RK_REAL *states, const RK_REAL *cells, const RK_REAL *memo, RK_REAL *d_states,
    RK_REAL *d_cell, RK_REAL *d_gates, RK_REAL *d_leak, bool sigmoid_candidate) {
  const ptrdiff_t n = step.hidden;
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) {
      RK_NAME(carry_gradient)(&step, row, 4, d_states, d_gates);
      continue;
    }
    const RK_REAL *restrict before = states + step.before + row * n;
    const RK_REAL *restrict c_before = cells + step.cell_before + row * n;
    const RK_REAL *restrict a = gates + step.gates + row * 4 * n;
    const RK_REAL *restrict tanh_c = memo + step.memo + row * n;
    RK_REAL *restrict d_after = d_states + step.after + row * n;
    RK_REAL *restrict d_before = d_states + step.before + row * n;
    RK_REAL *restrict d_a = d_gates + step.gates + row * 4 * n;
    for (ptrdiff_t j = 0; step.is_leaky && j < n; j++) {
      d_after[j] = RK_NAME(leak_gradient)(
          j, d_after[j], a[3 * n + j] * tanh_c[j], leak, before, d_before, d_leak);
    }
    RK_NAME(lstm_backward_row)(
        n, a, a + n, a + 2 * n, a + 3 * n, c_before, tanh_c, d_after, d_cell + row * n, d_a,
        d_a + n, d_a + 2 * n, d_a + 3 * n, sigmoid_candidate);
  }
}

// h = (1 - z) n + z h_before, over one row.
static inline void RK_NAME(gru_state)(
    const rk_cell_step *step, const RK_REAL *restrict leak, const RK_REAL *restrict z,
    const RK_REAL *restrict candidate, const RK_REAL *restrict before,
    RK_REAL *restrict after) {
  for (ptrdiff_t j = 0; j < step->hidden; j++) {
    after[j] = candidate[j] + z[j] * (before[j] - candidate[j]);
  }
  RK_NAME(leak_row)(step, leak, before, after);
}

static void RK_NAME(gru_after_forward)(
    rk_cell_step step, const int32_t *lengths, const RK_REAL *leak, RK_REAL *gates,
    RK_REAL *states, const RK_REAL *memo) {
  const ptrdiff_t n = step.hidden;
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    const RK_REAL *restrict before = states + step.before + row * n;
    RK_REAL *restrict after = states + step.after + row * n;
    RK_REAL *restrict a = gates + step.gates + row * 3 * n;
    const RK_REAL *restrict recurrent = memo + step.memo + row * n;
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) {
      for (ptrdiff_t j = 0; j < n; j++) after[j] = before[j];
      continue;
    }
    RK_NAME(sigmoid_array)(2 * n, a);
    for (ptrdiff_t j = 0; j < n; j++) a[2 * n + j] += a[j] * recurrent[j];
    RK_NAME(tanh_array)(n, a + 2 * n);
    RK_NAME(gru_state)(&step, leak, a + n, a + 2 * n, before, after);
  }
}

static inline void RK_NAME(gru_after_backward_row)(
    ptrdiff_t n, const RK_REAL *restrict r, const RK_REAL *restrict z,
    const RK_REAL *restrict candidate, const RK_REAL *restrict before,
    const RK_REAL *restrict recurrent, const RK_REAL *restrict d_h, RK_REAL *restrict d_before,
    RK_REAL *restrict d_r, RK_REAL *restrict d_z, RK_REAL *restrict d_n,
    RK_REAL *restrict d_recurrent) {
  for (ptrdiff_t j = 0; j < n; j++) {
    const RK_REAL d = d_h[j] * (1 - z[j]) * (1 - candidate[j] * candidate[j]);
    d_before[j] += d_h[j] * z[j];
    d_r[j] = d * recurrent[j] * r[j] * (1 - r[j]);
    d_z[j] = d_h[j] * (before[j] - candidate[j]) * z[j] * (1 - z[j]);
    d_n[j] = d;
    d_recurrent[j] = d * r[j];
  }
}

static void RK_NAME(gru_after_backward)(
    rk_cell_step step, const int32_t *lengths, const RK_REAL *leak, const RK_REAL *gates,
    const RK_REAL *states, const RK_REAL *memo, RK_REAL *d_states, RK_REAL *d_gates,
    RK_REAL *d_memo, RK_REAL *d_leak) {
  const ptrdiff_t n = step.hidden;
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    RK_REAL *restrict d_recurrent = d_memo + step.memo + row * n;
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) {
      RK_NAME(carry_gradient)(&step, row, 3, d_states, d_gates);
      for (ptrdiff_t j = 0; j < n; j++) d_recurrent[j] = 0;
      continue;
    }
    const RK_REAL *restrict before = states + step.before + row * n;
    const RK_REAL *restrict a = gates + step.gates + row * 3 * n;
    const RK_REAL *restrict recurrent = memo + step.memo + row * n;
    RK_REAL *restrict d_after = d_states + step.after + row * n;
    RK_REAL *restrict d_before = d_states + step.before + row * n;
    RK_REAL *restrict d_a = d_gates + step.gates + row * 3 * n;
    for (ptrdiff_t j = 0; step.is_leaky && j < n; j++) {
      const RK_REAL z = a[n + j], candidate = a[2 * n + j];
      d_after[j] = RK_NAME(leak_gradient)(
          j, d_after[j], candidate + z * (before[j] - candidate), leak, before, d_before, d_leak);
    }
    RK_NAME(gru_after_backward_row)(
        n, a, a + n, a + 2 * n, before, recurrent, d_after, d_before, d_a, d_a + n, d_a + 2 * n,
        d_recurrent);
  }
}

static inline const RK_REAL *RK_NAME(product_state)(
    const rk_cell_step *step, const RK_REAL *states, const RK_REAL *dropped) {
  return step->is_dropped ? dropped + step->memo : states + step->before;
}

static void RK_NAME(gru_before_reset)(
    rk_cell_step step, const int32_t *lengths, RK_REAL *gates, const RK_REAL *states,
    const RK_REAL *dropped, RK_REAL *memo) {
  const ptrdiff_t n = step.hidden;
  const RK_REAL *product = RK_NAME(product_state)(&step, states, dropped);
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    RK_REAL *restrict a = gates + step.gates + row * 3 * n;
    RK_REAL *restrict reset = memo + step.memo + row * n;
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) {
      for (ptrdiff_t j = 0; j < n; j++) reset[j] = 0;
      continue;
    }
    RK_NAME(sigmoid_array)(2 * n, a);
    for (ptrdiff_t j = 0; j < n; j++) reset[j] = a[j] * product[row * n + j];
  }
}

static void RK_NAME(gru_before_update)(
    rk_cell_step step, const int32_t *lengths, const RK_REAL *leak, RK_REAL *gates,
    RK_REAL *states) {
  const ptrdiff_t n = step.hidden;
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    const RK_REAL *restrict before = states + step.before + row * n;
    RK_REAL *restrict after = states + step.after + row * n;
    RK_REAL *restrict a = gates + step.gates + row * 3 * n;
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) {
      for (ptrdiff_t j = 0; j < n; j++) after[j] = before[j];
      continue;
    }
    RK_NAME(tanh_array)(n, a + 2 * n);
    RK_NAME(gru_state)(&step, leak, a + n, a + 2 * n, before, after);
  }
}

static inline void RK_NAME(gru_before_backward_row)(
    ptrdiff_t n, const RK_REAL *restrict z, const RK_REAL *restrict candidate,
    const RK_REAL *restrict before, const RK_REAL *restrict d_h, RK_REAL *restrict d_before,
    RK_REAL *restrict d_z, RK_REAL *restrict d_n) {
  for (ptrdiff_t j = 0; j < n; j++) {
    d_before[j] += d_h[j] * z[j];
    d_z[j] = d_h[j] * (before[j] - candidate[j]) * z[j] * (1 - z[j]);
    d_n[j] = d_h[j] * (1 - z[j]) * (1 - candidate[j] * candidate[j]);
  }
}

static void RK_NAME(gru_before_update_backward)(
    rk_cell_step step, const int32_t *lengths, const RK_REAL *leak, const RK_REAL *gates,
    const RK_REAL *states, RK_REAL *d_states, RK_REAL *d_gates, RK_REAL *d_leak) {
  const ptrdiff_t n = step.hidden;
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) {
      RK_NAME(carry_gradient)(&step, row, 3, d_states, d_gates);
      continue;
    }
    const RK_REAL *restrict before = states + step.before + row * n;
    const RK_REAL *restrict a = gates + step.gates + row * 3 * n;
    RK_REAL *restrict d_after = d_states + step.after + row * n;
    RK_REAL *restrict d_before = d_states + step.before + row * n;
    RK_REAL *restrict d_a = d_gates + step.gates + row * 3 * n;
    for (ptrdiff_t j = 0; step.is_leaky && j < n; j++) {
      const RK_REAL z = a[n + j], candidate = a[2 * n + j];
      d_after[j] = RK_NAME(leak_gradient)(
          j, d_after[j], candidate + z * (before[j] - candidate), leak, before, d_before, d_leak);
    }
    RK_NAME(gru_before_backward_row)(
        n, a + n, a + 2 * n, before, d_after, d_before, d_a + n, d_a + 2 * n);
  }
}

static void RK_NAME(gru_before_reset_backward)(
    rk_cell_step step, const int32_t *lengths, const RK_REAL *gates, const RK_REAL *states,
    const RK_REAL *dropped, RK_REAL *d_gates, RK_REAL *d_memo) {
  const ptrdiff_t n = step.hidden;
  const RK_REAL *product = RK_NAME(product_state)(&step, states, dropped);
  for (ptrdiff_t row = 0; row < step.batch; row++) {
    if (!RK_NAME(cell_is_active)(&step, lengths, row)) continue;
    const RK_REAL *restrict h = product + row * n;
    const RK_REAL *restrict r = gates + step.gates + row * 3 * n;
    RK_REAL *restrict d_r = d_gates + step.gates + row * 3 * n;
    RK_REAL *restrict d_reset = d_memo + step.memo + row * n;
    for (ptrdiff_t j = 0; j < n; j++) {
      d_r[j] = d_reset[j] * h[j] * r[j] * (1 - r[j]);
      d_reset[j] *= r[j];
    }
  }
}
