// What AVX2 has and portable vectors cannot say: look-up by a vector of indices.

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
