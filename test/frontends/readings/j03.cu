struct C { int n; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; C c = {1}; float t = 0;
  for (int j = 0; j < 12; j += c.n) { c.n = j + 1; t += x[j]; }
  y[i] = t;
}
