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

static inline int door_hts_set_reference(htsFile *file, const char *path) {
  return hts_set_opt(file, CRAM_OPT_REFERENCE, path);
}
static inline int door_hts_store_all_bases(htsFile *file) {
  return hts_set_opt(file, CRAM_OPT_NO_REF, 1);
}
static inline int door_hts_require_read_fields(htsFile *file) {
  return hts_set_opt(
      file, CRAM_OPT_REQUIRED_FIELDS,
      SAM_QNAME | SAM_FLAG | SAM_RNAME | SAM_POS | SAM_MAPQ | SAM_CIGAR | SAM_SEQ);
}
/// The BGZF stream of a file that has one, else NULL.
static inline BGZF *door_hts_bgzf(const htsFile *file) {
  return file->is_bgzf ? file->fp.bgzf : NULL;
}
static inline int door_hts_cram_ended_without_eof(const htsFile *file) {
  return file->is_cram && cram_eof(file->fp.cram) == 2;
}
static inline const uint32_t *door_bam_cigar(const bam1_t *record) { return bam_get_cigar(record); }
static inline const uint8_t *door_bam_sequence(const bam1_t *record) { return bam_get_seq(record); }
static inline const char *door_bam_name(const bam1_t *record) { return bam_get_qname(record); }

#endif
