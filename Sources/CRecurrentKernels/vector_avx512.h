// What AVX-512 has and portable vectors cannot say: look-up by a vector of indices.

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
