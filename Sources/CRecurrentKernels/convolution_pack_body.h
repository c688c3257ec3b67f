// Weights of a convolution as panels (ceil(outputs / RK_PANEL), taps * inputs, RK_PANEL), zeros behind
// the last output; RK_PANEL and RK_DIRECT, which names
// the entries, are the including body's.

static ptrdiff_t RK_DIRECT(packed_count)(rk_convolution c) {
  return (c.outputs + RK_PANEL - 1) / RK_PANEL * RK_PANEL * c.taps * c.inputs;
}

static void RK_DIRECT(pack)(
    rk_convolution c, const RK_REAL *restrict weight, RK_REAL *restrict panels) {
  const ptrdiff_t depth = c.taps * c.inputs;
  for (ptrdiff_t left = 0; left < c.outputs; left += RK_PANEL, panels += depth * RK_PANEL) {
    const ptrdiff_t width = c.outputs - left < RK_PANEL ? c.outputs - left : RK_PANEL;
    if (width < RK_PANEL) memset(panels, 0, (size_t)(depth * RK_PANEL) * sizeof *panels);
    for (ptrdiff_t f = 0; f < c.inputs; f++) {
      for (ptrdiff_t k = 0; k < c.taps; k++) {
        RK_REAL *to = panels + (k * c.inputs + f) * RK_PANEL;
        const RK_REAL *from = weight + (left * c.inputs + f) * c.taps + k;
        for (ptrdiff_t o = 0; o < width; o++) to[o] = from[o * depth];
      }
    }
  }
}

static void RK_DIRECT(pack_reversed)(
    rk_convolution c, const RK_REAL *restrict weight, RK_REAL *restrict panels) {
  const ptrdiff_t depth = c.taps * c.inputs;
  for (ptrdiff_t left = 0; left < c.outputs; left += RK_PANEL, panels += depth * RK_PANEL) {
    const ptrdiff_t width = c.outputs - left < RK_PANEL ? c.outputs - left : RK_PANEL;
    if (width < RK_PANEL) memset(panels, 0, (size_t)(depth * RK_PANEL) * sizeof *panels);
    for (ptrdiff_t f = 0; f < c.inputs; f++) {
      const RK_REAL *from = weight + (f * c.outputs + left) * c.taps;
      for (ptrdiff_t k = 0; k < c.taps; k++) {
        RK_REAL *to = panels + ((c.taps - 1 - k) * c.inputs + f) * RK_PANEL;
        for (ptrdiff_t o = 0; o < width; o++) to[o] = from[o * c.taps + k];
      }
    }
  }
}

static void RK_DIRECT(add_unpacked)(
    rk_convolution c, const RK_REAL *restrict panels, RK_REAL *restrict weight) {
  const ptrdiff_t depth = c.taps * c.inputs;
  for (ptrdiff_t left = 0; left < c.outputs; left += RK_PANEL, panels += depth * RK_PANEL) {
    const ptrdiff_t width = c.outputs - left < RK_PANEL ? c.outputs - left : RK_PANEL;
    for (ptrdiff_t f = 0; f < c.inputs; f++) {
      for (ptrdiff_t k = 0; k < c.taps; k++) {
        const RK_REAL *from = panels + (k * c.inputs + f) * RK_PANEL;
        RK_REAL *to = weight + (left * c.inputs + f) * c.taps + k;
        for (ptrdiff_t o = 0; o < width; o++) to[o * depth] += from[o];
      }
    }
  }
}

// The taps [*first, *end) of output step t that see the input; none if they are equal.
static inline void RK_NAME(seen_taps)(
    const rk_convolution *c, ptrdiff_t t, ptrdiff_t *first, ptrdiff_t *end) {
  const ptrdiff_t before = c->before - t;
  const ptrdiff_t behind = c->time + before;
  *first = before <= 0 ? 0 : (before + c->dilation - 1) / c->dilation;
  *end = behind <= 0 ? 0 : (behind + c->dilation - 1) / c->dilation;
  if (*end > c->taps) *end = c->taps;
  if (*first > *end) *first = *end;
}
