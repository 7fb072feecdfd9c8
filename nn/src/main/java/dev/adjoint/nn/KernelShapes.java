package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The rules that [Conv3d] and the transposed convolutions share. Their weight is `[out, in/groups,
/// kernel…]`, or `[in, out/groups, kernel…]` where the convolution is transposed.
final class KernelShapes {

  private KernelShapes() {}

  /// A weight and a bias with initial values.
  record Parts(Parameter weight, Parameter bias) {}

  static void require(
      String owner,
      Parameter weight,
      Optional<Parameter> bias,
      int rank,
      int groups,
      boolean transposed) {
    Shape shape = Require.given(owner, "the weight", weight).shape();
    Require.optional(owner, "the bias", bias);
    boolean fits = shape.rank() == rank;
    for (int axis = 0; fits && axis < rank; axis++) {
      fits = shape.size(axis) > 0;
    }
    if (!fits) {
      throw new ShapeException(
          owner,
          "the weight has shape %s but must be %s with %d sizes of the kernel, each at least 1; reshape it"
              .formatted(
                  shape, transposed ? "[in, out/groups, …]" : "[out, in/groups, …]", rank - 2));
    }
    share(owner, transposed ? "inputs" : "outputs", shape.size(0), groups);
    int out = transposed ? shape.size(1) * groups : shape.size(0);
    if (bias.isPresent() && !bias.get().shape().equals(Shape.of(out))) {
      throw new ShapeException(
          owner,
          "the bias has shape %s but the weight %s has %d outputs; give a bias of [%d]"
              .formatted(bias.get().shape(), shape, out, out));
    }
  }

  /// The channels of one group.
  static int share(String owner, String what, int channels, int groups) {
    Require.size(owner, "the number of " + what, channels, "give the number of channels");
    Require.size(owner, "the number of groups", groups, "1 is the default");
    if (channels % groups != 0) {
      throw new ShapeException(
          owner,
          "%d %s cannot be cut into %d equal groups; change the %s or the groups"
              .formatted(channels, what, groups, what));
    }
    return channels / groups;
  }

  /// PyTorch's initial values: uniform within `±1/√fan-in`, where fan-in is the count of the weight
  /// divided by its first size.
  static Parts draw(String owner, Shape shape, int out, RandomGenerator random) {
    for (int axis = 2; axis < shape.rank(); axis++) {
      Require.size(owner, "a size of the kernel", shape.size(axis), "3 is usual");
    }
    Require.random(owner, random);
    double bound = 1 / Math.sqrt((double) shape.count() / shape.size(0));
    Initializer uniform = Initializer.uniform(-bound, bound);
    Parameter weight = Parameter.of(uniform.of(shape, random));
    return new Parts(weight, Parameter.of(uniform.of(Shape.of(out), random)));
  }

  /// y plus one number for each channel, the axis before the last `axes`.
  static Tensor add(Tensor y, Optional<Parameter> bias, int axes) {
    if (bias.isEmpty()) {
      return y;
    }
    int[] each = new int[axes + 1];
    Arrays.fill(each, 1);
    each[0] = bias.get().shape().size(0);
    return y.add(bias.get().value().reshape(each));
  }

  static String text(
      String name, int in, int out, Shape weight, String options, Optional<Parameter> bias) {
    String kernel =
        Arrays.stream(weight.toArray())
            .skip(2)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("×"));
    return "%s(%d → %d, %s%s%s)"
        .formatted(
            name,
            in,
            out,
            kernel,
            options.isEmpty() ? "" : ", " + options,
            bias.isPresent() ? "" : ", no bias");
  }
}
