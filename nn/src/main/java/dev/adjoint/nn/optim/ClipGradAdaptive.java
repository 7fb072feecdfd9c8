package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Adaptive gradient clipping (Brock et al. 2021, High-Performance Large-Scale Image Recognition
/// Without Normalization): scales the gradient G of each output unit so that it is at most a part λ
/// of the unit's weights W.
///
/// ```
/// G ← G · λ·max(‖W‖, ε) / ‖G‖     where ‖G‖ > λ·max(‖W‖, ε)
/// ```
///
/// A unit is a row of a matrix and a filter of a convolution: all elements with the same index in
/// the first axis. A vector or a single number, such as a bias, is one unit.
///
/// The authors leave out the last linear layer; to do that, use an [Optimizer] of its own for it.
///
/// @param part λ, above 0; 0.01 is usual
/// @param least ε, above 0; 0.001 is usual
public record ClipGradAdaptive(double part, double least) implements GradientRule {

  /// Checks the ranges.
  public ClipGradAdaptive {
    Require.positive("clip grad adaptive", "the part", part, "0.01 is usual");
    Require.positive("clip grad adaptive", "the least norm", least, "0.001 is usual");
  }

  /// With ε = 0.001.
  public ClipGradAdaptive(double part) {
    this(part, 1e-3);
  }

  /// Always refused, because the weights are missing.
  ///
  /// @throws IllegalStateException always
  @Override
  public List<Tensor> apply(List<Tensor> gradients) {
    throw new IllegalStateException(
        "clip grad adaptive: gradients without their parameters can't be clipped; give the rule to an Optimizer");
  }

  @Override
  public List<Tensor> apply(List<Tensor> gradients, List<Parameter> parameters) {
    List<Tensor> clipped = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      clipped.add(clipped(gradients.get(i), parameters.get(i).value().detach()));
    }
    return clipped;
  }

  private Tensor clipped(Tensor g, Tensor w) {
    int first = w.shape().rank() > 1 ? 1 : 0;
    int[] axes = IntStream.range(first, w.shape().rank()).toArray();
    Tensor norm = g.norm(2, KeepAxes.YES, axes);
    Tensor most =
        w.norm(2, KeepAxes.YES, axes).clamp(least, Double.POSITIVE_INFINITY).multiply(part);
    return g.multiply(most.divide(norm)).where(norm.greater(most), g);
  }
}
