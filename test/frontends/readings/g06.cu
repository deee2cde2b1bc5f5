__device__ int bump(int &k) { k++; return k; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; int a[4] = {0, 0, 0, 0}; int c = 0;
  a[c] = bump(c); a[c] += bump(c);
  int d = c + 1; d += bump(d);
  int e = 1; e = e++ + 2; int f = 3; f = (f = 5, f + 1);
  y[i] = a[0] + 10 * a[1] + 100 * a[2] + 1000 * d + 10000 * e + 100000 * f + x[i];
}
