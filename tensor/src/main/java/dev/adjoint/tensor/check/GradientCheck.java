package dev.adjoint.tensor.check;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Compares analytic derivatives with central differences.
///
/// The value is weighted with random numbers r to one number `s(x) = Σ r · f(x)`. For random
/// directions v and, while there are few of them, for each element, `∇s · v` must equal `(s(x +
/// h·v) − s(x − h·v)) / 2h` with h = 1e-5, to a relative error of 1e-6. Works in F64 alone: in F32
/// rounding would hide wrong derivatives. Inputs must stay away from kinks by more than h.
public final class GradientCheck {

  /// The step of the central difference.
  public static final double STEP = 1e-5;

  /// The largest relative error that passes.
  public static final double TOLERANCE = 1e-6;

  private static final int MOST_ELEMENTS = 24;

  private final String subject;
  private final RandomGenerator random;

  private GradientCheck(String subject, RandomGenerator random) {
    this.subject = subject;
    this.random = random;
  }

  /// Checks the gradient of `f` at these inputs; those that are not floating point are passed on.
  ///
  /// @param random the source of weights and directions
  public static Verdict first(
      String subject, RandomGenerator random, Function<Tensor[], Tensor> f, Tensor... inputs) {
    requireGiven(f, inputs);
    return new GradientCheck(subject, random).check(1, weighted(f, random, inputs), inputs);
  }

  /// Checks the gradient of the gradient of `f` at these inputs.
  public static Verdict second(
      String subject, RandomGenerator random, Function<Tensor[], Tensor> f, Tensor... inputs) {
    requireGiven(f, inputs);
    Function<Tensor[], Tensor> scalar = weighted(f, random, inputs);
    Tensor[] directions = directions(random, inputs);
    Function<Tensor[], Tensor> slope = at -> slope(scalar, at, directions);
    return new GradientCheck(subject, random).check(2, slope, inputs);
  }

  /// Checks the gradients of a loss with respect to a model's parameters, all F64.
  ///
  /// @param loss computes the loss from the present values; it must give the same value each time
  public static Verdict ofParameters(
      String subject, RandomGenerator random, Supplier<Tensor> loss, List<Parameter> parameters) {
    Objects.requireNonNull(loss, "gradient check: loss is null; give the function of the loss");
    Objects.requireNonNull(
        parameters, "gradient check: parameters is null; give those of the model");
    Tensor[] values = parameters.stream().map(p -> p.value().detach()).toArray(Tensor[]::new);
    Function<Tensor[], Tensor> f =
        at -> {
          replace(parameters, at);
          return loss.get();
        };
    try {
      Tensor[] leaves = parameters.stream().map(Parameter::value).toArray(Tensor[]::new);
      Tensor[] gradients = Gradients.of(loss.get(), leaves);
      return new GradientCheck(subject, random).compare(1, gradients, f, values);
    } finally {
      replace(parameters, values);
    }
  }

