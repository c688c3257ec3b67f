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

<<<<<<< HEAD
#include "cell_tables.h"
=======
// One step of Adam or AdamW.
typedef struct {
  RK_REAL step;          // learning rate / (1 - beta1^t)
  RK_REAL first_share;   // 1 - beta1
  RK_REAL second_decay;  // beta2
  RK_REAL second_share;  // 1 - beta2
  RK_REAL root_scale;    // 1 / sqrt(1 - beta2^t)
  RK_REAL epsilon;
  RK_REAL penalty;    // weight decay added to the gradient: Adam
  RK_REAL shrinkage;  // factor of the parameters before the step: AdamW, else 1
} RK_NAME(rk_adaptation);

// Element loops of training over `count` values; arrays must not overlap.
typedef struct {
  // into += from
  void (*add)(ptrdiff_t count, const RK_REAL *from, RK_REAL *into);
  // values *= factor
  void (*scale)(ptrdiff_t count, RK_REAL factor, RK_REAL *values);
  // values limited to -limit...limit; NaN stays
  void (*clamp)(ptrdiff_t count, RK_REAL limit, RK_REAL *values);
  // in double, the same on every instruction set
  double (*sum_of_squares)(ptrdiff_t count, const RK_REAL *values);
  // into += share * (from - into)
  void (*blend)(ptrdiff_t count, RK_REAL share, const RK_REAL *from, RK_REAL *into);
  // velocity = momentum * velocity + gradient + decay * parameter, then a step along it
  void (*descend)(
      ptrdiff_t count, RK_REAL rate, RK_REAL momentum, RK_REAL decay, bool nesterov,
      const RK_REAL *gradient, RK_REAL *velocity, RK_REAL *parameter);
  // moments `first` and `second` updated, then the step
  void (*adapt)(
      ptrdiff_t count, RK_NAME(rk_adaptation) adaptation, const RK_REAL *gradient, RK_REAL *first,
      RK_REAL *second, RK_REAL *parameter);
} RK_NAME(rk_optimiser);
>>>>>>> 4dd5dd4 (Add optimisers, clipping, schedules and early stopping)

typedef struct {
  RK_NAME(rk_math) math;
  RK_NAME(rk_matrix) matrix;
<<<<<<< HEAD
  RK_NAME(rk_cell) cell;
  RK_NAME(rk_sequence) sequence;
=======
  RK_NAME(rk_optimiser) optimiser;
>>>>>>> 4dd5dd4 (Add optimisers, clipping, schedules and early stopping)
} RK_NAME(rk_table);
