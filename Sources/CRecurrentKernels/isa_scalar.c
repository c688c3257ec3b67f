#include "isa_tables.h"

#define RK_REAL float
#define RK_IS_FLOAT 1
#define RK_NAME(name) name##_f32
#define RK_TABLE rk_scalar_f32
#include "table_body.h"

#include "lane_plain_body.h"

#undef RK_REAL
#undef RK_IS_FLOAT
#undef RK_NAME
#undef RK_TABLE

#define RK_REAL double
#define RK_IS_FLOAT 0
#define RK_NAME(name) name##_f64
#define RK_TABLE rk_scalar_f64
#include "table_body.h"
