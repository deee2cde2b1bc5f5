/* Tokens per expert; threads meet at the counters. */
void expert_count(const int *expert_ids, int *counts, int tokens, int top_k, int experts)
{
#pragma omp parallel for collapse(2)
    for (int t = 0; t < tokens; ++t)
        for (int k = 0; k < top_k; ++k) {
            int e = expert_ids[t * top_k + k];
            if (e < 0 || e >= experts)
                continue;
#pragma omp atomic
            counts[e]++;
        }
}
