package dev.adjoint.peers.dl4j;

import dev.adjoint.bench.workload.Library.Steps;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/// A training workload, its batches being arrays of ND4J already.
///
/// @param fit takes a step
/// @param score the loss before the last update
record Training(List<DataSet> batches, Consumer<DataSet> fit, DoubleSupplier score)
    implements Steps {

  /// W1, whose loss is half of what the model reports.
  static Training tiny(MultiLayerNetwork model) {
    model.init();
    InitialWeights.load(model, Workload.W1);
    float[] inputs = Batch.all(Workload.W1).getFirst().inputs();
    DataSet only = new DataSet(array(inputs, 1, 2), array(new float[] {Batch.TINY_TARGET}, 1, 1));
    return new Training(List.of(only), of(model), () -> model.score() / 2);
  }

  /// Models of a chain of layers.
  ///
  /// @param shape of the inputs of a batch
  static Training of(Workload workload, MultiLayerNetwork model, long... shape) {
    model.init();
    InitialWeights.load(model, workload);
    return new Training(batches(workload, shape), of(model), model::score);
  }

  /// W6.
  static Training of(ComputationGraph model, int rows) {
    model.init();
    InitialWeights.load(model);
    List<DataSet> batches = batches(Workload.W6, rows, Sizes.CHANNELS, Sizes.SIDE, Sizes.SIDE);
    return new Training(batches, model::fit, model::score);
  }

  private static Consumer<DataSet> of(MultiLayerNetwork model) {
    return batch -> model.fit(batch.getFeatures(), batch.getLabels());
  }

  private static List<DataSet> batches(Workload workload, long... shape) {
    return Batch.all(workload).stream()
        .map(batch -> {
          INDArray inputs = array(batch.inputs(), shape);
          INDArray ordered = workload == Workload.W5 ? inputs.permute(0, 2, 1).dup('f') : inputs;
          return new DataSet(ordered, oneHot(batch.targets()));
        })
        .toList();
  }

  private static INDArray array(float[] values, long... shape) {
    return Nd4j.create(values, shape, 'c');
  }

  private static INDArray oneHot(int[] targets) {
    INDArray hot = Nd4j.zeros(DataType.FLOAT, targets.length, Sizes.CLASSES);
    for (int i = 0; i < targets.length; i++) {
      hot.putScalar(i, targets[i], 1);
    }
    return hot;
  }

  @Override
  public void take(long step) {
    fit.accept(batches.get((int) (step % batches.size())));
  }

  @Override
  public double loss(long step) {
    take(step);
    return score.getAsDouble();
  }
}
