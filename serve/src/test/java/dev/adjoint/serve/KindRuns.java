package dev.adjoint.serve;

import dev.adjoint.data.ratings.RatingColumns;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.IdxImages;
import dev.adjoint.pipeline.source.PhotoImages;
import dev.adjoint.pipeline.source.RatingsTable;
import dev.adjoint.pipeline.source.SeriesTable;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.model.NamedRun;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/// A small run of each kind of data that is served, with bodies that it answers.
///
/// @param runs the runs
/// @param bodies a body for any number, by the name of the run
record KindRuns(List<NamedRun> runs, Map<String, IntFunction<String>> bodies) {

  private static final int SIDE = 6;

  static KindRuns of(Path folder) throws IOException {
    List<NamedRun> runs = new ArrayList<>();
    Map<String, IntFunction<String>> bodies = new LinkedHashMap<>();
    runs.add(new NamedRun("table", AnimalRuns.animals(folder.resolve("table"), 2)));
    bodies.put(
        "table",
        i -> "{\"weight\":%d,\"legs\":%d,\"home\":\"coop\"}".formatted(1 + i % 7, 2 + i % 3));
    runs.add(new NamedRun("texts", texts(folder, "")));
    bodies.put("texts", i -> "{\"note\":\"%s\"}".formatted("cold rain ".repeat(1 + i % 9)));
    runs.add(new NamedRun("notes", texts(folder, "stars,")));
    bodies.put(
        "notes", i -> "{\"note\":\"%s\",\"stars\":%d}".formatted("sun ".repeat(1 + i % 9), i % 5));
    runs.add(new NamedRun("series", series(folder)));
    bodies.put("series", i -> Json.text(Map.of("csv", days(30 + i % 5))));
    runs.add(new NamedRun("ratings", ratings(folder)));
    bodies.put("ratings", i -> "{\"user\":\"u%d\",\"movie\":\"m%d\"}".formatted(i % 20, i % 12));
    runs.add(new NamedRun("digits", digits(folder)));
    bodies.put("digits", i -> "{\"image\":%s}".formatted(pixels(i)));
    runs.add(new NamedRun("photos", photos(folder)));
    bodies.put(
        "photos",
        i -> "{\"image\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(photo(i))));
    return new KindRuns(List.copyOf(runs), bodies);
  }

  /// The names of the runs.
  Set<String> names() {
    return bodies.keySet();
  }

  /// A body that the run answers.
  String body(String name, int i) {
    return Objects.requireNonNull(bodies.get(name)).apply(i);
  }

  private static Path texts(Path folder, String column) throws IOException {
    String name = column.isEmpty() ? "texts" : "notes";
    StringBuilder csv = new StringBuilder("note," + column + "weather\n");
    for (int i = 0; i < 60; i++) {
      csv.append(i % 2 == 0 ? "warm sun " : "cold rain ").append(i);
      csv.append(column.isEmpty() ? "," : ",%d,".formatted(i % 5 + i % 2));
      csv.append(i % 2 == 0 ? "sunny\n" : "rainy\n");
    }
    Path file = Files.writeString(folder.resolve(name + ".csv"), csv);
    Training.of(CsvTexts.of(file, "note", "weather")).withEpochs(2).run(folder.resolve(name));
    return folder.resolve(name);
  }

  private static String days(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "%s,%d".formatted(LocalDate.of(2024, 3, 4).plusDays(i), 20 + i % 7))
        .collect(Collectors.joining("\n", "day,value\n", "\n"));
  }

  private static Path series(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("days.csv"), days(120));
    Training.of(SeriesTable.of(file, "day", "value", 7))
        .withEpochs(1)
        .run(folder.resolve("series"));
    return folder.resolve("series");
  }

  private static Path ratings(Path folder) throws IOException {
    StringBuilder csv = new StringBuilder("user,movie,rating\n");
    for (int user = 0; user < 20; user++) {
      for (int movie = user % 3; movie < 12; movie += 2) {
        csv.append("u%d,m%d,%d\n".formatted(user, movie, 1 + (user + movie) % 5));
      }
    }
    Path file = Files.writeString(folder.resolve("ratings.csv"), csv);
    Training.of(
            RatingsTable.of(file, new RatingColumns("user", "movie", "rating", Optional.empty())))
        .withEpochs(2)
        .run(folder.resolve("ratings"));
    return folder.resolve("ratings");
  }

  private static List<List<Integer>> pixels(int i) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int row = 0; row < SIDE; row++) {
      int line = row;
      rows.add(IntStream.range(0, SIDE).mapToObj(c -> (line * 40 + c * i * 7) % 256).toList());
    }
    return rows;
  }

  private static Path digits(Path folder) throws IOException {
    int count = 40;
    ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    images.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      pixels(i).forEach(row -> row.forEach(pixel -> images.put((byte) (int) pixel)));
      labels.put((byte) (i % 2));
    }
    Path data = Files.createDirectories(folder.resolve("idx"));
    Files.write(data.resolve("train-images-idx3-ubyte"), images.array());
    Files.write(data.resolve("train-labels-idx1-ubyte"), labels.array());
    Training.of(new IdxImages(data)).withEpochs(2).withHidden(8).run(folder.resolve("digits"));
    return folder.resolve("digits");
  }

  private static byte[] photo(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 20; x++) {
        int light = (seed % 2 == 0 ? x < 10 : y < 8) ? 200 : 30;
        image.setRGB(x, y, 0x010101 * (light + random.nextInt(50)));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static Path photos(Path folder) throws IOException {
    for (int i = 0; i < 24; i++) {
      Path file = folder.resolve("album/%s/%d.png".formatted(i % 2 == 0 ? "left" : "up", i));
      Files.createDirectories(file.getParent());
      Files.write(file, photo(i));
    }
    Training.of(PhotoImages.of(folder.resolve("album")).withSize(12))
        .withNetworkOption("width", "4")
        .withNetworkOption("depth", "2")
        .withBatch(8)
        .withEpochs(1)
        .run(folder.resolve("photos"));
    return folder.resolve("photos");
  }
}
