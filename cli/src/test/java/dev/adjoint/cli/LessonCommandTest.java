package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LessonCommandTest {

  @TempDir private Path folder;

  /// What a command printed and with which code it ended.
  private record Ended(int code, String out, String err) {}

  private static Ended run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var printed = new ByteArrayOutputStream();
    var told = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
      int code = Main.run(arguments);
      return new Ended(
          code, printed.toString(StandardCharsets.UTF_8), told.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void printsTheWorkingAndWritesEachPictureTwice() throws IOException {
    Path pictures = folder.resolve("five");
    Ended ended = run("lesson", "5", "--lang", "en", "--out", pictures.toString());

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .startsWith("Lesson 5 · Backpropagation of a multilayer perceptron in matrices")
        .contains("0.5506", "Picture: " + pictures.resolve("matrices.svg"))
        .endsWith("The pictures are in %s%n20 of 20 checks agree%n".formatted(pictures))
        .doesNotContain("\u001b");
    try (Stream<Path> files = Files.list(pictures)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".adjoint-files", "matrices.svg", "matrices.png", "linear.svg", "linear.png");
    }
  }

  @Test
  void speaksChinese() {
    Ended ended = run("lesson", "5", "--lang", "zh", "--out", folder.toString());

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("第 5 课 · 用矩阵写出多层感知机的反向传播").contains("20 项检验一致，共 20 项");
  }

  @Test
  void answersAsJson() {
    Ended ended = run("lesson", "4", "--json", "--lang", "en", "--out", folder.toString());
    JsonNode answer = new JsonMapper().readTree(ended.out());

    assertThat(ended.code()).isZero();
    assertThat(answer.get("lesson").asInt()).isEqualTo(4);
    assertThat(answer.get("agreeing").asInt()).isEqualTo(answer.get("checks").asInt());
    JsonNode loss = row(answer.get("quantities"), "auto.L");
    assertThat(loss.get("stated").asDouble()).isEqualTo(0.845);
    JsonNode gradient = row(answer.get("derivatives"), "auto.dw1");
    assertThat(gradient.get("analytic").asDouble()).isCloseTo(0.78, within());
    assertThat(gradient.get("numeric").asDouble()).isCloseTo(0.78, within());
    for (JsonNode picture : answer.get("pictures")) {
      assertThat(Path.of(picture.asString())).isRegularFile();
    }
  }

  private static Offset<Double> within() {
    return offset(1e-9);
  }

  private static JsonNode row(JsonNode rows, String id) {
    for (JsonNode row : rows) {
      if (row.get("id").asString().equals(id)) {
        return row;
      }
    }
    throw new AssertionError("no row " + id);
  }

  @Test
  void listsTheLessons() {
    Ended ended = run("lesson", "--lang", "en");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("  1  Forward, backward, one update by hand")
        .contains("  5  Backpropagation of a multilayer perceptron in matrices")
        .contains("adjoint lesson --all");
  }

  @Test
  void saysWhatIsWrongWithItsArguments() {
    assertThat(run("lesson", "6"))
        .extracting(Ended::code, ended -> ended.err().lines().findFirst().orElse(""))
        .containsExactly(2, "adjoint lesson: there is no lesson 6; choose 1 to 5");
    assertThat(run("lesson", "1", "--lang", "fr"))
        .extracting(Ended::code, ended -> ended.err().lines().findFirst().orElse(""))
        .containsExactly(2, "adjoint lesson: --lang is fr but must be en or zh");
    assertThat(run("lesson", "1", "--all"))
        .extracting(Ended::code, ended -> ended.err().lines().findFirst().orElse(""))
        .containsExactly(2, "adjoint lesson: --all works all lessons; leave out 1 or --all");
  }

  /// The tests run with a folder of data sets, and so would find digits there.
  @Test
  void lessonTwoGeneratesItsDigitsWhereNoneWereFetched() {
    Ended ended = run("lesson", "2", "--lang", "en", "--out", folder.resolve("two").toString());

    assertThat(ended.code()).isZero();
    assertThat(ended.out().replaceAll("\\s+", " "))
        .contains(
            "Generated digits, drawn with random slant, stroke width and noise, not handwriting:"
                + " 2400 for training, 600 held out.");
  }
}
