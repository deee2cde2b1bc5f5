// What would be lost or guessed is refused on its line.
// RUN: not xpiler translate %s --kernel histogram --to cuda --arg n=100 2>&1 | FileCheck %s --check-prefix=EXTENT
// RUN: xpiler translate %s --kernel histogram --to vnni --arg n=100 --shape h=256
// RUN: not xpiler translate %s --kernel dot --to cuda --arg n=100 2>&1 | FileCheck %s --check-prefix=RESULT

// EXTENT: error[unknown-extent]: how many elements `h` has depends on what other buffers hold
// EXTENT: refusals.c:[[@LINE+3]]
// EXTENT: help: say it, as numbers or expressions over integer parameters: --shape h=N*M
void histogram(const unsigned char *x, int *h, int n) {
  for (int i = 0; i < n; ++i) h[x[i]] += 1;
}

// RESULT: error[unsupported-construct]: a result that is returned is not supported yet
float dot(const float *x, const float *y, int n) {
  float s = 0.0f;
  for (int i = 0; i < n; ++i) s += x[i] * y[i];
  return s;
}
