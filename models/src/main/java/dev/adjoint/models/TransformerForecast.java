package dev.adjoint.models;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.TransformerEncoder;
import dev.adjoint.nn.TransformerEncoderLayer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A transformer's encoder for forecasts: every step, past and future, attends to all others, with
/// a learnt vector for its position; the future steps answer. The norms come first.
///
/// **Shapes**: x `[N, T, channels]`, result `[N, H, Q]`.
///
/// @param in from the channels to the width
/// @param position a vector for each step, `[T, width]`
/// @param encoder the layers
/// @param out from the width to the quantiles, 0 at the start
/// @param head what keeps quantiles from crossing
/// @param horizon H
public record TransformerForecast(
    Linear in,
    Parameter position,
    TransformerEncoder encoder,
    Linear out,
    QuantileHead head,
    int horizon)
    implements Layer {

  private static final int HEAD = 16;
  private static final double SMALL = 0.02;

  /// A network with initial weights.
  ///
  /// @param channels of each step
  /// @param length T
  /// @param horizon H
  /// @param quantiles Q, odd
  /// @param width of the vectors, at least 1
  /// @param depth layers, at least 1
  /// @param dropout in [0, 1)
  public static TransformerForecast of(
      int channels,
      int length,
      int horizon,
      int quantiles,
      int width,
      int depth,
      double dropout,
      RandomGenerator random) {
    return new TransformerForecast(
        Linear.of(channels, width, random),
        Parameter.of(Initializer.normal(0, SMALL).of(Shape.of(length, width), random)),
        new TransformerEncoder(
            IntStream.range(0, depth)
                .mapToObj(_ ->
                    TransformerEncoderLayer.of(width, heads(width), 2 * width, random)
                        .withNormFirst()
                        .withActivation(Activation.GELU)
                        .withDropout(dropout))
                .toList(),
            Optional.of(LayerNorm.of(width))),
        Tcn.zero(width, quantiles),
        new QuantileHead(quantiles),
        horizon);
  }

  /// Heads of about 16 columns that divide the width.
  private static int heads(int width) {
    int heads = Math.max(1, width / HEAD);
    while (width % heads != 0) {
      heads--;
    }
    return heads;
  }

  /// How many numbers the parameters hold, without building the network.
  ///
  /// @throws ArithmeticException if it does not fit in 64 bits
  public static long weightCount(int channels, int length, int quantiles, int width, int depth) {
    Sum sum = new Sum().linear(channels, width).linear(width, quantiles);
    sum.linear(
        Math.addExact(length, 1), width); // Positions, and the gain and bias of the last norm.
    for (int layer = 0; layer < depth; layer++) {
      long wide = Math.multiplyExact(2L, width);
      sum.linear(width, Math.multiplyExact(3L, width))
          .linear(width, width)
          .linear(width, wide)
          .linear(wide, width)
          .linear(3, width);
    }
    return sum.total();
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = encoder.forward(in.forward(x).add(position.value()), pass);
    int length = x.shape().size(1);
    return head.forward(out.forward(y.slice(1, length - horizon, length)));
  }
}
