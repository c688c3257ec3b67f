// Convolutions with 5 taps and many features by Winograd's method: transforms around products.
//
// Quads of output steps start at each sequence's beginning and are rows of the products, one for
// each point: rows x inputs by inputs x outputs. So a sequence's result depends on no other.

enum {
  // Narrower convolutions spend more on the transforms than they save.
  RK_WINOGRAD_FEATURES = 16,
  // Floats of transformed inputs in the second-level cache.
  RK_WINOGRAD_CACHE = 131072,
  // Quads summed over at once in the gradient by the weights, inputs transformed at once.
  RK_WINOGRAD_CHUNK = 288,
  RK_WINOGRAD_INPUTS = 3 * RK_PANEL,
};

static bool rk_is_winograd(const rk_convolution *c) {
  return c->taps == RK_WINOGRAD_TAPS && c->dilation == 1 && c->inputs >= RK_WINOGRAD_FEATURES &&
      c->outputs >= RK_WINOGRAD_FEATURES;
}

static ptrdiff_t rk_panels(ptrdiff_t features) { return (features + RK_PANEL - 1) / RK_PANEL; }

static ptrdiff_t rk_quads(const rk_convolution *c) {
  return (c->output_time + RK_WINOGRAD_OUTPUTS - 1) / RK_WINOGRAD_OUTPUTS * c->batch;
}

// Quads computed together going forward.
static ptrdiff_t rk_winograd_block(const rk_convolution *c) {
  ptrdiff_t quads = RK_WINOGRAD_CACHE / (RK_WINOGRAD_POINTS * rk_panels(c->inputs) * RK_PANEL);
  quads -= quads % RK_TILE_ROWS;
  if (quads > 64 * RK_TILE_ROWS) quads = 64 * RK_TILE_ROWS;
  return quads < 4 * RK_TILE_ROWS ? 4 * RK_TILE_ROWS : quads;
}

// u (points, panels, inputs, RK_PANEL) of weight, whose element (output, input, tap) lies at
// output * output_stride + input * input_stride + tap.
static void rk_winograd_pack(
    const rk_convolution *c, const float *weight, ptrdiff_t output_stride, ptrdiff_t input_stride,
    bool reversed, float *u) {
  const ptrdiff_t panels = rk_panels(c->outputs);
  for (ptrdiff_t j = 0; j < panels; j++) {
    const ptrdiff_t left = j * RK_PANEL;
    const ptrdiff_t width = c->outputs - left < RK_PANEL ? c->outputs - left : RK_PANEL;
    for (ptrdiff_t f = 0; f < c->inputs; f++) {
      float taps[RK_WINOGRAD_TAPS][RK_PANEL] = {{0}};
      const float *source = weight + left * output_stride + f * input_stride;
      for (ptrdiff_t o = 0; o < width; o++) {
        for (int k = 0; k < RK_WINOGRAD_TAPS; k++) {
          taps[reversed ? RK_WINOGRAD_TAPS - 1 - k : k][o] = source[o * output_stride + k];
        }
      }
      for (ptrdiff_t o = 0; o < RK_PANEL; o += RK_VECTOR_WIDTH) {
        rk_vector w[RK_WINOGRAD_TAPS], at[RK_WINOGRAD_POINTS];
        for (int k = 0; k < RK_WINOGRAD_TAPS; k++) w[k] = rk_load(&taps[k][o]);
        rk_winograd_taps(w, at);
        for (int i = 0; i < RK_WINOGRAD_POINTS; i++) {
          rk_store(u + ((i * panels + j) * c->inputs + f) * RK_PANEL + o, at[i]);
        }
      }
    }
  }
}

