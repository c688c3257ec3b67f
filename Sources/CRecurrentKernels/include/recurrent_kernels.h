// The hot loops of the recurrent core: no allocation, no state, no globals but constant tables.
//
// One body per family (`*_body.h`), compiled once per instruction set and element type through the
// stubs `isa_*.c`; callers fetch a table of function pointers once and call through it.
// float runs on every instruction set; double exists as the scalar body only, for gradient checks.
#ifndef RECURRENT_KERNELS_H
#define RECURRENT_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  RK_ISA_SCALAR = 0,
  RK_ISA_AVX2 = 1,
  RK_ISA_AVX512 = 2,
  RK_ISA_NEON = 3,
} rk_isa;

// Where one time step of a cell lies in the arrays of its direction; offsets in elements.
typedef struct {
  ptrdiff_t batch, hidden;
  // Counted from the sequences' start, whatever the direction: compared with the lengths.
  ptrdiff_t time;
  // The states, and the LSTM's cells, before and after the step.
  ptrdiff_t before, after, cell_before, cell_after;
  ptrdiff_t gates;
  // Also the offset of the dropped states, which take part in products.
  ptrdiff_t memo;
  // Whether lengths, leaks and dropped states are given.
  bool is_masked, is_leaky, is_dropped;
} rk_cell_step;

// A column block of outputs (steps, batch, stride) and the states (steps, batch, hidden) it shows.
typedef struct {
  ptrdiff_t steps, batch, hidden, stride, states_offset, outputs_offset, first_step;
  bool is_masked, is_mirrored;
} rk_output_block;
typedef enum {
  RK_LAYER_RELU,
  RK_LAYER_LEAKY_RELU,
  RK_LAYER_TANH,
  RK_LAYER_SIGMOID,
  RK_LAYER_GELU,
} rk_layer_activation;

// What a sliding window sees: output step t < output_time of tap k sees input step
// t * stride - before + k * dilation; inputs are (time, batch, features).
typedef struct {
  ptrdiff_t time, batch, features;
  ptrdiff_t taps, stride, dilation, before, output_time;
} rk_window;

// A convolution over time with stride 1: output step t < output_time of tap k sees input step
// t - before + k * dilation; inputs are (time, batch, inputs), zeros where there is no such step.
typedef struct {
  ptrdiff_t time, batch, inputs, outputs;
  ptrdiff_t taps, dilation, before, output_time;
} rk_convolution;

#define RK_REAL float
#define RK_NAME(name) name##_f32
#include "kernel_tables.h"
#undef RK_REAL
#undef RK_NAME

#define RK_REAL double
#define RK_NAME(name) name##_f64
#include "kernel_tables.h"
#undef RK_REAL
#undef RK_NAME

#include "lane_kernels.h"

// Whether this processor can run the instruction set.
bool rk_isa_is_supported(rk_isa isa);

const rk_table_f32 *_Nonnull rk_table_for_f32(rk_isa isa);
const rk_table_f64 *_Nonnull rk_table_for_f64(void);
// Tables for tiles of more and more sequences, width 0, 1, ...; null behind the widest. A sequence
// gets the same result in all.
const rk_lane_table *_Nullable rk_lane_table_for(rk_isa isa, ptrdiff_t width);

// Makes the C library keep freed memory for the next allocation instead of returning it to the
// system; false where that cannot be asked for. For callers: kernels themselves allocate nothing.
bool rk_keep_freed_memory(void);

#endif
