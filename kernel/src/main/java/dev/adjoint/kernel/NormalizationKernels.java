package dev.adjoint.kernel;

/// Layer and batch normalisation: values, gradients and running statistics.
///
/// Every mean and every sum over elements that lie together has this order of rounding: element i
/// of a plane (of a row, where there is one) goes to lane `i mod 16`; each lane starts at +0 and
/// takes its elements in order, products as fused multiply–adds; the lanes of the planes are added
/// lane by lane in the order of the planes, starting at +0; at the end the 16 lanes are folded as
/// in [Reduction]. So for planes of one element it is one chain over the planes.
///
/// All views are in C order. Gain and bias stand for ones and zeros where a layer has none.
public sealed interface NormalizationKernels permits Kernels {

  /// Normalises each row of x `[rows, length]`: with `μ = Σ x / length`, `v = Σ (x − μ)² / length`
  /// and `r = 1 / √(v + ε)` it is `y = fma((x − μ)·r, gain, bias)`, gain and bias being `[length]`.
  ///
  /// Writes μ and r, `[rows]`, for the gradient.
  void layerNorm(
      View x,
      View gain,
      View bias,
      double epsilon,
      View y,
      View mean,
      View scale,
      int rows,
      int length);

  /// The gradients of [#layerNorm] for the gradient g of its value.
  ///
  /// With `h = g·gain`, `d = x − μ`, `a = Σ h / length` and `b = r·r·Σ h·d / length` it is `gx = r
  /// · fma(d, −b, h − a)`. The gradients of gain, `Σ g · (d·r)`, and bias, `Σ g`, go over the rows:
  /// in blocks of `LayerNormBlocks` one chain of fused multiply–adds each, and the results of the
  /// blocks in order.
  void layerNormGradient(
      View g,
      View x,
      View gain,
      View mean,
      View scale,
      View gx,
      View gGain,
      View gBias,
      int rows,
      int length);

  /// Normalises each channel of x `[samples, channels, inner]`: with the mean μ and the variance `v
  /// = Σ (x − μ)² / n` over its `n = samples · inner` elements and `s = gain / √(v + ε)` it is `y =
  /// fma(x − μ, s, bias)`.
  ///
  /// Writes μ and v, `[channels]`.
  void batchNorm(
      View x,
      View gain,
      View bias,
      double epsilon,
      View y,
      View mean,
      View variance,
      int samples,
      int channels,
      int inner);

  /// The same with a mean and a variance that are given.
  void batchNormGiven(
      View x,
      View mean,
      View variance,
      View gain,
      View bias,
      double epsilon,
      View y,
      int samples,
      int channels,
      int inner);

  /// The gradients of [#batchNorm] for the gradient g of its value.
  ///
  /// With `d = x − μ`, `r = 1 / √(v + ε)`, `a = Σ g / n` and `b = r·r·Σ g·d / n` it is `gx = gain·r
  /// · fma(d, −b, g − a)`; the gradient of gain is `r·Σ g·d`, that of bias `Σ g`.
  void batchNormGradient(
      View g,
      View x,
      View mean,
      View variance,
      View gain,
      double epsilon,
      View gx,
      View gGain,
      View gBias,
      int samples,
      int channels,
      int inner);

  /// Moves a running average in its own storage: `y = keep·y + weight·x`, each product rounded; x
  /// and y of one element type, F32 or F64.
  void runningAverage(double keep, double weight, View x, View y);
}
