package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A convolution over the steps of sequences whose last axis is the width.
///
/// **Shapes**: x `[N, T, in]`, result `[N, T, out]`.
///
/// @param convolution takes `[N, in, T]`
record StepConvolution(Conv1d convolution) implements PureLayer {

  static StepConvolution of(int in, int out, int kernel, RandomGenerator random) {
    return new StepConvolution(Conv1d.of(in, out, kernel, random).withSamePadding());
  }

  @Override
  public Tensor forward(Tensor x) {
    return convolution.forward(x.transpose(1, 2)).transpose(1, 2);
  }

  @Override
  public Map<String, Object> parts() {
    return convolution.parts();
  }

  @Override
  public String toString() {
    return convolution.toString();
  }
}
