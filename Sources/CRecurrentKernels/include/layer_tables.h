// Kernels of the feed-forward layers for one element type (RK_REAL). No include guard.
//
// Sequences are (time, batch, features), `lengths` (batch) counts each sequence's valid steps, and
// padded steps are zero. Arrays of one call never overlap.

#pragma clang assume_nonnull begin

typedef struct {
  // values (rows, columns) += addend (columns) in each row.
  void (*add_to_rows)(
      ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *addend, RK_REAL *values);
  // values (rows, columns) *= factors (columns) in each row.
  void (*scale_rows)(
      ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *factors, RK_REAL *values);
  // sums (columns) += over rows of a (rows, columns).
  void (*total_rows)(ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *a, RK_REAL *sums);
  // sums (columns) += over rows of a * b, both (rows, columns).
  void (*total_products)(
      ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *a, const RK_REAL *b, RK_REAL *sums);
  // values (count) += addend (count).
  void (*add_values)(ptrdiff_t count, const RK_REAL *addend, RK_REAL *values);
  // target (rows, columns) = [add ? target : 0] + source; `stride` from row to row.
  void (*copy_rows)(
      ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *source, ptrdiff_t source_stride,
      RK_REAL *target, ptrdiff_t target_stride, bool add);
  // Padded steps of values = 0.
  void (*clear_padding)(
      ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const ptrdiff_t *lengths,
      RK_REAL *values);

  // outputs (count) = function of inputs (count).
  void (*activate)(
      rk_layer_activation function, RK_REAL slope, ptrdiff_t count, const RK_REAL *inputs,
      RK_REAL *outputs);
  // gradients (count) *= the derivative, from `reference`: the outputs, or for gelu the inputs.
  void (*activate_backward)(
      rk_layer_activation function, RK_REAL slope, ptrdiff_t count, const RK_REAL *reference,
      RK_REAL *gradients);

  // columns (steps * batch, taps * features) = what output steps first, first + 1, ... see of
  // inputs (window.time, batch, features); zeros outside.
  void (*gather_windows)(
      rk_window window, ptrdiff_t first, ptrdiff_t steps, const RK_REAL *inputs,
      RK_REAL *columns);
  // The transpose: inputs += columns.
  void (*scatter_windows)(
      rk_window window, ptrdiff_t first, ptrdiff_t steps, const RK_REAL *columns,
      RK_REAL *inputs);
  // target (outputs, taps, inputs) = source (outputs, inputs, taps).
  void (*taps_outward)(
      ptrdiff_t outputs, ptrdiff_t inputs, ptrdiff_t taps, const RK_REAL *source,
      RK_REAL *target);
  // target (outputs, inputs, taps) += source (outputs, taps, inputs).
  void (*add_taps_inward)(
      ptrdiff_t outputs, ptrdiff_t inputs, ptrdiff_t taps, const RK_REAL *source,
      RK_REAL *target);

  // outputs (output_time, batch, features) = the largest valid value of each window, 0 in windows
  // without; places (same shape) = its step, or -1.
  void (*max_pool)(
      rk_window window, const ptrdiff_t *lengths, const ptrdiff_t *output_lengths,
      const RK_REAL *inputs, RK_REAL *outputs, int32_t *places);
  // inputs (window.time, batch, features) += outputs at their places.
  void (*max_pool_backward)(
      rk_window window, const int32_t *places, const RK_REAL *outputs, RK_REAL *inputs);
  // outputs = the mean of each window's valid values, 0 in windows without.
  void (*mean_pool)(
      rk_window window, const ptrdiff_t *lengths, const ptrdiff_t *output_lengths,
      const RK_REAL *inputs, RK_REAL *outputs);
  void (*mean_pool_backward)(
      rk_window window, const ptrdiff_t *lengths, const ptrdiff_t *output_lengths,
      const RK_REAL *outputs, RK_REAL *inputs);

  // outputs (rows, width) = rows of table (entries, width) by token; zeros for negative tokens.
  void (*look_up)(
      ptrdiff_t rows, ptrdiff_t width, const int32_t *tokens, const RK_REAL *table,
      RK_REAL *outputs);
  // table += outputs by token.
  void (*look_up_backward)(
      ptrdiff_t rows, ptrdiff_t width, const int32_t *tokens, const RK_REAL *outputs,
      RK_REAL *table);

  // mask (count) = 1 / keep with probability `keep`, else 0, by a hash of seed and place.
  void (*draw_mask)(ptrdiff_t count, uint64_t seed, double keep, RK_REAL *mask);

  // mean and variance (features) over valid steps, the variance divided by their number.
  void (*moments)(
      ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const ptrdiff_t *lengths,
      const RK_REAL *values, double *mean, double *variance);
  // outputs = x * scale (features) + shift (features) in valid steps, 0 in padded ones.
  void (*scale_shift)(
      ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const ptrdiff_t *lengths,
      const RK_REAL *x, const RK_REAL *scale, const RK_REAL *shift, RK_REAL *outputs);
  // normalised (rows, columns) = rows of x shifted and scaled to mean 0 and variance 1;
  // scales (rows) = the factors.
  void (*normalise_rows)(
      ptrdiff_t rows, ptrdiff_t columns, RK_REAL epsilon, const RK_REAL *x, RK_REAL *normalised,
      RK_REAL *scales);
  // gradients (rows, columns): by normalised, becoming those by x.
  void (*normalise_rows_backward)(
      ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *normalised, const RK_REAL *scales,
      RK_REAL *gradients);

  // scores (time, batch) become weights: softmax over each sequence's valid steps, 0 elsewhere.
  void (*softmax_steps)(
      ptrdiff_t time, ptrdiff_t batch, const ptrdiff_t *lengths, RK_REAL *scores);
  // gradients (time, batch): by weights, becoming those by scores.
  void (*softmax_steps_backward)(
      ptrdiff_t time, ptrdiff_t batch, const RK_REAL *weights, RK_REAL *gradients);
  // sums (batch, features) = over time of weights (time, batch) * x (time, batch, features).
  void (*weighted_sum)(
      ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const RK_REAL *weights,
      const RK_REAL *x, RK_REAL *sums);
  // weight_gradients (time, batch) = and x_gradients += by sum_gradients (batch, features).
  void (*weighted_sum_backward)(
      ptrdiff_t time, ptrdiff_t batch, ptrdiff_t features, const RK_REAL *weights,
      const RK_REAL *x, const RK_REAL *sum_gradients, RK_REAL *weight_gradients,
      RK_REAL *x_gradients);
} RK_NAME(rk_layers);

#pragma clang assume_nonnull end
