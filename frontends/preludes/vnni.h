// The types of x86's vector extensions; the functions come from the intrinsic rows.
#define XPILER_VECTOR(name, element, bytes) typedef element name __attribute__((__vector_size__(bytes), __aligned__(bytes)))
XPILER_VECTOR(__m512, float, 64);
XPILER_VECTOR(__m512d, double, 64);
XPILER_VECTOR(__m512i, long long, 64);
XPILER_VECTOR(__m512h, _Float16, 64);
XPILER_VECTOR(__m256, float, 32);
XPILER_VECTOR(__m256d, double, 32);
XPILER_VECTOR(__m256i, long long, 32);
XPILER_VECTOR(__m256h, _Float16, 32);
XPILER_VECTOR(__m128, float, 16);
XPILER_VECTOR(__m128d, double, 16);
XPILER_VECTOR(__m128i, long long, 16);
XPILER_VECTOR(__m128h, _Float16, 16);
#undef XPILER_VECTOR
typedef unsigned char __mmask8;
typedef unsigned short __mmask16;
typedef unsigned int __mmask32;
typedef unsigned long long __mmask64;
typedef _Float16 half;
typedef __bf16 bfloat16_t;
__mmask8 _cvtu32_mask8(unsigned); __mmask16 _cvtu32_mask16(unsigned);
__mmask32 _cvtu32_mask32(unsigned); __mmask64 _cvtu64_mask64(unsigned long long);
enum {
  _CMP_EQ_OQ, _CMP_LT_OS, _CMP_LE_OS, _CMP_UNORD_Q, _CMP_NEQ_UQ, _CMP_NLT_US, _CMP_NLE_US, _CMP_ORD_Q,
  _CMP_EQ_UQ, _CMP_NGE_US, _CMP_NGT_US, _CMP_FALSE_OQ, _CMP_NEQ_OQ, _CMP_GE_OS, _CMP_GT_OS, _CMP_TRUE_UQ,
  _CMP_EQ_OS, _CMP_LT_OQ, _CMP_LE_OQ, _CMP_UNORD_S, _CMP_NEQ_US, _CMP_NLT_UQ, _CMP_NLE_UQ, _CMP_ORD_S,
  _CMP_EQ_US, _CMP_NGE_UQ, _CMP_NGT_UQ, _CMP_FALSE_OS, _CMP_NEQ_OS, _CMP_GE_OQ, _CMP_GT_OQ, _CMP_TRUE_US
};
enum { _MM_CMPINT_EQ, _MM_CMPINT_LT, _MM_CMPINT_LE, _MM_CMPINT_UNUSED, _MM_CMPINT_NE, _MM_CMPINT_NLT, _MM_CMPINT_NLE };
enum {
  _MM_FROUND_TO_NEAREST_INT = 0, _MM_FROUND_TO_NEG_INF = 1, _MM_FROUND_TO_POS_INF = 2, _MM_FROUND_TO_ZERO = 3,
  _MM_FROUND_CUR_DIRECTION = 4, _MM_FROUND_RAISE_EXC = 0, _MM_FROUND_NO_EXC = 8
};
int omp_get_max_threads(void); int omp_get_thread_num(void);
// Hints without a meaning; only what computing the address does is kept.
#define _mm_prefetch(address, hint) ((void)(address))
// Tiles. Which bytes `_tile_loadconfig` reads must be seen in the text. A process asks Linux once for their state.
void _tile_loadconfig(const void *); void _tile_release(void);
long syscall(long, ...);
#define SYS_arch_prctl 158
#define ARCH_REQ_XCOMP_PERM 0x1023
