// Rows of a table by token, turned into rows of lanes.

// inputs (token_stride, lanes) = the rows of the tokens at `time`, a token a lane.
static void RK_LANE(look_up_tokens)(const rk_lane_recurrence *r, ptrdiff_t time) {
  const int32_t *tokens = r->tokens + time * RK_LANE_COUNT;
  for (ptrdiff_t lane = 0; lane < RK_LANE_COUNT; lane += RK_VECTOR_WIDTH) {
    const float *rows[RK_VECTOR_WIDTH];
    for (int l = 0; l < RK_VECTOR_WIDTH; l++) {
      rows[l] = r->token_table + tokens[lane + l] * r->token_stride;
    }
    for (ptrdiff_t first = 0; first < r->token_stride; first += RK_VECTOR_WIDTH) {
      rk_store_transposed(rows, first, r->inputs + first * RK_LANE_COUNT + lane, RK_LANE_COUNT);
    }
  }
}
