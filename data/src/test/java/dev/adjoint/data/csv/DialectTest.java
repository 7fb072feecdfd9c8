package dev.adjoint.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.data.table.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// What the reader finds about a file, and what people may say instead.
class DialectTest {
  private static Table read(String text) {
    return TableReader.parse(text, "t.csv");
  }

  private static Table read(byte[] bytes, ReadOptions options) {
    return TableReader.read(TableFile.of("t.csv", bytes), options);
  }

  private static Table read(String text, ReadOptions options) {
    return read(text.getBytes(StandardCharsets.UTF_8), options);
  }

  private static List<Double> numbers(Table table, String name) {
    Column column = table.column(name);
    return IntStream.range(0, column.rows()).mapToObj(column::number).toList();
  }

  private static ReadOptions decimal(char mark) {
    return new ReadOptions(
        Optional.empty(),
        Optional.of(mark),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        Optional.empty());
  }

  private static ReadOptions missing(boolean keepNa, String... marks) {
    return new ReadOptions(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(marks),
        keepNa,
        Optional.empty());
  }

  @Test
  void commasInNamesDoNotBeatSemicolons() {
    Table table = read("size, in cm;weight, in kg;age, years\n1;2;3\n4;5;6\n");
    assertThat(table.names()).containsExactly("size, in cm", "weight, in kg", "age, years");
    assertThat(table.dialect().delimiter()).isEqualTo(';');
  }

  @Test
  void decimalCommasBetweenSemicolonsAreNotDelimiters() {
    Table table = read("a,x;b,y\n1,5;2,25\n3,5;4,75\n");
    assertThat(table.names()).containsExactly("a,x", "b,y");
    assertThat(numbers(table, "b,y")).containsExactly(2.25, 4.75);
    assertThat(table.dialect().describe())
        .isEqualTo("separated by ';', decimal mark ',', encoding UTF-8");
  }

  @Test
  void barsAndSepLinesSeparate() {
    assertThat(read("a|b,c\n1|2\n").names()).containsExactly("a", "b,c");
    Table table = read("sep=;\na,b;c\n1;2\n3;4;5\n".replace("3;4;5\n", ""));
    assertThat(table.names()).containsExactly("a,b", "c");
    assertThat(table.location(0)).isEqualTo("row 1 (line 3)");
    assertThat(read("sep=^\na^b\n1^2\n").names()).containsExactly("a", "b");
  }

  @Test
  void blanksSeparateNumbersWhereNothingElseDoes() {
    Table table = read("x y kind\n1.5 -2 a\n3 4 b\n");
    assertThat(table.names()).containsExactly("x", "y", "kind");
    assertThat(numbers(table, "x")).containsExactly(1.5, 3.0);
    assertThat(read("text\none two\nthree four\n").names()).containsExactly("text");
    assertThat(read("text\n1 2\n3\n").names()).containsExactly("text");
  }

  @Test
  void numbersInBracketsAreNegative() {
    Table table = read("n,y\n\"(1,234.50)\",a\n($2.25),b\n3.5,a\n");
    assertThat(numbers(read("n,y\n(0.5),a\n1.5,b\n"), "n")).containsExactly(-0.5, 1.5);
    assertThat(table.column("n").text(1)).isEqualTo("($2.25)");
    assertThat(numbers(read("n,y\n\"($1,234.50)\",a\n$2,b\n"), "n")).containsExactly(-1234.5, 2.0);
    assertThat(numbers(read("n,y\n(-1),a\n2,b\n"), "n")).containsExactly(Double.NaN, 2.0);
  }

  @Test
  void nanAmongNumbersIsMissing() {
    Table table = read("n,y\nNaN,a\n2,b\n3,b\n");
    assertThat(table.column("n").isMissing(0)).isTrue();
    assertThat(table.notes())
        .containsExactly("column n: 'nan' among its numbers is read as a missing value (1 cell)");
  }

  @Test
  void quotedThousandsAreNoDecimalCommas() {
    Table table = read("n,big,y\n1,\"1,234\",a\n2,\"5,678\",b\n");
    assertThat(numbers(table, "big")).containsExactly(1234.0, 5678.0);
    assertThat(table.dialect().thousands()).contains(',');
    assertThat(table.notes())
        .containsExactly(
            "column big: a comma before three digits is read as a thousands mark; name the decimal mark if it is not");
    Table millions = read("n,y\n\"1,234,567\",a\n\"12\",b\n\"1,234\",a\n");
    assertThat(numbers(millions, "n")).containsExactly(1234567.0, 12.0, 1234.0);
    assertThat(millions.notes()).isEmpty();
    assertThat(numbers(read("n,y\n\"1,234.5\",a\n\"1,000\",b\n"), "n"))
        .containsExactly(1234.5, 1000.0);
  }

