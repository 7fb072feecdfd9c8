package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LookCommandTest {

  @TempDir private Path folder;

  private Path table(String name, String text) throws Exception {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String rows() {
    StringBuilder text = new StringBuilder("it's;size;when;kind\r\n");
    for (int row = 0; row < 44; row++) {
      text.append(
          "%s;%d,5;2024-01-%02d;%s\r\n"
              .formatted(
                  row == 7 ? "" : "abc".charAt(row % 3),
                  (row * 29) % 41,
                  1 + row % 28,
                  row % 22 == 5 ? "rare" : "often"));
    }
    return text.toString();
  }

  @Test
  void saysHowTheFileIsWrittenWhatTheColumnsHoldAndHowToTrain() throws Exception {
    Path file = table("my table.csv", rows());
    Program.Run run = Program.run("look", file, "--target", "kind");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            %1$s: table
              rows: 44
              written: separated by ';', decimal mark ',', encoding UTF-8
              line ends: CR LF
              target: kind
              task: classification
              classes: often 42, rare 2

              column  holds    missing  different  values
              it's    text     1        3          a (15), b (14), c (14)
              size    numbers  0        41         0.5 … 40.5  |█▆▆█▆█▆█|
              when    dates    0        28         2024-01-01 … 2024-01-28
              kind    text     0        2          often (42), rare (2)

            What to know before you train:
              - the classes are unbalanced: 42 of 'often' but 2 of 'rare'; accuracy says little then, and --class-weights balanced lets every class count the same

            Train with:
              adjoint train '%1$s' --target kind
            """
                .formatted(file));
  }

  @Test
  void theSameStandsInTheJson() throws Exception {
    Path file = table("a.csv", rows());
    Program.Run run =
        Program.run(
            "look", file, "--json", "--target", "size", "--drop", "it's", "--delimiter", ";");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().path("rows").asInt()).isEqualTo(44);
    assertThat(run.json().path("line_ends").asString()).isEqualTo("CR LF");
    assertThat(run.json().path("columns").path(1).path("holds").asString()).isEqualTo("numbers");
    assertThat(run.json().path("command").valueStream().map(each -> each.asString()))
        .containsExactly(
            "adjoint",
            "train",
            file.toString(),
            "--target",
            "size",
            "--drop",
            "it's",
            "--delimiter",
            ";");
  }

  @Test
  void withoutATargetItGuessesAndSaysSo() throws Exception {
    Program.Run run =
        Program.run("look", table("a.csv", "x,class,z\n1,a,2\n2,b,3\n3,a,5\n4,b,7\n"));
    assertThat(run.out())
        .contains("  - that class is to be predicted is a guess; say --target COLUMN\n")
        .contains(" --target class\n");
  }

  @Test
  void aColumnWithAMistakeIsShownWithIt() throws Exception {
    StringBuilder text = new StringBuilder("a,y\n");
    for (int row = 0; row < 60; row++) {
      text.append(row % 25 == 7 ? "n" + row : String.valueOf(row))
          .append(',')
          .append(row % 7)
          .append('\n');
    }
    Program.Run run = Program.run("look", table("a.csv", text.toString()), "--target", "y");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("  a       a mistake  0        60")
        .contains("row 8 (line 9), column a: 'n7' is not a number but");
  }

  @Test
  void trainingSaysTheSameSuspicions() throws Exception {
    StringBuilder text = new StringBuilder("a,b,y\n");
    for (int row = 0; row < 60; row++) {
      text.append(
          "%s,%d,%d.5\n".formatted(row % 10 == 3 ? "-999" : row % 13, row % 7, (row * 29) % 41));
    }
    Path file = table("a.csv", text.toString());
    String sentence =
        "-999 is far from the other values of column a (6 rows, the others are 0 … 12); if it means"
            + " that the value is missing, say --missing=-999";
    assertThat(Program.run("look", file, "--target", "y").out()).contains(sentence);
    assertThat(
            Program.run(
                    "train", file, "--target", "y", "--epochs", 1, "--out", folder.resolve("run"))
                .out())
        .contains(sentence);
    assertThat(Program.run("look", file, "--target", "y", "--missing=-999").out())
        .doesNotContain("lies far");
  }

  @Test
  void aFolderOfImagesHasItsNumbersOfImagesAndClasses() throws Exception {
    Idx.folder(folder, 20);
    Program.Run run = Program.run("look", folder);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("%s: images\n  samples: images of 1 × ".formatted(folder))
        .contains("  to train on: ")
        .contains("  classes: ")
        .endsWith("Train with:\n  adjoint train %s\n".formatted(folder));
  }

  @Test
  void whatCannotBeReadIsSaid() {
    Program.Run missing = Program.run("look", folder.resolve("no.csv"));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err())
        .isEqualTo(
            "adjoint: read no.csv: there is no such file (%s); check the path\n"
                .formatted(folder.resolve("no.csv")));
    assertThat(Program.run("look", folder).err())
        .startsWith("adjoint: read %s: ".formatted(folder));
  }

  @Test
  void optionsOfAnotherKindOfDataAreRefused() throws Exception {
    Path file = table("t.csv", rows());
    Program.Run run = Program.run("look", file, "--labels", "labels.csv");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "--labels is for the folder of photographs; leave it out with the table %s"
                .formatted(file));
  }
}