// weight (outputs, inputs, taps) += the gradient by it, from that by u.
static void rk_winograd_add_unpacked(const rk_convolution *c, const float *u, float *weight) {
  const ptrdiff_t panels = rk_panels(c->outputs);
  for (ptrdiff_t j = 0; j < panels; j++) {
    const ptrdiff_t left = j * RK_PANEL;
    const ptrdiff_t width = c->outputs - left < RK_PANEL ? c->outputs - left : RK_PANEL;
    for (ptrdiff_t f = 0; f < c->inputs; f++) {
      float taps[RK_WINOGRAD_TAPS][RK_PANEL];
      for (ptrdiff_t o = 0; o < RK_PANEL; o += RK_VECTOR_WIDTH) {
        rk_vector w[RK_WINOGRAD_TAPS], at[RK_WINOGRAD_POINTS];
        for (int i = 0; i < RK_WINOGRAD_POINTS; i++) {
          at[i] = rk_load(u + ((i * panels + j) * c->inputs + f) * RK_PANEL + o);
        }
        rk_winograd_tap_gradients(at, w);
        for (int k = 0; k < RK_WINOGRAD_TAPS; k++) rk_store(&taps[k][o], w[k]);
      }
      float *target = weight + (left * c->inputs + f) * RK_WINOGRAD_TAPS;
      for (ptrdiff_t o = 0; o < width; o++, target += c->inputs * RK_WINOGRAD_TAPS) {
        for (int k = 0; k < RK_WINOGRAD_TAPS; k++) target[k] += taps[k][o];
      }
    }
  }
}

// Outputs of one panel from the products (points, quads, RK_PANEL) of quads [quad, quad + quads).
static void rk_winograd_finish(
    const rk_convolution *c, ptrdiff_t quad, ptrdiff_t quads, const float *products,
    const float *start, bool rectified, ptrdiff_t left, float *outputs) {
  const ptrdiff_t width = c->outputs - left < RK_PANEL ? c->outputs - left : RK_PANEL;
  const rk_vector zero = 0;
  for (ptrdiff_t q = 0; q < quads; q++) {
    const rk_quad place = rk_quad_of(c, quad + q);
    const ptrdiff_t steps = c->output_time - place.step;
    float *target = outputs + (place.step * c->batch + place.sequence) * c->outputs + left;
    for (ptrdiff_t o = 0; o < width; o += RK_VECTOR_WIDTH) {
      const ptrdiff_t count = width - o < RK_VECTOR_WIDTH ? width - o : RK_VECTOR_WIDTH;
      rk_vector m[RK_WINOGRAD_POINTS];
#pragma clang loop unroll(full)
      for (int i = 0; i < RK_WINOGRAD_POINTS; i++) {
        m[i] = rk_load(products + (i * quads + q) * RK_PANEL + o);
      }
      rk_winograd_outputs(m);
#pragma clang loop unroll(full)
      for (int s = 0; s < RK_WINOGRAD_OUTPUTS; s++) {
        const rk_vector sum = m[s] + rk_load(start + o);
        const rk_vector kept = rectified ? (sum < zero ? zero : sum) : sum;
        if (s >= steps) continue;
        float *to = target + s * c->batch * c->outputs + o;
        if (count == RK_VECTOR_WIDTH) {
          rk_store(to, kept);
        } else {
          memcpy(to, &kept, (size_t)count * sizeof *to);
        }
      }
    }
  }
}

static ptrdiff_t rk_winograd_workspace(const rk_convolution *c) {
  return RK_WINOGRAD_POINTS * rk_winograd_block(c) * (rk_panels(c->inputs) + 1) * RK_PANEL;
}

