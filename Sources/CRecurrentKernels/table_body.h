// Every family's body and the table that names them, for one element type and instruction set.
// The stub defines RK_REAL, RK_IS_FLOAT, RK_NAME and RK_TABLE (the table's symbol), and
// RK_VECTOR_WIDTH where the instruction set has vectors of that many floats.

#include "math_body.h"

#ifdef RK_VECTOR_WIDTH
#include "vector_body.h"
#include "matrix_tiles_body.h"
#else
#include "matrix_body.h"
#endif

const RK_NAME(rk_table) RK_TABLE = {
    .math =
        {
            .exp = RK_NAME(exp_array),
            .sigmoid = RK_NAME(sigmoid_array),
            .tanh = RK_NAME(tanh_array),
            .log = RK_NAME(log_array),
        },
    .matrix = {.multiply = RK_NAME(multiply)},
};