  @Test
  void theRestOfTheFileDecidesWhatOneColumnLeavesOpen() {
    Table table = read("a;b\n1,5;1,234\n2,5;5,678\n");
    assertThat(numbers(table, "b")).containsExactly(1.234, 5.678);
    Table points = read("a;b;c\n1,5;1.234;1.234.567,5\n2,5;5.678;1\n");
    assertThat(numbers(points, "b")).containsExactly(1234.0, 5678.0);
    assertThat(numbers(points, "c")).containsExactly(1234567.5, 1.0);
    assertThat(numbers(read("a,b\n1.234,x\n5.678,y\n"), "a")).containsExactly(1.234, 5.678);
  }

  @Test
  void aPersonMaySayTheDecimalMark() {
    String text = "n,y\n\"1,234\",a\n\"5,678\",b\n";
    assertThat(numbers(read(text, decimal(',')), "n")).containsExactly(1.234, 5.678);
    assertThat(numbers(read(text, decimal('.')), "n")).containsExactly(1234.0, 5678.0);
  }

  @Test
  void theTrainingDataDecidesWhatAFileLeavesOpen() {
    String one = "n;y\n1,234;a\n";
    Dialect decimal = read("n;y\n1,5;a\n").dialect();
    Dialect grouped = read("n;y\n1,234,567;a\n1.5;b\n").dialect();
    assertThat(numbers(read(one, ReadOptions.NONE.withUsual(Optional.of(decimal))), "n"))
        .containsExactly(1.234);
    assertThat(numbers(read(one, ReadOptions.NONE.withUsual(Optional.of(grouped))), "n"))
        .containsExactly(1234.0);
    String other = "n,y\n1.5,a\n";
    assertThat(numbers(read(other, ReadOptions.NONE.withUsual(Optional.of(decimal))), "n"))
        .containsExactly(1.5);
  }

  @Test
  void unitsAndOtherThousandsMarksAreRead() {
    Table table =
        read("p;d;e;s;q\n12%;$1,234.50;1.000,5 €;1 234 567;1'000\n7.5 %;-$3;2,5 €;12;2'500\n");
    assertThat(numbers(table, "p")).containsExactly(12.0, 7.5);
    assertThat(numbers(table, "d")).containsExactly(1234.5, -3.0);
    assertThat(numbers(table, "e")).containsExactly(1000.5, 2.5);
    assertThat(numbers(table, "s")).containsExactly(1234567.0, 12.0);
    assertThat(numbers(table, "q")).containsExactly(1000.0, 2500.0);
    assertThat(table.notes()).contains("column p: its numbers are read without their '%'");
  }

  @Test
  void numbersWithDifferentUnitsStayTexts() {
    Table table = read("p,y\n5%,a\n0.05,b\n");
    assertThat(table.column("p").text(0)).isEqualTo("5%");
  }

  @Test
  void unusualMissingMarksAreFoundAmongNumbersOnly() {
    Table table = read("n,t\n1,-\n-,a\n3,b\n4,c\n");
    assertThat(table.column("n").isMissing(1)).isTrue();
    assertThat(table.column("t").isMissing(0)).isFalse();
    assertThat(table.dialect().missing()).isEmpty(); // it holds for that column alone
    assertThat(table.notes())
        .containsExactly("column n: '-' among its numbers is read as a missing value (1 cell)");
  }

  @Test
  void aPersonMaySayTheMissingMarksAndKeepNa() {
    Table named = read("n,c\n-999,NA\n2,x\n", missing(false, "-999", "X"));
    assertThat(named.column("n").isMissing(0)).isTrue();
    assertThat(named.column("c").isMissing(0)).isTrue();
    assertThat(named.column("c").isMissing(1)).isTrue();
    Table kept = read("n,c\n-999,NA\n2,\n", missing(true));
    assertThat(kept.column("c").isMissing(0)).isFalse();
    assertThat(kept.column("c").isMissing(1)).isTrue();
    assertThat(kept.dialect().keepNa()).isTrue();
  }

