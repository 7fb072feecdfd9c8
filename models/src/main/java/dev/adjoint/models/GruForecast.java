package dev.adjoint.models;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Gated recurrent units for forecasts: they read the past and then what is known about the future
/// step by step; the state at each future step gives its quantiles.
///
/// **Shapes**: x `[N, T, channels]`, result `[N, H, Q]`.
///
/// @param gru the units, batch first
/// @param dropout before the last layer
/// @param out from the state to the quantiles, 0 at the start
/// @param head what keeps quantiles from crossing
/// @param horizon H
public record GruForecast(Gru gru, Dropout dropout, Linear out, QuantileHead head, int horizon)
    implements Layer {

  /// A network with initial weights.
  ///
  /// @param channels of each step
  /// @param horizon H
  /// @param quantiles Q, odd
  /// @param width numbers of the state, at least 1
  /// @param depth layers of units, at least 1
  /// @param dropout in [0, 1)
  public static GruForecast of(
      int channels,
      int horizon,
      int quantiles,
      int width,
      int depth,
      double dropout,
      RandomGenerator random) {
    Gru gru = Gru.of(channels, width, depth, false, random).withBatchFirst();
    return new GruForecast(
        depth > 1 ? gru.withDropout(dropout) : gru,
        new Dropout(dropout),
        Tcn.zero(width, quantiles),
        new QuantileHead(quantiles),
        horizon);
  }

  /// How many numbers the parameters hold, without building the network.
  ///
  /// @throws ArithmeticException if it does not fit in 64 bits
  public static long weightCount(int channels, int quantiles, int width, int depth) {
    Sum sum = new Sum().linear(width, quantiles);
    long gates = Math.multiplyExact(3L, width);
    for (int layer = 0; layer < depth; layer++) {
      sum.linear(layer == 0 ? channels : width, gates).linear(width, gates);
    }
    return sum.total();
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = gru.forward(x, pass);
    int length = x.shape().size(1);
    Tensor future = y.slice(1, length - horizon, length);
    return head.forward(out.forward(dropout.forward(future, pass)));
  }
}
