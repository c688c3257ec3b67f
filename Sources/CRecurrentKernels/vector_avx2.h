// What AVX2 has and portable vectors cannot say: look-up by a vector of indices, transposition.

#include <immintrin.h>

// table[index & 3] for each lane; the table has 4 entries.
RK_INLINE rk_vector rk_look_up_4(const float *table, rk_int_vector index) {
  const __m256 entries = _mm256_broadcast_ps((const __m128 *)table);
  return (rk_vector)_mm256_permutevar_ps(entries, (__m256i)index);
}

// table[index & 7] for each lane; the table has 8 entries.
RK_INLINE rk_vector rk_look_up_8(const float *table, rk_int_vector index) {
  return (rk_vector)_mm256_permutevar8x32_ps((__m256)rk_load(table), (__m256i)index);
}

// out[i * stride + lane] = rows[lane][first + i] for 8 lanes and as many i.
RK_INLINE void rk_store_transposed(
    const float *const *rows, ptrdiff_t first, float *out, ptrdiff_t stride) {
#pragma clang loop unroll(full)
  for (int half = 0; half < 2; half++, first += 4, out += 4 * stride) {
    // Lanes 0...3 in the lower halves, 4...7 in the upper, so that no later step crosses them.
    __m256 in[4];
#pragma clang loop unroll(full)
    for (int j = 0; j < 4; j++) {
      in[j] = _mm256_insertf128_ps(
          _mm256_castps128_ps256(_mm_loadu_ps(rows[j] + first)), _mm_loadu_ps(rows[4 + j] + first),
          1);
    }
    const __m256 low = _mm256_unpacklo_ps(in[0], in[1]), high = _mm256_unpackhi_ps(in[0], in[1]);
    const __m256 low2 = _mm256_unpacklo_ps(in[2], in[3]), high2 = _mm256_unpackhi_ps(in[2], in[3]);
    _mm256_storeu_ps(out, (__m256)_mm256_unpacklo_pd((__m256d)low, (__m256d)low2));
    _mm256_storeu_ps(out + stride, (__m256)_mm256_unpackhi_pd((__m256d)low, (__m256d)low2));
    _mm256_storeu_ps(out + 2 * stride, (__m256)_mm256_unpacklo_pd((__m256d)high, (__m256d)high2));
    _mm256_storeu_ps(out + 3 * stride, (__m256)_mm256_unpackhi_pd((__m256d)high, (__m256d)high2));
  }
}
