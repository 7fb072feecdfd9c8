package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// English and Chinese carry identical numbers, in every form (terminal, Markdown, HTML, JSON) of
/// every kind of explanation, of diagnoses, lessons and pictures.
final class SameNumbersTest {

  private static final Pattern NUMBER =
      Pattern.compile("[−-]?[0-9]+(,[0-9]{3})*(\\.[0-9]+)?(×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?");

  @TempDir static Path folder;

  @BeforeAll
  static void train() {
    Program.Run run =
        Program.run(
            "train",
            "../datasets/penguins.csv",
            "--target",
            "species",
            "--epochs",
            2,
            "--model",
            "perceptron",
            "--layers",
            "8",
            "--out",
            folder.resolve("run"));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  /// The kinds of explanation of a step; what is not given here is asked of the run.
  static Stream<List<String>> questions() {
    return Stream.of(
        List.of(),
        List.of("--why", "2.weight[1,5]"),
        List.of("--why", "1:relu[2,3]"),
        List.of("--why", "0:linear[2,3]"),
        List.of("--why", "input[0,1]"),
        List.of("--why", "loss"),
        List.of("--why", "2:linear.grad[3,1]"),
        List.of("--why", "2.weight[1,5]", "--sample", "4"),
        List.of("--set", "2.weight[1,5]=0.4"),
        List.of("--ledger"),
        List.of("--who", "2"),
        List.of("--who", "0.bias[2]"),
        List.of("--who", "all", "--sample", "1"),
        List.of("--second", "2.weight[1,5]"));
  }

  private static Program.Run run(List<?> arguments) {
    Program.Run run = Program.run(arguments.toArray());
    assertThat(run.exitCode()).as("%s: %s", arguments, run.err()).isZero();
    return run;
  }

  private static List<Object> with(List<?> arguments, Object... more) {
    List<Object> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return all;
  }

  @ParameterizedTest
  @MethodSource("questions")
  void allFormsOfAnExplanationOfARun(List<String> question) throws IOException {
    List<Object> asked = new ArrayList<>(List.of("explain", folder.resolve("run"), "--step", 2));
    asked.addAll(question);
    requireSame(asked);
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void allFormsOfAnExplanationOfAFormula(List<String> question) throws IOException {
    requireSame(with(List.of("explain"), question.toArray()));
  }

  static Stream<List<String>> formulas() {
    return Stream.of(
        List.of("--formula", "z*(x-y)", "--at", "x=4,y=1,z=3"),
        List.of("--formula", "exp(x)*y", "--at", "x=0.5,y=2", "--second", "x;y"));
  }

  private static void requireSame(List<Object> asked) throws IOException {
    Path html = folder.resolve("page.html");
    Path markdown = folder.resolve("page.md");
    List<Object> all = with(asked, "--html", html, "--markdown", markdown);
    String english = run(with(all, "--lang", "en")).out();
    String englishPage = Files.readString(html);
    String englishText = Files.readString(markdown);
    String chinese = run(with(all, "--lang", "zh")).out();
    assertThat(chinese).containsPattern("\\p{IsHan}{2,}");
    assertThat(englishPage).doesNotContainPattern("\\p{IsHan}");
    List<String> numbers = numbers(english);
    assertThat(numbers).isNotEmpty();
    assertThat(numbers(chinese)).as("terminal").isEqualTo(numbers);
    assertThat(numbers(Files.readString(markdown))).as("Markdown").isEqualTo(numbers(englishText));
    assertThat(numbers(shown(Files.readString(html))))
        .as("HTML")
        .isEqualTo(numbers(shown(englishPage)));
    assertThat(numbers(run(with(asked, "--json", "--lang", "zh")).out()))
        .as("JSON")
        .isEqualTo(numbers(run(with(asked, "--json", "--lang", "en")).out()));
  }

  @ParameterizedTest
  @MethodSource("others")
  void theOtherCommandsThatExplain(List<String> command) throws IOException {
    List<Object> asked = new ArrayList<>();
    command.forEach(word -> asked.add(word.equals("RUN") ? folder.resolve("run") : word));
    boolean isLesson = command.getFirst().equals("lesson");
    boolean isPage = command.getFirst().equals("diagnose");
    Path english = folder.resolve("en-%d".formatted(command.hashCode()));
    Path chinese = folder.resolve("zh-%d".formatted(command.hashCode()));
    List<Object> en = with(asked, "--lang", "en");
    List<Object> zh = with(asked, "--lang", "zh");
    String option = isPage ? "--html" : "--out";
    Program.Run first = run(with(en, option, english));
    Program.Run second = run(with(zh, option, chinese));
    assertThat(numbers(second.out().replace(chinese.toString(), "")))
        .as("terminal")
        .isEqualTo(numbers(first.out().replace(english.toString(), "")));
    if (isPage) {
      assertThat(numbers(shown(Files.readString(chinese))))
          .isEqualTo(numbers(shown(Files.readString(english))));
      return;
    }
    try (Stream<Path> files = Files.list(english)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".svg") || name.endsWith(".md") || (isLesson && name.endsWith(".html"))) {
          assertThat(numbers(shown(Files.readString(chinese.resolve(name)))))
              .as(name)
              .isEqualTo(numbers(shown(Files.readString(file))));
        }
      }
    }
  }

  static Stream<List<String>> others() {
    return Stream.of(
        List.of("diagnose", "RUN", "--steps", "12", "--all"),
        List.of("explain", "RUN", "--attribute", "../datasets/penguins.csv", "--row", "3"),
        List.of("draw", "RUN", "--what", "network"),
        List.of("draw", "RUN", "--what", "rate"),
        List.of("draw", "RUN", "--what", "histograms"),
        List.of("draw", "RUN", "--what", "confusion"),
        List.of("lesson", "1"),
        List.of("lesson", "3"));
  }

  /// The text of a page or an SVG, without its elements and styles.
  private static String shown(String page) {
    return page.replaceAll("(?s)<style.*?</style>", " ")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("&#?\\w+;", " ");
  }

  /// All numbers of a text, sorted, because the languages put them in another order.
  private static List<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).sorted().toList();
  }
}
