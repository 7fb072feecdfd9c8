package dev.adjoint.examples;

import module dev.adjoint.nn;

import java.util.SplittableRandom;

/// A model as a type of your own: a record whose components are its layers, here with a shortcut.
public final class OwnModel {

  private OwnModel() {}

  // @start region="model"
  /// Two layers, the second added to what it got.
  public record Residual(Linear first, Linear second, Linear head) implements PureLayer {

    @Override
    public Tensor forward(Tensor x) {
      Tensor hidden = first.forward(x).relu();
      return head.forward(hidden.add(second.forward(hidden).relu()));
    }
  }

  // @end

  /// Fits five samples of ten features.
  ///
  /// @return the loss before the first and after the last of 200 steps
  public static double[] run() {
    var random = new SplittableRandom(4);
    var model =
        new Residual(
            Linear.of(10, 20, random), Linear.of(20, 20, random), Linear.of(20, 1, random));
    Tensor x = Tensor.normal(Shape.of(5, 10), 0, 1, random);
    Tensor target = Tensor.normal(Shape.of(5, 1), 0, 1, random);
    var optimizer = Optimizer.of(Parameters.of(model), new Sgd(0.05));
    double first = 0;
    double last = 0;
    for (int step = 0; step < 200; step++) {
      optimizer.zeroGrad();
      Tensor loss = new MseLoss().of(model.forward(x), target);
      loss.backward();
      optimizer.step();
      last = loss.item();
      first = step == 0 ? last : first;
    }
    return new double[] {first, last};
  }
}
