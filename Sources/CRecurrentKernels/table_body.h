// Every family's body and the table that names them, for one element type and instruction set.
// The stub defines RK_REAL, RK_IS_FLOAT, RK_NAME and RK_TABLE (the table's symbol), and
// RK_VECTOR_WIDTH where the instruction set has vectors of that many floats.

#include "math_body.h"
#include "optimiser_body.h"
#include "row_body.h"
#include "window_body.h"
#include "layer_body.h"
#include "convolution_pool_body.h"
#include "loss_body.h"

#ifdef RK_VECTOR_WIDTH
#include "vector_body.h"
#include "matrix_tiles_body.h"
#include "convolution_tiles_body.h"
#include "convolution_gradient_body.h"
#include "winograd_transform_body.h"
#include "winograd_body.h"
#include "convolution_choice_body.h"
#else
#include "matrix_body.h"
#include "convolution_body.h"
#endif
#include "cell_body.h"
#include "sequence_body.h"

const RK_NAME(rk_table) RK_TABLE = {
    .math =
        {
            .exp = RK_NAME(exp_array),
            .sigmoid = RK_NAME(sigmoid_array),
            .tanh = RK_NAME(tanh_array),
            .log = RK_NAME(log_array),
        },
    .matrix = {.multiply = RK_NAME(multiply)},
    .convolution =
        {
            .packed_count = RK_NAME(convolution_packed_count),
            .pack = RK_NAME(convolution_pack),
            .pack_reversed = RK_NAME(convolution_pack_reversed),
            .add_unpacked = RK_NAME(convolution_add_unpacked),
            .convolve = RK_NAME(convolution_convolve),
            .workspace = RK_NAME(convolution_workspace),
            .weight_gradient = RK_NAME(convolution_weight_gradient),
            .pool_pairs = RK_NAME(pool_pairs),
            .unpool_pairs = RK_NAME(unpool_pairs),
        },
    .cell =
        {
            .plain_forward = RK_NAME(plain_forward),
            .plain_backward = RK_NAME(plain_backward),
            .lstm_forward = RK_NAME(lstm_forward),
            .lstm_backward = RK_NAME(lstm_backward),
            .gru_after_forward = RK_NAME(gru_after_forward),
            .gru_after_backward = RK_NAME(gru_after_backward),
            .gru_before_reset = RK_NAME(gru_before_reset),
            .gru_before_update = RK_NAME(gru_before_update),
            .gru_before_update_backward = RK_NAME(gru_before_update_backward),
            .gru_before_reset_backward = RK_NAME(gru_before_reset_backward),
        },
    .sequence =
        {
            .fill_rows = RK_NAME(fill_rows),
            .sum_rows = RK_NAME(sum_rows),
            .transpose = RK_NAME(transpose),
            .add_mirrored = RK_NAME(add_mirrored),
            .add = RK_NAME(add),
            .mask = RK_NAME(mask),
            .states_to_outputs = RK_NAME(states_to_outputs),
            .outputs_to_states = RK_NAME(outputs_to_states),
            .last_outputs = RK_NAME(last_outputs),
            .last_outputs_backward = RK_NAME(last_outputs_backward),
        },
    .optimiser =
        {
            .scale = RK_NAME(scale_array),
            .clamp = RK_NAME(clamp_array),
            .sum_of_squares = RK_NAME(sum_of_squares),
            .blend = RK_NAME(blend_array),
            .descend = RK_NAME(descend),
            .adapt = RK_NAME(adapt),
        },
    .layers =
        {
            .add_to_rows = RK_NAME(add_to_rows),
            .scale_rows = RK_NAME(scale_rows),
            .total_rows = RK_NAME(total_rows),
            .total_products = RK_NAME(total_products),
            .add_values = RK_NAME(add_values),
            .copy_rows = RK_NAME(copy_rows),
            .clear_padding = RK_NAME(clear_padding),
            .activate = RK_NAME(activate),
            .activate_backward = RK_NAME(activate_backward),
            .gather_windows = RK_NAME(gather_windows),
            .scatter_windows = RK_NAME(scatter_windows),
            .taps_outward = RK_NAME(taps_outward),
            .add_taps_inward = RK_NAME(add_taps_inward),
            .max_pool = RK_NAME(max_pool),
            .max_pool_backward = RK_NAME(max_pool_backward),
            .mean_pool = RK_NAME(mean_pool),
            .mean_pool_backward = RK_NAME(mean_pool_backward),
            .look_up = RK_NAME(look_up),
            .look_up_backward = RK_NAME(look_up_backward),
            .draw_mask = RK_NAME(draw_mask),
            .moments = RK_NAME(moments),
            .scale_shift = RK_NAME(scale_shift),
            .normalise_rows = RK_NAME(normalise_rows),
            .normalise_rows_backward = RK_NAME(normalise_rows_backward),
            .softmax_steps = RK_NAME(softmax_steps),
            .softmax_steps_backward = RK_NAME(softmax_steps_backward),
            .weighted_sum = RK_NAME(weighted_sum),
            .weighted_sum_backward = RK_NAME(weighted_sum_backward),
        },
    .losses =
        {
            .softmax_cross_entropy = RK_NAME(softmax_cross_entropy),
            .sigmoid_cross_entropy = RK_NAME(sigmoid_cross_entropy),
            .squared_error = RK_NAME(squared_error),
        },
};
