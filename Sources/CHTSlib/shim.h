// Doors to htslib's macros and inline functions, which Swift cannot import. Nothing else.
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

#endif
