package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/// Scaled dot-product attention and its gradient, F32 and F64, without the matrix of probabilities
/// in memory.
///
/// Query `[…, L, E]`, key `[…, S, E]`, value `[…, S, V]`, mask `[…, L, S]` (added to the scores, −∞
/// shuts a key out), result `[…, L, V]`, with equal leading sizes and any strides, those of the
/// results included; S is at least 1. Where `causal`, query i sees keys 0 to i only.
///
/// The order of rounding, for each query i, over the keys j that it sees:
///
/// - `s[j]`, one chain of fused multiply–adds over E from +0, times `scale`, plus `mask[i, j]`;
/// - `e[j] = exp(s[j] − max)`, summed in the order of [Reduction#SUM];
/// - the result, one chain over j of `e[j]·v[j]` from +0, divided by that sum, plus +0;
/// - `logSum[i] = max + log Σ e[j]`, which is all that the gradient needs of the probabilities.
///
/// The gradient, with `p[j] = exp(s[j] − logSum[i])` computed again:
///
/// - `d[i]`, the sum of the products `g[i]·y[i]` in the order of [Reduction#SUM], and `t[j]`, one
///   chain over V of `g[i]·v[j]`;
/// - `z[j] = p[j]·(t[j] − d[i])·scale`, from left to right;
/// - `dq[i]`, one chain over j of `z[j]·k[j]`, plus +0; `dk[j]` and `dv[j]`, one chain each over i
///   of `z[j]·q[i]` and `p[j]·g[i]`.
///
/// Implementations may let a key that is not seen take part with weight 0, so all this holds for
/// finite inputs; an infinite or NaN one may or may not reach the queries that do not see it.
public sealed interface AttentionKernels permits Kernels {

  /// Writes y `[…, L, V]` and logSum `[…, L]`, the latter in C order.
  void attention(View q, View k, View v, @Nullable View mask, Attention how, View y, View logSum);

  /// Writes dq, dk and dv from g, the gradient of y, and from what [#attention] wrote.
  void attentionGradient(
      View g,
      View q,
      View k,
      View v,
      @Nullable View mask,
      Attention how,
      View y,
      View logSum,
      View dq,
      View dk,
      View dv);

  /// The attributes of attention.
  ///
  /// @param causal whether a query sees only the keys at its own place and before
  /// @param scale what the scores are multiplied by, usually `1/√E`; rounded to F32 for F32
  record Attention(boolean causal, double scale) {}
}
