package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The checks, the computation and the text of every [BatchNorm].
final class BatchNormalization {

  static final double EPSILON = 1e-5;
  private static final String NAME = "batch norm";
  private static final double MOMENTUM = 0.1;
  private static final String NO_RUNNING = ", no running statistics";

  private BatchNormalization() {}

  /// The constructor of a layer.
  @FunctionalInterface
  interface Maker<B> {
    B make(
        Optional<Parameter> weight,
        Optional<Parameter> bias,
        Optional<RunningStatistics> running,
        double epsilon);
  }

  static <B> B of(int channels, Maker<B> maker) {
    Require.size(NAME, "the number of channels", channels, "give the size of axis 1 of x");
    return maker.make(
        Optional.of(Parameter.of(Tensor.ones(channels))),
        Optional.of(Parameter.of(Tensor.zeros(channels))),
        Optional.of(RunningStatistics.of(ElementType.F32, channels, MOMENTUM)),
        EPSILON);
  }

  static void require(
      Optional<Parameter> weight,
      Optional<Parameter> bias,
      Optional<RunningStatistics> running,
      double epsilon) {
    Require.optional(NAME, "the weight", weight);
    Require.optional(NAME, "the bias", bias);
    Require.optional(NAME, "the running statistics", running);
    Require.epsilon(NAME, epsilon);
    if (weight.isPresent() != bias.isPresent()) {
      throw new IllegalArgumentException(
          "batch norm: there is a %s without a %s; give both or none"
              .formatted(
                  weight.isPresent() ? "weight" : "bias", weight.isPresent() ? "bias" : "weight"));
    }
    Optional<Shape> channels =
        weight.map(Parameter::shape).or(() -> running.map(s -> s.mean().shape()));
    channels.ifPresent(shape -> {
      requireShape("weight", weight.map(Parameter::shape), shape);
      requireShape("bias", bias.map(Parameter::shape), shape);
      requireShape("running mean", running.map(s -> s.mean().shape()), shape);
      Require.size(NAME, "the number of channels", shape.size(0), "give the size of axis 1 of x");
    });
  }

  private static void requireShape(String name, Optional<Shape> part, Shape channels) {
    if (part.isPresent() && (channels.rank() != 1 || !part.get().equals(channels))) {
      throw new ShapeException(
          NAME,
          "the %s has shape %s but the layer %s; give one number for each channel"
              .formatted(name, part.get(), channels));
    }
  }

  static Tensor forward(BatchNorm<?> layer, Tensor x, Pass pass) {
    Require.given(NAME, "the pass", pass, Pass.FIX);
    Optional<Parameter> weight = layer.weight();
    return weight.isPresent()
        ? LayerScope.at(weight.get(), layer, () -> normalize(layer, x, pass))
        : normalize(layer, x, pass);
  }

  private static Tensor normalize(BatchNorm<?> layer, Tensor x, Pass pass) {
    Optional<Parameter> weight = layer.weight();
    Optional<Parameter> bias = layer.bias();
    Optional<RunningStatistics> running = layer.running();
    double epsilon = layer.epsilon();
    if (pass instanceof Pass.Inference && running.isPresent()) {
      Tensor mean = running.get().mean().value();
      Tensor variance = running.get().variance().value();
      return weight.isPresent() && bias.isPresent()
          ? x.batchNormGiven(mean, variance, weight.get().value(), bias.get().value(), epsilon)
          : x.batchNormGiven(mean, variance, epsilon);
    }
    return weight.isPresent() && bias.isPresent()
        ? x.batchNorm(weight.get().value(), bias.get().value(), running, epsilon)
        : x.batchNorm(running, epsilon);
  }

  static Map<String, Object> parts(BatchNorm<?> layer) {
    Map<String, Object> parts = new LinkedHashMap<>();
    layer.weight().ifPresent(part -> parts.put("weight", part));
    layer.bias().ifPresent(part -> parts.put("bias", part));
    layer
        .running()
        .ifPresent(statistics -> {
          parts.put("running_mean", statistics.mean());
          parts.put("running_var", statistics.variance());
          parts.put("num_batches_tracked", statistics.batches());
        });
    return parts;
  }

  /// A number where it differs from the usual one. Every number that changes the result is in the
  /// text of a layer, because a resumed run compares its model by this text.
  static String unless(double usual, String name, double value) {
    return value == usual ? "" : ", %s %s".formatted(name, value);
  }

  static String text(String name, BatchNorm<?> layer) {
    Optional<Shape> channels =
        layer
            .weight()
            .map(Parameter::shape)
            .or(() -> layer.running().map(s -> s.mean()).map(Buffer::shape));
    return "%s(%s%s%s%s)"
        .formatted(
            name,
            channels.map(shape -> Integer.toString(shape.size(0))).orElse("any"),
            layer.weight().isPresent() ? "" : ", no weight",
            layer.running().map(s -> unless(MOMENTUM, "momentum", s.momentum())).orElse(NO_RUNNING),
            unless(EPSILON, "epsilon", layer.epsilon()));
  }
}
