// The types of x86's vector extensions; the functions come from the intrinsic rows.
typedef float __m512 __attribute__((__vector_size__(64), __aligned__(64)));
typedef long long __m512i __attribute__((__vector_size__(64), __aligned__(64)));
typedef unsigned short __mmask16;
typedef _Float16 half;
typedef __bf16 bfloat16_t;
__mmask16 _cvtu32_mask16(unsigned);
int omp_get_max_threads(void); int omp_get_thread_num(void);
