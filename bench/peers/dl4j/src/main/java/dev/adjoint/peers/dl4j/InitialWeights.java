package dev.adjoint.peers.dl4j;

import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Sizes;
import dev.adjoint.peers.Weight;
import dev.adjoint.peers.Weights;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/// Puts the weights of a workload into a model.
final class InitialWeights {

  private static final String WEIGHT = "W";
  private static final String BIAS = "b";

  private InitialWeights() {}

  static void load(MultiLayerNetwork model, Workload workload) {
    List<Weight> weights = Weights.of(workload);
    if (workload == Workload.W5) {
      lstm(model.getLayer(0), weights);
      set(model.getLayer(1), WEIGHT, weights.get(4));
      set(model.getLayer(1), BIAS, weights.get(5));
      return;
    }
    Iterator<Weight> next = weights.iterator();
    for (Layer layer : model.getLayers()) {
      if (layer.numParams() > 0) {
        set(layer, WEIGHT, next.next());
        set(layer, BIAS, next.next());
      }
    }
  }

  /// W6, by the names of the layers.
  static void load(ComputationGraph model) {
    for (Weight weight : Weights.of(Workload.W6)) {
      int dot = weight.name().lastIndexOf('.');
      String layer = weight.name().substring(0, dot);
      boolean scales = weight.name().endsWith(".weight");
      String key = scales ? WEIGHT : BIAS;
      if (layer.contains("bn")) {
        key = scales ? "gamma" : "beta";
      }
      set(model.getLayer(layer), key, weight);
    }
  }

  /// A linear layer's weight is `[in, out]` here.
  private static void set(Layer layer, String key, Weight weight) {
    INDArray parameter = layer.getParam(key);
    INDArray values = Nd4j.create(weight.values(), weight.shape(), 'c');
    INDArray ordered =
        key.equals(WEIGHT) && weight.shape().length == 2 ? values.transpose() : values;
    if (parameter.length() != ordered.length()) {
      throw new IllegalStateException(
          "%s has %d numbers, but the layer's has %d"
              .formatted(weight.name(), ordered.length(), parameter.length()));
    }
    parameter.assign(ordered.reshape(parameter.shape()));
  }

  /// The two biases are one here.
  private static void lstm(Layer layer, List<Weight> weights) {
    float[] bias = weights.get(2).values().clone();
    float[] second = weights.get(3).values();
    for (int i = 0; i < bias.length; i++) {
      bias[i] += second[i];
    }
    gates(layer, WEIGHT, weights.get(0).values(), Sizes.INPUTS);
    gates(layer, "RW", weights.get(1).values(), Sizes.STATE);
    gates(layer, BIAS, bias, 1);
  }

  /// `[gate, out, in]` becomes `[in, gate, out]`, and the gates i, f, g, o become g, f, o, i.
  private static void gates(Layer layer, String key, float[] values, int in) {
    int[] from = {2, 1, 3, 0};
    int out = Sizes.STATE;
    float[] ordered = new float[values.length];
    for (int gate = 0; gate < from.length; gate++) {
      for (int row = 0; row < out; row++) {
        for (int column = 0; column < in; column++) {
          ordered[(column * from.length + gate) * out + row] =
              values[(from[gate] * out + row) * in + column];
        }
      }
    }
    long[] shape = {in, (long) from.length * out};
    layer.getParam(key).assign(Nd4j.create(ordered, shape, 'c'));
  }
}
