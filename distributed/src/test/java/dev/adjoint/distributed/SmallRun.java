package dev.adjoint.distributed;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Split;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.metric.Accuracy;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.train.TrainOptions;
import dev.adjoint.train.Trainer;
import java.util.Map;

/// A run of a small network with batch normalisation, dropout, validation and a last step that has
/// fewer batches than the others, of which the last one is smaller.
record SmallRun(Sequential model, Trainer trainer) {

  static final long SEED = 5;

  static Split data() {
    return GeneratedSet.MOONS
        .draw(193, 0.1, RandomStream.of(SEED, "data"))
        .split(0.25, RandomStream.of(SEED, "split"));
  }

  static SmallRun of(int accumulation, DataSet training) {
    var random = RandomStream.of(SEED, "weights");
    Sequential model =
        Sequential.of(
            Linear.of(2, 16, random),
            BatchNorm1d.of(16),
            Activation.TANH,
            new Dropout(0.1),
            Linear.of(16, 2, random));
    TrainOptions options =
        TrainOptions.ofEpochs(4)
            .withBatch(10)
            .withSeed(SEED)
            .withAccumulation(accumulation)
            .withMetrics(new Accuracy())
            .withValidation(data().validation());
    Trainer trainer =
        Trainer.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(Parameters.of(model), new Adam(0.02)),
            training,
            options);
    return new SmallRun(model, trainer);
  }

  String digest() {
    return Digest.sha256(Parameters.of(model).stateDict());
  }

  /// All that a run leaves: weights, the state of the optimizer, figures.
  String everything() {
    return "%s %s %s"
        .formatted(
            digest(),
            Digest.sha256(Map.copyOf(trainer.checkpoint().optimizerState())),
            trainer.history());
  }
}
