#include "isa_tables.h"

bool rk_isa_is_supported(rk_isa isa) {
  switch (isa) {
    case RK_ISA_SCALAR:
      return true;
    case RK_ISA_AVX2:
#if defined(__x86_64__)
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
      return false;
#endif
  }
  return false;
}

rk_isa rk_best_isa(void) {
  return rk_isa_is_supported(RK_ISA_AVX2) ? RK_ISA_AVX2 : RK_ISA_SCALAR;
}

const rk_table_f32 *_Nonnull rk_table_for_f32(rk_isa isa) {
#if defined(__x86_64__)
  if (isa == RK_ISA_AVX2) return &rk_avx2_f32;
#endif
  (void)isa;
  return &rk_scalar_f32;
}

const rk_lane_table *_Nonnull rk_lane_table_for(rk_isa isa) {
#if defined(__x86_64__)
  if (isa == RK_ISA_AVX2) return &rk_avx2_lanes;
#endif
  (void)isa;
  return &rk_scalar_lanes;
}

const rk_table_f64 *_Nonnull rk_table_for_f64(void) { return &rk_scalar_f64; }