// workspace: transformed inputs (points, groups, quads, RK_PANEL) and products of one panel.
static void rk_winograd_convolve(
    const rk_convolution *c, const float *inputs, const float *u, const float *bias,
    bool rectified, float *workspace, float *outputs) {
  const ptrdiff_t groups = rk_panels(c->inputs), panels = rk_panels(c->outputs);
  const ptrdiff_t block = rk_winograd_block(c), all = rk_quads(c);
  const ptrdiff_t depth_block = RK_CONVOLUTION_DEPTH / RK_PANEL * RK_PANEL;
  const float nothing[RK_PANEL] = {0};
  for (ptrdiff_t quad = 0; quad < all; quad += block) {
    const ptrdiff_t quads = all - quad < block ? all - quad : block;
    ptrdiff_t distances[RK_CONVOLUTION_DEPTH];
    for (ptrdiff_t f = 0; f < depth_block; f++) {
      distances[f] = f / RK_PANEL * quads * RK_PANEL + f % RK_PANEL;
    }
    float *products = workspace + RK_WINOGRAD_POINTS * groups * quads * RK_PANEL;
    rk_winograd_input_points(c, quad, quads, inputs, 0, groups, workspace);
    for (ptrdiff_t j = 0; j < panels; j++) {
      for (ptrdiff_t i = 0; i < RK_WINOGRAD_POINTS; i++) {
        for (ptrdiff_t f = 0; f < c->inputs; f += depth_block) {
          const ptrdiff_t depth = c->inputs - f < depth_block ? c->inputs - f : depth_block;
          const float *panel = u + ((i * panels + j) * c->inputs + f) * RK_PANEL;
          const float *from = workspace + (i * groups + f / RK_PANEL) * quads * RK_PANEL;
          for (ptrdiff_t row = 0; row < quads; row += RK_TILE_ROWS) {
            const ptrdiff_t rows = quads - row < RK_TILE_ROWS ? quads - row : RK_TILE_ROWS;
            const float *at[RK_TILE_ROWS];
            for (ptrdiff_t r = 0; r < rows; r++) at[r] = from + (row + r) * RK_PANEL;
            rk_convolution_tile_of(
                rows, true, depth, at, distances, panel, products + (i * quads + row) * RK_PANEL,
                RK_PANEL, RK_PANEL, f > 0, nothing, false);
          }
        }
      }
      float start[RK_PANEL] = {0};
      const ptrdiff_t left = j * RK_PANEL;
      const ptrdiff_t width = c->outputs - left < RK_PANEL ? c->outputs - left : RK_PANEL;
      if (bias) memcpy(start, bias + left, (size_t)width * sizeof *bias);
      rk_winograd_finish(c, quad, quads, products, start, rectified, left, outputs);
    }
  }
}

static ptrdiff_t rk_winograd_gradient_workspace(const rk_convolution *c) {
  return RK_WINOGRAD_POINTS * RK_WINOGRAD_CHUNK *
      (rk_panels(c->outputs) * RK_PANEL + RK_WINOGRAD_INPUTS);
}

// du (points, panels, inputs, RK_PANEL) = the gradient by u.
static void rk_winograd_weight_gradient(
    const rk_convolution *c, const float *inputs, const float *d_outputs, float *workspace,
    float *du) {
  const ptrdiff_t panels = rk_panels(c->outputs), all = rk_quads(c);
  const float nothing[RK_PANEL] = {0};
  ptrdiff_t distances[RK_WINOGRAD_CHUNK];
  for (ptrdiff_t q = 0; q < RK_WINOGRAD_CHUNK; q++) distances[q] = q * RK_PANEL;
  if (all == 0) {
    memset(
        du, 0, (size_t)(RK_WINOGRAD_POINTS * panels * c->inputs * RK_PANEL) * sizeof *du);
  }
  for (ptrdiff_t quad = 0; quad < all; quad += RK_WINOGRAD_CHUNK) {
    const ptrdiff_t quads = all - quad < RK_WINOGRAD_CHUNK ? all - quad : RK_WINOGRAD_CHUNK;
    const ptrdiff_t panel_count = quads * RK_PANEL;
    float *values = workspace + RK_WINOGRAD_POINTS * panels * panel_count;
    rk_winograd_gradient_points(c, quad, quads, d_outputs, panels, workspace);
    for (ptrdiff_t input = 0; input < c->inputs; input += RK_WINOGRAD_INPUTS) {
      const ptrdiff_t width =
          c->inputs - input < RK_WINOGRAD_INPUTS ? c->inputs - input : RK_WINOGRAD_INPUTS;
      const ptrdiff_t groups = rk_panels(width);
      rk_winograd_input_points(c, quad, quads, inputs, input, groups, values);
      for (ptrdiff_t i = 0; i < RK_WINOGRAD_POINTS; i++) {
        for (ptrdiff_t j = 0; j < panels; j++) {
          for (ptrdiff_t top = 0; top < width; top += RK_TILE_ROWS) {
            const ptrdiff_t rows = width - top < RK_TILE_ROWS ? width - top : RK_TILE_ROWS;
            const float *at[RK_TILE_ROWS];
            for (ptrdiff_t r = 0; r < rows; r++) {
              const ptrdiff_t f = top + r;
              at[r] = values + (i * groups + f / RK_PANEL) * panel_count + f % RK_PANEL;
            }
            rk_convolution_tile_of(
                rows, true, quads, at, distances, workspace + (i * panels + j) * panel_count,
                du + ((i * panels + j) * c->inputs + input + top) * RK_PANEL, RK_PANEL, RK_PANEL,
                quad > 0, nothing, false);
          }
        }
      }
    }
  }
}
