// Tables of the recurrent cells and of what runs over whole sequences, for one element type
// (RK_REAL). Included once per type: no include guard. Arrays are given whole, with offsets.

// One time step of a cell over the batch. Gates are (batch, gates * hidden), the rest
// (batch, hidden). Forward: `gates` holds the gates' sums and receives their activations. Rows
// outside their sequence keep their state.
// Backward: reads the gradient by the state after, adds to that by the state before what does not
// pass through a recurrent product, sets the gradients of the gates' sums, and takes the LSTM's
// cell gradient one step back. Arrays never overlap.
typedef struct {
  // gates: h. `rectified`: ReLU in place of tanh.
  void (*plain_forward)(rk_cell_step, const int32_t *lengths, const RK_REAL *leak,
      RK_REAL *gates, RK_REAL *states, bool rectified);
  void (*plain_backward)(rk_cell_step, const int32_t *lengths, const RK_REAL *leak,
      const RK_REAL *gates, const RK_REAL *states, RK_REAL *d_states, RK_REAL *d_gates,
      RK_REAL *d_leak, bool rectified);
  // gates: i f g o. memo: tanh(c). `sigmoid_candidate`: g by the sigmoid.
  void (*lstm_forward)(rk_cell_step, const int32_t *lengths, const RK_REAL *leak,
      RK_REAL *gates, RK_REAL *states, RK_REAL *cells, RK_REAL *memo, bool sigmoid_candidate);
  void (*lstm_backward)(rk_cell_step, const int32_t *lengths, const RK_REAL *leak,
      const RK_REAL *gates, const RK_REAL *states, const RK_REAL *cells, const RK_REAL *memo,
      RK_REAL *d_states, RK_REAL *d_cell, RK_REAL *d_gates, RK_REAL *d_leak,
      bool sigmoid_candidate);
  // gates: r z n, the n sum without its recurrent part; memo: that part, U h + b.
  void (*gru_after_forward)(rk_cell_step, const int32_t *lengths, const RK_REAL *leak,
      RK_REAL *gates, RK_REAL *states, const RK_REAL *memo);
  void (*gru_after_backward)(rk_cell_step, const int32_t *lengths, const RK_REAL *leak,
      const RK_REAL *gates, const RK_REAL *states, const RK_REAL *memo, RK_REAL *d_states,
      RK_REAL *d_gates, RK_REAL *d_memo, RK_REAL *d_leak);
  // gates: r z n. First activates r and z and sets memo = r * product state; when the caller has
  // added the product of memo to n's sum, the second gives the state.
  void (*gru_before_reset)(rk_cell_step, const int32_t *lengths, RK_REAL *gates,
      const RK_REAL *states, const RK_REAL *dropped, RK_REAL *memo);
  void (*gru_before_update)(rk_cell_step, const int32_t *lengths, const RK_REAL *leak,
      RK_REAL *gates, RK_REAL *states);
  // First sets the gradients of z and n; when the caller has put n's gradient through its weights
  // into d_memo, the second sets that of r and turns d_memo into the product state's gradient.
  void (*gru_before_update_backward)(rk_cell_step, const int32_t *lengths, const RK_REAL *leak,
      const RK_REAL *gates, const RK_REAL *states, RK_REAL *d_states, RK_REAL *d_gates,
      RK_REAL *d_leak);
  void (*gru_before_reset_backward)(rk_cell_step, const int32_t *lengths, const RK_REAL *gates,
      const RK_REAL *states, const RK_REAL *dropped, RK_REAL *d_gates, RK_REAL *d_memo);
} RK_NAME(rk_cell);

typedef struct {
  // out (rows, columns): each row = row.
  void (*fill_rows)(ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *row, RK_REAL *out,
      ptrdiff_t out_offset);
  // sums (columns) += the sum of the rows of values (rows, columns), `stride` apart.
  void (*sum_rows)(ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *values, ptrdiff_t offset,
      ptrdiff_t stride, RK_REAL *sums, ptrdiff_t sums_offset);
  // out (columns, rows) = values (rows, columns) transposed.
  void (*transpose)(ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *values, RK_REAL *out);
  // out (rows, columns) += values with the columns in reverse order.
  void (*add_mirrored)(ptrdiff_t rows, ptrdiff_t columns, const RK_REAL *values, RK_REAL *out);
  // out (count) += values (count).
  void (*add)(ptrdiff_t count, const RK_REAL *values, ptrdiff_t offset, RK_REAL *out,
      ptrdiff_t out_offset);
  // out (count) = [accumulate ? out : 0] + values * mask.
  void (*mask)(ptrdiff_t count, const RK_REAL *values, ptrdiff_t offset, const RK_REAL *mask,
      RK_REAL *out, ptrdiff_t out_offset, bool accumulate);
  // Between states (steps, batch, hidden) at states_offset and a column block of
  // outputs (steps, batch, stride) at outputs_offset; `mirrored`: the block's columns in reverse
  // order. Steps outside a sequence, counted from first_step, give zeros; NULL lengths: none are.
  void (*states_to_outputs)(rk_output_block, const int32_t *lengths, const RK_REAL *states,
      RK_REAL *outputs);
  void (*outputs_to_states)(rk_output_block, const int32_t *lengths, const RK_REAL *outputs,
      RK_REAL *states);
  // last (batch, features): of outputs (time, batch, features) the first `onward` features at each
  // sequence's last step, the others at its first; zeros for an empty sequence.
  void (*last_outputs)(ptrdiff_t batch, ptrdiff_t features, ptrdiff_t onward,
      const int32_t *lengths, const RK_REAL *outputs, RK_REAL *last);
  // The reverse: adds d_last to those places of d_outputs.
  void (*last_outputs_backward)(ptrdiff_t batch, ptrdiff_t features, ptrdiff_t onward,
      const int32_t *lengths, const RK_REAL *d_last, RK_REAL *d_outputs);
} RK_NAME(rk_sequence);
