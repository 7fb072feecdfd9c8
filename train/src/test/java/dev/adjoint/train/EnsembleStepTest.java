package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The members of an ensemble learn each by itself.
class EnsembleStepTest {

  private static final int MEMBERS = 3;

  @Test
  void everyMemberEndsWithTheBitsOfATrainingOfItsOwn() {
    Source data = data();
    Ensemble ensemble = new Ensemble(members(), Ensemble.Answers.CLASSES);
    Trainer together = trainer(ensemble, data);
    together.fit();
    double sum = 0;
    List<Layer> alone = members();
    for (int i = 0; i < MEMBERS; i++) {
      Trainer single = trainer(alone.get(i), data);
      single.fit();
      sum += single.history().getLast().training().loss();
      Map<String, Tensor> own = Parameters.of(alone.get(i)).stateDict();
      Map<String, Tensor> joint = Parameters.of(ensemble.members().get(i)).stateDict();
      own.forEach((name, tensor) ->
          assertThat(Objects.requireNonNull(joint.get(name)).toFloatArray())
              .as(name)
              .containsExactly(tensor.toFloatArray()));
    }
    assertThat(together.history().getLast().training().loss())
        .as("the loss of training is the mean of the members' losses")
        .isCloseTo(sum / MEMBERS, within(1e-6));
  }

  @Test
  void inferenceJudgesTheMeanOfTheAnswers() {
    Ensemble ensemble = new Ensemble(members(), Ensemble.Answers.CLASSES);
    DataSet data = data();
    double loss =
        new CrossEntropyLoss().of(Evaluation.outputs(ensemble, data), data.target()).item();
    assertThat(Evaluation.of(ensemble, data, new CrossEntropyLoss(), List.of()).loss())
        .isCloseTo(loss, within(1e-6));
  }

  @Test
  void theStepOfAnEnsembleIsRecorded() {
    Ensemble ensemble = new Ensemble(members(), Ensemble.Answers.CLASSES);
    List<TrainEvent> events = new ArrayList<>();
    trainer(ensemble, data()).listen(events::add).fit();
    assertThat(events).noneMatch(TrainEvent.Remark.class::isInstance);
  }

  private static Trainer trainer(Layer model, Source data) {
    return Trainer.of(
        model,
        new CrossEntropyLoss(),
        Optimizer.of(model, new Sgd(0.1)),
        data,
        TrainOptions.ofEpochs(3).withBatch(7).withSeed(4).withClassWeights(ClassWeights.of(1, 2)));
  }

  private static List<Layer> members() {
    SplittableRandom random = new SplittableRandom(9);
    List<Layer> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(Sequential.of(Linear.of(2, 5, random), Activation.RELU, Linear.of(5, 2, random)));
    }
    return members;
  }

  private static DataSet data() {
    SplittableRandom random = new SplittableRandom(3);
    float[] x = new float[40];
    long[] y = new long[20];
    for (int i = 0; i < y.length; i++) {
      y[i] = i % 2;
      x[2 * i] = (float) random.nextGaussian() + y[i];
      x[2 * i + 1] = (float) random.nextGaussian();
    }
    return new DataSet(
        Tensor.of(x, Shape.of(20, 2)), Tensor.of(y), List.of("no", "yes"), List.of("a", "b"));
  }
}
