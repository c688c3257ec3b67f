// Matrix products by tiles of registers (Goto & van de Geijn 2008), for float vectors.
//
// Every element of c is summed the same way wherever it lies: over blocks of RK_DEPTH terms, each
// block by fused steps from zero in order of k, the blocks' sums added in order. So a row's result
// never depends on the other rows, on m or on n. Packing buffers live on the stack: 112 KiB.

enum {
  RK_TILE_ROWS = RK_VECTOR_REGISTERS == 32 ? 12 : 6,
  RK_TILE_VECTORS = 2,
  RK_TILE_COLUMNS = RK_TILE_VECTORS * RK_VECTOR_WIDTH,
  RK_DEPTH = 256,
  // Rows of a whose block stays in the second-level cache, as stored and as packed on the stack.
  RK_ROWS_IN_PLACE = 384,
  RK_ROWS_PACKED = 96,
  // Fewer rows than this do not pay for copying b; nor do so many while b's rows lie close enough for
  // the cache to hold a block of them.
  RK_ROWS_WORTH_PACKING = 12,
  RK_CLOSE_ROWS_WORTH_PACKING = 72,
  RK_CLOSE_STRIDE = 512,
  // Fewer columns than this do not pay for copying a transposed; fewer still are better as rows.
  RK_COLUMNS_WORTH_PACKING = 4 * RK_TILE_COLUMNS,
  RK_COLUMNS_AS_ROWS = 8,
};

// c (rows, columns) = [add ? c : 0] + a (rows, depth) * b (depth, RK_TILE_COLUMNS).
// a[i, p] is a[i * row_stride + p * depth_stride]; b's rows are b_stride apart and readable to
// RK_TILE_COLUMNS, `vectors` of them holding columns. `rows` and `vectors` are literals at each
// call, so that the sums stay in registers.
RK_INLINE void rk_multiply_tile(
    const int rows, const int vectors, ptrdiff_t depth, const float *a, ptrdiff_t row_stride, ptrdiff_t depth_stride,
    const float *b, ptrdiff_t b_stride, float *c, ptrdiff_t ldc, ptrdiff_t columns, bool add) {
  rk_vector sums[RK_TILE_ROWS][RK_TILE_VECTORS];
  const float *row[RK_TILE_ROWS];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    row[i] = a + i * row_stride;
    for (int v = 0; v < vectors; v++) sums[i][v] = 0;
  }
#pragma clang loop unroll_count(2)
  for (ptrdiff_t p = 0; p < depth; p++) {
    rk_vector values[RK_TILE_VECTORS];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) values[v] = rk_load(b + v * RK_VECTOR_WIDTH);
    b += b_stride;
    ptrdiff_t at = p * depth_stride;
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      const rk_vector factor = row[i][at];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) {
        sums[i][v] = rk_fma(factor, values[v], sums[i][v]);
        RK_ORDER_READS_AFTER(at, sums[i][v]);
      }
    }
  }
  if (columns == vectors * RK_VECTOR_WIDTH) {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      for (int v = 0; v < vectors; v++) {
        float *target = c + i * ldc + v * RK_VECTOR_WIDTH;
        rk_store(target, add ? rk_load(target) + sums[i][v] : sums[i][v]);
      }
    }
  } else {
    float spread[RK_TILE_ROWS][RK_TILE_COLUMNS];
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      for (int v = 0; v < vectors; v++) {
        rk_store(&spread[i][v * RK_VECTOR_WIDTH], sums[i][v]);
      }
    }
    for (int i = 0; i < rows; i++) {
      for (ptrdiff_t j = 0; j < columns; j++) {
        c[i * ldc + j] = add ? c[i * ldc + j] + spread[i][j] : spread[i][j];
      }
    }
  }
}

