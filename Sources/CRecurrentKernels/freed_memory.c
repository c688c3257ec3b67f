#include "recurrent_kernels.h"

#if defined(__GLIBC__)
#include <malloc.h>

bool rk_keep_freed_memory(void) {
  // The largest threshold glibc takes; what is larger is mapped and returned as before.
  const int mapped = mallopt(M_MMAP_THRESHOLD, 32 << 20);
  const int trimmed = mallopt(M_TRIM_THRESHOLD, 1 << 30);
  return mapped == 1 && trimmed == 1;
}
#else
bool rk_keep_freed_memory(void) { return false; }
#endif
