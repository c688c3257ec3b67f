#if defined(__x86_64__)
#include "isa_tables.h"

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512dq,avx512bw,avx512vl"))), apply_to = function)

#define RK_REAL float
#define RK_IS_FLOAT 1
#define RK_VECTOR_WIDTH 16
#define RK_VECTOR_REGISTERS 32
#define RK_IN_REGISTER "v"
#define RK_NAME(name) name##_f32
#define RK_TABLE rk_avx512_f32
#include "table_body.h"
#include "vector_avx512.h"

#define RK_LANE_TABLES rk_avx512_lanes
#include "lane_widths_body.h"

#pragma clang attribute pop
#endif
