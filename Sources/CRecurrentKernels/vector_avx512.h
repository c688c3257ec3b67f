// What AVX-512 has and portable vectors cannot say: look-up by a vector of indices, transposition.

#include <immintrin.h>

// table[index & 3] for each lane; the table has 4 entries.
RK_INLINE rk_vector rk_look_up_4(const float *table, rk_int_vector index) {
  const __m512 entries = _mm512_broadcast_f32x4(_mm_loadu_ps(table));
  return (rk_vector)_mm512_permutevar_ps(entries, (__m512i)index);
}

// table[index & 7] for each lane; the table has 8 entries.
RK_INLINE rk_vector rk_look_up_8(const float *table, rk_int_vector index) {
  const __m512 entries = _mm512_broadcast_f32x8(_mm256_loadu_ps(table));
  return (rk_vector)_mm512_permutexvar_ps((__m512i)index, entries);
}

// In each quarter of four vectors: the four by four numbers transposed.
RK_INLINE void rk_transpose_quarters(const __m512 *in, __m512 *out) {
  const __m512 low = _mm512_unpacklo_ps(in[0], in[1]), high = _mm512_unpackhi_ps(in[0], in[1]);
  const __m512 low2 = _mm512_unpacklo_ps(in[2], in[3]), high2 = _mm512_unpackhi_ps(in[2], in[3]);
  out[0] = (__m512)_mm512_unpacklo_pd((__m512d)low, (__m512d)low2);
  out[1] = (__m512)_mm512_unpackhi_pd((__m512d)low, (__m512d)low2);
  out[2] = (__m512)_mm512_unpacklo_pd((__m512d)high, (__m512d)high2);
  out[3] = (__m512)_mm512_unpackhi_pd((__m512d)high, (__m512d)high2);
}

// out[i * stride + lane] = rows[lane][first + i] for 16 lanes and as many i.
RK_INLINE void rk_store_transposed(
    const float *const *rows, ptrdiff_t first, float *out, ptrdiff_t stride) {
  // After this, quarter q of v[4 g + j] is row 4 q + j of lanes 4 g ... 4 g + 3.
  __m512 v[16];
#pragma clang loop unroll(full)
  for (int g = 0; g < 4; g++) {
    __m512 in[4];
#pragma clang loop unroll(full)
    for (int j = 0; j < 4; j++) in[j] = _mm512_loadu_ps(rows[4 * g + j] + first);
    rk_transpose_quarters(in, v + 4 * g);
  }
#pragma clang loop unroll(full)
  for (int j = 0; j < 4; j++) {
    const __m512 even01 = _mm512_shuffle_f32x4(v[j], v[4 + j], 0x88);
    const __m512 odd01 = _mm512_shuffle_f32x4(v[j], v[4 + j], 0xdd);
    const __m512 even23 = _mm512_shuffle_f32x4(v[8 + j], v[12 + j], 0x88);
    const __m512 odd23 = _mm512_shuffle_f32x4(v[8 + j], v[12 + j], 0xdd);
    _mm512_storeu_ps(out + j * stride, _mm512_shuffle_f32x4(even01, even23, 0x88));
    _mm512_storeu_ps(out + (4 + j) * stride, _mm512_shuffle_f32x4(odd01, odd23, 0x88));
    _mm512_storeu_ps(out + (8 + j) * stride, _mm512_shuffle_f32x4(even01, even23, 0xdd));
    _mm512_storeu_ps(out + (12 + j) * stride, _mm512_shuffle_f32x4(odd01, odd23, 0xdd));
  }
}
