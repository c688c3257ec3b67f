// Convolutions over time by tiles of registers, for float vectors.
//
// A tap sees the input's rows shifted by whole steps, so the input is read where it lies: the terms
// of one output are numbered through taps and inputs, and a table holds the distance of each from
// the first. Every output is summed the same way wherever it lies: over blocks of terms, each block
// by fused steps from zero in order, the blocks' sums added in order. Taps that see nothing are
// skipped, which changes no sum.

#undef RK_PANEL
#define RK_PANEL RK_TILE_COLUMNS
#undef RK_DIRECT
#define RK_DIRECT(name) RK_NAME(direct_##name)
#include "convolution_pack_body.h"

enum {
  // Terms of a block: its part of a panel stays in the first-level cache.
  RK_CONVOLUTION_DEPTH = 320,
  // Rows of the input a panel is used for before the next: they stay in the second-level cache.
  RK_CONVOLUTION_ROWS = 384,
  // Rows summed over at once in the gradient by the weights, and inputs transposed at once.
  RK_CONVOLUTION_CHUNK = 256,
  RK_CONVOLUTION_INPUTS = 96,
};

// c (rows, columns) = [add ? c : start] + over p of row[i][step of p] * panel (depth, columns),
// rectified if asked for; the step of p is distances[p], or p where not scattered. `vectors`
// of the panel hold columns.
RK_INLINE void rk_convolution_tile(
    const int rows, const int vectors, const bool is_scattered, ptrdiff_t depth,
    const float *const *row, const ptrdiff_t *distances, const float *panel, float *c, ptrdiff_t ldc, ptrdiff_t columns,
    bool add, const float *start, bool rectified) {
  rk_vector sums[RK_TILE_ROWS][RK_TILE_VECTORS];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sums[i][v] = 0;
  }
#pragma clang loop unroll_count(2)
  for (ptrdiff_t p = 0; p < depth; p++) {
    rk_vector b[RK_TILE_VECTORS];
    ptrdiff_t at = is_scattered ? distances[p] : p;
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) b[v] = rk_load(panel + v * RK_VECTOR_WIDTH);
    panel += RK_TILE_COLUMNS;
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      const rk_vector factor = row[i][at];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) {
        sums[i][v] = rk_fma(factor, b[v], sums[i][v]);
        RK_ORDER_READS_AFTER(at, sums[i][v]);
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    float spread[RK_TILE_COLUMNS];
    float *target = c + i * ldc;
    const bool is_whole = columns == vectors * RK_VECTOR_WIDTH;
    if (!is_whole && add) memcpy(spread, target, (size_t)columns * sizeof *c);
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      const ptrdiff_t place = v * RK_VECTOR_WIDTH;
      const rk_vector base = rk_load(add ? (is_whole ? target : spread) + place : start + place);
      const rk_vector sum = base + sums[i][v];
      const rk_vector zero = 0;
      const rk_vector kept = rectified ? (sum < zero ? zero : sum) : sum;
      rk_store((is_whole ? target : spread) + place, kept);
    }
    if (!is_whole) memcpy(target, spread, (size_t)columns * sizeof *c);
  }
}

static __attribute__((noinline)) void rk_convolution_tile_of(
    ptrdiff_t rows, bool is_scattered, ptrdiff_t depth, const float *const *row,
    const ptrdiff_t *distances, const float *panel, float *c, ptrdiff_t ldc, ptrdiff_t columns,
    bool add, const float *start, bool rectified) {
#define RK_TILE_KIND(count, vectors, is_scattered)                                           \
  rk_convolution_tile(                                                                       \
      count, vectors, is_scattered, depth, row, distances, panel, c, ldc, columns, add,      \
      start, rectified)
#define RK_TILE(count)                                                                       \
  if (columns <= RK_VECTOR_WIDTH) {                                                          \
    if (is_scattered) RK_TILE_KIND(count, 1, true);                                          \
    else RK_TILE_KIND(count, 1, false);                                                      \
  } else {                                                                                   \
    if (is_scattered) RK_TILE_KIND(count, RK_TILE_VECTORS, true);                            \
    else RK_TILE_KIND(count, RK_TILE_VECTORS, false);                                        \
  }                                                                                          \
  break
  switch (rows) {
    case 1: RK_TILE(1);
    case 2: RK_TILE(2);
    case 3: RK_TILE(3);
    case 4: RK_TILE(4);
    case 5: RK_TILE(5);
#if RK_VECTOR_REGISTERS == 32
    case 6: RK_TILE(6);
    case 7: RK_TILE(7);
    case 8: RK_TILE(8);
    case 9: RK_TILE(9);
    case 10: RK_TILE(10);
    case 11: RK_TILE(11);
#endif
    default: RK_TILE(RK_TILE_ROWS);
  }
#undef RK_TILE
#undef RK_TILE_KIND
}

