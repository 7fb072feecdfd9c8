package dev.adjoint.models;

import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A temporal convolutional network for forecasts (Bai, Kolter and Koltun 2018): blocks of two
/// causal convolutions of 3 steps with ReLU, whose dilation doubles from block to block, each with
/// a residual path. It reads past and future steps as one sequence; the last H positions answer.
///
/// **Shapes**: x `[N, T, channels]`, result `[N, H, Q]`.
///
/// @param in from the channels to the width
/// @param blocks the blocks
/// @param dropout after each convolution
/// @param out from the width to the quantiles, 0 at the start
/// @param head what keeps quantiles from crossing
/// @param horizon H
public record Tcn(
    Linear in, List<Block> blocks, Dropout dropout, Linear out, QuantileHead head, int horizon)
    implements Layer {

  private static final int KERNEL = 3;

  /// Two causal convolutions.
  public record Block(Conv1d first, Conv1d second) {}

  /// A network with initial weights; it sees all of the past at every future step.
  ///
  /// @param channels of each step
  /// @param length T
  /// @param horizon H
  /// @param quantiles Q, odd
  /// @param width channels of the convolutions, at least 1
  /// @param dropout in [0, 1)
  public static Tcn of(
      int channels,
      int length,
      int horizon,
      int quantiles,
      int width,
      double dropout,
      RandomGenerator random) {
    List<Block> blocks = new ArrayList<>();
    for (int block = 0; block < depth(length); block++) {
      int dilation = 1 << block;
      blocks.add(
          new Block(
              Conv1d.of(width, width, KERNEL, random).withDilation(dilation).asCausal(),
              Conv1d.of(width, width, KERNEL, random).withDilation(dilation).asCausal()));
    }
    return new Tcn(
        Linear.of(channels, width, random),
        blocks,
        new Dropout(dropout),
        zero(width, quantiles),
        new QuantileHead(quantiles),
        horizon);
  }

  /// A linear layer that answers 0, so that training begins at the anchor of the forecast.
  static Linear zero(int in, int out) {
    return new Linear(
        Parameter.of(Tensor.zeros(out, in)), Optional.of(Parameter.of(Tensor.zeros(out))));
  }

  /// As many blocks as are needed to see `length` steps: n blocks see 1 + 4·(2ⁿ − 1).
  private static int depth(int length) {
    int blocks = 1;
    while (1 + 2 * (KERNEL - 1) * ((1L << blocks) - 1) < length) {
      blocks++;
    }
    return blocks;
  }

  /// How many numbers the parameters hold, without building the network.
  ///
  /// @throws ArithmeticException if it does not fit in 64 bits
  public static long weightCount(int channels, int length, int quantiles, int width) {
    Sum sum = new Sum().linear(channels, width).linear(width, quantiles);
    for (int block = 0; block < 2 * depth(length); block++) {
      sum.linear(Math.multiplyExact((long) KERNEL, width), width);
    }
    return sum.total();
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = in.forward(x).transpose(1, 2);
    for (Block block : blocks) {
      Tensor inner = dropout.forward(block.first().forward(y).relu(), pass);
      y = y.add(dropout.forward(block.second().forward(inner).relu(), pass));
    }
    int length = x.shape().size(1);
    Tensor future = y.transpose(1, 2).slice(1, length - horizon, length);
    return head.forward(out.forward(future));
  }
}
