package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables that cannot be trained on: one clear line, exit code 1, and no folder of a run.
@Tag("tiny")
final class BadTableTest {

  private static final String GOOD = "x,y,label\n1,2,a\n2,3,b\n3,4,a\n4,5,b\n5,6,a\n6,7,b\n";

  @TempDir private Path folder;

  @Test
  void tellsAMissingFile() {
    Path file = folder.resolve("nope.csv");

    assertFails(
        Program.run("train", file, "--target", "label", "--out", out()),
        "read nope.csv: there is no such file (%s); check the path".formatted(file));
  }

  @Test
  void tellsAnEmptyFile() throws IOException {
    assertTrainFails(
        "",
        "read a.csv: the file is empty (0 bytes); a table has a header line and at least one row");
  }

  @Test
  void tellsAHeaderWithoutRows() throws IOException {
    assertTrainFails(
        "x,label\n", "read a.csv: there is no row under the header (columns x, label); add rows");
  }

  @Test
  void tellsAMissingTargetWithTheColumnThatWasMeant() throws IOException {
    assertFails(
        Program.run("train", file(GOOD), "--target", "labl", "--out", out()),
        "read a.csv: there is no column 'labl'; did you mean label?");
  }

  @Test
  void tellsARowWithTooFewCells() throws IOException {
    assertTrainFails(
        "x,y,label\n1,2,a\n2,3\n",
        "read a.csv: row 2 (line 3) has 2 cells but the header names 3 columns (separated by ','); "
            + "add the missing cells (an empty cell is a missing value)");
  }

  @Test
  void tellsACellThatIsNotFinite() throws IOException {
    assertTrainFails(
        "x,y,label\n1,2,a\n2,inf,b\n3,4,a\n4,5,b\n",
        "read a.csv: row 2 (line 3), column y: 'inf' is not a finite number; correct the "
            + "cell, or leave it empty if the value is missing");
    assertTrainFails(
        "x,y,label\n1,2,a\n2,1e999,b\n3,4,a\n4,5,b\n",
        "read a.csv: row 2 (line 3), column y: '1e999' is not a finite number; correct the "
            + "cell, or leave it empty if the value is missing");
  }

  @Test
  void tellsASingleClass() throws IOException {
    assertTrainFails(
        "x,label\n1,a\n2,a\n3,a\n",
        "prepare: target label has only one class ('a'); two classes or more are needed to learn "
            + "to tell them apart, check the target column or add rows of another class");
  }

  @Test
  void tellsTextInATargetOfNumbers() throws IOException {
    assertFails(
        Program.run(
            "train",
            file("x,y\n1,2\n2,many\n3,4\n"),
            "--target",
            "y",
            "--task",
            "regression",
            "--out",
            out()),
        "read a.csv: row 2 (line 3), column y: regression needs numbers but the target is 'many'; "
            + "correct the cell or choose classification");
  }

  @Test
  void tellsTextInANumberColumnWhenPredicting() throws IOException {
    Path run = trained();

    assertFails(
        Program.run("predict", run, file("x,y\n1,2\n2,two\n")),
        "read a.csv: row 2 (line 3), column y: 'two' is not a number but the model was trained on "
            + "numbers there; correct the cell, or leave it empty if the value is missing");
  }

  @Test
  void tellsAMissingColumnWhenPredicting() throws IOException {
    Path run = trained();

    assertFails(
        Program.run("predict", run, file("x,z\n1,2\n")),
        "read a.csv: the model was trained with a column that the table does not have: y; there are: "
            + "x, z");
  }

  @Test
  void tellsAClassThatTrainingNeverSaw() throws IOException {
    Path run = trained();

    assertFails(
        Program.run("evaluate", run, file("x,y,label\n1,2,a\n1,2,c\n")),
        "read a.csv: row 2 (line 3), column label: class 'c' was never seen in training (known: "
            + "a, b); add rows of it to the training data, or remove them here");
  }

  @Test
  void tellsAFolderInsteadOfATable() throws IOException {
    Path run = trained();

    assertFails(
        Program.run("evaluate", run, folder),
        "read %s: it is a folder, but the model was trained on a table; give a CSV file"
            .formatted(folder));
    assertFails(
        Program.run("predict", run, folder),
        "read %s: it is a folder, but the model was trained on a table; give a CSV file"
            .formatted(folder));
  }

  @Test
  void leavesAnEarlierRunAsItWas() throws IOException {
    Path run = trained();
    String before = Files.readString(run.resolve("metrics.json"));

    Program.Run second = Program.run("train", file(""), "--target", "label", "--out", run);

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(Files.readString(run.resolve("metrics.json"))).isEqualTo(before);
    assertThat(run.resolve("earlier")).doesNotExist();
  }

  private Path trained() throws IOException {
    Program.Run run =
        Program.run(
            "train", file(GOOD), "--target", "label", "--epochs", 1, "--layers", 4, "--out", out());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return out();
  }

  private void assertTrainFails(String table, String message) throws IOException {
    assertFails(Program.run("train", file(table), "--target", "label", "--out", out()), message);
    assertThat(out()).doesNotExist();
  }

  private static void assertFails(Program.Run run, String message) {
    assertThat(run.err()).isEqualTo("adjoint: " + message + System.lineSeparator());
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private Path file(String table) throws IOException {
    return Files.writeString(folder.resolve("a.csv"), table);
  }

  private Path out() {
    return folder.resolve("run");
  }
}
