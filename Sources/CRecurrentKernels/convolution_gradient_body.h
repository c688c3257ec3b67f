// The gradient of a convolution by its weights, by the tiles of convolution_tiles_body.h.
//
// It is a product of the transposed input and the outputs' gradients, whose terms are rows: steps
// of sequences. Rows are taken in chunks of some steps of some sequences; a chunk's input is
// transposed once for all taps, since a tap sees the same rows shifted by whole steps.

// A chunk: `steps` output steps of `batch` sequences, and the input steps they see.
typedef struct {
  ptrdiff_t step, steps, sequence, batch;
} rk_convolution_chunk;

static rk_convolution_chunk rk_convolution_chunk_of(const rk_convolution *c) {
  rk_convolution_chunk chunk = {0, 32, 0, 1};
  if (c->batch > 0 && RK_CONVOLUTION_CHUNK / c->batch > chunk.steps) {
    chunk.steps = RK_CONVOLUTION_CHUNK / c->batch;
  }
  if (chunk.steps > c->output_time) chunk.steps = c->output_time;
  if (chunk.steps > 0) chunk.batch = RK_CONVOLUTION_CHUNK / chunk.steps;
  if (chunk.batch > c->batch) chunk.batch = c->batch;
  if (chunk.batch > 8 && chunk.batch < c->batch) chunk.batch -= chunk.batch % 8;
  return chunk;
}

static ptrdiff_t rk_convolution_reach(const rk_convolution *c) {
  return (c->taps - 1) * c->dilation;
}

static ptrdiff_t RK_DIRECT(workspace)(rk_convolution c) {
  const rk_convolution_chunk chunk = rk_convolution_chunk_of(&c);
  const ptrdiff_t panels = (c.outputs + RK_PANEL - 1) / RK_PANEL;
  const ptrdiff_t inputs = c.inputs < RK_CONVOLUTION_INPUTS ? c.inputs : RK_CONVOLUTION_INPUTS;
  return chunk.steps * chunk.batch * panels * RK_PANEL +
      (chunk.steps + rk_convolution_reach(&c)) * chunk.batch * inputs;
}

// columns (width, rows): the transpose of values (rows, width), `stride` and `rows_stride` apart.
static void rk_transpose_rows(
    ptrdiff_t rows, ptrdiff_t width, const float *values, ptrdiff_t stride, float *columns,
    ptrdiff_t rows_stride) {
  ptrdiff_t i = 0;
  for (; i + 8 <= rows; i += 8) {
    ptrdiff_t j = 0;
    for (; j + 8 <= width; j += 8) {
      rk_transpose_8x8(values + i * stride + j, stride, columns + j * rows_stride + i, rows_stride);
    }
    for (; j < width; j++) {
      for (ptrdiff_t q = i; q < i + 8; q++) {
        columns[j * rows_stride + q] = values[q * stride + j];
      }
    }
  }
  for (; i < rows; i++) {
    for (ptrdiff_t j = 0; j < width; j++) columns[j * rows_stride + i] = values[i * stride + j];
  }
}

// columns (width, input steps of the chunk, batch) = the inputs [input, input + width); zeros where
// there are none.
static void rk_convolution_columns(
    const rk_convolution *c, const rk_convolution_chunk *chunk, ptrdiff_t input, ptrdiff_t width,
    const float *inputs, float *columns) {
  const ptrdiff_t steps = chunk->steps + rk_convolution_reach(c);
  const ptrdiff_t stride = steps * chunk->batch;
  for (ptrdiff_t u = 0; u < steps; u++) {
    const ptrdiff_t step = chunk->step - c->before + u;
    float *target = columns + u * chunk->batch;
    if (step < 0 || step >= c->time) {
      for (ptrdiff_t f = 0; f < width; f++) {
        memset(target + f * stride, 0, (size_t)chunk->batch * sizeof *target);
      }
    } else {
      const float *source = inputs + (step * c->batch + chunk->sequence) * c->inputs + input;
      rk_transpose_rows(chunk->batch, width, source, c->inputs, target, stride);
    }
  }
}

