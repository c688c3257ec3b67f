// The tables the stubs define.
#ifndef ISA_TABLES_H
#define ISA_TABLES_H

#include <math.h>
#include <string.h>

#include "recurrent_kernels.h"

extern const rk_table_f32 rk_scalar_f32;
extern const rk_table_f64 rk_scalar_f64;
extern const rk_lane_table *const rk_scalar_lanes[RK_LANE_WIDTHS];
#if defined(__x86_64__)
extern const rk_table_f32 rk_avx2_f32;
extern const rk_lane_table *const rk_avx2_lanes[RK_LANE_WIDTHS];
extern const rk_table_f32 rk_avx512_f32;
extern const rk_lane_table *const rk_avx512_lanes[RK_LANE_WIDTHS];
#endif
#if defined(__aarch64__)
extern const rk_table_f32 rk_neon_f32;
extern const rk_lane_table *const rk_neon_lanes[RK_LANE_WIDTHS];
#endif

#endif
