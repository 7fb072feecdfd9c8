package dev.adjoint.examples.guide;

import module dev.adjoint.tensor;

import java.util.SplittableRandom;

/// Chapter 10: an operation of your own.
public final class OwnOperation {

  private OwnOperation() {}

  // @start region="operation"
  /// x³, with the derivative 3x².
  record Cube() implements Operation {
    @Override
    public Applied apply(Tensor... inputs) {
      Tensor x = inputs[0];
      return Applied.of(x.pow(3), g -> g.multiply(x.square()).multiply(3));
    }
  }

  // @end

  /// Checks its gradient against central differences.
  public static Verdict check() {
    // @start region="check"
    var random = new SplittableRandom(1);
    Tensor x = Tensor.normal(ElementType.F64, Shape.of(3, 4), 0, 1, random);
    Verdict verdict = GradientCheck.first("cube", random, in -> Tensor.apply(new Cube(), in[0]), x);
    // @end
    return verdict;
  }
}
