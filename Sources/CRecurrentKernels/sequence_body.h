// What recurrent layers do over whole sequences, beside matrix products.

static void RK_NAME(fill_rows)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict row, RK_REAL *restrict out,
    ptrdiff_t out_offset) {
  RK_REAL *restrict to = out + out_offset;
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t j = 0; j < columns; j++) to[i * columns + j] = row[j];
  }
}

static void RK_NAME(sum_rows)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *values, ptrdiff_t offset,
    ptrdiff_t stride, RK_REAL *sums, ptrdiff_t sums_offset) {
  RK_REAL *restrict to = sums + sums_offset;
  for (ptrdiff_t i = 0; i < rows; i++) {
    const RK_REAL *restrict row = values + offset + i * stride;
    for (ptrdiff_t j = 0; j < columns; j++) to[j] += row[j];
  }
}

static void RK_NAME(transpose)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict values, RK_REAL *restrict out) {
  for (ptrdiff_t j = 0; j < columns; j++) {
    for (ptrdiff_t i = 0; i < rows; i++) out[j * rows + i] = values[i * columns + j];
  }
}

static void RK_NAME(add_mirrored)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict values, RK_REAL *restrict out) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t j = 0; j < columns; j++) {
      out[i * columns + j] += values[i * columns + columns - 1 - j];
    }
  }
}

static void RK_NAME(add)(
    ptrdiff_t count, const RK_REAL *values, ptrdiff_t offset, RK_REAL *out,
    ptrdiff_t out_offset) {
  const RK_REAL *restrict from = values + offset;
  RK_REAL *restrict to = out + out_offset;
  for (ptrdiff_t i = 0; i < count; i++) to[i] += from[i];
}

static void RK_NAME(mask)(
    ptrdiff_t count, const RK_REAL *values, ptrdiff_t offset, const RK_REAL *restrict mask,
    RK_REAL *out, ptrdiff_t out_offset, bool accumulate) {
  const RK_REAL *restrict from = values + offset;
  RK_REAL *restrict to = out + out_offset;
  if (accumulate) {
    for (ptrdiff_t i = 0; i < count; i++) to[i] += from[i] * mask[i];
  } else {
    for (ptrdiff_t i = 0; i < count; i++) to[i] = from[i] * mask[i];
  }
}

static void RK_NAME(states_to_outputs)(
    rk_output_block block, const int32_t *lengths, const RK_REAL *states, RK_REAL *outputs) {
  const ptrdiff_t n = block.hidden;
  for (ptrdiff_t step = 0; step < block.steps; step++) {
    for (ptrdiff_t row = 0; row < block.batch; row++) {
      const ptrdiff_t index = step * block.batch + row;
      const RK_REAL *restrict from = states + block.states_offset + index * n;
      RK_REAL *restrict to = outputs + block.outputs_offset + index * block.stride;
      if (block.is_masked && block.first_step + step >= lengths[row]) {
        for (ptrdiff_t j = 0; j < n; j++) to[j] = 0;
      } else if (block.is_mirrored) {
        for (ptrdiff_t j = 0; j < n; j++) to[j] = from[n - 1 - j];
      } else {
        for (ptrdiff_t j = 0; j < n; j++) to[j] = from[j];
      }
    }
  }
}

static void RK_NAME(outputs_to_states)(
    rk_output_block block, const int32_t *lengths, const RK_REAL *outputs, RK_REAL *states) {
  const ptrdiff_t n = block.hidden;
  for (ptrdiff_t step = 0; step < block.steps; step++) {
    for (ptrdiff_t row = 0; row < block.batch; row++) {
      const ptrdiff_t index = step * block.batch + row;
      const RK_REAL *restrict from = outputs + block.outputs_offset + index * block.stride;
      RK_REAL *restrict to = states + block.states_offset + index * n;
      if (block.is_masked && block.first_step + step >= lengths[row]) {
        for (ptrdiff_t j = 0; j < n; j++) to[j] = 0;
      } else if (block.is_mirrored) {
        for (ptrdiff_t j = 0; j < n; j++) to[j] = from[n - 1 - j];
      } else {
        for (ptrdiff_t j = 0; j < n; j++) to[j] = from[j];
      }
    }
  }
}

static void RK_NAME(last_outputs)(
    ptrdiff_t batch, ptrdiff_t features, ptrdiff_t onward, const int32_t *lengths,
    const RK_REAL *restrict outputs, RK_REAL *restrict last) {
  for (ptrdiff_t row = 0; row < batch; row++) {
    RK_REAL *restrict to = last + row * features;
    if (lengths[row] == 0) {
      for (ptrdiff_t j = 0; j < features; j++) to[j] = 0;
      continue;
    }
    const RK_REAL *restrict end = outputs + ((lengths[row] - 1) * batch + row) * features;
    const RK_REAL *restrict start = outputs + row * features;
    for (ptrdiff_t j = 0; j < onward; j++) to[j] = end[j];
    for (ptrdiff_t j = onward; j < features; j++) to[j] = start[j];
  }
}

static void RK_NAME(last_outputs_backward)(
    ptrdiff_t batch, ptrdiff_t features, ptrdiff_t onward, const int32_t *lengths,
    const RK_REAL *restrict d_last, RK_REAL *restrict d_outputs) {
  for (ptrdiff_t row = 0; row < batch; row++) {
    if (lengths[row] == 0) continue;
    const RK_REAL *restrict from = d_last + row * features;
    RK_REAL *end = d_outputs + ((lengths[row] - 1) * batch + row) * features;
    RK_REAL *start = d_outputs + row * features;
    for (ptrdiff_t j = 0; j < onward; j++) end[j] += from[j];
    for (ptrdiff_t j = onward; j < features; j++) start[j] += from[j];
  }
}
