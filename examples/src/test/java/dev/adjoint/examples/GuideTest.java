package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Split;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.examples.cookbook.MixedInputs;
import dev.adjoint.examples.cookbook.OtherTools;
import dev.adjoint.examples.cookbook.OwnParts;
import dev.adjoint.examples.cookbook.Recipes;
import dev.adjoint.examples.cookbook.Saving;
import dev.adjoint.examples.cookbook.WorstError;
import dev.adjoint.examples.guide.Derivatives;
import dev.adjoint.examples.guide.Diagnosing;
import dev.adjoint.examples.guide.OwnOperation;
import dev.adjoint.examples.guide.PenguinTable;
import dev.adjoint.examples.guide.RecordedTraining;
import dev.adjoint.examples.guide.SmallerNumbers;
import dev.adjoint.examples.guide.SpeciesAnswer;
import dev.adjoint.examples.guide.StudioRun;
import dev.adjoint.examples.guide.TensorBasics;
import dev.adjoint.examples.guide.WhyAnyNumber;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.SparseEmbedding;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.studio.practise.Mistake;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainOptions;
import dev.adjoint.train.Trainer;
import dev.adjoint.train.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code of the guide and the cookbook does what their texts say.
final class GuideTest {

  @Test
  void theFirstChapterComputes() {
    assertThat(TensorBasics.run().shape()).isEqualTo(Shape.of(3));
  }

  @Test
  void theSlopeOfTheParabolaIsSeven() {
    assertThat(Derivatives.backward()).isEqualTo(7);
    assertThat(Derivatives.hessian().toDoubleArray()).containsExactly(6, 0, 0, 12);
  }

  @Test
  void smallerNumbersKeepWhatTheyHold() {
    SplittableRandom random = new SplittableRandom(4);
    assertThat(SmallerNumbers.pixels(new byte[] {0, 1, 2, -1, 0, 51}).toFloatArray())
        .containsExactly(1, 0, 0.2f);
    assertThat(SmallerNumbers.third()).isEqualTo(0.333984375);
    Tensor x = Tensor.normal(Shape.of(8, 16), 0, 1, random);
    assertThat(SmallerNumbers.quantized(x, random)).isBetween(1e-6, 0.05);
    Tensor before =
        SparseEmbedding.of(100_000, 8, new SplittableRandom(9)).table().weight().value();
    Tensor after = SmallerNumbers.sparse(new SplittableRandom(9));
    assertThat(after.select(0, 4).contentEquals(before.detach().select(0, 4))).isTrue();
    assertThat(after.select(0, 3).contentEquals(before.detach().select(0, 3))).isFalse();
    assertThat(SmallerNumbers.search()).isLessThan(1e-6);
  }

  @Test
  void thePenguinsAreSplit() {
    Path here = Path.of("datasets");
    Path folder = Files.isDirectory(here) ? here : Path.of("..", "datasets");
    Split split = PenguinTable.run(folder.resolve("penguins.csv"));
    assertThat(split.training().count() + split.validation().count()).isEqualTo(344);
  }

  @Test
  void aTableGivesTheSpeciesOfAPenguin(@TempDir Path folder) {
    Path here = Path.of("datasets");
    Path data = Files.isDirectory(here) ? here : Path.of("..", "datasets");
    assertThat(SpeciesAnswer.run(data.resolve("penguins.csv"), folder.resolve("run")))
        .startsWith("Gentoo");
  }

  @Test
  void aRecordedStepTrains() {
    assertThat(RecordedTraining.run()).isLessThan(0.05);
  }

  @Test
  void aGradientTakenApartKeepsItsSeals() {
    WhyAnyNumber.Explained explained = WhyAnyNumber.explain();
    assertThat(explained.why().holds()).isTrue();
    assertThat(explained.lines().getFirst()).startsWith("2.weight.grad[1,5] = ");
    assertThat(explained.edit().after()).isEqualTo(0.3f);
  }

  @Test
  void theRunOfTheStudioGoesBackAndNamesAMistake() {
    StudioRun.Found found = StudioRun.run();
    assertThat(found.same()).isTrue();
    assertThat(found.trace()).isBetween(0.0, 0.7);
    assertThat(found.mark().mistake()).contains(Mistake.SIGN);
  }

  @Test
  void theDiagnosisFindsWhatTheChapterPlants(@TempDir Path folder) {
    Tensor x = Tensor.normal(Shape.of(96, 4), 0, 1, new SplittableRandom(1));
    DataSet samples = DataSet.of(x, x.slice(1, 0, 3).argmax(1));
    assertThat(Diagnosing.ownModel(samples))
        .anySatisfy(line -> assertThat(line).startsWith("double-softmax: softmax is applied twice"))
        .anySatisfy(line -> assertThat(line).startsWith("  training loss at the end: "));
    assertThat(Diagnosing.ownLoop(samples).findings())
        .extracting(Finding::check)
        .contains("forgotten-zero-grad");
    Path run = folder.resolve("run");
    Path here = Path.of("datasets");
    Path data = Files.isDirectory(here) ? here : Path.of("..", "datasets");
    Training.of(CsvTable.of(data.resolve("penguins.csv"), "species")).withEpochs(3).run(run);
    assertThat(Diagnosing.run(run).getFirst()).startsWith("0 of ");
    assertThat(Diagnosing.branch(run, folder.resolve("branch")).history().getLast().epoch())
        .isEqualTo(3);
  }

