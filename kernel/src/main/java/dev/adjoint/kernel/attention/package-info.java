/// Scaled dot-product attention and its derivatives for F32 and F64. The matrix of probabilities is
/// never stored as a whole.
///
/// `FloatAttention` and `DoubleAttention` are the definition, `ScalarAttention` selects the code by
/// element type. `VectorAttention` and `VectorAttentionGradient` compute F32 block by block;
/// `AttentionHead` holds the part of the operands that one head uses.
///
/// Query `[…, L, E]`, key `[…, S, E]`, value `[…, S, V]`, mask `[…, L, S]` (added to the scores, −∞
/// hides a key), result `[…, L, V]`, with equal leading sizes; inputs and results may have any
/// strides; S is at least 1. If `causal`, query i sees keys 0 to i only.
///
/// The order of rounding, for each query i, over the keys j that it sees:
///
/// - `s[j]`, one chain of fused multiply–adds over E from +0, times `scale`, plus `mask[i, j]`;
/// - `e[j] = exp(s[j] − max)`, summed in the order of `FloatReduce`;
/// - the result, for each block of 512 keys one chain over j of `e[j]·v[j]` from +0, the blocks
///   added in order, divided by that sum, plus +0;
/// - `logSum[i] = max + log Σ e[j]`, the only value that the gradient needs to recompute the
///   probabilities.
///
/// A query whose scores are all −∞ sees no key: its result is 0 and its `logSum` is +∞, so it has
/// weight 0 in every gradient (PyTorch from 2.5 on gives the same).
///
/// The gradient, with `p[j] = exp(s[j] − logSum[i])` recomputed:
///
/// - `d[i]`, one chain over V of `g[i]·y[i]`, and `t[j]`, one chain over V of `g[i]·v[j]`: they are
///   equal if only key j has weight, so that the gradient of its score is exactly 0;
/// - `z[j] = p[j]·(t[j] − d[i])·scale`, from left to right;
/// - `dq[i]`, for each block of 512 keys one chain over j of `z[j]·k[j]`, the blocks added in
///   order, plus +0; `dk[j]` and `dv[j]`, for each block of 64 queries one chain over i of
///   `z[j]·q[i]` and of `p[j]·g[i]`, the results of the blocks added in order.
///
/// Implementations may include a hidden key with weight 0, so all this holds for finite inputs. An
/// infinite or NaN input may or may not affect the queries that do not see it.
@NullMarked
package dev.adjoint.kernel.attention;

import org.jspecify.annotations.NullMarked;
