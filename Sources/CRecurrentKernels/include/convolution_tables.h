// Convolutions over time with stride 1, for one element type (RK_REAL). No include guard.
//
// Weights are packed in an order that is the instruction set's own and depends on inputs, outputs,
// taps and dilation alone. Arrays of one call never overlap.

#pragma clang assume_nonnull begin

typedef struct {
  // Elements of packed weights.
  ptrdiff_t (*packed_count)(rk_convolution shape);
  // panels = weight (outputs, inputs, taps).
  void (*pack)(rk_convolution shape, const RK_REAL *weight, RK_REAL *panels);
  // panels of the convolution that takes gradients by outputs to those by inputs, from the weight
  // (inputs, outputs, taps) of the convolution it reverses; `shape` is the reverse's.
  void (*pack_reversed)(rk_convolution shape, const RK_REAL *weight, RK_REAL *panels);
  // weight (outputs, inputs, taps) += panels.
  void (*add_unpacked)(rk_convolution shape, const RK_REAL *panels, RK_REAL *weight);
  // Elements of working memory for convolve and weight_gradient.
  ptrdiff_t (*workspace)(rk_convolution shape);
  // outputs (output_time, batch, outputs) = the convolution of inputs (time, batch, inputs), plus
  // bias (outputs) if there is one, then ReLU if asked for.
  void (*convolve)(
      rk_convolution shape, const RK_REAL *inputs, const RK_REAL *panels,
      const RK_REAL *_Nullable bias, bool rectified, RK_REAL *workspace,
      RK_REAL *outputs);
  // panels = the gradient by the packed weights.
  void (*weight_gradient)(
      rk_convolution shape, const RK_REAL *inputs, const RK_REAL *d_outputs, RK_REAL *workspace,
      RK_REAL *panels);
  // pooled (steps, row) = the larger of each pair of steps of values (2 * steps, row), which are not
  // negative; places (same shape) = which of the two it is, 2 where it is 0.
  void (*pool_pairs)(
      ptrdiff_t steps, ptrdiff_t row, const RK_REAL *values, RK_REAL *pooled, uint8_t *places);
  // values (2 * steps, row) = pooled at its places, 0 elsewhere.
  void (*unpool_pairs)(
      ptrdiff_t steps, ptrdiff_t row, const uint8_t *places, const RK_REAL *pooled,
      RK_REAL *values);
} RK_NAME(rk_convolutions);

#pragma clang assume_nonnull end
