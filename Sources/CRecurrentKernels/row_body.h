// Loops over rows and single numbers, written for the compiler to vectorise over features.

enum { RK_NAME(column_block) = 64 };

static void RK_NAME(add_to_rows)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict addend,
    RK_REAL *restrict values) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    RK_REAL *row = values + i * columns;
    for (ptrdiff_t j = 0; j < columns; j++) row[j] += addend[j];
  }
}

static void RK_NAME(scale_rows)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict factors,
    RK_REAL *restrict values) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    RK_REAL *row = values + i * columns;
    for (ptrdiff_t j = 0; j < columns; j++) row[j] *= factors[j];
  }
}

// Columns in blocks, so that the double sums stay in the first-level cache.
static void RK_NAME(total_rows)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict a, RK_REAL *restrict sums) {
  double block[RK_NAME(column_block)];
  for (ptrdiff_t left = 0; left < columns; left += RK_NAME(column_block)) {
    const ptrdiff_t width =
        columns - left < RK_NAME(column_block) ? columns - left : RK_NAME(column_block);
    for (ptrdiff_t j = 0; j < width; j++) block[j] = 0;
    for (ptrdiff_t i = 0; i < rows; i++) {
      const RK_REAL *row = a + i * columns + left;
      for (ptrdiff_t j = 0; j < width; j++) block[j] += (double)row[j];
    }
    for (ptrdiff_t j = 0; j < width; j++) sums[left + j] += (RK_REAL)block[j];
  }
}

static void RK_NAME(total_products)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict a, const RK_REAL *restrict b,
    RK_REAL *restrict sums) {
  double block[RK_NAME(column_block)];
  for (ptrdiff_t left = 0; left < columns; left += RK_NAME(column_block)) {
    const ptrdiff_t width =
        columns - left < RK_NAME(column_block) ? columns - left : RK_NAME(column_block);
    for (ptrdiff_t j = 0; j < width; j++) block[j] = 0;
    for (ptrdiff_t i = 0; i < rows; i++) {
      const RK_REAL *first = a + i * columns + left;
      const RK_REAL *second = b + i * columns + left;
      for (ptrdiff_t j = 0; j < width; j++) block[j] += (double)first[j] * (double)second[j];
    }
    for (ptrdiff_t j = 0; j < width; j++) sums[left + j] += (RK_REAL)block[j];
  }
}

static void RK_NAME(add_values)(
    ptrdiff_t count, const RK_REAL *restrict addend, RK_REAL *restrict values) {
  for (ptrdiff_t i = 0; i < count; i++) values[i] += addend[i];
}

static void RK_NAME(copy_rows)(
    ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *restrict source, ptrdiff_t source_stride,
    RK_REAL *restrict target, ptrdiff_t target_stride, bool add) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const RK_REAL *from = source + i * source_stride;
    RK_REAL *to = target + i * target_stride;
    if (add) {
      for (ptrdiff_t j = 0; j < columns; j++) to[j] += from[j];
    } else {
      for (ptrdiff_t j = 0; j < columns; j++) to[j] = from[j];
    }
  }
}

static void RK_NAME(clear_padding)(
    ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const ptrdiff_t *restrict lengths,
    RK_REAL *restrict values) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    for (ptrdiff_t t = lengths[b]; t < time; t++) {
      memset(values + (t * batch + b) * features, 0, (size_t)features * sizeof *values);
    }
  }
}

