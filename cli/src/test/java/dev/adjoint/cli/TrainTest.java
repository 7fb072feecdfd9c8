package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.formats.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A whole run of each kind: the files it leaves, and what `predict` and `evaluate` make of them.
@Tag("tiny")
final class TrainTest {

  private static final Set<String> ALWAYS =
      Set.of(
          "model.safetensors",
          "model.json",
          "checkpoint.safetensors",
          "metrics.json",
          "report.html",
          "report.zh.html",
          "loss.svg",
          "loss.png");

  @TempDir private Path folder;

  @Test
  void twoInputsAndClassesLeaveTheirBoundary() throws Exception {
    JsonNode answer = train("--samples", 200, "--epochs", 60, "--batch", 16, "--rate", 0.01);

    assertThat(number(answer, "validation", "accuracy")).isGreaterThan(0.6);
    assertFiles("accuracy", "boundary", "confusion", "importance");
    assertMetrics(answer);
    assertEvaluationAgrees(answer, "accuracy");
  }

  @Test
  void twoInputsAndANumberLeaveTheirSurface() throws Exception {
    JsonNode answer = train("--set", "plane", "--samples", 200, "--epochs", 30);

    assertThat(number(answer, "validation", "r2")).isGreaterThan(0.9);
    assertFiles("mae", "boundary", "fit", "importance");
    assertMetrics(answer);
    assertEvaluationAgrees(answer, "r2");
  }

  @Test
  void oneInputAndANumberLeaveTheirFit() throws Exception {
    JsonNode answer = train("--set", "sine", "--samples", 200, "--epochs", 40);

    assertThat(number(answer, "validation", "r2")).isGreaterThan(0.5);
    assertFiles("mae", "fit", "importance");
    assertEvaluationAgrees(answer, "r2");
  }

  @Test
  void tablesOfClassesHandleMissingCellsAndCategories() throws Exception {
    Path table = Files.writeString(folder.resolve("flowers.csv"), flowers());

    JsonNode answer = train(table, "--target", "kind", "--drop", "id", "--epochs", 30);

    assertThat(number(answer, "validation", "accuracy")).isGreaterThan(0.9);
    assertFiles("accuracy", "confusion", "importance");
    assertMetrics(answer);
    assertEvaluationAgrees(answer, "accuracy");
    assertThat(Files.readString(out().resolve("report.html"))).contains("missing cells (size ");
    assertPredictionsAgree(table, "kind");
  }

  @Test
  void tablesOfNumbersPredictInTheUnitOfTheTarget() throws Exception {
    StringBuilder text = new StringBuilder("a,b,c,price\n");
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 120; i++) {
      double a = random.nextDouble();
      double b = random.nextDouble();
      double c = random.nextDouble();
      text.append("%s,%s,%s,%s\n".formatted(a, b, c, 1000 + 300 * a - 200 * b + 50 * c));
    }
    Path table = Files.writeString(folder.resolve("prices.csv"), text);

    JsonNode answer = train(table, "--target", "price", "--epochs", 60);
    Program.Run predicted = Program.run("predict", out(), table);

