package dev.adjoint.nn.quantize;

import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.ReplacedLayers;

/// Models for inference with smaller weights. The model that is given does not change.
///
/// Layers are replaced where their place takes any [Layer][dev.adjoint.nn.Layer], as in a
/// [Sequential][dev.adjoint.nn.Sequential]; a record whose component is a `Linear` keeps it, and
/// the result lists it under `kept`.
public final class Quantize {

  private Quantize() {}

  /// Linear layers and two-dimensional convolutions with weights in 8 bits, [Int8Linear] and
  /// [Int8Conv2d]: a quarter of the memory.
  ///
  /// @throws IllegalArgumentException if a weight is not finite
  public static <M> ReplacedLayers<M> dynamic(M model) {
    return ReplacedLayers.of(
        model,
        layer ->
            switch (layer) {
              case Linear linear -> Int8Linear.of(linear);
              case Conv2d convolution -> Int8Conv2d.of(convolution);
              default -> layer;
            });
  }

  /// Linear layers with weights in BF16, [Bfloat16Linear]: half of the memory. All other parameters
  /// stay F32.
  public static <M> ReplacedLayers<M> bfloat16(M model) {
    return ReplacedLayers.of(
        model, layer -> layer instanceof Linear linear ? Bfloat16Linear.of(linear) : layer);
  }
}
