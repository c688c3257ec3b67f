// A tile of lanes in registers, and its product.
//
// A tile is RK_LANE_VECTORS registers wide. Four rows of three are twelve sums, which with the
// values and one weight fill sixteen registers: no sum may ever leave them inside a loop.

#define RK_LANE_COUNT (RK_LANE_VECTORS * RK_VECTOR_WIDTH)
#define RK_EACH_VECTOR(v) RK_UNROLLED for (int v = 0; v < RK_LANE_VECTORS; v++)

typedef rk_vector RK_LANE(lanes)[RK_LANE_VECTORS];

// sums[r] += weights[p, r] * values[p] over p < depth, in order; `rows` is a literal.
RK_INLINE void RK_LANE(add_product)(
    const int rows, RK_LANE(lanes) *sums, ptrdiff_t depth, const float *weights, const float *values) {
#pragma clang loop unroll_count(4)
  for (ptrdiff_t p = 0; p < depth; p++) {
    rk_vector x[RK_LANE_VECTORS];
    RK_EACH_VECTOR(v) x[v] = rk_load(values + v * RK_VECTOR_WIDTH);
    RK_UNROLLED
    for (int r = 0; r < rows; r++) {
      const rk_vector weight = weights[r];
      RK_EACH_VECTOR(v) {
        sums[r][v] = rk_fma(weight, x[v], sums[r][v]);
        RK_ORDER_READS_AFTER(weights, sums[r][v]);
      }
    }
    weights += rows;
    values += RK_LANE_COUNT;
  }
}

RK_INLINE void RK_LANE(load_rows)(const int rows, RK_LANE(lanes) *sums, const float *values) {
  RK_UNROLLED
  for (int r = 0; r < rows; r++) {
    RK_EACH_VECTOR(v) sums[r][v] = rk_load(values + r * RK_LANE_COUNT + v * RK_VECTOR_WIDTH);
  }
}

RK_INLINE void RK_LANE(start_rows)(const int rows, RK_LANE(lanes) *sums, const float *bias) {
  RK_UNROLLED
  for (int r = 0; r < rows; r++) {
    RK_EACH_VECTOR(v) sums[r][v] = bias[r];
  }
}
