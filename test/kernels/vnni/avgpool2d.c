// Average pooling whose windows are clipped at the border: divided by the pixels inside, not by the window's area.
static inline int max_int(int a, int b) { return a > b ? a : b; }
static inline int min_int(int a, int b) { return a < b ? a : b; }

void avgpool2d(const float *input, float *output, int channels, int in_h, int in_w, int out_h, int out_w, int ksize, int stride, int pad) {
#pragma omp parallel for collapse(2)
  for (int c = 0; c < channels; c++) {
    for (int oy = 0; oy < out_h; oy++) {
      const float *plane = input + c * in_h * in_w;
      float *out = output + (c * out_h + oy) * out_w;
      const int y0 = max_int(oy * stride - pad, 0);
      const int y1 = min_int(oy * stride - pad + ksize, in_h);
      for (int ox = 0; ox < out_w; ox++) {
        const int x0 = max_int(ox * stride - pad, 0);
        const int x1 = min_int(ox * stride - pad + ksize, in_w);
        float sum = 0.0f;
        for (int yy = y0; yy < y1; yy++)
          for (int xx = x0; xx < x1; xx++)
            sum += plane[yy * in_w + xx];
        out[ox] = sum / (float)((y1 - y0) * (x1 - x0));
      }
    }
  }
}
