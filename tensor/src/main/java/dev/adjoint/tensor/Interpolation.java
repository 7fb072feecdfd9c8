package dev.adjoint.tensor;

/// How [ImageOps#interpolate] computes an element between others, along each axis on its own.
public enum Interpolation {

  /// The element at `⌊i · n / m⌋`, where n elements become m (`mode="nearest"` of PyTorch).
  NEAREST,

  /// The element at `⌊(i + ½) · n / m⌋`: the nearest of the centres (`nearest-exact`).
  NEAREST_EXACT,

  /// On a straight line between two neighbours (`linear`, `bilinear`, `trilinear`).
  LINEAR,

  /// On a cubic curve through four neighbours, with a = −0.75 (Keys 1981; `bicubic`).
  CUBIC
}
