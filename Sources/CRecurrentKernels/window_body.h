// Loops over windows of steps: convolution as a matrix product, pooling.

static void RK_NAME(gather_windows)(
    rk_window w, ptrdiff_t first, ptrdiff_t steps, const RK_REAL *restrict inputs,
    RK_REAL *restrict columns) {
  const ptrdiff_t width = w.taps * w.features;
  for (ptrdiff_t s = 0; s < steps; s++) {
    for (ptrdiff_t k = 0; k < w.taps; k++) {
      const ptrdiff_t t = (first + s) * w.stride - w.before + k * w.dilation;
      RK_REAL *to = columns + s * w.batch * width + k * w.features;
      if (t < 0 || t >= w.time) {
        for (ptrdiff_t b = 0; b < w.batch; b++, to += width) {
          for (ptrdiff_t f = 0; f < w.features; f++) to[f] = 0;
        }
        continue;
      }
      const RK_REAL *from = inputs + t * w.batch * w.features;
      for (ptrdiff_t b = 0; b < w.batch; b++, to += width, from += w.features) {
        for (ptrdiff_t f = 0; f < w.features; f++) to[f] = from[f];
      }
    }
  }
}

static void RK_NAME(scatter_windows)(
    rk_window w, ptrdiff_t first, ptrdiff_t steps, const RK_REAL *restrict columns,
    RK_REAL *restrict inputs) {
  const ptrdiff_t width = w.taps * w.features;
  for (ptrdiff_t s = 0; s < steps; s++) {
    for (ptrdiff_t k = 0; k < w.taps; k++) {
      const ptrdiff_t t = (first + s) * w.stride - w.before + k * w.dilation;
      if (t < 0 || t >= w.time) continue;
      const RK_REAL *from = columns + s * w.batch * width + k * w.features;
      RK_REAL *to = inputs + t * w.batch * w.features;
      for (ptrdiff_t b = 0; b < w.batch; b++, from += width, to += w.features) {
        for (ptrdiff_t f = 0; f < w.features; f++) to[f] += from[f];
      }
    }
  }
}

static void RK_NAME(taps_outward)(
    ptrdiff_t outputs, ptrdiff_t inputs, ptrdiff_t taps, const RK_REAL *restrict source,
    RK_REAL *restrict target) {
  for (ptrdiff_t o = 0; o < outputs; o++, source += inputs * taps, target += inputs * taps) {
    for (ptrdiff_t i = 0; i < inputs; i++) {
      for (ptrdiff_t k = 0; k < taps; k++) target[k * inputs + i] = source[i * taps + k];
    }
  }
}

static void RK_NAME(add_taps_inward)(
    ptrdiff_t outputs, ptrdiff_t inputs, ptrdiff_t taps, const RK_REAL *restrict source,
    RK_REAL *restrict target) {
  for (ptrdiff_t o = 0; o < outputs; o++, source += inputs * taps, target += inputs * taps) {
    for (ptrdiff_t i = 0; i < inputs; i++) {
      for (ptrdiff_t k = 0; k < taps; k++) target[i * taps + k] += source[k * inputs + i];
    }
  }
}

// The valid steps [*first, *end) that output step t sees of a sequence.
static inline void RK_NAME(clip_window)(
    const rk_window *w, ptrdiff_t t, ptrdiff_t length, ptrdiff_t *first, ptrdiff_t *end) {
  const ptrdiff_t start = t * w->stride - w->before;
  *first = start < 0 ? 0 : start;
  *end = start + w->taps < length ? start + w->taps : length;
}

static void RK_NAME(max_pool)(
    rk_window w, const ptrdiff_t *restrict lengths, const ptrdiff_t *restrict output_lengths,
    const RK_REAL *restrict inputs, RK_REAL *restrict outputs, int32_t *restrict places) {
  const ptrdiff_t step = w.batch * w.features;
  for (ptrdiff_t t = 0; t < w.output_time; t++) {
    for (ptrdiff_t b = 0; b < w.batch; b++) {
      RK_REAL *best = outputs + t * step + b * w.features;
      int32_t *place = places + t * step + b * w.features;
      ptrdiff_t first, end;
      RK_NAME(clip_window)(&w, t, lengths[b], &first, &end);
      if (t >= output_lengths[b] || first >= end) {
        for (ptrdiff_t f = 0; f < w.features; f++) best[f] = 0, place[f] = -1;
        continue;
      }
      const RK_REAL *x = inputs + first * step + b * w.features;
      for (ptrdiff_t f = 0; f < w.features; f++) best[f] = x[f], place[f] = (int32_t)first;
      for (ptrdiff_t s = first + 1; s < end; s++) {
        x += step;
        for (ptrdiff_t f = 0; f < w.features; f++) {
          const bool larger = x[f] > best[f];
          place[f] = larger ? (int32_t)s : place[f];
          best[f] = larger ? x[f] : best[f];
        }
      }
    }
  }
}

static void RK_NAME(max_pool_backward)(
    rk_window w, const int32_t *restrict places, const RK_REAL *restrict outputs,
    RK_REAL *restrict inputs) {
  const ptrdiff_t step = w.batch * w.features;
  for (ptrdiff_t t = 0; t < w.output_time; t++) {
    for (ptrdiff_t j = 0; j < step; j++) {
      const int32_t place = places[t * step + j];
      if (place >= 0) inputs[place * step + j] += outputs[t * step + j];
    }
  }
}

static void RK_NAME(mean_pool)(
    rk_window w, const ptrdiff_t *restrict lengths, const ptrdiff_t *restrict output_lengths,
    const RK_REAL *restrict inputs, RK_REAL *restrict outputs) {
  const ptrdiff_t step = w.batch * w.features;
  for (ptrdiff_t t = 0; t < w.output_time; t++) {
    for (ptrdiff_t b = 0; b < w.batch; b++) {
      RK_REAL *mean = outputs + t * step + b * w.features;
      ptrdiff_t first, end;
      RK_NAME(clip_window)(&w, t, lengths[b], &first, &end);
      for (ptrdiff_t f = 0; f < w.features; f++) mean[f] = 0;
      if (t >= output_lengths[b] || first >= end) continue;
      const RK_REAL *x = inputs + first * step + b * w.features;
      for (ptrdiff_t s = first; s < end; s++, x += step) {
        for (ptrdiff_t f = 0; f < w.features; f++) mean[f] += x[f];
      }
      const RK_REAL share = (RK_REAL)1 / (RK_REAL)(end - first);
      for (ptrdiff_t f = 0; f < w.features; f++) mean[f] *= share;
    }
  }
}

static void RK_NAME(mean_pool_backward)(
    rk_window w, const ptrdiff_t *restrict lengths, const ptrdiff_t *restrict output_lengths,
    const RK_REAL *restrict outputs, RK_REAL *restrict inputs) {
  const ptrdiff_t step = w.batch * w.features;
  for (ptrdiff_t t = 0; t < w.output_time; t++) {
    for (ptrdiff_t b = 0; b < w.batch; b++) {
      const RK_REAL *mean = outputs + t * step + b * w.features;
      ptrdiff_t first, end;
      RK_NAME(clip_window)(&w, t, lengths[b], &first, &end);
      if (t >= output_lengths[b] || first >= end) continue;
      RK_REAL *x = inputs + first * step + b * w.features;
      const RK_REAL share = (RK_REAL)1 / (RK_REAL)(end - first);
      for (ptrdiff_t s = first; s < end; s++, x += step) {
        for (ptrdiff_t f = 0; f < w.features; f++) x[f] += share * mean[f];
      }
    }
  }
}
