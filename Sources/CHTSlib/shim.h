// Doors to htslib's macros, bit fields and inline functions, which Swift cannot import. Nothing else.
#ifndef CHTSLIB_SHIM_H
#define CHTSLIB_SHIM_H

#include <htslib/bgzf.h>
#include <htslib/cram.h>
#include <htslib/faidx.h>
#include <htslib/hfile.h>
#include <htslib/hts.h>
#include <htslib/hts_log.h>
#include <htslib/kstring.h>
#include <htslib/sam.h>
#include <htslib/tbx.h>
#include <htslib/vcf.h>

static inline hFILE *door_hopen(const char *path) { return hopen(path, "r"); }

static inline unsigned door_bgzf_error_bits(const BGZF *file) { return file->errcode; }
static inline int door_bgzf_lacks_eof_block(const BGZF *file) { return file->no_eof_block; }
static inline int door_bgzf_is_compressed(const BGZF *file) { return file->is_compressed; }
static inline int door_bgzf_is_plain_gzip(const BGZF *file) { return file->is_gzip; }

#endif
