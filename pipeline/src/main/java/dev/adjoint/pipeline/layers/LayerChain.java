package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Layers one after another, each of which takes what the one before gives.
///
/// @param in what the first layer gets
/// @param steps the layers
record LayerChain(SampleFlow in, List<SizedLayer> steps) {

  /// The layers of a model file.
  ///
  /// @throws dev.adjoint.data.DataException naming the layer that does not fit, its line and column
  static LayerChain of(List<LayerEntry> entries, SampleFlow in, int outputs) {
    List<SizedLayer> steps = new ArrayList<>();
    SampleFlow flow = in;
    for (LayerEntry entry : entries) {
      if (!entry.type().reads().contains(flow.kind())) {
        throw entry.problem(
            "reads %s but gets %s; %s"
                .formatted(readable(entry.type()), flow.describe(), fix(entry.type(), flow)));
      }
      SizedLayer step;
      try {
        step = entry.type().rule().of(entry, flow, outputs);
      } catch (ArithmeticException _) {
        throw entry.problem("has more than 2^63 weights; use smaller sizes");
      }
      steps.add(step);
      flow = step.out();
    }
    return new LayerChain(in, steps);
  }

  private static String readable(LayerType type) {
    return type.reads().stream()
        .sorted()
        .map(SampleFlow.Kind::toString)
        .collect(Collectors.joining(" and "));
  }

  private static String fix(LayerType type, SampleFlow flow) {
    if (flow.kind() == SampleFlow.Kind.TOKENS) {
      return "put Embedding before it";
    }
    if (type.reads().contains(SampleFlow.Kind.VECTOR)) {
      return "put Flatten before it";
    }
    return flow.kind() == SampleFlow.Kind.VECTOR
        ? "put it before the layer that makes vectors, or use another layer"
        : "use another layer";
  }

  /// What the last layer gives.
  SampleFlow out() {
    return steps.getLast().out();
  }

  /// How many numbers all parameters and buffers hold.
  long weights() {
    long sum = 0;
    for (SizedLayer step : steps) {
      sum = Math.addExact(sum, step.weights());
    }
    return sum;
  }

  /// The network with initial weights.
  Layer build(RandomGenerator random) {
    List<Layer> layers = steps.stream().map(step -> step.builder().apply(random)).toList();
    return in.kind() == SampleFlow.Kind.TOKENS ? TokenLayers.of(layers) : new Sequential(layers);
  }
}
