package dev.adjoint.examples;

import dev.adjoint.data.RandomStream;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.metric.Metrics;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Classifies sequences by what their first step said, many steps of noise ago: a task that needs
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

  /// Trains on sequences that are drawn anew for every step.
  ///
  /// @return the accuracy on sequences that were not trained on
  public static double run() {
    var random = RandomStream.of(1, "sequences");
    // Gates that forget half at every step would have forgotten all of the first one at the last.
    var lstm = Lstm.of(FEATURES, 32, random).withBatchFirst().withForgetBias(Math.log(STEPS - 1));
    var model = new Classifier(lstm, Linear.of(32, CLASSES, random));
    var optimizer = Optimizer.of(Parameters.of(model), new Adam(0.01));
    var criterion = new CrossEntropyLoss();
    for (int step = 0; step < 250; step++) {
      Tensor target = Tensor.randint(Shape.of(32), 0, CLASSES, random);
      optimizer.zeroGrad();
      Tensor output = model.forward(sequences(target, random), new Pass.Training(random));
      criterion.of(output, target).backward();
      optimizer.step();
    }
    Tensor target = Tensor.randint(Shape.of(500), 0, CLASSES, random);
    Tensor x = sequences(target, random);
    Tensor output = Tensor.noGrad(() -> model.forward(x, Pass.INFERENCE));
    return Metrics.accuracy(output, target);
  }

  /// `[N, steps, features]`: the class at the first step, noise at all later ones.
  private static Tensor sequences(Tensor target, RandomGenerator random) {
    int count = target.shape().size(0);
    Tensor first = target.oneHot(CLASSES).pad(0, 0, FEATURES - CLASSES).unsqueeze(1);
    Tensor noise = Tensor.normal(Shape.of(count, STEPS - 1, FEATURES), 0, 0.5, random);
    return Tensor.concat(1, first, noise);
  }
}
