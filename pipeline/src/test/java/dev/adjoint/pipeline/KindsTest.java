package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.data.ratings.RatingColumns;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.input.InputKind;
import dev.adjoint.pipeline.network.Architecture;
import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.network.Factorization;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.network.Perceptron;
import dev.adjoint.pipeline.network.WideDeep;
import dev.adjoint.pipeline.source.BookText;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.DataFrameRows;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.pipeline.source.DataSource;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.pipeline.source.IdxImages;
import dev.adjoint.pipeline.source.PhotoImages;
import dev.adjoint.pipeline.source.RatingsTable;
import dev.adjoint.pipeline.source.SeriesTable;
import dev.adjoint.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of data and network survives `model.json`, and a kind that is not in the list is
/// named.
final class KindsTest {

  @TempDir private Path folder;

  @Test
  void everySourceIsReadBackFromItsMap() {
    Path file = folder.resolve("a.csv").toAbsolutePath();
    List<DataSource> sources =
        List.of(
            CsvTable.of(file, "y"),
            new CsvTable(
                file,
                new TableOptions(
                    "y", Set.of("a, b", "c"), Set.of("zip"), Optional.of(Task.REGRESSION))),
            new IdxImages(folder.toAbsolutePath()),
            CsvTexts.of(file, "note", "y"),
            PhotoImages.of(folder.toAbsolutePath()),
            PhotoImages.of(folder.toAbsolutePath()).withSize(48).withLabels(file),
            RatingsTable.of(file, new RatingColumns("u", "i", "y", Optional.of("t"))),
            BookText.of(file),
            SeriesTable.of(file, "t", "y", 3),
            new DataFrameRows("y"),
            new GeneratedSamples(GeneratedSet.BLOBS, 30, 0.25));
    for (DataSource source : sources) {
      assertThat(DataKind.read(new PlainMap("data", source.toMap()))).isEqualTo(source);
    }
    assertThat(sources.stream().map(source -> source.toMap().get("kind")))
        .containsAll(DataKind.ALL.stream().map(DataKind::name).toList());
  }

  @Test
  void aPathIsRecognisedByItsKind() throws Exception {
    assertThat(DataKind.of(folder, DataPlan.FREE).name()).isEqualTo("images");
    assertThat(DataKind.of(Files.writeString(folder.resolve("a.csv"), "a"), DataPlan.FREE).name())
        .isEqualTo("csv");
    assertThat(DataKind.of(folder.resolve("missing.csv"), DataPlan.FREE).isTable()).isTrue();
  }

  @Test
  void namesOfRunsComeFromFiles() {
    assertThat(CsvTable.of(Path.of("data/my.table.csv"), "y").name()).isEqualTo("my.table");
    assertThat(CsvTable.of(Path.of("data/.csv"), "y").name()).isEqualTo(".csv");
    assertThat(new IdxImages(Path.of("/")).name()).isEqualTo("images");
  }

  @Test
  void theNumberOfWeightsIsKnownBeforeTheNetworkIsBuilt() {
    for (Architecture network :
        List.of(
            new Perceptron(Shape.of(3), List.of(), Activation.RELU, 0, 2),
            new Perceptron(Shape.of(4, 5), List.of(7, 6), Activation.TANH, 0.5, 1),
            new WideDeep(
                new Perceptron(Shape.of(4), List.of(7, 6), Activation.RELU, 0.5, 3),
                WideDeep.Start.RIDGE),
            new Factorization(Factorization.Form.MATRIX, 7, 5, 3),
            new Factorization(Factorization.Form.NEURAL, 7, 5, 3))) {
      assertThat(network.weightCount())
          .isEqualTo(Parameters.of(network.build(new SplittableRandom(1))).count());
      assertThat(ArchitectureKind.read(new PlainMap("architecture", network.toMap())))
          .isEqualTo(network);
    }
  }

  @Test
  void everyNetworkForImagesIsReadBackFromItsMap() {
    for (String name : List.of("cnn", "resnet", "mobilenet")) {
      for (Shape image : List.of(Shape.of(3, 12, 16), Shape.of(9, 9))) {
        Architecture network =
            ArchitectureKind.named(name).plan(new InputForm.Image(image), 5, NetworkPlan.FREE);
        long stored =
            Parameters.of(network.build(new SplittableRandom(1))).stateDict().values().stream()
                .mapToLong(tensor -> tensor.shape().count())
                .sum();
        assertThat(network.weightCount()).as(name).isEqualTo(stored);
        assertThat(ArchitectureKind.read(new PlainMap("architecture", network.toMap())))
            .isEqualTo(network);
      }
    }
  }

  @Test
  void unknownKindsAreNamedWithThePlace() {
    Map<String, Object> sound = Map.of("kind", "sound");
    assertThatThrownBy(() -> DataKind.read(new PlainMap("data", sound)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read data.kind: one of [photos, book, images, generated, texts, series, ratings,"
                + " dataframe, csv] is expected but there is 'sound'; the file was changed or comes"
                + " from another version");
    assertThatThrownBy(() -> InputKind.read(new PlainMap("preprocessing", sound)))
        .hasMessage(
            "read preprocessing.kind: one of [table, texts, texts-and-columns, book, images,"
                + " photos, ratings, series] is expected but there is 'sound'; the file was changed"
                + " or comes from another version");
    assertThatThrownBy(() -> ArchitectureKind.read(new PlainMap("architecture", sound)))
        .hasMessage(
            "read architecture.kind: one of "
                + ArchitectureKind.names()
                + " is expected but there is 'sound'; the file was changed or comes from another"
                + " version");
  }
}
