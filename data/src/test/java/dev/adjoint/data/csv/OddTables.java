package dev.adjoint.data.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/// Draws odd CSV files: any dialect, any encoding, and damage.
final class OddTables {
  private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");
  private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");
  private static final List<String> CELLS =
      List.of(
          "",
          "1",
          "-2.5",
          "1,5",
          "1,234",
          "1.234.567,5",
          "1 234",
          "1'000",
          "12%",
          "$3",
          "€ 4,5",
          "01234",
          "1e5",
          "1e999",
          "1e-400",
          "9007199254740993",
          "NA",
          "?",
          "-",
          "NaN",
          "inf",
          "2024-02-29",
          "31/12/2024",
          "12/31/2024",
          "18:00",
          "2024-02-30",
          "a",
          "b, c",
          "d;e",
          "f|g",
          "say \"hi\"",
          "two\nlines",
          "é",
          "北京",
          "\uD83D\uDE00",
          "+",
          ".",
          ",",
          "1.2.3",
          "  x ",
          "\u00A0",
          "0x1p3",
          "1_000",
          "--5",
          "%",
          "3+");
  private static final List<Charset> ENCODINGS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16,
          Charset.forName("windows-1252"),
          Charset.forName("GB18030"));

  private final RandomGenerator random;

  OddTables(RandomGenerator random) {
    this.random = random;
  }

  byte[] next() {
    String text = text();
    byte[] bytes = text.getBytes(pick(ENCODINGS));
    if (random.nextInt(8) == 0) {
      bytes = packed(bytes);
    }
    return random.nextInt(3) == 0 ? damaged(bytes) : bytes;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String text() {
    String delimiter = pick(DELIMITERS);
    String end = pick(LINE_ENDS);
    int columns = 1 + random.nextInt(4);
    int rows = random.nextInt(30);
    var text = new StringBuilder();
    if (random.nextInt(10) == 0) {
      text.append("\uFEFF");
    }
    if (random.nextInt(10) == 0) {
      text.append("sep=").append(delimiter).append(end);
    }
    String[][] choices = new String[columns][];
    for (int column = 0; column < columns; column++) {
      choices[column] = new String[] {pick(CELLS), pick(CELLS), pick(CELLS)};
    }
    for (int row = -1; row < rows; row++) {
      int cells = random.nextInt(60) == 0 ? random.nextInt(6) : columns;
      for (int column = 0; column < cells; column++) {
        String cell = row < 0 ? "c" + column : choices[column % columns][random.nextInt(3)];
        boolean quote = cell.contains(delimiter) || cell.contains("\"") || cell.contains("\n");
        text.append(column > 0 ? delimiter : "");
        text.append(
            quote && random.nextInt(20) > 0 ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
      }
      text.append(end);
    }
    return text.toString();
  }

  private static byte[] packed(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  private byte[] damaged(byte[] whole) {
    boolean cut = random.nextInt(3) == 0;
    byte[] bytes = Arrays.copyOf(whole, cut ? random.nextInt(whole.length + 1) : whole.length);
    for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] =
          (byte)
              (random.nextBoolean()
                  ? random.nextInt(256)
                  : ",\"\n;\t-0.'".charAt(random.nextInt(9)));
    }
    return bytes;
  }
}