  @Test
  void theOwnOperationPassesTheGradientCheck() {
    assertThat(OwnOperation.check().passed()).isTrue();
  }

  @Test
  void theOwnPartsWork() {
    var random = new SplittableRandom(1);
    Tensor x = Tensor.normal(Shape.of(5, 3), 0, 1, random);
    assertThat(OwnParts.Affine.of(3).forward(x).contentEquals(x)).isTrue();

    var noisy = new OwnParts.Noisy(Linear.of(3, 2, random), 0.5);
    Tensor quiet = noisy.forward(x, Pass.INFERENCE);
    assertThat(noisy.forward(x, Pass.INFERENCE).contentEquals(quiet)).isTrue();
    assertThat(noisy.forward(x, new Pass.Training(random)).contentEquals(quiet)).isFalse();

    Tensor loss = new OwnParts.LogCosh().of(Tensor.of(0.0, 3.0), Tensor.of(0.0, 0.0));
    assertThat(loss.item()).isCloseTo(Math.log(Math.cosh(3)) / 2, within(1e-6));

    Linear line = Linear.of(1, 1, random);
    double before = line.weight().value().item();
    var optimizer = Optimizer.of(line, new OwnParts.SignDescent(0.25));
    line.forward(Tensor.ones(1, 1)).sum().backward();
    optimizer.step();
    assertThat(line.weight().value().item()).isCloseTo(before - 0.25, within(1e-6));
  }

  @Test
  void theRecipesWork() {
    assertThat(Recipes.freeze()).isEqualTo(8 * 8 + 8 + 8 + 1);
    assertThat(Recipes.accumulate()).isLessThan(0.5);
    Tensor attended = Recipes.mask();
    assertThat(attended.shape()).isEqualTo(Shape.of(1, 4, 16));
    assertThat(attended.allFinite()).isTrue();
    var mixed = MixedInputs.of(5, 3, new SplittableRandom(1));
    assertThat(mixed.forward(Tensor.of(1L, 4L), Tensor.ones(2, 3)).shape())
        .isEqualTo(Shape.of(2, 1));
  }

  @Test
  void weightsAndStatesGoThroughFiles(@TempDir Path folder) throws IOException {
    Linear one = Linear.of(3, 2, new SplittableRandom(1));
    Linear other = Linear.of(3, 2, new SplittableRandom(2));
    Saving.weights(one, other, folder.resolve("weights.safetensors"));
    assertThat(other.weight().value().contentEquals(one.weight().value())).isTrue();

    var optimizer = Optimizer.of(one, new Adam(0.1));
    one.forward(Tensor.ones(1, 3)).sum().backward();
    optimizer.step();
    assertThat(Saving.state(one, optimizer, 4, folder.resolve("state.safetensors"))).isEqualTo(5);
  }

  @Test
  void weightsArraysAndCheckpointsGoThroughFilesOfOtherTools(@TempDir Path folder)
      throws IOException {
    Linear one = Linear.of(3, 2, new SplittableRandom(1));
    Linear other = Linear.of(3, 2, new SplittableRandom(2));
    assertThat(OtherTools.pytorchWeights(one, other, folder).isComplete()).isTrue();
    assertThat(other.weight().value().contentEquals(one.weight().value())).isTrue();

    Linear third = Linear.of(3, 2, new SplittableRandom(3));
    Path prefixed = folder.resolve("prefixed.pt");
    Weights.save(Map.of("fc", one), prefixed);
    OtherTools.renamed(third, prefixed);
    assertThat(third.weight().value().contentEquals(one.weight().value())).isTrue();

    var optimizer = Optimizer.of(one, new Adam(0.1));
    one.forward(Tensor.ones(1, 3)).sum().backward();
    optimizer.step();
    assertThat(OtherTools.checkpoint(one, optimizer, folder.resolve("c.pt"))).isEqualTo(3);

    Path weights = folder.resolve("weights.safetensors");
    Weights.save(one, weights);
    assertThat(OtherTools.one(weights, "bias").contentEquals(one.bias().orElseThrow().value()))
        .isTrue();
    Tensor x = Tensor.of(1f, 2f);
    assertThat(OtherTools.array(x, folder.resolve("x.npy")).contentEquals(x)).isTrue();
  }

  @Test
  void curvesOfATrainingGoToTensorBoard(@TempDir Path folder) throws IOException {
    Linear model = Linear.of(2, 2, new SplittableRandom(1));
    var data = GeneratedSet.MOONS.draw(40, 0.1, new SplittableRandom(2));
    Trainer trainer =
        Trainer.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(model, new Adam(0.01)),
            data,
            TrainOptions.ofEpochs(1).withBatch(20));
    assertThat(OtherTools.curves(trainer, model, folder))
        .containsExactly("epoch/loss", "train/loss");
  }

  @Test
  void theOwnMetricKeepsTheWorstOfAllBatches() {
    var metric = new WorstError();
    double[] first = metric.state(Tensor.of(1.0, 5.0), Tensor.of(0.0, 2.0));
    double[] second = metric.state(Tensor.of(1.0), Tensor.of(0.0));
    assertThat(metric.value(metric.merge(second, first))).isEqualTo(3);
  }
}
