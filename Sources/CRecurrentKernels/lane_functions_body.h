// What the lane kernels of every tile width share: functions of one register, and the peak.

// Whether there are registers for a unit's sums and, beside them, another unit's cell.
enum { RK_LANE_OVERLAPS = RK_VECTOR_REGISTERS == 32 };

#define RK_UNROLLED _Pragma("clang loop unroll(full)")

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

// c' = c sigmoid(f) + sigmoid(i) tanh(g) and h' = sigmoid(o) tanh(c'), one division each.
RK_INLINE void rk_lstm_cell(
    rk_vector i, rk_vector f, rk_vector g, rk_vector o, bool first, float *cell, float *state) {
  const rk_vector ei = rk_exp2_clamped(i), ef = rk_exp2_clamped(f);
  const rk_vector eg = rk_exp2_clamped(g), eo = rk_exp2_clamped(o);
  const rk_vector forget = 1.0f + ef;
  const rk_vector product = (1.0f + ei) * (1.0f + eg);
  const rk_vector old = first ? (rk_vector)0.0f : rk_load(cell);
  const rk_vector numerator = rk_fma(old, product, (1.0f - eg) * forget);
  const rk_vector c = numerator / (product * forget);
  rk_store(cell, c);
  const rk_vector ec = rk_exp2_clamped(c * -2.8853900817779268f);
  rk_store(state, (1.0f - ec) / ((1.0f + ec) * (1.0f + eo)));
}

// h' = (1 - sigmoid(z)) tanh(n) + sigmoid(z) h with one division.
RK_INLINE rk_vector rk_gru_blend(rk_vector z, rk_vector n, rk_vector h) {
  const rk_vector ez = rk_exp2_clamped(z), en = rk_exp2_clamped(n);
  const rk_vector numerator = rk_fma(h, 1.0f + en, ez * (1.0f - en));
  return numerator / ((1.0f + ez) * (1.0f + en));
}

// The rows [first, first + 4) of a product that are real, given that `rows` are.
RK_INLINE ptrdiff_t rk_rows_in_group(ptrdiff_t rows, ptrdiff_t first) {
  return rows - first < RK_LANE_ROWS ? rows - first : RK_LANE_ROWS;
}

// The steps that pooled step `step` takes the largest of.
typedef struct {
  ptrdiff_t begin, end;
} rk_pool_range;

RK_INLINE rk_pool_range rk_pooled_steps(const rk_lane_pool *pool, ptrdiff_t step) {
  const ptrdiff_t begin = step * pool->stride - pool->before;
  const ptrdiff_t end = begin + pool->size;
  return (rk_pool_range){
      begin > 0 ? begin : 0, end < pool->available ? end : pool->available};
}

enum { RK_PEAK_CHAINS = 12 };

static float rk_lane_peak(ptrdiff_t steps) {
  rk_vector chains[RK_PEAK_CHAINS];
  rk_vector factor = 0.999f, term = 0.001f;
  RK_UNROLLED
  for (int i = 0; i < RK_PEAK_CHAINS; i++) chains[i] = (float)i;
  for (ptrdiff_t s = 0; s < steps; s++) {
    RK_UNROLLED
    for (int i = 0; i < RK_PEAK_CHAINS; i++) chains[i] = rk_fma(chains[i], factor, term);
  }
  rk_vector sum = 0.0f;
  RK_UNROLLED
  for (int i = 0; i < RK_PEAK_CHAINS; i++) sum += chains[i];
  return sum[0];
}