// One block of terms (taps [tap, tap_end), inputs [input, input + width)) for output rows
// [row, row_end) and one panel. Steps that see the same taps are taken together.
static void rk_convolve_block(
    const rk_convolution *c, ptrdiff_t tap, ptrdiff_t tap_end, ptrdiff_t input, ptrdiff_t width,
    const ptrdiff_t *distances, ptrdiff_t row, ptrdiff_t row_end, const float *inputs,
    const float *panel, const float *start, bool add, bool rectified, float *outputs,
    ptrdiff_t columns) {
  while (row < row_end) {
    ptrdiff_t first, end, next_first, next_end;
    ptrdiff_t step = row / c->batch;
    RK_NAME(seen_taps)(c, step, &first, &end);
    do {
      step++;
      RK_NAME(seen_taps)(c, step, &next_first, &next_end);
    } while (step * c->batch < row_end && next_first == first && next_end == end);
    const ptrdiff_t stop = step * c->batch < row_end ? step * c->batch : row_end;
    if (first < tap) first = tap;
    if (end > tap_end) end = tap_end;
    if (end < first) end = first;
    const ptrdiff_t shift = (first * c->dilation - c->before) * c->batch;
    const float *part = panel + (first * c->inputs + input) * RK_PANEL;
    for (; row < stop; row += RK_TILE_ROWS) {
      const ptrdiff_t rows = stop - row < RK_TILE_ROWS ? stop - row : RK_TILE_ROWS;
      const float *at[RK_TILE_ROWS];
      for (ptrdiff_t i = 0; i < rows; i++) {
        at[i] = first < end ? inputs + (row + i + shift) * c->inputs + input : inputs;
      }
      rk_convolution_tile_of(
          rows, true, (end - first) * width, at, distances, part, outputs + row * c->outputs,
          c->outputs, columns, add, start, rectified);
    }
    row = stop;
  }
}

static void RK_DIRECT(convolve)(
    rk_convolution c, const float *inputs, const float *panels, const float *bias, bool rectified,
    float *workspace, float *outputs) {
  (void)workspace;
  ptrdiff_t distances[RK_CONVOLUTION_DEPTH];
  const ptrdiff_t rows = c.output_time * c.batch;
  const ptrdiff_t width = c.inputs < RK_CONVOLUTION_DEPTH ? c.inputs : RK_CONVOLUTION_DEPTH;
  const ptrdiff_t block_taps = width > 0 ? RK_CONVOLUTION_DEPTH / width : c.taps;
  for (ptrdiff_t k = 0; k < block_taps; k++) {
    for (ptrdiff_t f = 0; f < width; f++) {
      distances[k * width + f] = k * c.dilation * c.batch * c.inputs + f;
    }
  }
  for (ptrdiff_t top = 0; top < rows; top += RK_CONVOLUTION_ROWS) {
    const ptrdiff_t bottom =
        top + RK_CONVOLUTION_ROWS < rows ? top + RK_CONVOLUTION_ROWS : rows;
    ptrdiff_t input = 0;
    for (ptrdiff_t tap = 0; tap < c.taps;) {
      const ptrdiff_t tap_end = tap + block_taps < c.taps ? tap + block_taps : c.taps;
      const ptrdiff_t part = c.inputs - input < width ? c.inputs - input : width;
      const ptrdiff_t next_input = input + part < c.inputs ? input + part : 0;
      const ptrdiff_t next_tap = next_input == 0 ? tap_end : tap;
      const bool add = tap > 0 || input > 0;
      for (ptrdiff_t left = 0; left < c.outputs; left += RK_PANEL) {
        const ptrdiff_t columns = c.outputs - left < RK_PANEL ? c.outputs - left : RK_PANEL;
        float start[RK_TILE_COLUMNS] = {0};
        if (bias) memcpy(start, bias + left, (size_t)columns * sizeof *bias);
        rk_convolve_block(
            &c, tap, tap_end, input, part, distances, top, bottom, inputs,
            panels + left * c.taps * c.inputs, start, add, rectified && next_tap == c.taps,
            outputs + left, columns);
      }
      input = next_input;
      tap = next_tap;
    }
  }
}
