// Lane kernels for tiles of one, two and three registers, so that a rest of a batch fills its tile.
// The stub defines RK_LANE_TABLES, the list of their tables.

#include "lane_functions_body.h"

#define RK_LANE_VECTORS 1
#define RK_LANE(name) rk_lane_##name##_1
#define RK_LANE_TABLE rk_lane_table_1
#include "lane_body.h"

#define RK_LANE_VECTORS 2
#define RK_LANE(name) rk_lane_##name##_2
#define RK_LANE_TABLE rk_lane_table_2
#include "lane_body.h"

#define RK_LANE_VECTORS 3
#define RK_LANE(name) rk_lane_##name##_3
#define RK_LANE_TABLE rk_lane_table_3
#include "lane_body.h"

const rk_lane_table *const RK_LANE_TABLES[RK_LANE_WIDTHS] = {
    &rk_lane_table_1, &rk_lane_table_2, &rk_lane_table_3};
