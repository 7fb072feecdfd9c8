package dev.adjoint.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWriterTest {
  @TempDir Path folder;

  @Test
  void columnsAreWrittenWithQuotesWhereTheyAreNeeded() throws IOException {
    var out = new StringWriter();
    TableWriter.write(
        out,
        List.of("class", "probability"),
        List.of(List.of("a, b", "c \"d\"", "e"), List.of(0.5f, 1.0f, 0.1f)));
    assertThat(out).hasToString("class,probability\n\"a, b\",0.5\n\"c \"\"d\"\"\",1.0\ne,0.1\n");
  }

  @Test
  void aFileIsReplacedWholeAndReadsBack() throws IOException {
    Path file = folder.resolve("out.csv");
    Files.writeString(file, "old");
    TableWriter.write(file, List.of("x", "é"), List.of(List.of(1, 2), List.of(0.1, 1e-300)));
    Table table = TableReader.read(file);
    assertThat(table.column("é").number(1)).isEqualTo(1e-300);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderThatDoesNotExistIsReported() {
    Path file = folder.resolve("no").resolve("out.csv");
    assertThatThrownBy(() -> TableWriter.write(file, List.of("x"), List.of(List.of(1))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "write %s: the file cannot be written (java.nio.file.NoSuchFileException: %s.part); check the folder and the free space",
            file, file);
  }

  @Test
  void namesAndColumnsMustMatch() {
    var out = new StringWriter();
    assertThatThrownBy(() -> TableWriter.write(out, List.of("x", "y"), List.of(List.of(1))))
        .hasMessage("write: there are 2 names (x, y) but 1 columns; give each column one name");
    assertThatThrownBy(
            () -> TableWriter.write(out, List.of("x", "y"), List.of(List.of(1), List.of())))
        .hasMessage(
            "write: column x has 1 values but column y has 0; columns must be equally long");
  }
}
