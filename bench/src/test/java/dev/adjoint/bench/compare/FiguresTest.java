package dev.adjoint.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every figure in a table of speeds in the README stands on the page of its processor, which the
/// text before the table links to.
final class FiguresTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern PAGE =
      Pattern.compile("\\((docs/benchmarks/[a-z0-9-]+/\\d{4}-\\d\\d-\\d\\d\\.md)\\)");

  /// The cells after the first of each row with numbers, by the page they are said to be from.
  private record Row(String page, List<String> figures) {}

  @ParameterizedTest
  @CsvSource({"README.md, ### Speed", "README.zh-CN.md, ### 速度"})
  void everyFigureStandsOnThePageOfItsProcessor(String readme, String heading) throws IOException {
    List<Row> rows = rows(section(Files.readString(ROOT.resolve(readme)), heading));

    assertThat(rows).hasSizeGreaterThan(15);
    assertThat(rows.stream().map(Row::page).distinct()).hasSizeGreaterThan(1);
    for (Row row : rows) {
      assertThat(figures(Files.readString(ROOT.resolve(row.page()))))
          .as("%s, %s", readme, row.page())
          .contains(row.figures());
    }
  }

  @Test
  void aFigureThatIsOnNoPageIsFound() {
    List<Row> rows =
        rows("see (docs/benchmarks/a/2026-01-01.md)\n\n| x | y |\n|---|---:|\n| W2 | 7 |\n");

    assertThat(rows).containsExactly(new Row("docs/benchmarks/a/2026-01-01.md", List.of("7")));
    assertThat(figures("| W2 other words | 8 |\n")).doesNotContain(rows.getFirst().figures());
  }

  @Test
  void aFolderIsNamedByTheProcessor() {
    assertThat(Machine.folder("AMD EPYC (family 25 model 1)"))
        .isEqualTo("amd-epyc-family-25-model-1");
    assertThat(Machine.folder("Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz"))
        .isEqualTo("intel-xeon-platinum-8481c-cpu-2-70ghz");
  }

  private static String section(String text, String heading) {
    int from = text.indexOf(heading + "\n");
    assertThat(from).as(heading).isNotNegative();
    int to = text.indexOf("\n## ", from);
    return text.substring(from, to);
  }

  private static List<Row> rows(String section) {
    List<Row> rows = new ArrayList<>();
    String page = "";
    for (String line : section.lines().toList()) {
      Matcher link = PAGE.matcher(line);
      while (link.find()) {
        page = link.group(1);
      }
      if (isFigures(line)) {
        assertThat(page).as("the page of %s", line).isNotEmpty();
        rows.add(new Row(page, cells(line)));
      }
    }
    return rows;
  }

  private static List<List<String>> figures(String page) {
    return page.lines().filter(FiguresTest::isFigures).map(FiguresTest::cells).toList();
  }

  private static boolean isFigures(String line) {
    return line.startsWith("| ")
        && cells(line).stream().anyMatch(cell -> cell.matches(".*\\d.*"))
        && cells(line).stream().noneMatch(cell -> cell.matches(".*(thread|线程).*"));
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1))
        .map(String::strip)
        .skip(2)
        .toList()
        .reversed()
        .stream()
        .skip(1)
        .toList()
        .reversed();
  }
}
