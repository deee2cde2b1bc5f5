struct P { int a; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {1}; const int &c = p.a; int arr[2] = {1, 2}; const int &d = arr[i & 1];
  auto f = [c](int v) { return v + c; };
  p.a = 5; arr[0] = 7;
  y[i] = f(1) + 10 * c + 100 * d + x[i];
}
