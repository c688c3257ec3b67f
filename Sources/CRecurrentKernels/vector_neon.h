// What NEON has and portable vectors cannot say: look-up by a vector of indices, transposition.

#include <arm_neon.h>

// The bytes of entry index & mask of each lane, four a lane.
RK_INLINE uint8x16_t rk_entry_bytes(rk_int_vector index, int mask) {
  const uint32x4_t entry = (uint32x4_t)(index & mask);
  return (uint8x16_t)(entry * 0x04040404u + 0x03020100u);
}

// table[index & 3] for each lane; the table has 4 entries.
RK_INLINE rk_vector rk_look_up_4(const float *table, rk_int_vector index) {
  return (rk_vector)vqtbl1q_u8((uint8x16_t)vld1q_f32(table), rk_entry_bytes(index, 3));
}

// table[index & 7] for each lane; the table has 8 entries.
RK_INLINE rk_vector rk_look_up_8(const float *table, rk_int_vector index) {
  const uint8x16x2_t entries = {{(uint8x16_t)vld1q_f32(table), (uint8x16_t)vld1q_f32(table + 4)}};
  return (rk_vector)vqtbl2q_u8(entries, rk_entry_bytes(index, 7));
}

// out[i * stride + lane] = rows[lane][first + i] for 4 lanes and as many i.
RK_INLINE void rk_store_transposed(
    const float *const *rows, ptrdiff_t first, float *out, ptrdiff_t stride) {
  const float32x4x2_t upper = vtrnq_f32(vld1q_f32(rows[0] + first), vld1q_f32(rows[1] + first));
  const float32x4x2_t lower = vtrnq_f32(vld1q_f32(rows[2] + first), vld1q_f32(rows[3] + first));
  vst1q_f32(out, vcombine_f32(vget_low_f32(upper.val[0]), vget_low_f32(lower.val[0])));
  vst1q_f32(out + stride, vcombine_f32(vget_low_f32(upper.val[1]), vget_low_f32(lower.val[1])));
  vst1q_f32(
      out + 2 * stride, vcombine_f32(vget_high_f32(upper.val[0]), vget_high_f32(lower.val[0])));
  vst1q_f32(
      out + 3 * stride, vcombine_f32(vget_high_f32(upper.val[1]), vget_high_f32(lower.val[1])));
}
