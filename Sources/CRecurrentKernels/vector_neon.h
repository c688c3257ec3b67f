// What NEON has and portable vectors cannot say: look-up by a vector of indices.

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
