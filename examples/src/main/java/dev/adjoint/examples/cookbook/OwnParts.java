package dev.adjoint.examples.cookbook;

import module dev.adjoint.nn;

import java.util.Map;

/// A layer, a loss and an optimizer of your own.
public final class OwnParts {

  private OwnParts() {}

  // @start region="layer"
  /// y = x · s + t with a scale and a shift for each feature.
  public record Affine(Parameter scale, Parameter shift) implements PureLayer {
    public static Affine of(int features) {
      return new Affine(
          Parameter.of(Tensor.ones(features)), Parameter.of(Tensor.zeros(Shape.of(features))));
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.multiply(scale.value()).add(shift.value());
    }
  }

  // @end

  // @start region="noise"
  /// Adds noise in training and nothing in inference.
  public record Noisy(Linear inner, double spread) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = inner.forward(x);
      return switch (pass) {
        case Pass.Training training ->
            y.add(Tensor.normal(y.shape(), 0, spread, training.random()));
        case Pass.Inference _ -> y;
      };
    }
  }

  // @end

  // @start region="loss"
  /// The mean of log(cosh(y − t)), which is quadratic near 0 and linear far away.
  public record LogCosh() implements Loss {
    @Override
    public Tensor of(Tensor input, Tensor target) {
      Tensor difference = input.subtract(target).abs();
      Tensor tail = difference.multiply(-2).exp().log1p();
      return difference.add(tail).subtract(Math.log(2)).mean();
    }
  }

  // @end

  // @start region="optimizer"
  /// Moves each number by the rate against the sign of its gradient.
  public record SignDescent(double rate) implements TensorRule {
    @Override
    public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
      return new Update(value.subtract(g.sign().multiply(rate)), Map.of());
    }
  }
  // @end
}
