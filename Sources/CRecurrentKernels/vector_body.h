// One SIMD register of floats, for the bodies written with vectors.
// The stub defines RK_VECTOR_WIDTH in floats, RK_VECTOR_REGISTERS, and RK_IN_REGISTER, the letter
// that asks for one of them in assembly.

typedef float rk_vector __attribute__((ext_vector_type(RK_VECTOR_WIDTH)));
typedef float rk_loose_vector
    __attribute__((ext_vector_type(RK_VECTOR_WIDTH), aligned(sizeof(float)), may_alias));
typedef int32_t rk_int_vector __attribute__((ext_vector_type(RK_VECTOR_WIDTH)));

#define RK_INLINE static inline __attribute__((always_inline))

RK_INLINE rk_vector rk_load(const float *values) { return *(const rk_loose_vector *)values; }

RK_INLINE void rk_store(float *values, rk_vector vector) {
  *(rk_loose_vector *)values = vector;
}

// No instruction: what is read at `place`, a pointer or index, after this is read when `vector` is
// computed. The scheduler otherwise loads far ahead, and then the sums no longer fit in registers.
#define RK_ORDER_READS_AFTER(place, vector) \
  __asm__("" : "+r"(place), "+" RK_IN_REGISTER(vector))

RK_INLINE rk_vector rk_fma(rk_vector a, rk_vector b, rk_vector c) {
  return __builtin_elementwise_fma(a, b, c);
}