static __attribute__((noinline)) void rk_multiply_tile_of(
    ptrdiff_t rows, ptrdiff_t depth, const float *a, ptrdiff_t row_stride, ptrdiff_t depth_stride,
    const float *b, ptrdiff_t b_stride, float *c, ptrdiff_t ldc, ptrdiff_t columns, bool add) {
#define RK_TILE(count)                                                                       \
  if (columns <= RK_VECTOR_WIDTH) {                                                          \
    rk_multiply_tile(                                                                        \
        count, 1, depth, a, row_stride, depth_stride, b, b_stride, c, ldc, columns, add);    \
  } else {                                                                                   \
    rk_multiply_tile(                                                                        \
        count, RK_TILE_VECTORS, depth, a, row_stride, depth_stride, b, b_stride, c, ldc,     \
        columns, add);                                                                       \
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
}

// Eight rows of eight floats, `stride` apart, written as columns `panel_stride` apart.
RK_INLINE void rk_transpose_8x8(
    const float *source, ptrdiff_t stride, float *panel, ptrdiff_t panel_stride) {
  typedef float vector8 __attribute__((ext_vector_type(8)));
  typedef float loose8 __attribute__((ext_vector_type(8), aligned(sizeof(float)), may_alias));
  vector8 r[8], s[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i++) r[i] = *(const loose8 *)(source + i * stride);
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 2) {
    s[i] = __builtin_shufflevector(r[i], r[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    s[i + 1] = __builtin_shufflevector(r[i], r[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
#pragma clang loop unroll(full)
  for (int half = 0; half < 8; half += 4) {
    for (int i = 0; i < 2; i++) {
      const vector8 x = s[half + i], y = s[half + 2 + i];
      r[half + 2 * i] = __builtin_shufflevector(x, y, 0, 1, 8, 9, 4, 5, 12, 13);
      r[half + 2 * i + 1] = __builtin_shufflevector(x, y, 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    *(loose8 *)(panel + i * panel_stride) =
        __builtin_shufflevector(r[i], r[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    *(loose8 *)(panel + (i + 4) * panel_stride) =
        __builtin_shufflevector(r[i], r[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

// panel (depth, RK_TILE_COLUMNS) = b (depth, columns) padded with zeros; b is stored (columns,
// depth) if transposed.
static void rk_pack_panel(
    ptrdiff_t depth, ptrdiff_t columns, const float *b, ptrdiff_t ldb, bool transposed,
    float *panel) {
  if (columns < RK_TILE_COLUMNS) {
    memset(panel, 0, (size_t)depth * RK_TILE_COLUMNS * sizeof *panel);
  }
  if (!transposed) {
    if (columns == RK_TILE_COLUMNS) {
      for (ptrdiff_t p = 0; p < depth; p++) {
        for (int v = 0; v < RK_TILE_COLUMNS; v += RK_VECTOR_WIDTH) {
          rk_store(panel + p * RK_TILE_COLUMNS + v, rk_load(b + p * ldb + v));
        }
      }
    } else {
      for (ptrdiff_t p = 0; p < depth; p++) {
        for (ptrdiff_t j = 0; j < columns; j++) panel[p * RK_TILE_COLUMNS + j] = b[p * ldb + j];
      }
    }
    return;
  }
  for (ptrdiff_t j = 0; j < columns; j += 8) {
    const ptrdiff_t width = columns - j < 8 ? columns - j : 8;
    ptrdiff_t p = 0;
    if (width == 8) {
      for (; p + 8 <= depth; p += 8) {
        rk_transpose_8x8(b + j * ldb + p, ldb, panel + p * RK_TILE_COLUMNS + j, RK_TILE_COLUMNS);
      }
    }
    for (; p < depth; p++) {
      for (ptrdiff_t q = j; q < j + width; q++) panel[p * RK_TILE_COLUMNS + q] = b[q * ldb + p];
    }
  }
}

// packed[tile][p][i] = a[p, tile * RK_TILE_ROWS + i]; a is stored (depth, rows).
static void rk_pack_rows(
    ptrdiff_t rows, ptrdiff_t depth, const float *a, ptrdiff_t lda, float *packed) {
  for (ptrdiff_t p = 0; p < depth; p++) {
    const float *source = a + p * lda;
    float *target = packed + p * RK_TILE_ROWS;
    ptrdiff_t i = 0;
    for (; i + RK_TILE_ROWS <= rows; i += RK_TILE_ROWS) {
      memcpy(target, source + i, RK_TILE_ROWS * sizeof *target);
      target += depth * RK_TILE_ROWS;
    }
    for (ptrdiff_t q = 0; i + q < rows; q++) target[q] = source[i + q];
  }
}

static void rk_multiply_blocks(
    ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t lda, bool transpose_a,
    const float *b, ptrdiff_t ldb, bool transpose_b, float *c, ptrdiff_t ldc, bool accumulate) {
  _Alignas(64) float panel[RK_DEPTH * RK_TILE_COLUMNS];
  _Alignas(64) float packed[RK_ROWS_PACKED * RK_DEPTH];
  if (k == 0 && !accumulate) {
    for (ptrdiff_t i = 0; i < m; i++) memset(c + i * ldc, 0, (size_t)n * sizeof *c);
  }
  const bool copies_rows = transpose_a && n >= RK_COLUMNS_WORTH_PACKING;
  const ptrdiff_t block = copies_rows ? RK_ROWS_PACKED : RK_ROWS_IN_PLACE;
  const ptrdiff_t rows_worth_packing =
      ldb <= RK_CLOSE_STRIDE ? RK_CLOSE_ROWS_WORTH_PACKING : RK_ROWS_WORTH_PACKING;
  const ptrdiff_t row_stride = transpose_a ? 1 : lda;
  const ptrdiff_t depth_stride = copies_rows ? RK_TILE_ROWS : transpose_a ? lda : 1;
  for (ptrdiff_t p = 0; p < k; p += RK_DEPTH) {
    const ptrdiff_t depth = k - p < RK_DEPTH ? k - p : RK_DEPTH;
    const bool add = accumulate || p > 0;
    for (ptrdiff_t top = 0; top < m; top += block) {
      const ptrdiff_t rows = m - top < block ? m - top : block;
      if (copies_rows) rk_pack_rows(rows, depth, a + p * lda + top, lda, packed);
      for (ptrdiff_t j = 0; j < n; j += RK_TILE_COLUMNS) {
        const ptrdiff_t columns = n - j < RK_TILE_COLUMNS ? n - j : RK_TILE_COLUMNS;
        const float *source = transpose_b ? b + j * ldb + p : b + p * ldb + j;
        const bool in_place =
            !transpose_b && columns == RK_TILE_COLUMNS && rows < rows_worth_packing;
        if (!in_place) rk_pack_panel(depth, columns, source, ldb, transpose_b, panel);
        for (ptrdiff_t i = 0; i < rows; i += RK_TILE_ROWS) {
          const ptrdiff_t count = rows - i < RK_TILE_ROWS ? rows - i : RK_TILE_ROWS;
          const float *tile = copies_rows   ? packed + i * depth
                              : transpose_a ? a + p * lda + top + i
                                            : a + (top + i) * lda + p;
          rk_multiply_tile_of(
              count, depth, tile, row_stride, depth_stride,
              in_place ? source : panel, in_place ? ldb : RK_TILE_COLUMNS,
              c + (top + i) * ldc + j, ldc, columns, add);
        }
      }
    }
  }
}

// c (m, n) [+]= transposed a (m, k) * b (k, n) for few columns, as the transposed product: its rows
// are b's columns, its columns fill the vectors.
static void rk_multiply_columns(
    ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t lda, const float *b,
    ptrdiff_t ldb, float *c, ptrdiff_t ldc, bool accumulate) {
  _Alignas(64) float across[RK_COLUMNS_AS_ROWS * RK_DEPTH];
  for (ptrdiff_t top = 0; top < m; top += RK_DEPTH) {
    const ptrdiff_t rows = m - top < RK_DEPTH ? m - top : RK_DEPTH;
    float *target = c + top * ldc;
    for (ptrdiff_t i = 0; accumulate && i < rows; i++) {
      for (ptrdiff_t j = 0; j < n; j++) across[j * RK_DEPTH + i] = target[i * ldc + j];
    }
    rk_multiply_blocks(
        n, rows, k, b, ldb, true, a + top, lda, false, across, RK_DEPTH, accumulate);
    for (ptrdiff_t i = 0; i < rows; i++) {
      for (ptrdiff_t j = 0; j < n; j++) target[i * ldc + j] = across[j * RK_DEPTH + i];
    }
  }
}

static void RK_NAME(multiply)(
    ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t lda, bool transpose_a,
    const float *b, ptrdiff_t ldb, bool transpose_b, float *c, ptrdiff_t ldc, bool accumulate) {
  if (transpose_a && !transpose_b && n <= RK_COLUMNS_AS_ROWS && m >= RK_TILE_COLUMNS) {
    rk_multiply_columns(m, n, k, a, lda, b, ldb, c, ldc, accumulate);
  } else {
    rk_multiply_blocks(m, n, k, a, lda, transpose_a, b, ldb, transpose_b, c, ldc, accumulate);
  }
}
