#if defined(__x86_64__)
#include "isa_tables.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define RK_REAL float
#define RK_IS_FLOAT 1
#define RK_VECTOR_WIDTH 8
#define RK_VECTOR_REGISTERS 16
#define RK_IN_REGISTER "x"
#define RK_NAME(name) name##_f32
#define RK_TABLE rk_avx2_f32
#include "table_body.h"
#include "vector_avx2.h"

#define RK_LANE_TABLES rk_avx2_lanes
#include "lane_widths_body.h"

#pragma clang attribute pop
#endif
