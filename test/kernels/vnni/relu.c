// max(x, 0) in plain C; restrict and the ternary are all that the compiler's vectorizer asks for.

void relu(const float *restrict in, float *restrict out, unsigned int count) {
  for (unsigned int i = 0; i < count; i++)
    out[i] = in[i] > 0.0f ? in[i] : 0.0f;
}
