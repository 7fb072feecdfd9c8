/// Scaled dot-product attention in one pass, and its derivatives.
///
/// `FloatAttention` and `DoubleAttention` are the definition, `ScalarAttention` chooses by element
/// type. `VectorAttention` and `VectorAttentionGradient` compute F32 block by block;
/// `AttentionHead` is the part of the operands that one head uses.
///
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
/// - `e[j] = exp(s[j] − max)`, summed in the order of `FloatReduce`;
/// - the result, one chain over j of `e[j]·v[j]` from +0, divided by that sum, plus +0;
/// - `logSum[i] = max + log Σ e[j]`, which is all that the gradient needs of the probabilities.
///
/// A query whose scores are all −∞ sees no key: its result is 0, its `logSum` +∞, and so it has
/// weight 0 in every gradient (PyTorch from 2.5 on gives the same).
///
/// The gradient, with `p[j] = exp(s[j] − logSum[i])` computed again:
///
/// - `d[i]`, one chain over V of `g[i]·y[i]`, and `t[j]`, one chain over V of `g[i]·v[j]`: equal
///   where only key j has weight, so that the gradient of its score is exactly 0;
/// - `z[j] = p[j]·(t[j] − d[i])·scale`, from left to right;
/// - `dq[i]`, one chain over j of `z[j]·k[j]`, plus +0; `dk[j]` and `dv[j]`, one chain each over
///   the queries i of a block of 64 of `z[j]·q[i]` and `p[j]·g[i]`, the blocks added in order.
///
/// Implementations may let a key that is not seen take part with weight 0, so all this holds for
/// finite inputs; an infinite or NaN one may or may not reach the queries that do not see it.
@NullMarked
package dev.adjoint.kernel.attention;

import org.jspecify.annotations.NullMarked;
