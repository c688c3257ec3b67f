// A tile of lanes in registers: its functions and its product.
//
// A tile is RK_LANE_VECTORS registers wide. Four rows of it are twelve sums, which with the three
// values and one weight fill sixteen registers: no sum may ever leave them inside a loop.

enum {
  RK_LANE_VECTORS = 3,
  RK_LANE_COUNT = RK_LANE_VECTORS * RK_VECTOR_WIDTH,
};

#define RK_UNROLLED _Pragma("clang loop unroll(full)")
#define RK_EACH_VECTOR(v) RK_UNROLLED for (int v = 0; v < RK_LANE_VECTORS; v++)

typedef rk_vector rk_lanes[RK_LANE_VECTORS];

// 2^x for |x| <= 126; relative error 1.1e-7.
RK_INLINE rk_vector rk_exp2(rk_vector x) {
  const rk_vector rounder = 12582912.0f;  // 1.5 * 2^23: adding it leaves the nearest integer
  const rk_vector shifted = x + rounder;
  const rk_vector f = x - (shifted - rounder);
  const rk_int_vector exponent = (rk_int_vector)shifted << 23;
  // Minimax fit of (2^f - 1) / f, summed in pairs to shorten the chain.
  const rk_vector square = f * f;
  const rk_vector low = rk_fma(0.6931470036506653f, f, 1.0f);
  const rk_vector middle = rk_fma(0.055507343262434006f, f, 0.24022240936756134f);
  const rk_vector high = rk_fma(0.0013264650478959084f, f, 0.00967156607657671f);
  const rk_vector power = rk_fma(rk_fma(high, square, middle), square, low);
  return (rk_vector)((rk_int_vector)power + exponent);
}

// Products of three 2^x stay finite, and 1 + 2^-40 is 1.
RK_INLINE rk_vector rk_clamp(rk_vector x) {
  const rk_vector limit = 40.0f;
  x = x < limit ? x : limit;
  return x > -limit ? x : -limit;
}

RK_INLINE rk_vector rk_exp2_clamped(rk_vector x) { return rk_exp2(rk_clamp(x)); }

// tanh from its exponent to base 2: (1 - e) / (1 + e).
RK_INLINE rk_vector rk_tanh_exp2(rk_vector x) {
  const rk_vector e = rk_exp2_clamped(x);
  return (1.0f - e) / (1.0f + e);
}

RK_INLINE rk_vector rk_activate(rk_vector x, rk_activation activation) {
  switch (activation) {
    case RK_IDENTITY: return x;
    case RK_RELU: return x > 0.0f ? x : (rk_vector)0.0f;
    case RK_SIGMOID: return 1.0f / (1.0f + rk_exp2_clamped(x * -1.4426950408889634f));
    case RK_TANH: return rk_tanh_exp2(x * -2.8853900817779268f);
  }
  return x;
}

// sums[r] += weights[p, r] * values[p] over p < depth, in order; `rows` is a literal.
RK_INLINE void rk_add_product(
    const int rows, rk_lanes *sums, ptrdiff_t depth, const float *weights, const float *values) {
#pragma clang loop unroll_count(4)
  for (ptrdiff_t p = 0; p < depth; p++) {
    const rk_vector x0 = rk_load(values);
    const rk_vector x1 = rk_load(values + RK_VECTOR_WIDTH);
    const rk_vector x2 = rk_load(values + 2 * RK_VECTOR_WIDTH);
    RK_UNROLLED
    for (int r = 0; r < rows; r++) {
      const rk_vector weight = weights[r];
      sums[r][0] = rk_fma(weight, x0, sums[r][0]);
      sums[r][1] = rk_fma(weight, x1, sums[r][1]);
      sums[r][2] = rk_fma(weight, x2, sums[r][2]);
      RK_EACH_VECTOR(v) RK_ORDER_READS_AFTER(weights, sums[r][v]);
    }
    weights += rows;
    values += RK_LANE_COUNT;
  }
}

RK_INLINE void rk_start_rows(const int rows, rk_lanes *sums, const float *bias) {
  RK_UNROLLED
  for (int r = 0; r < rows; r++) {
    RK_EACH_VECTOR(v) sums[r][v] = bias[r];
  }
}
