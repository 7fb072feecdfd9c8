package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.ClassWeighting;
import dev.adjoint.pipeline.source.DataSource;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Samples that are read during training give the same model as the same samples in memory.
final class AnySourceTest {

  private static final GeneratedSamples MOONS = new GeneratedSamples(GeneratedSet.MOONS, 80, 0.1);

  @TempDir private Path folder;

  /// The samples of another source, read one by one.
  private record OneByOne(DataSource inner, boolean labelled) implements DataSource {

    @Override
    public Prepared prepare(Holdout holdout) {
      Prepared all = inner.prepare(holdout);
      return new Prepared(
          all.preprocessing(),
          source(all.split().training()),
          source(all.split().validation()),
          Optional.empty(),
          all.notes());
    }

    @Override
    public String usualModel(Prepared prepared) {
      return inner.usualModel(prepared);
    }

    private Source source(DataSet data) {
      Samples samples = Samples.of(data.count(), row -> sample(data, row));
      return labelled ? new Labelled(samples, data.target().toIntArray()) : samples;
    }

    private static Map<String, Tensor> sample(DataSet data, int row) {
      Map<String, Tensor> sample = new LinkedHashMap<>();
      data.fields().forEach((name, field) -> sample.put(name, field.select(0, row)));
      return sample;
    }

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Map<String, Object> toMap() {
      return inner.toMap();
    }
  }

  private record Labelled(Samples samples, int[] known) implements Samples {

    @Override
    public int count() {
      return samples.count();
    }

    @Override
    public Map<String, Tensor> read(int[] rows) {
      return samples.read(rows);
    }

    @Override
    public Optional<int[]> labels() {
      return Optional.of(known);
    }
  }

  private static Training training(DataSource source) {
    return Training.of(source).withHidden(8).withEpochs(3).withPatience(0);
  }

  @Test
  void samplesThatAreReadOneByOneGiveTheSameWeights() {
    TrainingResult memory = training(MOONS).run(folder.resolve("memory"));
    TrainingResult read = training(new OneByOne(MOONS, false)).run(folder.resolve("read"));
    assertThat(read.weightsSha256()).isEqualTo(memory.weightsSha256());
    assertThat(read.validation()).isEqualTo(memory.validation());
  }

  @Test
  void classesAreWeightedByLabelsThatAreKnownBeforeTheSamplesAreRead() {
    Training known = training(new OneByOne(MOONS, true)).withClassWeights(ClassWeighting.BALANCED);
    Training memory = training(MOONS).withClassWeights(ClassWeighting.BALANCED);
    assertThat(known.run(folder.resolve("known")).weightsSha256())
        .isEqualTo(memory.run(folder.resolve("memory")).weightsSha256());
  }

  @Test
  void classWeightsAreRefusedWhereTheLabelsAreNotKnown() {
    Training unknown =
        training(new OneByOne(MOONS, false)).withClassWeights(ClassWeighting.BALANCED);
    assertThatThrownBy(() -> unknown.run(folder.resolve("unknown")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train: balanced class weights need the class of every sample, but these samples are read while training goes on (64 samples); give the weights with ClassWeights.of(…), or leave them out");
  }

  @Test
  void samplesThatAreNotInMemoryAreNoArrays() {
    Prepared prepared = new OneByOne(MOONS, false).prepare(0.2, 1);
    assertThat(prepared.isInMemory()).isFalse();
    assertThatThrownBy(prepared::split)
        .hasMessage(
            "prepare: the samples are read while they are used (64 samples), so they cannot be given as arrays; use training() and validation()");
  }

  @Test
  void aModelThatDoesNotFitTheDataOrTheOptionIsRefused() {
    InputForm texts = new InputForm.Tokens(12, 100);
    assertThatThrownBy(() -> NetworkPlan.FREE.architecture("perceptron", texts, 2))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "network: the model perceptron reads numbers and images but the data has texts of 12 tokens; choose another with --model: ");
    assertThatThrownBy(
            () -> training(MOONS).withNetworkOption("depht", "3").run(folder.resolve("run")))
        .hasMessage(
            "network: the model perceptron has no option --depht; there are: --layers, --activation, --dropout");
    assertThatThrownBy(() -> training(MOONS).withModel("percepton").run(folder.resolve("run")))
        .hasMessage("network: there is no model 'percepton'; did you mean perceptron?");
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
