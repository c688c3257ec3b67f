// Matrix products, the plain form: the reference for every instruction set.

static void RK_NAME(multiply)(
    ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const RK_REAL *a, ptrdiff_t lda, bool transpose_a,
    const RK_REAL *b, ptrdiff_t ldb, bool transpose_b, RK_REAL *c, ptrdiff_t ldc,
    bool accumulate) {
  for (ptrdiff_t i = 0; i < m; i++) {
    RK_REAL *row = c + i * ldc;
    if (!accumulate) {
      for (ptrdiff_t j = 0; j < n; j++) row[j] = 0;
    }
    for (ptrdiff_t p = 0; p < k; p++) {
      const RK_REAL factor = transpose_a ? a[p * lda + i] : a[i * lda + p];
      for (ptrdiff_t j = 0; j < n; j++) {
        row[j] += factor * (transpose_b ? b[j * ldb + p] : b[p * ldb + j]);
      }
    }
  }
}
