// Elementary functions of one number, and the same over arrays.
//
// Float forms are free of branches and calls, so that a loop over them vectorises. Aims, in order:
// NaN in gives NaN out and nothing else does; errors near one unit in the last place (exp, log
// relative; sigmoid, tanh relative too, so small results keep their digits); speed. Products and
// sums fuse where the instruction set can. Double forms are libm's.

#if RK_IS_FLOAT

static inline float RK_NAME(bits_to_real)(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint32_t RK_NAME(real_to_bits)(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

// x = n ln 2 + f, |f| <= ln 2 / 2, for |x| <= 88.8: sets *fraction to exp(f) - 1 and returns n.
static inline int32_t RK_NAME(reduce_exp)(float x, float *fraction) {
  const float rounder = 12582912.0f;  // 1.5 * 2^23: adding it leaves the nearest integer
  const float shifted = x * 1.44269504f + rounder;
  const float n = shifted - rounder;
  // ln 2 in two parts, the first short enough for n times it to be exact.
  const float f = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  // Least-squares fit of (exp(f) - 1 - f) / f^2 on Chebyshev nodes; error 8e-9 f^2.
  float p = 1.3933733571320772e-3f;
  p = p * f + 8.363235741853714e-3f;
  p = p * f + 4.1666463017463684e-2f;
  p = p * f + 1.6666576266288757e-1f;
  p = p * f + 0.5f;
  *fraction = p * (f * f) + f;
  return (int32_t)RK_NAME(real_to_bits)(shifted) - 0x4B400000;
}

static inline float RK_NAME(real_exp)(float x) {
  float clamped = x < -87.33654f ? -87.33654f : x;
  clamped = clamped > 88.8f ? 88.8f : clamped;
  float fraction;
  const int32_t n = RK_NAME(reduce_exp)(clamped, &fraction);
  // 2^n in two factors: n is -126...128, and 2^128 is no float.
  const int32_t half = n >> 1;
  const float first = RK_NAME(bits_to_real)((uint32_t)(half + 127) << 23);
  const float second = RK_NAME(bits_to_real)((uint32_t)(n - half + 127) << 23);
  const float result = (fraction + 1.0f) * first * second;
  return x < -87.33654f ? 0.0f : result;
}

static inline float RK_NAME(real_sigmoid)(float x) {
  // Below the clamps the result would not be a normal number, above them it is 1.
  float clamped = x < -87.0f ? -87.0f : x;
  clamped = clamped > 87.0f ? 87.0f : clamped;
  float fraction;
  const int32_t n = RK_NAME(reduce_exp)(-clamped, &fraction);
  const float scale = RK_NAME(bits_to_real)((uint32_t)(n + 127) << 23);
  return 1.0f / (1.0f + (fraction + 1.0f) * scale);
}

static inline float RK_NAME(real_tanh)(float x) {
  const float magnitude = fabsf(x);
  const float clamped = magnitude > 10.0f ? 10.0f : magnitude;
  float fraction;
  const int32_t n = RK_NAME(reduce_exp)(2.0f * clamped, &fraction);
  const float scale = RK_NAME(bits_to_real)((uint32_t)(n + 127) << 23);
  // m = exp(2|x|) - 1 without cancellation; tanh |x| = m / (m + 2).
  const float m = fraction * scale + (scale - 1.0f);
  return copysignf(m / (m + 2.0f), x);
}

static inline float RK_NAME(real_log)(float x) {
  const float smallest = 1.17549435e-38f;
  const bool tiny = x < smallest;
  const float scaled = tiny ? x * 8388608.0f : x;
  // scaled = 2^n (1 + f) with 1 + f in sqrt(1/2)...sqrt(2).
  const uint32_t bits = RK_NAME(real_to_bits)(scaled);
  const uint32_t offset = bits - 0x3F3504F3u;
  const float n = (float)((int32_t)offset >> 23) - (tiny ? 23.0f : 0.0f);
  const float f = RK_NAME(bits_to_real)((offset & 0x007FFFFFu) + 0x3F3504F3u) - 1.0f;
  // Least-squares fit of (log(1 + f) - f + f^2 / 2) / f^3 on Chebyshev nodes; error 3e-9 f^2.
  float p = 7.149753719568253e-2f;
  p = p * f - 1.15712009370327e-1f;
  p = p * f + 1.1661510914564133e-1f;
  p = p * f - 1.2411050498485565e-1f;
  p = p * f + 1.4249937236309052e-1f;
  p = p * f - 1.666848063468933e-1f;
  p = p * f + 2.0000708103179932e-1f;
  p = p * f - 2.4999989569187164e-1f;
  p = p * f + 3.333333134651184e-1f;
  const float square = f * f;
  float result = n * -2.12194440e-4f + (p * f - 0.5f) * square;
  result = n * 0.693359375f + (result + f);
  result = x > 3.40282347e38f ? x : result;
  result = x == 0.0f ? -INFINITY : result;
  result = x < 0.0f ? NAN : result;
  return x != x ? x : result;
}

#else

static inline double RK_NAME(real_exp)(double x) { return exp(x); }
static inline double RK_NAME(real_sigmoid)(double x) { return 1.0 / (1.0 + exp(-x)); }
static inline double RK_NAME(real_tanh)(double x) { return tanh(x); }
static inline double RK_NAME(real_log)(double x) { return log(x); }

#endif

static void RK_NAME(exp_array)(ptrdiff_t count, RK_REAL *values) {
  for (ptrdiff_t i = 0; i < count; i++) values[i] = RK_NAME(real_exp)(values[i]);
}

static void RK_NAME(sigmoid_array)(ptrdiff_t count, RK_REAL *values) {
  for (ptrdiff_t i = 0; i < count; i++) values[i] = RK_NAME(real_sigmoid)(values[i]);
}

static void RK_NAME(tanh_array)(ptrdiff_t count, RK_REAL *values) {
  for (ptrdiff_t i = 0; i < count; i++) values[i] = RK_NAME(real_tanh)(values[i]);
}

static void RK_NAME(log_array)(ptrdiff_t count, RK_REAL *values) {
  for (ptrdiff_t i = 0; i < count; i++) values[i] = RK_NAME(real_log)(values[i]);
}
