package dev.adjoint.nn;

import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Place;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What [BatchNorm1d] and [BatchNorm2d] have in common.
///
/// @param weight the gain `[C]`, or empty for none
/// @param bias what is added, `[C]`; there is one exactly where there is a weight
/// @param running what inference uses, or empty where it uses the batch as training does
/// @param epsilon ε, added to the variance
record BatchNormalization(
    Optional<Parameter> weight,
    Optional<Parameter> bias,
    Optional<RunningStatistics> running,
    double epsilon) {

  static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;
  private static final String NO_RUNNING = ", no running statistics";

  BatchNormalization {
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
    });
  }

  private static void requireShape(String name, Optional<Shape> part, Shape channels) {
    if (part.isPresent() && (channels.rank() != 1 || !part.get().equals(channels))) {
      throw new ShapeException(
          "batch norm",
          "the %s has shape %s but the layer %s; give one number for each channel"
              .formatted(name, part.get(), channels));
    }
  }

  static BatchNormalization of(int channels) {
    return new BatchNormalization(
        Optional.of(Parameter.of(Tensor.ones(channels))),
        Optional.of(Parameter.of(Tensor.zeros(channels))),
        Optional.of(RunningStatistics.of(ElementType.F32, channels, MOMENTUM)),
        EPSILON);
  }

  Tensor forward(Tensor x, Pass pass, Layer layer) {
    return weight.isPresent()
        ? Place.at(weight.get(), layer, () -> forward(x, pass))
        : forward(x, pass);
  }

  private Tensor forward(Tensor x, Pass pass) {
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

  /// The parts by PyTorch's names, in its order.
  Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    weight.ifPresent(part -> parts.put("weight", part));
    bias.ifPresent(part -> parts.put("bias", part));
    running.ifPresent(statistics -> {
      parts.put("running_mean", statistics.mean());
      parts.put("running_var", statistics.variance());
      parts.put("num_batches_tracked", statistics.batches());
    });
    return parts;
  }

  /// A number where it differs from the usual one: what changes the result shows in the text, by
  /// which a resumed run knows its model.
  static String unless(double usual, String name, double value) {
    return value == usual ? "" : ", %s %s".formatted(name, value);
  }

  String text(String name) {
    Optional<Shape> channels =
        weight.map(Parameter::shape).or(() -> running.map(s -> s.mean()).map(Buffer::shape));
    return "%s(%s%s%s%s)"
        .formatted(
            name,
            channels.map(shape -> Integer.toString(shape.size(0))).orElse("any"),
            weight.isPresent() ? "" : ", no weight",
            running.map(s -> unless(MOMENTUM, "momentum", s.momentum())).orElse(NO_RUNNING),
            unless(EPSILON, "epsilon", epsilon));
  }
}
