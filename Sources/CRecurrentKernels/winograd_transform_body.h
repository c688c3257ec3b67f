// The transforms of a convolution with 5 taps by Winograd's method (Winograd 1980, Lavin & Gray
// 2016): 4 outputs from 8 inputs by 8 products instead of 20, at the points 0, 1, -1, 2, -2, 1/2,
// -1/2 and infinity. The largest error is about 5 times that of the direct sum: some 1e-6 of the
// largest output.

enum {
  RK_WINOGRAD_TAPS = 5,
  RK_WINOGRAD_OUTPUTS = 4,
  RK_WINOGRAD_POINTS = 8,
};

// Of a quad (4 successive output steps of one sequence): quad number / batch, and its remainder.
typedef struct {
  ptrdiff_t step, sequence;
} rk_quad;

static inline rk_quad rk_quad_of(const rk_convolution *c, ptrdiff_t number) {
  return (rk_quad){number / c->batch * RK_WINOGRAD_OUTPUTS, number % c->batch};
}

// Eight successive steps of one sequence become what they are worth at the points.
RK_INLINE void rk_winograd_inputs(rk_vector x[RK_WINOGRAD_POINTS]) {
  const rk_vector even1 = x[2] + x[6] - 4.25f * x[4], odd1 = x[1] + x[5] - 4.25f * x[3];
  const rk_vector even2 = 0.25f * x[2] + x[6] - 1.25f * x[4];
  const rk_vector odd2 = 0.5f * x[1] + 2.0f * x[5] - 2.5f * x[3];
  const rk_vector even3 = 4.0f * x[2] + x[6] - 5.0f * x[4];
  const rk_vector odd3 = 2.0f * x[1] + 0.5f * x[5] - 2.5f * x[3];
  x[0] = x[0] - x[6] + 5.25f * (x[4] - x[2]);
  x[7] = x[7] - x[1] + 5.25f * (x[3] - x[5]);
  x[1] = even1 + odd1, x[2] = even1 - odd1;
  x[3] = even2 + odd2, x[4] = even2 - odd2;
  x[5] = even3 + odd3, x[6] = even3 - odd3;
}

// Products at the points become the first 4 of m: successive outputs.
RK_INLINE void rk_winograd_outputs(rk_vector m[RK_WINOGRAD_POINTS]) {
  const rk_vector even1 = m[1] + m[2], odd1 = m[1] - m[2];
  const rk_vector even2 = m[3] + m[4], odd2 = m[3] - m[4];
  const rk_vector even3 = m[5] + m[6], odd3 = m[5] - m[6];
  m[0] = m[0] + even1 + even2 + even3;
  m[1] = odd1 + 2.0f * odd2 + 0.5f * odd3;
  m[2] = even1 + 4.0f * even2 + 0.25f * even3;
  m[3] = odd1 + 8.0f * odd2 + 0.125f * odd3 + m[7];
}

// The transpose: the gradients by 4 outputs become those by the products at the points.
RK_INLINE void rk_winograd_output_gradients(rk_vector y[RK_WINOGRAD_POINTS]) {
  const rk_vector even1 = y[0] + y[2], odd1 = y[1] + y[3];
  const rk_vector even2 = y[0] + 4.0f * y[2], odd2 = 2.0f * y[1] + 8.0f * y[3];
  const rk_vector even3 = y[0] + 0.25f * y[2], odd3 = 0.5f * y[1] + 0.125f * y[3];
  y[7] = y[3];
  y[1] = even1 + odd1, y[2] = even1 - odd1;
  y[3] = even2 + odd2, y[4] = even2 - odd2;
  y[5] = even3 + odd3, y[6] = even3 - odd3;
}

// Five taps w become what they are worth at the points, in u.
RK_INLINE void rk_winograd_taps(const rk_vector *w, rk_vector *u) {
  const rk_vector even1 = w[0] + w[2] + w[4], odd1 = w[1] + w[3];
  const rk_vector even2 = w[0] + 4.0f * w[2] + 16.0f * w[4], odd2 = 2.0f * w[1] + 8.0f * w[3];
  const rk_vector even3 = w[0] + 0.25f * w[2] + 0.0625f * w[4];
  const rk_vector odd3 = 0.5f * w[1] + 0.125f * w[3];
  u[0] = w[0];
  u[7] = w[4];
  u[1] = -2.0f / 9.0f * (even1 + odd1), u[2] = -2.0f / 9.0f * (even1 - odd1);
  u[3] = 1.0f / 90.0f * (even2 + odd2), u[4] = 1.0f / 90.0f * (even2 - odd2);
  u[5] = 32.0f / 45.0f * (even3 + odd3), u[6] = 32.0f / 45.0f * (even3 - odd3);
}