  @Test
  void theEncodingIsFoundFromTheBytes() {
    String western = "näme,y\nGröße,1\ncafé,2\n";
    for (Charset charset :
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16,
            Charset.forName("windows-1252"))) {
      Table table = read(western.getBytes(charset), ReadOptions.NONE);
      assertThat(table.names()).as(charset.name()).containsExactly("näme", "y");
      assertThat(table.column("näme").text(1)).isEqualTo("café");
    }
    String chinese = "城市,人口\n北京,2189\n上海,2487\n";
    Table table = read(chinese.getBytes(Charset.forName("GB18030")), ReadOptions.NONE);
    assertThat(table.names()).containsExactly("城市", "人口");
    assertThat(table.dialect().encoding()).isEqualTo("GB18030");
  }

  @Test
  void marksOfUtf32AreNotTakenForUtf16() {
    for (String name : new String[] {"UTF-32LE", "UTF-32BE"}) {
      byte[] bytes = "\uFEFFgröße,y\n1,a\n".getBytes(java.nio.charset.Charset.forName(name));
      Table table = TableReader.read(TableFile.of("t.csv", bytes), ReadOptions.NONE);
      assertThat(table.names()).containsExactly("größe", "y");
      assertThat(table.dialect().encoding()).isEqualTo(name);
    }
  }

  @Test
  void twoEuropeanLettersSideBySideAreNotTakenForChinese() {
    StringBuilder text = new StringBuilder("Größe,y\n");
    for (int i = 0; i < 30; i++) {
      text.append("größer,").append(i).append('\n');
    }
    Table table = read(text.toString().getBytes(Charset.forName("windows-1252")), ReadOptions.NONE);
    assertThat(table.names()).containsExactly("Größe", "y");
    assertThat(table.column("Größe").text(3)).isEqualTo("größer");
  }

  @Test
  void aNamedEncodingIsUsedOrRefused() {
    ReadOptions big5 =
        new ReadOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("Big5"),
            List.of(),
            false,
            Optional.empty());
    byte[] bytes = "城市,y\n北京,1\n".getBytes(Charset.forName("Big5"));
    assertThat(read(bytes, big5).names()).containsExactly("城市", "y");
    ReadOptions ascii =
        new ReadOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("US-ASCII"),
            List.of(),
            false,
            Optional.empty());
    assertThatThrownBy(() -> read("a,b\né,1\n", ascii))
        .isInstanceOf(DataException.class)
        .hasMessage("read t.csv: line 2 is not US-ASCII text; name another encoding");
  }

  @Test
  void gzipIsUnpackedAndDamagedGzipRefused() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("a,b\n1,2\n".repeat(1).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = packed.toByteArray();
    assertThat(numbers(read(bytes, ReadOptions.NONE), "b")).containsExactly(2.0);
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 6);
    assertThatThrownBy(() -> read(cut, ReadOptions.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("read t.csv: the gzip file is damaged (")
        .hasMessageEndingWith("; fetch or pack it again");
  }

  @Test
  void binaryFilesAreRefusedWithWhatToDo() {
    assertRefused(
        "PK\u0003\u0004xl/workbook",
        "this is an Excel workbook (xlsx), an ods or another zip file; open it and export the table as CSV");
    assertRefused(
        "%PDF-1.7", "this is a PDF document; export the table as CSV from where it was made");
    assertRefused("PAR1....", "this is a Parquet file; export the table as CSV");
    assertRefused("{\"a\": 1}", "this is JSON, not a table; export the table as CSV");
    assertRefused("a,b\n1,\u0000\n", "this is a binary file, not text; export the table as CSV");
  }

  private static void assertRefused(String start, String why) {
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(bytes, ReadOptions.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage("read t.csv: " + why);
  }

  @Test
  void marksThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> read("n;y\n1,5;a\n1.5;b\n"))
        .hasMessage(
            "read t.csv: column n has as many numbers with a decimal point as with a decimal comma; name the decimal mark");
    assertThatThrownBy(() -> decimal(';'))
        .hasMessage("read: the decimal mark is ';' but must be '.' or ','; name one of them");
  }

  @Test
  void lineEndsQuotesAndBlankNamesAreRead() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      Table table = read("\uFEFF\"a\",,\"b \"\"q\"\"\"".substring(1) + end + "1,2,3" + end);
      assertThat(table.names()).containsExactly("a", "column 2", "b \"q\"");
    }
  }

  @Test
  void commentLinesBeforeTheHeaderAreSkipped() {
    String rows = "x,y\n1,2\n3,4\n";
    for (String comments :
        new String[] {
          "# exported by X, 2024\n",
          "#units: m\n\n# made, today\n",
          "sep=,\n# one\n",
          "\n  # indented, comment\n"
        }) {
      Table table = TableReader.parse(comments + rows, "t.csv");
      assertThat(table.columns()).as(comments).extracting(Column::name).containsExactly("x", "y");
      assertThat(table.rows()).isEqualTo(2);
    }
    assertThat(TableReader.parse("# a;b\nx;y\n1,5;2\n3;4\n", "t.csv").column("x").number(0))
        .isEqualTo(1.5);
    assertThatThrownBy(() -> TableReader.parse("# a\nx,y\n1,2\n3\n", "t.csv"))
        .hasMessage(
            "read t.csv: row 2 (line 4) has 1 cell but the header names 2 columns (separated by ','); add the missing cells (an empty cell is a missing value)");
  }

  @Test
  void aHeaderMayStartWithANumberSign() {
    for (String text :
        new String[] {
          "#id,name\n1,a\n2,b\n",
          "# id,name\n1,a\n2,b\n",
          "#id,name\na,b\nc,d\n",
          "# c\n#id,name\n1,a\n2,b\n"
        }) {
      Table table = TableReader.parse(text, "t.csv");
      assertThat(table.columns()).as(text).extracting(Column::name).last().isEqualTo("name");
      assertThat(table.rows()).as(text).isEqualTo(2);
    }
  }
}
