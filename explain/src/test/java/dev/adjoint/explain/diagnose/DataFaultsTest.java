package dev.adjoint.explain.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.SampleStream;
import dev.adjoint.explain.diagnose.check.BlindBaselineCheck;
import dev.adjoint.explain.diagnose.check.DuplicatesCheck;
import dev.adjoint.explain.diagnose.check.ImbalanceCheck;
import dev.adjoint.explain.diagnose.check.PeriodicValidationCheck;
import dev.adjoint.explain.diagnose.check.TargetAmongFeaturesCheck;
import dev.adjoint.explain.diagnose.check.UnscaledInputsCheck;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainOptions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataFaultsTest {

  private static DataSet with(DataSet data, Tensor features) {
    return data.with("features", features);
  }

  @Test
  void inputsOfVeryDifferentSizesAreFoundAndStandardisingHelps() {
    DataSet blobs = Planted.blobs(240, 1);
    Tensor scale = Tensor.of(1f, 1000f, 1f, 1f);
    DataSet unscaled = with(blobs, blobs.features().multiply(scale));
    Finding finding =
        Planted.found(
            new UnscaledInputsCheck(),
            Planted.setup(Planted.network(Activation.RELU, 1), new Sgd(0.05), unscaled));
    assertThat(finding.sentence().english()).contains("column 1");
    Planted.healthy(new UnscaledInputsCheck());
  }

  @Test
  void imagesThatWereNotDividedBy255AreFound() {
    Tensor pixels =
        Tensor.uniform(dev.adjoint.tensor.Shape.of(160, 1, 4, 4), 0, 255, new SplittableRandom(1));
    Tensor labels = pixels.slice(2, 0, 1).mean(3).flatten().greater(127).to(ElementType.I64);
    var random = new SplittableRandom(1);
    var model =
        Sequential.of(
            new dev.adjoint.nn.Flatten(),
            Linear.of(16, 8, random),
            Activation.RELU,
            Linear.of(8, 2, random));
    Finding finding =
        Planted.found(
            new UnscaledInputsCheck(),
            Planted.setup(model, new Sgd(0.05), DataSet.of(pixels, labels)));
    assertThat(finding.sentence().english()).contains("the input has mean");
  }

  @Test
  void aCopyOfTheTargetAmongTheInputsIsFoundForClasses() {
    DataSet blobs = Planted.blobs(240, 1);
    Tensor copy = blobs.target().to(ElementType.F32).subtract(1).unsqueeze(1);
    DataSet leaked = with(blobs, Tensor.concat(1, blobs.features().slice(1, 0, 3), copy));
    TrainingSetup setup =
        Planted.setup(Planted.network(Activation.RELU, 1), new Adam(0.01), leaked);
    Finding finding = Planted.found(new TargetAmongFeaturesCheck(), setup);
    assertThat(finding.sentence().english()).startsWith("column 3 determines the target");
    Planted.healthy(new TargetAmongFeaturesCheck());
  }

  @Test
  void aMonotonicFunctionOfTheTargetAmongTheInputsIsFoundForNumbers() {
    var random = new SplittableRandom(1);
    Tensor x = Tensor.normal(dev.adjoint.tensor.Shape.of(200, 3), 0, 1, random);
    Tensor noise = Tensor.normal(dev.adjoint.tensor.Shape.of(200, 1), 0, 1, random);
    Tensor target = x.sum(1).unsqueeze(1).add(noise);
    Tensor leak = target.multiply(0.7).tanh();
    var model = Sequential.of(Linear.of(4, 16, random), Activation.TANH, Linear.of(16, 1, random));
    DataSet data =
        new DataSet(Tensor.concat(1, x, leak), target, List.of(), List.of("a", "b", "c", "late"));
    Finding finding =
        Planted.found(
            new TargetAmongFeaturesCheck(),
            Planted.setup(model, new MseLoss(), new Adam(0.01), data));
    assertThat(finding.sentence().english()).startsWith("late determines");
  }

  @Test
  void heldOutSamplesThatStandInTheTrainingPartAreFound() {
    DataSet training = Planted.blobs(60, 1);
    DataSet fresh = Planted.blobs(60, 2);
    DataSet held =
        DataSet.of(
            Tensor.concat(0, training.features().slice(0, 0, 30), fresh.features()),
            Tensor.concat(0, training.target().slice(0, 0, 30), fresh.target()));
    TrainingSetup setup =
        Planted.setup(Planted.network(Activation.RELU, 1), new Adam(0.03), training);
    setup = setup.with(setup.background().withHeldOut(held).withSteps(150));
    Finding finding = Planted.found(new DuplicatesCheck(), setup);
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.sentence().english()).startsWith("33.3 % of 90 held-out samples");
    setup = setup.with(setup.background().withHeldOut(fresh));
    assertThat(new DuplicatesCheck().of(setup)).isNotInstanceOf(Finding.class);
  }

  @Test
  void aRareClassIsFoundAndWeightsHelp() {
    DataSet blobs = Planted.blobs(900, 1);
    int[] labels = blobs.target().toIntArray();
    int[] rare = IntStream.range(0, 900).filter(i -> labels[i] == 2).limit(8).toArray();
    int[] others = IntStream.range(0, 900).filter(i -> labels[i] != 2).toArray();
    int[] rows = IntStream.concat(Arrays.stream(others), Arrays.stream(rare)).toArray();
    Finding finding =
        Planted.found(
            new ImbalanceCheck(),
            Planted.setup(Planted.network(Activation.RELU, 1), new Adam(0.01), blobs.select(rows)));
    assertThat(finding.sentence().english()).contains("only 8 of class 2");
    Planted.healthy(new ImbalanceCheck());
  }

  @Test
  void labelsThatDoNotBelongToTheInputsAreFound() {
    DataSet blobs = Planted.blobs(960, 1);
    Tensor mixed = blobs.target().indexSelect(0, Tensor.permutation(960, new SplittableRandom(5)));
    Finding finding =
        Planted.curedByHand(
            new BlindBaselineCheck(),
            Planted.setup(
                Planted.network(Activation.RELU, 1), new Adam(0.01), blobs.with("target", mixed)),
            Planted.setup(Planted.network(Activation.RELU, 1), new Adam(0.01), blobs));
    assertThat(finding.cure().advice().english()).contains("row i of the inputs");
    Planted.healthy(new BlindBaselineCheck());
  }

  @Test
  void inputsThatTheNetworkCannotUseAreFoundByTheBlindBaselineAndScalingHelps() {
    DataSet blobs = Planted.blobs(240, 1);
    DataSet tiny = with(blobs, blobs.features().multiply(1e-4));
    Planted.found(
        new BlindBaselineCheck(),
        Planted.setup(Planted.network(Activation.RELU, 1), new Sgd(0.1), tiny));
  }

  @Test
  void aStreamSortedByClassMakesWavesAndALargerBufferCalmsThem() {
    DataSet blobs = Planted.blobs(240, 1);
    int[] labels = blobs.target().toIntArray();
    int[] sorted =
        IntStream.range(0, 240)
            .boxed()
            .sorted(Comparator.comparingInt(i -> labels[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    SampleStream stream =
        _ ->
            Arrays.stream(sorted)
                .mapToObj(row -> {
                  DataSet one = blobs.select(new int[] {row});
                  return Map.of(
                      "features", one.features().squeeze(0), "target", one.target().squeeze(0));
                });
    var model = Planted.network(Activation.RELU, 1);
    TrainingSetup setup =
        TrainingSetup.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(model, new Adam(0.01)),
            stream,
            TrainOptions.ofEpochs(20)
                .withBatch(8)
                .withShuffleBuffer(8)
                .withValidation(Planted.blobs(120, 2)));
    Finding finding = Planted.found(new PeriodicValidationCheck(), setup);
    assertThat(finding.sentence().english()).contains("epoch of 30 steps");
    TrainingSetup mixed =
        TrainingSetup.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(model, new Adam(0.01)),
            stream,
            TrainOptions.ofEpochs(20)
                .withBatch(8)
                .withShuffleBuffer(240)
                .withValidation(Planted.blobs(120, 2)));
    assertThat(new PeriodicValidationCheck().of(mixed)).isNotInstanceOf(Finding.class);
  }
}