// packed (panels, steps, batch, RK_PANEL) = the chunk of d_outputs, zeros behind the last output.
static void rk_convolution_pack_gradient(
    const rk_convolution *c, const rk_convolution_chunk *chunk, const float *d_outputs,
    float *packed) {
  for (ptrdiff_t left = 0; left < c->outputs; left += RK_PANEL) {
    const ptrdiff_t width = c->outputs - left < RK_PANEL ? c->outputs - left : RK_PANEL;
    for (ptrdiff_t s = 0; s < chunk->steps; s++) {
      const float *source =
          d_outputs + ((chunk->step + s) * c->batch + chunk->sequence) * c->outputs + left;
      for (ptrdiff_t b = 0; b < chunk->batch; b++, source += c->outputs, packed += RK_PANEL) {
        if (width == RK_PANEL) {
#pragma clang loop unroll(full)
          for (ptrdiff_t o = 0; o < RK_PANEL; o += RK_VECTOR_WIDTH) {
            rk_store(packed + o, rk_load(source + o));
          }
        } else {
          for (ptrdiff_t o = 0; o < RK_PANEL; o++) packed[o] = o < width ? source[o] : 0;
        }
      }
    }
  }
}

// Adds the chunk's gradient by the weights [input, input + width) of all taps for one panel, of
// `outputs`.
static void rk_convolution_add_gradient(
    const rk_convolution *c, const rk_convolution_chunk *chunk, ptrdiff_t input, ptrdiff_t width,
    const float *columns, const float *packed, ptrdiff_t outputs, float *panel) {
  const ptrdiff_t stride = (chunk->steps + rk_convolution_reach(c)) * chunk->batch;
  // With all inputs at once, rows of the panel go on from tap to tap.
  const bool is_whole = width == c->inputs;
  const ptrdiff_t groups = is_whole ? 1 : c->taps;
  const ptrdiff_t rows = is_whole ? c->taps * width : width;
  for (ptrdiff_t group = 0; group < groups; group++) {
    for (ptrdiff_t top = 0; top < rows; top += RK_TILE_ROWS) {
      const ptrdiff_t count = rows - top < RK_TILE_ROWS ? rows - top : RK_TILE_ROWS;
      const ptrdiff_t first_tap = group + top / width;
      const ptrdiff_t last_tap = group + (top + count - 1) / width;
      ptrdiff_t first = c->before - last_tap * c->dilation;
      ptrdiff_t end = c->time + c->before - first_tap * c->dilation;
      if (first < chunk->step) first = chunk->step;
      if (end > chunk->step + chunk->steps) end = chunk->step + chunk->steps;
      if (first >= end) continue;
      const float *at[RK_TILE_ROWS];
      for (ptrdiff_t i = 0; i < count; i++) {
        const ptrdiff_t tap = group + (top + i) / width;
        at[i] = columns + (top + i) % width * stride +
            (first - chunk->step + tap * c->dilation) * chunk->batch;
      }
      rk_convolution_tile_of(
          count, false, (end - first) * chunk->batch, at, 0,
          packed + (first - chunk->step) * chunk->batch * RK_PANEL,
          panel + (group * c->inputs + input + top) * RK_PANEL, RK_PANEL,
          outputs <= RK_VECTOR_WIDTH ? RK_VECTOR_WIDTH : RK_PANEL, true, 0, false);
    }
  }
}

static void RK_DIRECT(weight_gradient)(
    rk_convolution c, const float *inputs, const float *d_outputs, float *workspace,
    float *panels) {
  memset(panels, 0, (size_t)RK_DIRECT(packed_count)(c) * sizeof *panels);
  const rk_convolution_chunk largest = rk_convolution_chunk_of(&c);
  if (largest.steps == 0 || largest.batch == 0 || c.inputs == 0) return;
  for (ptrdiff_t step = 0; step < c.output_time; step += largest.steps) {
    for (ptrdiff_t sequence = 0; sequence < c.batch; sequence += largest.batch) {
      rk_convolution_chunk chunk = {step, largest.steps, sequence, largest.batch};
      if (chunk.steps > c.output_time - step) chunk.steps = c.output_time - step;
      if (chunk.batch > c.batch - sequence) chunk.batch = c.batch - sequence;
      const ptrdiff_t depth = chunk.steps * chunk.batch;
      const ptrdiff_t count = (c.outputs + RK_PANEL - 1) / RK_PANEL;
      float *columns = workspace + depth * count * RK_PANEL;
      rk_convolution_pack_gradient(&c, &chunk, d_outputs, workspace);
      for (ptrdiff_t input = 0; input < c.inputs; input += RK_CONVOLUTION_INPUTS) {
        const ptrdiff_t width = c.inputs - input < RK_CONVOLUTION_INPUTS
            ? c.inputs - input : RK_CONVOLUTION_INPUTS;
        rk_convolution_columns(&c, &chunk, input, width, inputs, columns);
        for (ptrdiff_t j = 0; j < count; j++) {
          rk_convolution_add_gradient(
              &c, &chunk, input, width, columns, workspace + j * depth * RK_PANEL,
              c.outputs - j * RK_PANEL,
              panels + j * c.taps * c.inputs * RK_PANEL);
        }
      }
    }
  }
}
