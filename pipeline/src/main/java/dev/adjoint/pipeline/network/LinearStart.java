package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Linear;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// Starts a network with a linear path at the solution of ridge regression.
final class LinearStart {

  private LinearStart() {}

  /// Sets the weights of the linear path for the first inputs, and the last bias of the deep path,
  /// whose other weights of that layer are 0. So the network begins as the linear model. Leaves it
  /// as it is where there is no solution.
  ///
  /// @param network the network
  /// @param samples the samples to learn from; their features may be the first inputs only
  static void fit(WideDeepLayer network, DataSet samples) {
    Parameter wide = network.wide().weight();
    if (wide.shape().size(0) != 1
        || !(network.deep().layers().getLast() instanceof Linear last)
        || last.bias().isEmpty()) {
      return;
    }
    double[] x = samples.features().toDoubleArray();
    double[] y = samples.target().toDoubleArray();
    double[] sampleWeights = new double[y.length];
    Arrays.fill(sampleWeights, 1);
    Tensor given = samples.fields().get(Source.WEIGHTS);
    if (given != null) {
      sampleWeights = given.toDoubleArray();
    }
    Ridge.of(x, y, sampleWeights)
        .ifPresent(found -> {
          wide.replace(row(found.weights(), wide.shape()));
          last.bias().get().replace(row(new double[] {found.intercept()}, Shape.of(1)));
        });
  }

  private static Tensor row(double[] values, Shape shape) {
    float[] numbers = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = (float) values[i];
    }
    return Tensor.of(numbers).reshape(shape);
  }
}
