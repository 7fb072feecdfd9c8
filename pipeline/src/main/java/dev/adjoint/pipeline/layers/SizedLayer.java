package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Layer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A layer whose sizes are known.
///
/// @param out what it makes of a sample
/// @param weights how many numbers its parameters and buffers hold
/// @param builder makes it with initial weights
record SizedLayer(SampleFlow out, long weights, Function<RandomGenerator, Layer> builder) {

  /// A layer without parameters.
  static SizedLayer of(SampleFlow out, Layer layer) {
    return new SizedLayer(out, 0, _ -> layer);
  }
}