  private static void requireGiven(Function<Tensor[], Tensor> f, Tensor... inputs) {
    Objects.requireNonNull(f, "gradient check: f is null; give the function to check");
    Objects.requireNonNull(inputs, "gradient check: inputs is null; give the arguments of f");
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] == null) {
        throw new NullPointerException(
            "gradient check: inputs[%d] is null; give a tensor".formatted(i));
      }
    }
  }

  private static void replace(List<Parameter> parameters, Tensor[] values) {
    for (int i = 0; i < values.length; i++) {
      parameters.get(i).replace(values[i]);
    }
  }

  private Verdict check(int order, Function<Tensor[], Tensor> scalar, Tensor[] inputs) {
    return compare(order, gradients(scalar, inputs, BackwardMode.FREE_GRAPH), scalar, inputs);
  }

  private Verdict compare(
      int order, Tensor[] gradients, Function<Tensor[], Tensor> scalar, Tensor[] inputs) {
    List<Shape> shapes = Arrays.stream(inputs).map(Tensor::shape).toList();
    Verdict worst = new Verdict(subject, order, shapes, 0, 0, 0, TOLERANCE);
    for (Tensor[] direction : probes(inputs)) {
      double analytic = 0;
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i].elementType().isFloating()) {
          analytic += gradients[i].multiply(direction[i]).sum().item();
        }
      }
      double above = scalar.apply(moved(inputs, direction, STEP)).item();
      double below = scalar.apply(moved(inputs, direction, -STEP)).item();
      double numeric = (above - below) / (2 * STEP);
      double size = Math.max(1, Math.max(Math.abs(analytic), Math.abs(numeric)));
      double error = Math.abs(analytic - numeric) / size;
      if (!(error <= worst.error())) {
        worst = new Verdict(subject, order, shapes, analytic, numeric, error, TOLERANCE);
      }
    }
    return worst;
  }

  /// Two random directions, and each element alone while there are few.
  private List<Tensor[]> probes(Tensor[] inputs) {
    List<Tensor[]> probes = new ArrayList<>();
    probes.add(directions(random, inputs));
    probes.add(directions(random, inputs));
    for (int i = 0; i < inputs.length; i++) {
      int count = inputs[i].shape().count();
      if (inputs[i].elementType().isFloating() && count <= MOST_ELEMENTS) {
        for (int element = 0; element < count; element++) {
          Tensor[] probe = zeros(inputs);
          double[] unit = new double[count];
          unit[element] = 1;
          probe[i] = Tensor.of(ElementType.F64, unit, inputs[i].shape());
          probes.add(probe);
        }
      }
    }
    return probes;
  }

  private static Function<Tensor[], Tensor> weighted(
      Function<Tensor[], Tensor> f, RandomGenerator random, Tensor[] inputs) {
    for (Tensor input : inputs) {
      if (input.elementType() == ElementType.F32) {
        throw new ElementTypeException(
            "gradient check",
            "works in F64 but got F32; convert the inputs with to(ElementType.F64)");
      }
    }
    Tensor weights = uniform(random, f.apply(inputs).shape());
    return at -> f.apply(at).multiply(weights).sum();
  }

  /// `∇scalar · directions` as a function that can be differentiated again.
  private static Tensor slope(Function<Tensor[], Tensor> scalar, Tensor[] at, Tensor[] directions) {
    Tensor[] gradients = gradients(scalar, at, BackwardMode.CREATE_GRAPH);
    Tensor slope = Tensor.scalar(ElementType.F64, 0.0);
    for (int i = 0; i < at.length; i++) {
      if (at[i].elementType().isFloating()) {
        slope = slope.add(gradients[i].multiply(directions[i]).sum());
      }
    }
    return slope;
  }

  private static Tensor[] gradients(
      Function<Tensor[], Tensor> scalar, Tensor[] inputs, BackwardMode graph) {
    Tensor[] leaves = inputs.clone();
    List<Tensor> tracked = new ArrayList<>();
    for (int i = 0; i < leaves.length; i++) {
      if (leaves[i].elementType().isFloating()) {
        leaves[i] = leaves[i].isTracked() ? leaves[i] : leaves[i].requiresGrad();
        tracked.add(leaves[i]);
      }
    }
    Tensor y = scalar.apply(leaves);
    if (!y.isTracked()) {
      return zeros(inputs);
    }
    Tensor[] found = Gradients.of(y, graph, tracked.toArray(new Tensor[0]));
    Tensor[] gradients = zeros(inputs);
    int next = 0;
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].elementType().isFloating()) {
        gradients[i] = found[next++];
      }
    }
    return gradients;
  }

  private static Tensor[] moved(Tensor[] inputs, Tensor[] direction, double step) {
    Tensor[] moved = inputs.clone();
    for (int i = 0; i < moved.length; i++) {
      if (moved[i].elementType().isFloating()) {
        moved[i] = moved[i].detach().add(direction[i].multiply(step));
      }
    }
    return moved;
  }

  private static Tensor[] directions(RandomGenerator random, Tensor[] inputs) {
    return Arrays.stream(inputs).map(x -> uniform(random, x.shape())).toArray(Tensor[]::new);
  }

  private static Tensor[] zeros(Tensor[] inputs) {
    return Arrays.stream(inputs)
        .map(x -> Tensor.zeros(ElementType.F64, x.shape()))
        .toArray(Tensor[]::new);
  }

  private static Tensor uniform(RandomGenerator random, Shape shape) {
    return Tensor.of(ElementType.F64, random.doubles(shape.count(), -1, 1).toArray(), shape);
  }
}
