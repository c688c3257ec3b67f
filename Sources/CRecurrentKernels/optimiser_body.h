// Element loops of training: gradient sums, clipping and the optimisers' steps.
//
// The optimisers are torch.optim's SGD, Adam and AdamW of PyTorch 2, operation by operation.
// g gradient, p parameter, m and v first and second moment, as in Kingma & Ba 2015.

static void RK_NAME(scale_array)(ptrdiff_t count, RK_REAL factor, RK_REAL *values) {
  for (ptrdiff_t i = 0; i < count; i++) values[i] *= factor;
}

static void RK_NAME(clamp_array)(ptrdiff_t count, RK_REAL limit, RK_REAL *values) {
  for (ptrdiff_t i = 0; i < count; i++) {
    // Comparisons in this order leave NaN what it is.
    const RK_REAL value = values[i] > limit ? limit : values[i];
    values[i] = value < -limit ? -limit : value;
  }
}

static double RK_NAME(sum_of_squares)(ptrdiff_t count, const RK_REAL *values) {
  // Eight sums in a fixed order: the same result on every instruction set, and vectors.
  double sums[8] = {0};
  ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (ptrdiff_t j = 0; j < 8; j++) {
      const double value = (double)values[i + j];
      const double square = value * value;
      sums[j] += square;
    }
  }
  for (; i < count; i++) {
    const double square = (double)values[i] * (double)values[i];
    sums[0] += square;
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

static void RK_NAME(blend_array)(
    ptrdiff_t count, RK_REAL share, const RK_REAL *restrict from, RK_REAL *restrict into) {
  for (ptrdiff_t i = 0; i < count; i++) into[i] += share * (from[i] - into[i]);
}

static void RK_NAME(descend)(
    ptrdiff_t count, RK_REAL rate, RK_REAL momentum, RK_REAL decay, bool nesterov,
    const RK_REAL *restrict gradient, RK_REAL *restrict velocity, RK_REAL *restrict parameter) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const RK_REAL g = gradient[i] + decay * parameter[i];
    const RK_REAL v = momentum * velocity[i] + g;
    velocity[i] = v;
    parameter[i] -= rate * (nesterov ? g + momentum * v : v);
  }
}

static void RK_NAME(adapt)(
    ptrdiff_t count, RK_NAME(rk_adaptation) a, const RK_REAL *restrict gradient,
    RK_REAL *restrict first, RK_REAL *restrict second, RK_REAL *restrict parameter) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const RK_REAL p = parameter[i] * a.shrinkage;
    const RK_REAL g = gradient[i] + a.penalty * p;
    const RK_REAL m = first[i] + a.first_share * (g - first[i]);
    const RK_REAL v = a.second_decay * second[i] + a.second_share * g * g;
    first[i] = m;
    second[i] = v;
    // The builtin is the bare instruction; sqrt would set errno and stop the vectoriser.
    const RK_REAL root = __builtin_elementwise_sqrt(v);
    parameter[i] = p - a.step * m / (root * a.root_scale + a.epsilon);
  }
}
