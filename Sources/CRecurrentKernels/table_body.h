// Every family's body and the table that names them, for one element type and instruction set.
// The stub defines RK_REAL, RK_NAME and RK_TABLE (the table's symbol).

#include "matrix_body.h"

const RK_NAME(rk_table) RK_TABLE = {
    .matrix = {.multiply = RK_NAME(multiply)},
};
