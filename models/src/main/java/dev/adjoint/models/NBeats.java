package dev.adjoint.models;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// N-BEATS for forecasts (Oreshkin, Carpov, Chapados and Bengio 2020), in its generic form: each
/// block explains a part of the past, which is taken off before the next block, and adds its part
/// to the forecast. Beside the past values a block reads all other channels of all steps, as
/// N-BEATSx does (Olivares et al. 2023).
///
/// **Shapes**: x `[N, T, channels]` with the past value in channel 0, result `[N, H, Q]`.
///
/// @param blocks the blocks
/// @param dropout after each hidden layer
/// @param head what keeps quantiles from crossing
/// @param past L = T − H
/// @param horizon H
public record NBeats(List<Block> blocks, Dropout dropout, QuantileHead head, int past, int horizon)
    implements Layer {

  /// Hidden layers of a block.
  private static final int LAYERS = 2;

  /// A block.
  ///
  /// @param hidden layers with ReLU
  /// @param backcast from the last hidden layer to the explained past, L numbers
  /// @param forecast from the last hidden layer to H · Q numbers, 0 at the start
  public record Block(List<Linear> hidden, Linear backcast, Linear forecast) {}

  /// A network with initial weights.
  ///
  /// @param channels of each step
  /// @param past L
  /// @param horizon H
  /// @param quantiles Q, odd
  /// @param width of the hidden layers, at least 1
  /// @param depth number of blocks, at least 1
  /// @param dropout in [0, 1)
  public static NBeats of(
      int channels,
      int past,
      int horizon,
      int quantiles,
      int width,
      int depth,
      double dropout,
      RandomGenerator random) {
    int in = (past + horizon) * channels - horizon;
    List<Block> blocks = new ArrayList<>();
    for (int block = 0; block < depth; block++) {
      List<Linear> hidden = new ArrayList<>();
      for (int layer = 0; layer < LAYERS; layer++) {
        hidden.add(Linear.of(layer == 0 ? in : width, width, random));
      }
      blocks.add(
          new Block(
              hidden,
              Linear.of(width, past, random),
              Tcn.zero(width, Math.multiplyExact(horizon, quantiles))));
    }
    return new NBeats(blocks, new Dropout(dropout), new QuantileHead(quantiles), past, horizon);
  }

  /// How many numbers the parameters hold, without building the network.
  ///
  /// @throws ArithmeticException if it does not fit in 64 bits
  public static long weightCount(
      int channels, int past, int horizon, int quantiles, int width, int depth) {
    long in = Math.addExact(Math.multiplyExact((long) past + horizon, channels), -(long) horizon);
    Sum sum = new Sum();
    for (int block = 0; block < depth; block++) {
      sum.linear(in, width)
          .linear(width, width)
          .linear(width, past)
          .linear(width, Math.multiplyExact((long) horizon, quantiles));
    }
    return sum.total();
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor values = x.slice(1, 0, past).select(2, 0);
    Tensor others = x.slice(2, 1).flatten(1, 2);
    Tensor[] forecasts = new Tensor[blocks.size()];
    for (int i = 0; i < forecasts.length; i++) {
      Tensor y = Tensor.concat(1, values, others);
      for (Linear layer : blocks.get(i).hidden()) {
        y = dropout.forward(layer.forward(y).relu(), pass);
      }
      forecasts[i] = blocks.get(i).forecast().forward(y);
      values = values.subtract(blocks.get(i).backcast().forward(y));
    }
    Tensor forecast = Tensor.stack(0, forecasts).sum(0);
    return head.forward(forecast.unflatten(1, horizon, head.quantiles()));
  }
}