static void RK_NAME(activate)(
    rk_layer_activation function, RK_REAL slope, ptrdiff_t count, const RK_REAL *restrict inputs,
    RK_REAL *restrict outputs) {
  switch (function) {
    case RK_LAYER_RELU:
      for (ptrdiff_t i = 0; i < count; i++) outputs[i] = inputs[i] < 0 ? 0 : inputs[i];
      break;
    case RK_LAYER_LEAKY_RELU:
      for (ptrdiff_t i = 0; i < count; i++) {
        outputs[i] = inputs[i] < 0 ? slope * inputs[i] : inputs[i];
      }
      break;
    case RK_LAYER_TANH:
      for (ptrdiff_t i = 0; i < count; i++) outputs[i] = RK_NAME(real_tanh)(inputs[i]);
      break;
    case RK_LAYER_SIGMOID:
      for (ptrdiff_t i = 0; i < count; i++) outputs[i] = RK_NAME(real_sigmoid)(inputs[i]);
      break;
    case RK_LAYER_GELU:
      // x * P(standard normal < x).
      for (ptrdiff_t i = 0; i < count; i++) {
        const double x = (double)inputs[i];
        outputs[i] = (RK_REAL)(0.5 * x * erfc(x * -0.70710678118654752));
      }
      break;
  }
}

static void RK_NAME(activate_backward)(
    rk_layer_activation function, RK_REAL slope, ptrdiff_t count, const RK_REAL *restrict reference,
    RK_REAL *restrict gradients) {
  switch (function) {
    case RK_LAYER_RELU:
      for (ptrdiff_t i = 0; i < count; i++) gradients[i] = reference[i] > 0 ? gradients[i] : 0;
      break;
    case RK_LAYER_LEAKY_RELU:
      for (ptrdiff_t i = 0; i < count; i++) {
        gradients[i] = reference[i] > 0 ? gradients[i] : slope * gradients[i];
      }
      break;
    case RK_LAYER_TANH:
      for (ptrdiff_t i = 0; i < count; i++) gradients[i] *= 1 - reference[i] * reference[i];
      break;
    case RK_LAYER_SIGMOID:
      for (ptrdiff_t i = 0; i < count; i++) gradients[i] *= reference[i] * (1 - reference[i]);
      break;
    case RK_LAYER_GELU:
      for (ptrdiff_t i = 0; i < count; i++) {
        const double x = (double)reference[i];
        const double below = 0.5 * erfc(x * -0.70710678118654752);
        const double density = 0.3989422804014327 * exp(-0.5 * x * x);
        gradients[i] *= (RK_REAL)(below + x * density);
      }
      break;
  }
}

static void RK_NAME(look_up)(
    ptrdiff_t rows, ptrdiff_t width, const int32_t *restrict tokens,
    const RK_REAL *restrict table, RK_REAL *restrict outputs) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    RK_REAL *to = outputs + i * width;
    if (tokens[i] < 0) {
      for (ptrdiff_t j = 0; j < width; j++) to[j] = 0;
    } else {
      const RK_REAL *from = table + tokens[i] * width;
      for (ptrdiff_t j = 0; j < width; j++) to[j] = from[j];
    }
  }
}

static void RK_NAME(look_up_backward)(
    ptrdiff_t rows, ptrdiff_t width, const int32_t *restrict tokens,
    const RK_REAL *restrict outputs, RK_REAL *restrict table) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    if (tokens[i] < 0) continue;
    RK_REAL *to = table + tokens[i] * width;
    for (ptrdiff_t j = 0; j < width; j++) to[j] += outputs[i * width + j];
  }
}

// The mixing steps are MurmurHash3's finaliser, the seed's halves put in before and between.
static void RK_NAME(draw_mask)(
    ptrdiff_t count, uint64_t seed, double keep, RK_REAL *restrict mask) {
  const uint32_t low = (uint32_t)seed, high = (uint32_t)(seed >> 32);
  const float threshold = (float)(keep * 16777216.0);
  const RK_REAL kept = (RK_REAL)(1.0 / keep);
  for (ptrdiff_t i = 0; i < count; i++) {
    uint32_t x = (uint32_t)i * 0x9E3779B9u + low;
    x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
    x = (x ^ high ^ (x >> 13)) * 0xC2B2AE35u;
    x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
    x ^= x >> 13;
    mask[i] = (float)(int32_t)(x >> 8) < threshold ? kept : 0;
  }
}
