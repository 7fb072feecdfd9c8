package dev.adjoint.bench.workload;

import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// The initial weights of one workload, handed out in its order: tensor k, constant ones counted
/// too, is drawn from the seed `workload · 10⁶ + k`.
final class DrawnWeights {

  private final long workload;
  private int drawn;

  DrawnWeights(int workload) {
    this.workload = workload;
  }

  /// Numbers in `±bound`.
  Parameter uniform(double bound, int... sizes) {
    Shape shape = Shape.of(sizes);
    long seed = workload * 1_000_000 + drawn++;
    return Parameter.of(
        Tensor.of(SplitMix.uniform(seed, Math.toIntExact(shape.count()), bound), shape));
  }

  /// Gives a model its weights, in the order of its names: what has at least two axes, and the bias
  /// of such a weight, within `±scale/√in`, where `in` is the numbers that meet in one output;
  /// gains and shifts keep their value and count as drawn.
  <M> M fill(M model, double scale) {
    Map<String, Parameter> all = Parameters.of(model).byName();
    all.forEach((name, parameter) -> {
      Parameter weight = all.getOrDefault(name.replaceFirst("bias$", "weight"), parameter);
      Shape shape = weight.shape();
      if (shape.rank() < 2) {
        drawn++;
      } else {
        double bound = scale / Math.sqrt((double) shape.count() / shape.size(0));
        parameter.replace(uniform(bound, parameter.shape().toArray()).value());
      }
    });
    return model;
  }

  /// One number everywhere.
  Parameter constant(double value, int... sizes) {
    drawn++;
    return Parameter.of(Tensor.full(ElementType.F32, Shape.of(sizes), value));
  }

  /// A weight in `±bound` and no bias.
  Linear projection(double bound, int in, int out) {
    return new Linear(uniform(bound, out, in), Optional.empty());
  }

  /// Weight and bias in `±1/√(in · kernel²)`.
  Conv2d convolution(int in, int out, int kernel) {
    double bound = 1 / Math.sqrt((double) in * kernel * kernel);
    Parameter weight = uniform(bound, out, in, kernel, kernel);
    return new Conv2d(weight, Optional.of(uniform(bound, out)), Conv2dOptions.standard());
  }

  /// The same without a bias.
  Conv2d filter(int in, int out, int kernel) {
    double bound = 1 / Math.sqrt((double) in * kernel * kernel);
    return new Conv2d(
        uniform(bound, out, in, kernel, kernel), Optional.empty(), Conv2dOptions.standard());
  }

  /// Gain 1 and shift 0.
  BatchNorm2d batchNorm(int channels) {
    BatchNorm2d usual = BatchNorm2d.of(channels);
    Parameter gain = constant(1, channels);
    return new BatchNorm2d(
        Optional.of(gain), Optional.of(constant(0, channels)), usual.running(), usual.epsilon());
  }

  /// Weight and bias in `±1/√in`.
  Linear linear(int in, int out) {
    double bound = 1 / Math.sqrt(in);
    Parameter weight = uniform(bound, out, in);
    return new Linear(weight, Optional.of(uniform(bound, out)));
  }
}
