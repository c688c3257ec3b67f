#if defined(__aarch64__)
#include "isa_tables.h"

#define RK_REAL float
#define RK_IS_FLOAT 1
#define RK_VECTOR_WIDTH 4
#define RK_VECTOR_REGISTERS 32
#define RK_IN_REGISTER "w"
#define RK_NAME(name) name##_f32
#define RK_TABLE rk_neon_f32
#include "table_body.h"
#include "vector_neon.h"

#define RK_LANE_TABLES rk_neon_lanes
#include "lane_widths_body.h"
#endif
