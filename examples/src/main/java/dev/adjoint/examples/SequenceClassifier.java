package dev.adjoint.examples;

import module dev.adjoint.train;

import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Classifies sequences by their first step, which many steps of noise follow: a task that needs
/// memory.
public final class SequenceClassifier {

  private static final int STEPS = 24;
  private static final int CLASSES = 4;
  private static final int FEATURES = CLASSES + 2;

  private SequenceClassifier() {}

  // @start region="model"
  /// A long short-term memory over the sequence, and a linear layer on its last state.
  public record Classifier(Lstm lstm, Linear head) implements Layer {

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return head.forward(lstm.run(x, pass).last());
    }
  }

  // @end

  // @start region="train"
  /// Trains on sequences that are drawn while it trains, none twice.
  ///
  /// @return the accuracy on sequences that were not trained on
  public static double run() {
    var random = RandomStream.of(1, "weights");
    // Gates that forget half at every step would have forgotten all of the first one at the last.
    var lstm = Lstm.of(FEATURES, 32, random).withBatchFirst().withForgetBias(Math.log(STEPS - 1));
    var model = new Classifier(lstm, Linear.of(32, CLASSES, random));
    TrainOptions options =
        TrainOptions.ofEpochs(1)
            .withBatch(32)
            .withValidation(sequences("validation", 500))
            .withMetrics(new Accuracy());
    Trainer trainer =
        Trainer.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(model, new Adam(0.01)),
            sequences("training", 8000),
            options);
    trainer.fit();
    return trainer.history().getLast().latest().metric("accuracy");
  }

  // @end

  private static SampleStream sequences(String purpose, int count) {
    return epoch -> {
      RandomGenerator random = RandomStream.of(1, purpose, epoch);
      return Stream.generate(() -> sequence(random)).limit(count);
    };
  }

  /// `[steps, features]`: the class at the first step, noise at all later ones.
  private static Map<String, Tensor> sequence(RandomGenerator random) {
    Tensor target = Tensor.scalar(random.nextLong(CLASSES));
    Tensor first = target.oneHot(CLASSES).pad(0, 0, FEATURES - CLASSES).unsqueeze(0);
    Tensor noise = Tensor.normal(Shape.of(STEPS - 1, FEATURES), 0, 0.5, random);
    return Map.of(Source.FEATURES, Tensor.concat(0, first, noise), Source.TARGET, target);
  }
}