    assertThat(number(answer, "validation", "r2")).isGreaterThan(0.95);
    assertThat(predicted.exitCode()).isZero();
    List<String> lines = predicted.out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("price");
    assertThat(lines).hasSize(121);
    assertThat(lines.subList(1, 121))
        .allSatisfy(line -> assertThat(Double.parseDouble(line)).isBetween(700.0, 1450.0));
    assertEvaluationAgrees(answer, "r2");
  }

  @Test
  void imagesAreReadFromIdxFilesAndPredictedFromOne() throws Exception {
    Path digits = Idx.folder(folder.resolve("digits"), 300);

    JsonNode answer =
        train(digits, "--layers", "32", "--epochs", 12, "--batch", 16, "--rate", 0.003);
    JsonNode predicted =
        Program.run("predict", out(), Idx.images(digits, "train"), "--json").json();

    assertThat(number(answer, "validation", "accuracy")).isGreaterThan(0.6);
    assertFiles("accuracy", "confusion");
    assertEvaluationAgrees(answer, "accuracy");
    assertThat(predicted.path("label")).hasSize(300);
    assertThat(predicted.propertyNames()).hasSize(12);
  }

  @Test
  void aSingleHeldOutSampleIsEnough() throws Exception {
    Path table =
        Files.writeString(folder.resolve("few.csv"), "x,y,z\n1,2,3\n2,3,5\n3,4,7\n4,5,9\n");

    JsonNode answer = train(table, "--target", "z", "--task", "regression", "--epochs", 2);

    assertThat(answer.path("epochs").asInt()).isEqualTo(2);
    assertFiles("mae", "boundary", "fit", "importance");
  }

  @Test
  void withoutHiddenLayersTheModelIsLinear() throws Exception {
    JsonNode answer = train("--set", "plane", "--samples", 100, "--layers", 0, "--epochs", 2);

    assertThat(answer.path("parameters").asInt()).isEqualTo(3);
  }

  @Test
  void predictionsGoToAFileToo() throws Exception {
    Path table = Files.writeString(folder.resolve("flowers.csv"), flowers());
    train(table, "--target", "kind", "--drop", "id", "--epochs", 1);
    Path answers = folder.resolve("answers.csv");

    Program.Run run = Program.run("predict", out(), table, "--out", answers);

    assertThat(run.out()).isEqualTo("Wrote 120 predictions to %s%n".formatted(answers));
    assertThat(Files.readString(answers)).isEqualTo(Program.run("predict", out(), table).out());
  }

  private JsonNode train(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("train", "--out", out(), "--json"));
    all.addAll(List.of(arguments));
    Program.Run run = Program.run(all.toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("samples to train on", "epoch    1  loss ", "Done in ");
    return run.json();
  }

  private void assertFiles(String... pictures) throws Exception {
    List<String> all = new ArrayList<>(List.of(pictures));
    all.addAll(
        all.contains("accuracy")
            ? List.of("roc", "precision-recall", "calibration")
            : List.of("errors", "residuals"));
    Set<String> expected =
        Stream.concat(
                ALWAYS.stream(),
                all.stream().flatMap(name -> Stream.of(name + ".svg", name + ".png")))
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(out())) {
      List<Path> found = files.filter(file -> !file.endsWith(".lock")).toList();
      assertThat(found.stream().map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
      for (Path file : found) {
        assertWellFormed(file);
      }
    }
  }

  private static void assertWellFormed(Path file) throws Exception {
    String name = file.getFileName().toString();
    switch (name.substring(name.lastIndexOf('.'))) {
      case ".svg" -> DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      case ".png" ->
          assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G', '\r', '\n');
      case ".json" -> assertThat(Program.json(file)).isNotEmpty();
      case ".safetensors" -> assertThat(Safetensors.read(file).tensors()).isNotEmpty();
      case ".html" ->
          assertThat(Files.readString(file))
              .startsWith("<!DOCTYPE html>")
              .contains("<svg", "sha256 ")
              .doesNotContain("src=\"http", "href=\"http", "<script src", "@import");
      default -> throw new AssertionError(file);
    }
  }

  private void assertMetrics(JsonNode answer) throws IOException {
    JsonNode metrics = Program.json(out().resolve("metrics.json"));

    assertThat(metrics.propertyNames())
        .contains("train", "validation", "seed", "versions", "weights_sha256", "history");
    assertThat(metrics.get("validation")).isEqualTo(answer.get("validation"));
    assertThat(metrics.get("weights_sha256")).isEqualTo(answer.get("weights_sha256"));
    assertThat(metrics.path("weights_sha256").asString()).matches("[0-9a-f]{64}");
    assertThat(metrics.path("history")).hasSize(metrics.path("epochs").asInt());
    assertThat(metrics.path("versions").propertyNames()).containsExactly("adjoint", "java", "os");
  }

  private void assertEvaluationAgrees(JsonNode answer, String metric) {
    JsonNode evaluated = Program.run("evaluate", out(), "--json").json();

    assertThat(evaluated.get(metric)).isEqualTo(answer.path("validation").get(metric));
    assertThat(evaluated.get("loss")).isEqualTo(answer.path("validation").get("loss"));
  }

  private void assertPredictionsAgree(Path table, String target) {
    List<String> csv = Program.run("predict", out(), table).out().lines().toList();
    JsonNode json = Program.run("predict", out(), table, "--json").json();
    JsonNode evaluated = Program.run("evaluate", out(), table, "--json").json();

    assertThat(csv.getFirst()).startsWith(target + ",probability,p(");
    JsonNode classes = json.path(target);
    JsonNode sure = json.path("probability");
    assertThat(csv).hasSize(classes.size() + 1);
    long right = 0;
    for (int i = 0; i < classes.size(); i++) {
      String[] cells = csv.get(i + 1).split(",", -1);
      assertThat(cells[0]).isEqualTo(classes.path(i).asString());
      assertThat(Float.parseFloat(cells[1]))
          .isEqualTo(sure.path(i).floatValue())
          .isGreaterThanOrEqualTo(0.33f);
      right += cells[0].equals(kind(i)) ? 1 : 0;
    }
    assertThat(evaluated.path("accuracy").asDouble())
        .isCloseTo((double) right / classes.size(), within(1e-6));
  }

  private static double number(JsonNode answer, String part, String name) {
    return answer.path(part).path(name).asDouble();
  }

  private static String kind(int row) {
    return List.of("rose", "tulip", "lily").get(row % 3);
  }

  private static String flowers() {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder text = new StringBuilder("id,size,leaves,colour,kind\n");
    for (int i = 0; i < 120; i++) {
      String size = i % 24 == 3 ? "" : Double.toString(i % 3 + 0.4 * random.nextDouble());
      String leaves = Double.toString(3 - i % 3 + 0.4 * random.nextDouble());
      String colour = List.of("red", "white", "yellow").get(random.nextInt(3));
      text.append("%d,%s,%s,%s,%s\n".formatted(i, size, leaves, colour, kind(i)));
    }
    return text.toString();
  }

  private Path out() {
    return folder.resolve("run");
  }
}
