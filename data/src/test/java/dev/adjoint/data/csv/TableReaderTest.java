package dev.adjoint.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.ShippedData;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private static List<String> texts(Column column) {
    return IntStream.range(0, column.rows()).mapToObj(column::text).toList();
  }

  @Test
  void headerAndRowsAreRead() throws IOException {
    Table table = TableReader.read(file("a,b\n1,x\n2,y\n"));
    assertThat(table.names()).containsExactly("a", "b");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(texts(table.column("b"))).containsExactly("x", "y");
    assertThat(table.column("a").number(1)).isEqualTo(2);
    assertThat(table.source()).isEqualTo("t.csv");
  }

  @Test
  void quotedTextMayHoldSeparatorsQuotesAndLineBreaks() throws IOException {
    Table table = TableReader.read(file("\"a, b\",c\r\n\"x,\"\"y\"\"\r\nz\",1\r\nq,2\r\n"));
    assertThat(table.names()).containsExactly("a, b", "c");
    assertThat(table.column("a, b").text(0)).isEqualTo("x,\"y\"\r\nz");
    assertThat(table.location(1)).isEqualTo("row 2 (line 4)");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
    assertThat(TableReader.read(file("\uFEFFa,b\n1,2\n")).names()).containsExactly("a", "b");
  }

  @Test
  void semicolonsAndTabsSeparateToo() throws IOException {
    assertThat(TableReader.read(file("a;b,c;d\n1;2;3\n")).names()).containsExactly("a", "b,c", "d");
    assertThat(TableReader.read(file("\"a,b,c\"\td\n1\t2\n")).names())
        .containsExactly("a,b,c", "d");
  }

  @Test
  void blankLinesAreNoRows() throws IOException {
    Table table = TableReader.read(file("\na,b\n\n1,2\n   \n3,4\n\n"));
    assertThat(texts(table.column("b"))).containsExactly("2", "4");
    assertThat(table.location(1)).isEqualTo("row 2 (line 6)");
  }

  @Test
  void emptyCellsStayInTheirPlace() throws IOException {
    Table table = TableReader.read(file("a,b,c\n,,\n ,2,\n1,,3\n"));
    assertThat(texts(table.column("a"))).containsExactly("", "", "1");
    assertThat(texts(table.column("b"))).containsExactly("", "2", "");
    assertThat(texts(table.column("c"))).containsExactly("", "", "3");
  }

  @Test
  void aSingleColumnAndNoFinalLineBreakAreFine() throws IOException {
    assertThat(texts(TableReader.read(file("a\n1\n2")).column("a"))).containsExactly("1", "2");
  }

  @Test
  void aNamelessColumnIsCalledByItsNumber() throws IOException {
    assertThat(TableReader.read(file(",b\n0,1\n")).names()).containsExactly("column 1", "b");
  }

  @Test
  void textInMemoryIsReadTheSameWay() {
    assertThat(TableReader.parse("a;b\n1;2\n", "text").column("b").number(0)).isEqualTo(2);
  }

  @Test
  void aLargeTableKeepsEveryCell() throws IOException {
    var text = new StringBuilder("a,b\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(",\"t ").append(i).append("\"\n");
    }
    Table table = TableReader.read(file(text.toString()));
    assertThat(table.rows()).isEqualTo(50_000);
    assertThat(table.column("a").number(49_999)).isEqualTo(49_999);
    assertThat(table.column("b").text(12_345)).isEqualTo("t 12345");
  }

  @Test
  void penguinsAreRead() {
    Table table = TableReader.read(ShippedData.path("penguins.csv"));
    assertThat(table.rows()).isEqualTo(344);
    assertThat(table.column("sex").isMissing(3)).isTrue();
    assertThat(table.column("bill_length_mm").number(0)).isEqualTo(39.1);
  }

  @Test
  void aMissingFileIsNamedWithANearOne() throws IOException {
    Files.writeString(folder.resolve("penguins.csv"), "a\n1\n");
    Path wrong = folder.resolve("penguin.csv");
    assertThatThrownBy(() -> TableReader.read(wrong))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read penguin.csv: there is no such file (%s); did you mean penguins.csv?", wrong);
    Path other = folder.resolve("x").resolve("y.csv");
    assertThatThrownBy(() -> TableReader.read(other))
        .hasMessage(
            "read y.csv: there is no such file (%s); its folder does not exist either; check the path",
            other);
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> TableReader.read(folder))
        .hasMessage(
            "read %s: this is a folder, not a CSV file; name a file in it", folder.getFileName());
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Path file = file("");
    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessage(
            "read t.csv: the file is empty (0 bytes); a table has a header line and at least one row");
  }

  @Test
  void blankLinesAloneAreRefused() throws IOException {
    Path file = file("\n\n");
    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessage(
            "read t.csv: the file holds nothing but blank lines; a table has a header line and at least one row");
  }

  @Test
  void aHeaderAloneIsRefused() throws IOException {
    Path file = file("a,b\n");
    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessage("read t.csv: there is no row under the header (columns a, b); add rows");
  }

  @Test
  void numbersInPlaceOfTheHeaderAreRefused() throws IOException {
    Path file = file("5.1,3.5\n4.9,3.0\n");
    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessage(
            "read t.csv: the first line holds numbers (5.1, 3.5) where the columns' names are expected; add a header line");
  }

  @Test
  void tooFewCellsAreRefusedWithTheRow() throws IOException {
    Path file = file("a,b,c\n1,2,3\n\n4,5\n");
    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessage(
            "read t.csv: row 2 (line 4) has 2 cells but the header names 3 columns (separated by ','); add the missing cells (an empty cell is a missing value)");
    Path single = file("a\tb\n1\n");
    assertThatThrownBy(() -> TableReader.read(single))
        .hasMessage(
            "read t.csv: row 1 (line 2) has 1 cell but the header names 2 columns (separated by tabs); add the missing cells (an empty cell is a missing value)");
  }

  @Test
  void tooManyCellsAreRefusedWithTheRow() throws IOException {
    Path file = file("a,b\n1,2,3\n");
    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessage(
            "read t.csv: row 1 (line 2) has 3 cells but the header names 2 columns (separated by ','); put cells that contain the separator in double quotes");
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefused() throws IOException {
    Path file = file("a,b\n1,\"x\n2,3\n");
    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessage(
            "read t.csv: the text is not well-formed CSV: Unclosed quoted field at end of input (record starting at line 2); quote a whole cell or none of it, and double a quote inside quotes");
  }

  @Test
  void textThatFitsNoEncodingIsRefusedWithTheLine() throws IOException {
    Path file = folder.resolve("t.csv");
    String late = "a,b\n" + "1,x\n".repeat(50_000) + "2,\u0081\n";
    Files.write(file, late.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessage(
            "read t.csv: line 50002 is neither UTF-8 nor Windows-1252 text; save the file as UTF-8 or name its encoding");
  }

  @Test
  void twoColumnsOfOneNameAreRefused() throws IOException {
    Path file = file("a,b,a\n1,2,3\n");
    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessage("read t.csv: the header names two columns 'a'; rename one of them");
  }
}
