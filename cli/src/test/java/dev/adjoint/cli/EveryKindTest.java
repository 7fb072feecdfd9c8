package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// `explain`, `draw`, `diagnose` and `replay` on a run of `train` from each kind of data.
final class EveryKindTest {

  @TempDir private Path folder;

  /// A kind of data.
  ///
  /// @param make writes the data and gives the arguments of `train`
  record Kind(String name, Maker make) {
    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  interface Maker {
    List<Object> arguments(Path folder) throws IOException;
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind("classes", _ -> List.of("../datasets/penguins.csv", "--target", "species")),
        new Kind("numbers", _ -> List.of("../datasets/cars.csv", "--target", "Miles_per_Gallon")),
        new Kind("generated", _ -> List.of("--set", "spirals", "--samples", 60)),
        new Kind("photographs", EveryKindTest::photographs),
        new Kind("IDX", folder -> List.of(Idx.folder(folder.resolve("idx"), 40))),
        new Kind("texts", EveryKindTest::texts),
        new Kind("book", EveryKindTest::book),
        new Kind("ratings", EveryKindTest::ratings),
        new Kind("series", EveryKindTest::series));
  }

  private static List<Object> photographs(Path folder) throws IOException {
    Random random = new Random(1);
    for (String name : List.of("dark", "light")) {
      Path one = Files.createDirectories(folder.resolve("photos").resolve(name));
      for (int i = 0; i < 12; i++) {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 256; pixel++) {
          int grey = (name.equals("dark") ? 30 : 150) + random.nextInt(80);
          image.setRGB(pixel % 16, pixel / 16, grey << 16 | grey << 8 | grey);
        }
        ImageIO.write(image, "png", one.resolve(i + ".png").toFile());
      }
    }
    return List.of(folder.resolve("photos"), "--width", 4, "--depth", 2);
  }

  private static List<Object> texts(Path folder) throws IOException {
    StringBuilder table = new StringBuilder("text,kind\n");
    for (int i = 0; i < 20; i++) {
      table.append("my card number %d is lost,card%n".formatted(i));
      table.append("send %d euros to my bank,money%n".formatted(i));
    }
    Path file = Files.writeString(folder.resolve("texts.csv"), table);
    return List.of(file, "--text", "text", "--target", "kind");
  }

  private static List<Object> book(Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("book.txt"), "to be or not to be, that is the question.\n".repeat(30));
    return List.of(file, "--width", 16, "--depth", 1, "--context", 12);
  }

  private static List<Object> ratings(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder table = new StringBuilder("who,what,stars\n");
    for (int i = 0; i < 120; i++) {
      int user = random.nextInt(12);
      int item = i % 15;
      table.append("u%d,i%d,%d%n".formatted(user, item, 1 + (user + item) % 5));
    }
    Path file = Files.writeString(folder.resolve("ratings.csv"), table);
    return List.of(file, "--user", "who", "--item", "what", "--target", "stars");
  }

  private static List<Object> series(Path folder) throws IOException {
    StringBuilder table = new StringBuilder("day,sales\n");
    for (int i = 0; i < 200; i++) {
      table.append(
          "%s,%.3f%n"
              .formatted(
                  LocalDate.of(2025, 1, 1).plusDays(i), 10 + 3 * Math.sin(i * 2 * Math.PI / 7)));
    }
    Path file = Files.writeString(folder.resolve("sales.csv"), table);
    return List.of(file, "--time", "day", "--target", "sales", "--horizon", 3);
  }

  private Program.Run run(Object... arguments) {
    Program.Run run = Program.run(arguments);
    assertThat(run.exitCode()).as("%s: %s %s", List.of(arguments), run.err(), run.out()).isZero();
    return run;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void everyCommandWorksOnTheRun(Kind kind) throws IOException {
    Path run = folder.resolve("run");
    List<Object> train = new ArrayList<>(List.of("train"));
    train.addAll(kind.make().arguments(folder));
    train.addAll(List.of("--epochs", 2, "--out", run));
    run(train.toArray());

    String section =
        switch (kind.name()) {
          case "classes", "numbers", "photographs", "IDX" -> "Examples from the held-out samples";
          case "ratings" -> "Items that are alike";
          default -> "Result";
        };
    assertThat(Files.readString(run.resolve("report.html"))).contains("<h2>" + section + "</h2>");

    JsonNode step = run("explain", run, "--step", 2, "--json").json();
    JsonNode replayed = run("replay", run, "--step", 2, "--json").json();
    assertThat(replayed.path("weights_sha256").asString())
        .hasSize(64)
        .isEqualTo(step.path("weights_sha256").asString());

    String whole = run("explain", run, "--step", 2, "--lang", "en").out();
    int at = whole.indexOf("--why '") + 7;
    String number = whole.substring(at, whole.indexOf('\'', at));
    JsonNode why = run("explain", run, "--step", 2, "--why", number, "--json").json().path("why");
    assertThat(why.path("holds").asBoolean()).as("%s", why).isTrue();
    JsonNode ledger = run("explain", run, "--step", 2, "--ledger", "--json").json().path("ledger");
    assertThat(ledger.path("holds").asBoolean()).isTrue();

    for (String what : List.of("graph", "histograms", "rate")) {
      Path pictures = folder.resolve(what);
      run("draw", run, "--what", what, "--out", pictures);
      try (Stream<Path> files = Files.list(pictures)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .anyMatch(name -> name.endsWith(".svg"))
            .anyMatch(name -> name.endsWith("-dark.png"));
      }
    }

    JsonNode diagnosis = run("diagnose", run, "--steps", 8, "--json").json();
    assertThat(diagnosis.path("subject").asString()).isEqualTo(run.toString());
    assertThat(diagnosis.path("findings").size() + diagnosis.path("healthy").size()).isPositive();
  }
}
