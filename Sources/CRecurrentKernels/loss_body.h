// Losses and their gradients by logits.

static double RK_NAME(softmax_cross_entropy)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict logits,
    const int32_t *restrict labels, const double *restrict row_weights,
    const double *restrict class_weights, double smoothing, double focusing,
    RK_REAL *restrict gradients) {
  double total = 0;
  for (ptrdiff_t i = 0; i < rows; i++, logits += columns, gradients += columns) {
    const double weight = row_weights[i];
    if (weight == 0) {
      for (ptrdiff_t j = 0; j < columns; j++) gradients[j] = 0;
      continue;
    }
    double largest = (double)logits[0], sum = 0;
    for (ptrdiff_t j = 1; j < columns; j++) {
      largest = (double)logits[j] > largest ? (double)logits[j] : largest;
    }
    for (ptrdiff_t j = 0; j < columns; j++) sum += exp((double)logits[j] - largest);
    const double log_sum = largest + log(sum);

    // The loss is -sum over c of share[c] log p_c: its gradient by logit j is
    // p_j * sum of shares - share[j], the shares of the label's term scaled by its focus.
    const ptrdiff_t y = labels[i];
    const double log_p = (double)logits[y] - log_sum;
    const double p = exp(log_p);
    const double rest = 1 - p;
    const double focus = focusing == 0 ? 1 : pow(rest, focusing);
    const double slope =
        focusing == 0 || rest <= 0 ? 0 : focusing * pow(rest, focusing - 1) * p * log_p;
    const double hit = (1 - smoothing) * class_weights[y];
    const double even = smoothing / (double)columns;
    double loss = -hit * focus * log_p;
    double shares = hit * (focus - slope);
    for (ptrdiff_t j = 0; j < columns; j++) {
      loss -= even * class_weights[j] * ((double)logits[j] - log_sum);
      shares += even * class_weights[j];
    }
    for (ptrdiff_t j = 0; j < columns; j++) {
      double gradient = exp((double)logits[j] - log_sum) * shares - even * class_weights[j];
      if (j == y) gradient -= hit * (focus - slope);
      gradients[j] = (RK_REAL)(weight * gradient);
    }
    total += weight * loss;
  }
  return total;
}

static double RK_NAME(sigmoid_cross_entropy)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict logits,
    const RK_REAL *restrict targets, const double *restrict row_weights,
    const double *restrict class_weights, double smoothing, double focusing,
    RK_REAL *restrict gradients) {
  double total = 0;
  for (ptrdiff_t i = 0; i < rows; i++) {
    const RK_REAL *x = logits + i * columns, *target = targets + i * columns;
    RK_REAL *gradient = gradients + i * columns;
    ptrdiff_t known = 0;
    for (ptrdiff_t j = 0; j < columns; j++) known += target[j] >= 0;
    const double weight = known > 0 ? row_weights[i] / (double)known : 0;
    for (ptrdiff_t j = 0; j < columns; j++) {
      gradient[j] = 0;
      if (weight == 0 || !(target[j] >= 0)) continue;
      const double logit = (double)x[j];
      const double t = (1 - smoothing) * (double)target[j] + smoothing * 0.5;
      const double tail = log1p(exp(-fabs(logit)));
      // -log p and -log(1 - p).
      const double miss = tail + (logit < 0 ? -logit : 0);
      const double alarm = tail + (logit > 0 ? logit : 0);
      const double p = exp(-miss), q = exp(-alarm);
      const double focus = focusing == 0 ? 1 : pow(q, focusing);
      const double counter = focusing == 0 ? 1 : pow(p, focusing);
      const double positive = class_weights[j] * t;
      total += weight * (positive * focus * miss + (1 - t) * counter * alarm);
      gradient[j] = (RK_REAL)(
          weight * (-positive * focus * (focusing * p * miss + q) +
                    (1 - t) * counter * (focusing * q * alarm + p)));
    }
  }
  return total;
}

static double RK_NAME(squared_error)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict predictions,
    const RK_REAL *restrict targets, const double *restrict row_weights,
    RK_REAL *restrict gradients) {
  double total = 0;
  for (ptrdiff_t i = 0; i < rows; i++) {
    const double weight = row_weights[i] / (double)columns;
    for (ptrdiff_t j = i * columns; j < (i + 1) * columns; j++) {
      gradients[j] = 0;
      if (weight == 0) continue;
      const double distance = (double)predictions[j] - (double)targets[j];
      total += weight * distance * distance;
      gradients[j] = (RK_REAL)(2 * weight * distance);
    }
  }
  return total;
}
