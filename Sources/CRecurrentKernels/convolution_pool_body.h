// Max pooling of pairs of steps behind ReLU, and its way back.

// What a place holds where the pair's gradient goes to neither step.
enum { RK_NAME(place_none) = 2 };

static void RK_NAME(pool_pairs)(
    ptrdiff_t steps, ptrdiff_t row, const RK_REAL *restrict values, RK_REAL *restrict pooled,
    uint8_t *restrict places) {
  for (ptrdiff_t t = 0; t < steps; t++, pooled += row, places += row) {
    const RK_REAL *first = values + 2 * t * row, *second = first + row;
    for (ptrdiff_t j = 0; j < row; j++) {
      const bool later = second[j] > first[j];
      const RK_REAL largest = later ? second[j] : first[j];
      pooled[j] = largest;
      places[j] = largest > 0 ? (uint8_t)later : RK_NAME(place_none);
    }
  }
}

static void RK_NAME(unpool_pairs)(
    ptrdiff_t steps, ptrdiff_t row, const uint8_t *restrict places,
    const RK_REAL *restrict pooled, RK_REAL *restrict values) {
  for (ptrdiff_t t = 0; t < steps; t++, pooled += row, places += row) {
    RK_REAL *first = values + 2 * t * row, *second = first + row;
    for (ptrdiff_t j = 0; j < row; j++) {
      first[j] = places[j] == 0 ? pooled[j] : 0;
      second[j] = places[j] == 1 ? pooled[j] : 0;
    }
  }
}
