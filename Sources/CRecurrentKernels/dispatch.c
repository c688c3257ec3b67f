#include "isa_tables.h"

bool rk_isa_is_supported(rk_isa isa) {
  switch (isa) {
    case RK_ISA_SCALAR:
      return true;
#if defined(__x86_64__)
    // These also ask whether the system saves the registers.
    case RK_ISA_AVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case RK_ISA_AVX512:
      return rk_isa_is_supported(RK_ISA_AVX2) && __builtin_cpu_supports("avx512f") &&
             __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512vl");
#endif
#if defined(__aarch64__)
    // Part of every such processor.
    case RK_ISA_NEON:
      return true;
#endif
    default:
      return false;
  }
}

const rk_table_f32 *_Nonnull rk_table_for_f32(rk_isa isa) {
  switch (isa) {
#if defined(__x86_64__)
    case RK_ISA_AVX2:
      return &rk_avx2_f32;
    case RK_ISA_AVX512:
      return &rk_avx512_f32;
#endif
#if defined(__aarch64__)
    case RK_ISA_NEON:
      return &rk_neon_f32;
#endif
    default:
      return &rk_scalar_f32;
  }
}

static const rk_lane_table *const *rk_lane_tables(rk_isa isa) {
  switch (isa) {
#if defined(__x86_64__)
    case RK_ISA_AVX2:
      return rk_avx2_lanes;
    case RK_ISA_AVX512:
      return rk_avx512_lanes;
#endif
#if defined(__aarch64__)
    case RK_ISA_NEON:
      return rk_neon_lanes;
#endif
    default:
      return rk_scalar_lanes;
  }
}

const rk_lane_table *_Nullable rk_lane_table_for(rk_isa isa, ptrdiff_t width) {
  return width < RK_LANE_WIDTHS ? rk_lane_tables(isa)[width] : NULL;
}

const rk_table_f64 *_Nonnull rk_table_for_f64(void) { return &rk_scalar_f64; }