// The transpose: gradients by the points' weights u become those by the taps, in w.
RK_INLINE void rk_winograd_tap_gradients(const rk_vector *u, rk_vector *w) {
  const rk_vector even1 = -2.0f / 9.0f * (u[1] + u[2]), odd1 = -2.0f / 9.0f * (u[1] - u[2]);
  const rk_vector even2 = 1.0f / 90.0f * (u[3] + u[4]), odd2 = 1.0f / 90.0f * (u[3] - u[4]);
  const rk_vector even3 = 32.0f / 45.0f * (u[5] + u[6]), odd3 = 32.0f / 45.0f * (u[5] - u[6]);
  w[0] = u[0] + even1 + even2 + even3;
  w[1] = odd1 + 2.0f * odd2 + 0.5f * odd3;
  w[2] = even1 + 4.0f * even2 + 0.25f * even3;
  w[3] = odd1 + 8.0f * odd2 + 0.125f * odd3;
  w[4] = even1 + 16.0f * even2 + 0.0625f * even3 + u[7];
}

// points (RK_WINOGRAD_POINTS, groups, quads, RK_PANEL) of the features [feature, ...) of values
// (time, batch, features): `steps` steps of each quad from its first one less `before` on, zeros
// outside. Of inputs 8 steps are transformed, of output gradients 4.
RK_INLINE void rk_winograd_points(
    const rk_convolution *c, ptrdiff_t quad, ptrdiff_t quads, const int steps, ptrdiff_t before,
    ptrdiff_t time, const float *values, ptrdiff_t features, ptrdiff_t feature, ptrdiff_t groups,
    float *points) {
  for (ptrdiff_t q = 0; q < quads; q++) {
    const rk_quad place = rk_quad_of(c, quad + q);
    const float *at = values + ((place.step - before) * c->batch + place.sequence) * features;
    for (ptrdiff_t g = 0; g < groups; g++) {
      const ptrdiff_t left = feature + g * RK_PANEL;
      const ptrdiff_t width = features - left < RK_PANEL ? features - left : RK_PANEL;
      float *target = points + (g * quads + q) * RK_PANEL;
      for (ptrdiff_t o = 0; o < RK_PANEL; o += RK_VECTOR_WIDTH) {
        rk_vector x[RK_WINOGRAD_POINTS];
#pragma clang loop unroll(full)
        for (int s = 0; s < steps; s++) {
          const ptrdiff_t step = place.step - before + s;
          const float *source = at + s * c->batch * features + left + o;
          x[s] = 0;
          if (step >= 0 && step < time && o < width) {
            if (o + RK_VECTOR_WIDTH <= width) {
              x[s] = rk_load(source);
            } else {
              float spread[RK_VECTOR_WIDTH] = {0};
              memcpy(spread, source, (size_t)(width - o) * sizeof *spread);
              x[s] = rk_load(spread);
            }
          }
        }
        if (steps == RK_WINOGRAD_POINTS) {
          rk_winograd_inputs(x);
        } else {
          rk_winograd_output_gradients(x);
        }
#pragma clang loop unroll(full)
        for (int i = 0; i < RK_WINOGRAD_POINTS; i++) {
          rk_store(target + i * groups * quads * RK_PANEL + o, x[i]);
        }
      }
    }
  }
}

static void rk_winograd_input_points(
    const rk_convolution *c, ptrdiff_t quad, ptrdiff_t quads, const float *inputs, ptrdiff_t input,
    ptrdiff_t groups, float *points) {
  rk_winograd_points(
      c, quad, quads, RK_WINOGRAD_POINTS, c->before, c->time, inputs, c->inputs, input, groups,
      points);
}

static void rk_winograd_gradient_points(
    const rk_convolution *c, ptrdiff_t quad, ptrdiff_t quads, const float *d_outputs,
    ptrdiff_t groups, float *points) {
  rk_winograd_points(
      c, quad, quads, RK_WINOGRAD_OUTPUTS, 0, c->output_time, d_outputs, c->outputs, 0, groups,
      points);
}
