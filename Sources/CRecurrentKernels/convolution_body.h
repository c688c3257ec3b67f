// Convolutions over time, the plain form: the reference for every instruction set.

#undef RK_PANEL
#define RK_PANEL 8
#undef RK_DIRECT
#define RK_DIRECT(name) RK_NAME(convolution_##name)
#include "convolution_pack_body.h"

static void RK_DIRECT(convolve)(
    rk_convolution c, const RK_REAL *restrict inputs, const RK_REAL *restrict panels,
    const RK_REAL *restrict bias, bool rectified,
    RK_REAL *restrict workspace, RK_REAL *restrict outputs) {
  (void)workspace;
  const ptrdiff_t depth = c.taps * c.inputs;
  for (ptrdiff_t row = 0; row < c.output_time * c.batch; row++) {
    ptrdiff_t first, end;
    RK_NAME(seen_taps)(&c, row / c.batch, &first, &end);
    for (ptrdiff_t left = 0; left < c.outputs; left += RK_PANEL) {
      RK_REAL sums[RK_PANEL] = {0};
      for (ptrdiff_t k = first; k < end; k++) {
        const RK_REAL *x = inputs + (row + (k * c.dilation - c.before) * c.batch) * c.inputs;
        const RK_REAL *w = panels + left * depth + k * c.inputs * RK_PANEL;
        for (ptrdiff_t f = 0; f < c.inputs; f++, w += RK_PANEL) {
          for (ptrdiff_t o = 0; o < RK_PANEL; o++) sums[o] += x[f] * w[o];
        }
      }
      for (ptrdiff_t o = 0; o < RK_PANEL && left + o < c.outputs; o++) {
        const RK_REAL sum = bias ? sums[o] + bias[left + o] : sums[o];
        outputs[row * c.outputs + left + o] = rectified && sum < 0 ? 0 : sum;
      }
    }
  }
}

static ptrdiff_t RK_DIRECT(workspace)(rk_convolution c) {
  (void)c;
  return 0;
}

static void RK_DIRECT(weight_gradient)(
    rk_convolution c, const RK_REAL *restrict inputs, const RK_REAL *restrict d_outputs,
    RK_REAL *restrict workspace, RK_REAL *restrict panels) {
  (void)workspace;
  const ptrdiff_t depth = c.taps * c.inputs;
  memset(panels, 0, (size_t)RK_DIRECT(packed_count)(c) * sizeof *panels);
  for (ptrdiff_t row = 0; row < c.output_time * c.batch; row++) {
    ptrdiff_t first, end;
    RK_NAME(seen_taps)(&c, row / c.batch, &first, &end);
    for (ptrdiff_t left = 0; left < c.outputs; left += RK_PANEL) {
      const ptrdiff_t width = c.outputs - left < RK_PANEL ? c.outputs - left : RK_PANEL;
      const RK_REAL *gradient = d_outputs + row * c.outputs + left;
      for (ptrdiff_t k = first; k < end; k++) {
        const RK_REAL *x = inputs + (row + (k * c.dilation - c.before) * c.batch) * c.inputs;
        RK_REAL *w = panels + left * depth + k * c.inputs * RK_PANEL;
        for (ptrdiff_t f = 0; f < c.inputs; f++, w += RK_PANEL) {
          for (ptrdiff_t o = 0; o < width; o++) w[o] += x[f] * gradient[o];
        }
      }
    }
  }
}
