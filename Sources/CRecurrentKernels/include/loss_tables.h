// Losses for one element type (RK_REAL). No include guard.
//
// Each function sets gradients (rows, columns) to the gradient of the sum it returns: the rows'
// losses, each times its weight. Rows of weight 0 have no gradient. Sums are double throughout.

#pragma clang assume_nonnull begin

typedef struct {
  // Per row: -class_weights[y] (1 - smoothing) (1 - p_y)^focusing log p_y
  //          - smoothing / columns * sum over c of class_weights[c] log p_c,
  // p the softmax of the row's logits, y = labels[row] in 0..<columns.
  double (*softmax_cross_entropy)(
      ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *logits, const int32_t *labels,
      const double *row_weights, const double *class_weights, double smoothing, double focusing,
      RK_REAL *gradients);
  // Per row the mean over columns of -class_weights[c] t (1 - p)^focusing log p
  // - (1 - t) p^focusing log(1 - p), p the logistic function of the logit,
  // t = (1 - smoothing) target + smoothing / 2. Negative targets are left out.
  double (*sigmoid_cross_entropy)(
      ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *logits, const RK_REAL *targets,
      const double *row_weights, const double *class_weights, double smoothing, double focusing,
      RK_REAL *gradients);
  // Per row the mean over columns of (prediction - target)^2.
  double (*squared_error)(
      ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *predictions, const RK_REAL *targets,
      const double *row_weights, RK_REAL *gradients);
} RK_NAME(rk_losses);

#pragma clang assume_nonnull end
