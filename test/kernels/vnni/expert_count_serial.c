/* Tokens per expert, one after the other. */
void expert_count_serial(const int *expert_ids, int *counts, int tokens, int top_k, int experts)
{
    const int *end = expert_ids + tokens * top_k;
    while (expert_ids != end)
        counts[*expert_ids++] += 1;
}
