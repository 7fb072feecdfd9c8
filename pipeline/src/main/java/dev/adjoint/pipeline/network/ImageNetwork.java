package dev.adjoint.pipeline.network;

import dev.adjoint.nn.Layer;
import dev.adjoint.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A ready network for images, given by its kind and a few numbers.
///
/// @param kind which network
/// @param inputs the shape of one image, `[height, width]` or `[channels, height, width]`
/// @param sizes the values of the kind's options, by name
/// @param outputs the number of outputs
public record ImageNetwork(
    ImageNetworkKind kind, Shape inputs, Map<String, Number> sizes, int outputs)
    implements Architecture {

  /// Keeps the order of the options.
  public ImageNetwork {
    sizes = new LinkedHashMap<>(sizes);
  }

  /// Channels of an image.
  int channels() {
    return inputs.rank() == 3 ? inputs.size(0) : 1;
  }

  /// Pixels of the shorter side.
  int shorterSide() {
    int[] axes = inputs.toArray();
    return Math.min(axes[axes.length - 1], axes[axes.length - 2]);
  }

  /// The value of a whole number.
  int whole(String option) {
    return number(option).intValue();
  }

  /// The value of a number.
  Number number(String option) {
    Number value = sizes.get(option);
    if (value == null) {
      throw new IllegalStateException("the network has no option " + option);
    }
    return value;
  }

  @Override
  public long weightCount() {
    return kind.count().applyAsLong(this);
  }

  @Override
  public Layer build(RandomGenerator random) {
    Layer network = kind.builder().apply(this, random);
    return inputs.rank() == 3 ? network : new GreyImages(network);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind.name());
    map.put("inputs", Arrays.stream(inputs.toArray()).boxed().toList());
    map.putAll(sizes);
    map.put("outputs", outputs);
    return map;
  }

  /// The shape in a list of sizes.
  static Shape shape(List<Integer> sizes) {
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }
}
