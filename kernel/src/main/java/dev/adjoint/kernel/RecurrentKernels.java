package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/// The loops over time of recurrent networks: one call for a whole sequence.
///
/// Sequences are time-major: T steps, N sequences, H hidden numbers. The input of step t and the
/// state before it lie side by side in one array, `joint` `[T + 1, N, in + H]`: `joint[t, n]` is
/// `x[t, n]` followed by `h[t]` of sequence n, so that the products of all gates with both are one
/// product, forward and for the gradients of the weights. All arrays are in C order unless said
/// otherwise. Sequences do not depend on each other; that is how the work is cut.
public sealed interface RecurrentKernels permits Kernels {

  /// The long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al.
  /// 2000), gates in the order input i, forget f, candidate g, output o.
  ///
  /// For t = 0 … T − 1, with W the rows of `weightInput` `[4H, in]` and `weightHidden` `[4H, H]`
  /// side by side, h[0] and c[0] being `hidden` and `cell` `[N, H]`:
  ///
  /// ```
  /// a = W · joint[t, n] + bias        i, f, o = σ(a)   g = tanh(a)
  /// c[t + 1] = f · c[t] + i · g       h[t + 1] = o · tanh(c[t + 1])
  /// ```
  ///
  /// `x` is `[T, N, in]`, of any strides but 1 for the last axis. The call fills `joint` (with
  /// zeros where there is no x, at step T), `cells` `[T + 1, N, H]` with `c[0] … c[T]`, and `gates`
  /// `[T, N, 4H]` with i, f, g, o. Where nothing is kept for a gradient, `gates` is null and
  /// `cells` is `[1, N, H]`, filled with `c[T]`.
  ///
  /// Rounding: each a is one chain of fused multiply–adds over the elements of `joint[t, n]` in
  /// order, starting at +0, and the bias added to it; c is `fma(f, c, i · g)`; h is a product.
  void lstm(
      View x,
      View hidden,
      View cell,
      View weightInput,
      View weightHidden,
      View bias,
      View joint,
      View cells,
      @Nullable View gates);

  /// The walk back of [#lstm] through time: from the gradients of its results to the gradients of
  /// `a`, from which those of x, the weights and the bias follow as products and sums.
  ///
  /// `outputGradient` `[T, N, H]` is what arrives at `h[1] … h[T]` (any strides but 1 for the last
  /// axis), null where nothing does. `hidden` and `cell` `[N, H]` hold on entry what arrives at
  /// `h[T]` and `c[T]` beside that, and on return the gradients of `h[0]` and `c[0]`.
  /// `gateGradient` `[T, N, 4H]` is filled. For t = T − 1 … 0, with `τ = tanh(c[t + 1])`:
  ///
  /// ```
  /// dh = hidden + outputGradient[t]              dc = cell + dh · o · (1 − τ²)
  /// da_i = dc · g · i · (1 − i)                  da_f = dc · c[t] · f · (1 − f)
  /// da_g = dc · i · (1 − g²)                     da_o = dh · τ · o · (1 − o)
  /// hidden = da · weightHidden                   cell = dc · f
  /// ```
  ///
  /// Rounding: `1 − y²` is `fma(−y, y, 1)`, dc is `fma(dh · o, 1 − τ², cell)`, products are taken
  /// from left to right, and each element of `hidden` is one chain of fused multiply–adds over the
  /// 4H gates in order, starting at +0.
  void lstmGradient(
      View weightHidden,
      View cells,
      View gates,
      @Nullable View outputGradient,
      View hidden,
      View cell,
      View gateGradient);
}
