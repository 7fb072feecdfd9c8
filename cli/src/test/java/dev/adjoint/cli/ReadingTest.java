package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables in other dialects, from the command line.
final class ReadingTest {

  @TempDir private Path folder;

  private Path table(String name, String header, String format) throws IOException {
    String rows =
        IntStream.range(0, 60)
            .mapToObj(i -> format.formatted(i * 37 % 50, i % 7, i % 2 == 0 ? "a" : "b"))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve(name), header + "\n" + rows + "\n");
  }

  private Program.Run train(Path file, String... more) {
    String[] words = {
      "train", file.toString(), "--target", "kind", "--epochs", "2", "--out", out().toString()
    };
    return Program.run(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(words), java.util.Arrays.stream(more))
            .toArray());
  }

  private Path out() {
    return folder.resolve("run");
  }

  @Test
  void decimalCommasTrainAndASingleLineIsReadTheSameWay() throws IOException {
    Program.Run run = train(table("t.csv", "x, in m;y;kind", "%d,25;%d;%s"));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("t.csv is separated by ';', decimal mark ',', encoding UTF-8");
    Path comma = Files.writeString(folder.resolve("a.csv"), "x, in m;y\n3,125;1\n");
    Path point = Files.writeString(folder.resolve("b.csv"), "\"x, in m\",y\n3.125,1\n");
    assertThat(Program.run("predict", out(), comma).out())
        .isEqualTo(Program.run("predict", out(), point).out());
  }

  @Test
  void columnsWhoseNamesHoldCommasCanBeDropped() throws IOException {
    Path file = table("t.csv", "x, in m;y;kind", "%d;%d;%s");
    Program.Run run = train(file, "--drop", "x, in m");
    assertThat(run.exitCode()).isZero();
    Path only = Files.writeString(folder.resolve("a.csv"), "y\n1\n");
    assertThat(Program.run("predict", out(), only).exitCode()).isZero();
  }

  @Test
  void gzipTrains() throws IOException {
    Path file = folder.resolve("t.csv.gz");
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(
          Files.readString(table("t.csv", "x,y,kind", "%d,%d,%s"))
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(train(file).exitCode()).isZero();
  }

  @Test
  void whatAPersonSaysIsUsedAndKept() throws IOException {
    Path file = table("t.csv", "x^y^kind", "%d^%d^%s");
    assertThat(train(file, "--delimiter", "^", "--missing", "6").exitCode()).isZero();
    assertThat(Program.run("evaluate", out()).exitCode()).isZero();
    Path point = Files.writeString(folder.resolve("b.csv"), "x^y\n3^1\n");
    assertThat(Program.run("predict", out(), point, "--delimiter", "^").exitCode()).isZero();
  }

  @Test
  void marksThatAreNoMarksAreMisuse() throws IOException {
    Program.Run run = train(table("t.csv", "x,y,kind", "%d,%d,%s"), "--decimal", "point");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--decimal is 'point' but must be one character; give such as --decimal ';'");
  }
}
