package dev.adjoint.kernel;

/// The kernels of losses that are one pass over their logits.
public sealed interface LossKernels permits Kernels {

  /// `y[r] = log Σ exp(x[r] − max) − (x[r, target[r]] − max)` for each row of `[rows, length]`, C
  /// order: the cross-entropy of the softmax. The sum is in the order of [Reduction#SUM]; the
  /// target is I64 of `rows` elements in range.
  void crossEntropy(View x, View target, View y, int rows, int length);

  /// `y[r, i] = (softmax(x[r])[i] − (i == target[r] ? 1 : 0)) · g[r]`, C order, with the softmax of
  /// [Kernels#softmax]: the gradient of [#crossEntropy] for x, g of `rows` elements being that of
  /// its result.
  void crossEntropyGradient(View x, View target, View g, View y, int rows, int length);
}
