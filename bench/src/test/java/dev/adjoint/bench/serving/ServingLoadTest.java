package dev.adjoint.bench.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.ratings.RatingColumns;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.pipeline.source.IdxImages;
import dev.adjoint.pipeline.source.PhotoImages;
import dev.adjoint.pipeline.source.RatingsTable;
import dev.adjoint.pipeline.source.SeriesTable;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The load tool for a second: fifty clients get no error and the bits of each row alone.
final class ServingLoadTest {

  @TempDir private Path folder;

  @Test
  void fiftyClientsGetTheBitsOfEachRowAlone() throws Exception {
    LoadResult result = ServingLoad.run(run(), 50, 1, 8);

    assertThat(result.errors()).isZero();
    assertThat(result.wrong()).isZero();
    assertThat(result.rows()).isGreaterThanOrEqualTo(50);
    assertThat(result.batches()).isBetween(1L, (long) result.nanos().length);
    assertThat(result.text()).contains("p50 ", "p99 ", "0 errors");
  }

  @Test
  void photographsAreSentAsFiles() throws Exception {
    LoadResult result = ServingLoad.run(photos(), 20, 1, 8);

    assertThat(result.errors()).isZero();
    assertThat(result.wrong()).isZero();
    assertThat(result.rows()).isGreaterThanOrEqualTo(20);
  }

  private Path photos() throws Exception {
    for (int i = 0; i < 12; i++) {
      BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 320; pixel++) {
        boolean isBright = i % 2 == 0 ? pixel % 20 < 10 : pixel < 160;
        image.setRGB(pixel % 20, pixel / 20, 0x010101 * (isBright ? 200 + i : 30 + i));
      }
      Path file = folder.resolve("album/%s/%d.png".formatted(i % 2 == 0 ? "left" : "up", i));
      Files.createDirectories(file.resolveSibling(""));
      ImageIO.write(image, "png", file.toFile());
    }
    Path run = folder.resolve("photos");
    Training.of(PhotoImages.of(folder.resolve("album")).withSize(12)).withEpochs(1).run(run);
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "texts", "beside", "ratings", "series"})
  void everyKindOfModelAnswersWithTheBitsOfEachSampleAlone(String kind) throws Exception {
    LoadResult result = ServingLoad.run(run(kind), 20, 1, 8);

    assertThat(result.errors()).isZero();
    assertThat(result.wrong()).isZero();
    assertThat(result.rows()).isGreaterThanOrEqualTo(20);
    assertThat(result.batches()).isBetween(1L, (long) result.nanos().length);
    if (kind.equals("series")) {
      assertThat(result.rows()).isEqualTo(result.nanos().length);
    }
  }

  @Test
  void anAnswerWithOtherBitsIsCounted() throws Exception {
    TrainedModel model = TrainedModel.load(run("table"));
    LoadSamples samples = LoadSamples.of(model, "table");
    assertThat(new String(samples.body(new int[] {0, 1}), UTF_8))
        .startsWith("{\"rows\":[{\"weight\":1.0,\"home\":\"coop\"},{\"weight\":2.0,");
    for (int i = 0; i < samples.count(); i++) {
      samples.alone(
          i, "{\"answers\":[{\"label\":\"a\",\"score\":0.%d1}]}".formatted(i).getBytes(UTF_8));
    }
    byte[] answer =
        "{\"answers\":[{\"label\":\"a\",\"score\":0.31},{\"label\":\"a\",\"score\":0.32}]}"
            .getBytes(UTF_8);
    assertThat(samples.wrong(answer, new int[] {3, 4})).isEqualTo(1);
    assertThat(samples.wrong(answer, new int[] {3, 4, 5})).isEqualTo(3);
  }

  @Test
  void aRunWithoutRequestsIsRefused() throws Exception {
    Path run = folder.resolve("generated");
    Training.of(new GeneratedSamples(GeneratedSet.BLOBS, 60, 0.1)).withEpochs(1).run(run);
    assertThatThrownBy(() -> ServingLoad.run(run, 1, 1, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "load: the model reads 2 numbers, for which there are no requests; name a run on"
                + " images, a table, texts, ratings or series");
  }

  @Test
  void quantilesAreTimesThatOccurred() {
    LoadResult result =
        new LoadResult(new long[] {4_000_000, 1_000_000, 2_000_000, 3_000_000}, 0, 0, 4, 2, 1);

    assertThat(result.quantile(0.5)).isEqualTo(2);
    assertThat(result.quantile(0.99)).isEqualTo(4);
    assertThat(result.quantile(1)).isEqualTo(4);
  }

  private Path run(String kind) throws Exception {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < 90; i++) {
      csv.append(
          switch (kind) {
            case "table" ->
                "%d,%s,%s\n"
                    .formatted(1 + i % 7, i % 3 == 0 ? "coop" : "barn", i % 2 == 0 ? "cat" : "dog");
            case "texts" -> "\"sun, %d\",%s\n".formatted(i % 9, i % 2 == 0 ? "cat" : "dog");
            case "beside" -> "rain %d,%d,%s\n".formatted(i % 9, i % 7, i % 2 == 0 ? "cat" : "dog");
            case "ratings" -> "u%d,m%d,%d\n".formatted(i % 12, i % 7, 1 + i % 5);
            default -> "%s,%d\n".formatted(LocalDate.of(2024, 3, 4).plusDays(i), 20 + i % 7);
          });
    }
    String head =
        switch (kind) {
          case "table" -> "weight,home,kind\n";
          case "texts" -> "note,kind\n";
          case "beside" -> "note,stars,kind\n";
          case "ratings" -> "user,movie,rating\n";
          default -> "day,value\n";
        };
    Path file = Files.writeString(folder.resolve(kind + ".csv"), head + csv);
    RatingColumns columns = new RatingColumns("user", "movie", "rating", Optional.empty());
    Path run = folder.resolve(kind);
    Training.of(
            switch (kind) {
              case "table" -> CsvTable.of(file, "kind");
              case "texts", "beside" -> CsvTexts.of(file, "note", "kind");
              case "ratings" -> RatingsTable.of(file, columns);
              default -> SeriesTable.of(file, "day", "value", 7);
            })
        .withEpochs(1)
        .run(run);
    return run;
  }

  private Path run() throws Exception {
    int count = 40;
    int side = 5;
    SplittableRandom random = new SplittableRandom(3);
    ByteBuffer images = ByteBuffer.allocate(16 + count * side * side);
    images.putInt(0x803).putInt(count).putInt(side).putInt(side);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < side * side; j++) {
        images.put((byte) (i % 2 == 0 ? random.nextInt(100) : 100 + random.nextInt(100)));
      }
      labels.put((byte) (i % 2));
    }
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.write(data.resolve("train-images-idx3-ubyte"), images.array());
    Files.write(data.resolve("train-labels-idx1-ubyte"), labels.array());
    Path run = folder.resolve("run");
    Training.of(new IdxImages(data)).withEpochs(2).withHidden(8).run(run);
    return run;
  }
}
