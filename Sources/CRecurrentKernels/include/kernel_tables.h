// Tables of kernels for one element type (RK_REAL). Included once per type: no include guard.

// Elementary functions of `count` values, in place.
typedef struct {
  void (*exp)(ptrdiff_t count, RK_REAL *values);
  void (*sigmoid)(ptrdiff_t count, RK_REAL *values);
  void (*tanh)(ptrdiff_t count, RK_REAL *values);
  void (*log)(ptrdiff_t count, RK_REAL *values);
} RK_NAME(rk_math);

// Dense matrix products. Row-major; `ld*` is the distance between rows in elements.
typedef struct {
  // c (m, n) = [accumulate ? c : 0] + op(a) (m, k) * op(b) (k, n).
  // op transposes when the flag is set: then a is stored (k, m), b is stored (n, k).
  void (*multiply)(
      ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const RK_REAL *a, ptrdiff_t lda, bool transpose_a,
      const RK_REAL *b, ptrdiff_t ldb, bool transpose_b, RK_REAL *c, ptrdiff_t ldc,
      bool accumulate);
} RK_NAME(rk_matrix);

#include "cell_tables.h"
#include "convolution_tables.h"
#include "optimiser_tables.h"
#include "layer_tables.h"
#include "loss_tables.h"

typedef struct {
  RK_NAME(rk_math) math;
  RK_NAME(rk_matrix) matrix;
  RK_NAME(rk_convolutions) convolution;
  RK_NAME(rk_cell) cell;
  RK_NAME(rk_sequence) sequence;
  RK_NAME(rk_optimiser) optimiser;
  RK_NAME(rk_layers) layers;
  RK_NAME(rk_losses) losses;
} RK_NAME(rk_table);
