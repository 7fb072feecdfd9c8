package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages that a run leaves.
class ReportTest {

  private static final Pattern CELL = Pattern.compile("<td class=\"number\">([^<]*)</td>");

  @TempDir Path folder;

  private String page(String name) throws IOException {
    return Files.readString(folder.resolve("run").resolve(name));
  }

  private static List<String> numbers(String page) {
    Matcher matcher = CELL.matcher(page);
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private void train(Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--epochs", 3, "--seed", 1, "--out", folder + "/run"));
    arguments.addAll(List.of(more));
    assertThat(Program.run(arguments.toArray()).exitCode()).isZero();
  }

  @Test
  void bothLanguagesCarryTheSameNumbers() throws IOException {
    train("../datasets/penguins.csv", "--target", "species");
    String english = page("report.html");
    String chinese = page("report.zh.html");
    assertThat(numbers(chinese)).isEqualTo(numbers(english)).hasSizeGreaterThan(30);
    assertThat(english)
        .contains("Training on penguins", "ROC curve", "Calibration", "How much each column says")
        .contains("Answered worst", "Least certain", "Adelie");
    assertThat(chinese)
        .contains("在 penguins 上的训练", "ROC 曲线", "校准", "各列的重要性", "回答最差", "最不确定")
        .doesNotContain("Answered worst");
    assertThat(folder.resolve("run/roc.svg")).exists();
    assertThat(folder.resolve("run/importance.png")).exists();
  }

  @Test
  void aNumberHasErrorsInItsUnit() throws IOException {
    train("../datasets/cars.csv", "--target", "Miles_per_Gallon");
    assertThat(page("report.html"))
        .contains("Errors of the held-out samples", "Largest error", "Weight_in_lbs")
        .doesNotContain("ROC curve");
    assertThat(folder.resolve("run/residuals.svg")).exists();
  }

  @Test
  void imagesAreShown() throws IOException {
    train("--set", "digits", "--samples", 200);
    assertThat(page("report.html")).contains("Answered best", "<image");
  }
}
