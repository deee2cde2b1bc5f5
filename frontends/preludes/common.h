// C's own names, for all languages: types, limits, mathematics, memory. Declarations only: nothing here has a body.
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef signed char int8_t;
typedef unsigned char uint8_t;
typedef short int16_t;
typedef unsigned short uint16_t;
typedef int int32_t;
typedef unsigned int uint32_t;
typedef long long int64_t;
typedef unsigned long long uint64_t;
typedef unsigned long uintptr_t;
typedef long intptr_t;
#define NULL 0
#define INT_MAX 2147483647
#define INT_MIN (-INT_MAX - 1)
#define UINT_MAX 4294967295u
#define LONG_MAX 9223372036854775807L
#define LONG_MIN (-LONG_MAX - 1L)
#define INT32_MAX INT_MAX
#define INT32_MIN INT_MIN
#define INT8_MAX 127
#define INT8_MIN (-128)
#define UINT8_MAX 255
#define INT16_MAX 32767
#define INT16_MIN (-32768)
#define SIZE_MAX 18446744073709551615ul
#define FLT_MAX 3.402823466e+38F
#define FLT_MIN 1.175494351e-38F
#define FLT_EPSILON 1.192092896e-07F
#define DBL_MAX 1.7976931348623158e+308
#define DBL_MIN 2.2250738585072014e-308
#define DBL_EPSILON 2.2204460492503131e-16
#define INFINITY (__builtin_inff())
#define NAN (__builtin_nanf(""))
#define HUGE_VALF (__builtin_inff())
#define HUGE_VAL (__builtin_inf())
#define M_E 2.71828182845904523536
#define M_LOG2E 1.44269504088896340736
#define M_LOG10E 0.434294481903251827651
#define M_LN2 0.693147180559945309417
#define M_LN10 2.30258509299404568402
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_1_PI 0.318309886183790671538
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2 1.41421356237309504880
#define M_SQRT1_2 0.70710678118654752440
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define assert(...) ((void)0)
#define __builtin_prefetch(address, ...) ((void)(address))
#ifdef __cplusplus
#define XPILER_HD __attribute__((host, device))
#define XPILER_MATH1(name) XPILER_HD float name##f(float); XPILER_HD double name(double); XPILER_HD float name(float);
#define XPILER_MATH2(name) XPILER_HD float name##f(float, float); XPILER_HD double name(double, double); XPILER_HD float name(float, float);
#define XPILER_MATH3(name) XPILER_HD float name##f(float, float, float); XPILER_HD double name(double, double, double); XPILER_HD float name(float, float, float);
#else
typedef _Bool bool;
#define true 1
#define false 0
#define XPILER_HD
#define XPILER_MATH1(name) float name##f(float); double name(double);
#define XPILER_MATH2(name) float name##f(float, float); double name(double, double);
#define XPILER_MATH3(name) float name##f(float, float, float); double name(double, double, double);
#endif
XPILER_MATH1(exp) XPILER_MATH1(exp2) XPILER_MATH1(expm1) XPILER_MATH1(log) XPILER_MATH1(log2) XPILER_MATH1(log10) XPILER_MATH1(log1p)
XPILER_MATH1(sqrt) XPILER_MATH1(rsqrt) XPILER_MATH1(cbrt) XPILER_MATH1(tanh) XPILER_MATH1(sin) XPILER_MATH1(cos) XPILER_MATH1(tan)
XPILER_MATH1(sinh) XPILER_MATH1(cosh) XPILER_MATH1(asin) XPILER_MATH1(acos)
XPILER_MATH1(atan) XPILER_MATH1(erf) XPILER_MATH1(erfc) XPILER_MATH1(floor) XPILER_MATH1(ceil) XPILER_MATH1(round) XPILER_MATH1(rint) XPILER_MATH1(nearbyint)
XPILER_MATH1(trunc) XPILER_MATH1(fabs) XPILER_MATH2(pow) XPILER_MATH2(atan2) XPILER_MATH2(fmod) XPILER_MATH2(copysign) XPILER_MATH2(fmax) XPILER_MATH2(fmin)
XPILER_MATH3(fma)
XPILER_HD void sincosf(float, float *, float *);
#ifdef __cplusplus
XPILER_HD float abs(float); XPILER_HD double abs(double); XPILER_HD int abs(int); XPILER_HD long abs(long); XPILER_HD long long abs(long long);
XPILER_HD bool isnan(float); XPILER_HD bool isnan(double); XPILER_HD bool isinf(float); XPILER_HD bool isinf(double);
#ifdef XPILER_USES_std
namespace std {
using ::size_t; using ::ptrdiff_t;
using ::int8_t; using ::uint8_t; using ::int16_t; using ::uint16_t; using ::int32_t; using ::uint32_t; using ::int64_t; using ::uint64_t;
using ::exp; using ::exp2; using ::expm1; using ::log; using ::log2; using ::log10; using ::log1p; using ::sqrt; using ::tanh; using ::sin; using ::cos;
using ::tan; using ::atan; using ::erf; using ::floor; using ::ceil; using ::round; using ::rint; using ::nearbyint; using ::trunc; using ::fabs;
using ::pow; using ::atan2; using ::copysign; using ::fmax; using ::fmin; using ::fma; using ::abs; using ::isnan; using ::isinf;
template <class T> XPILER_HD T max(const T &, const T &);
template <class T> XPILER_HD T min(const T &, const T &);
}
#endif
extern "C" {
#else
int abs(int); long labs(long);
#endif
int printf(const char *, ...);
void *malloc(size_t); void *calloc(size_t, size_t); void free(void *);
void *aligned_alloc(size_t, size_t);
void *memcpy(void *, const void *, size_t); void *memset(void *, int, size_t);
void exit(int); void abort(void);
struct xpiler_file; typedef struct xpiler_file FILE;
extern FILE *stderr, *stdout;
int fprintf(FILE *, const char *, ...);
#ifdef __cplusplus
}
namespace std {
using ::printf; using ::fprintf; using ::FILE; using ::malloc; using ::calloc; using ::free; using ::memcpy; using ::memset; using ::exit; using ::abort;
}
#endif
