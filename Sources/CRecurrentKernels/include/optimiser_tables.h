// Kernels of training for one element type. Included by kernel_tables.h: no include guard.

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
