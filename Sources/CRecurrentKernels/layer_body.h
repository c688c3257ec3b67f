// Loops of normalisation and attention.

static void RK_NAME(moments)(
    ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const ptrdiff_t *restrict lengths,
    const RK_REAL *restrict values, double *restrict mean, double *restrict variance) {
  ptrdiff_t steps = 0;
  for (ptrdiff_t b = 0; b < batch; b++) steps += lengths[b];
  const double share = steps > 0 ? 1.0 / (double)steps : 0;
  for (ptrdiff_t f = 0; f < features; f++) mean[f] = variance[f] = 0;
  for (ptrdiff_t i = 0; i < time * batch; i++) {
    if (i / batch >= lengths[i % batch]) continue;
    const RK_REAL *x = values + i * features;
    for (ptrdiff_t f = 0; f < features; f++) mean[f] += (double)x[f];
  }
  for (ptrdiff_t f = 0; f < features; f++) mean[f] *= share;
  for (ptrdiff_t i = 0; i < time * batch; i++) {
    if (i / batch >= lengths[i % batch]) continue;
    const RK_REAL *x = values + i * features;
    for (ptrdiff_t f = 0; f < features; f++) {
      const double distance = (double)x[f] - mean[f];
      variance[f] += distance * distance;
    }
  }
  for (ptrdiff_t f = 0; f < features; f++) variance[f] *= share;
}

static void RK_NAME(scale_shift)(
    ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const ptrdiff_t *restrict lengths,
    const RK_REAL *restrict x, const RK_REAL *restrict scale, const RK_REAL *restrict shift,
    RK_REAL *restrict outputs) {
  for (ptrdiff_t i = 0; i < time * batch; i++) {
    const RK_REAL *from = x + i * features;
    RK_REAL *to = outputs + i * features;
    if (i / batch < lengths[i % batch]) {
      for (ptrdiff_t f = 0; f < features; f++) to[f] = from[f] * scale[f] + shift[f];
    } else {
      for (ptrdiff_t f = 0; f < features; f++) to[f] = 0;
    }
  }
}

static void RK_NAME(normalise_rows)(
    ptrdiff_t rows, ptrdiff_t columns, RK_REAL epsilon, const RK_REAL *restrict x,
    RK_REAL *restrict normalised, RK_REAL *restrict scales) {
#pragma clang fp reassociate(on)
  for (ptrdiff_t i = 0; i < rows; i++, x += columns, normalised += columns) {
    double sum = 0, squares = 0;
    for (ptrdiff_t j = 0; j < columns; j++) sum += (double)x[j];
    const double mean = sum / (double)columns;
    for (ptrdiff_t j = 0; j < columns; j++) {
      squares += ((double)x[j] - mean) * ((double)x[j] - mean);
    }
    const double scale = 1.0 / sqrt(squares / (double)columns + (double)epsilon);
    scales[i] = (RK_REAL)scale;
    for (ptrdiff_t j = 0; j < columns; j++) {
      normalised[j] = (RK_REAL)(((double)x[j] - mean) * scale);
    }
  }
}

static void RK_NAME(normalise_rows_backward)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict normalised,
    const RK_REAL *restrict scales, RK_REAL *restrict gradients) {
#pragma clang fp reassociate(on)
  for (ptrdiff_t i = 0; i < rows; i++, normalised += columns, gradients += columns) {
    double sum = 0, products = 0;
    for (ptrdiff_t j = 0; j < columns; j++) {
      sum += (double)gradients[j];
      products += (double)gradients[j] * (double)normalised[j];
    }
    const RK_REAL mean = (RK_REAL)(sum / (double)columns);
    const RK_REAL slope = (RK_REAL)(products / (double)columns);
    for (ptrdiff_t j = 0; j < columns; j++) {
      gradients[j] = scales[i] * (gradients[j] - mean - normalised[j] * slope);
    }
  }
}

static void RK_NAME(softmax_steps)(
    ptrdiff_t time, ptrdiff_t batch, const ptrdiff_t *restrict lengths,
    RK_REAL *restrict scores) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    RK_REAL *s = scores + b;
    RK_REAL largest = lengths[b] > 0 ? s[0] : 0;
    for (ptrdiff_t t = 1; t < lengths[b]; t++) {
      largest = s[t * batch] > largest ? s[t * batch] : largest;
    }
    double sum = 0;
    for (ptrdiff_t t = 0; t < lengths[b]; t++) {
      s[t * batch] = RK_NAME(real_exp)(s[t * batch] - largest);
      sum += (double)s[t * batch];
    }
    for (ptrdiff_t t = 0; t < lengths[b]; t++) {
      s[t * batch] = (RK_REAL)((double)s[t * batch] / sum);
    }
    for (ptrdiff_t t = lengths[b]; t < time; t++) s[t * batch] = 0;
  }
}

static void RK_NAME(softmax_steps_backward)(
    ptrdiff_t time, ptrdiff_t batch, const RK_REAL *restrict weights,
    RK_REAL *restrict gradients) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    double mean = 0;
    for (ptrdiff_t i = b; i < time * batch; i += batch) {
      mean += (double)weights[i] * (double)gradients[i];
    }
    for (ptrdiff_t i = b; i < time * batch; i += batch) {
      gradients[i] = weights[i] * (gradients[i] - (RK_REAL)mean);
    }
  }
}

static void RK_NAME(weighted_sum)(
    ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const RK_REAL *restrict weights,
    const RK_REAL *restrict x, RK_REAL *restrict sums) {
  for (ptrdiff_t i = 0; i < batch * features; i++) sums[i] = 0;
  for (ptrdiff_t t = 0; t < time; t++) {
    for (ptrdiff_t b = 0; b < batch; b++) {
      const RK_REAL weight = weights[t * batch + b];
      const RK_REAL *from = x + (t * batch + b) * features;
      RK_REAL *to = sums + b * features;
      for (ptrdiff_t f = 0; f < features; f++) to[f] += weight * from[f];
    }
  }
}

static void RK_NAME(weighted_sum_backward)(
    ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const RK_REAL *restrict weights,
    const RK_REAL *restrict x, const RK_REAL *restrict sum_gradients,
    RK_REAL *restrict weight_gradients, RK_REAL *restrict x_gradients) {
#pragma clang fp reassociate(on)
  for (ptrdiff_t t = 0; t < time; t++) {
    for (ptrdiff_t b = 0; b < batch; b++) {
      const ptrdiff_t i = t * batch + b;
      const RK_REAL *gradient = sum_gradients + b * features;
      double product = 0;
      for (ptrdiff_t f = 0; f < features; f++) {
        product += (double)gradient[f] * (double)x[i * features + f];
        x_gradients[i * features + f] += weights[i] * gradient[f];
      }
      weight_gradients[i] = (RK_REAL)product;
    }
  }
}
