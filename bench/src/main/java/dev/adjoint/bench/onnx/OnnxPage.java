package dev.adjoint.bench.onnx;

import dev.adjoint.bench.Arguments;
import dev.adjoint.bench.onnx.NodeTests.Outcome;
import dev.adjoint.bench.onnx.NodeTests.Result;
import dev.adjoint.onnx.operator.OperatorRow;
import dev.adjoint.onnx.operator.OperatorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The command `bench/onnx`: runs ONNX's tests and writes the page of operators.
public final class OnnxPage {

  private static final String USAGE =
      """
      --tests FOLDER  ONNX's tests of nodes (/usr/share/libonnx-testdata/data/node)
      --out FILE      the page (docs/onnx-operators.md)
      """;

  /// Why tests fail whose answer here is right, by the name of the test.
  static final Map<String, String> EXPLAINED =
      Map.of(
          "adam_multiple",
          "the node names no epsilon, so it is 10⁻⁶; the test expects the result of 10⁻²",
          "cast_FLOAT_to_BFLOAT16",
          "the test cuts numbers off; the standard rounds them to the nearest",
          "castlike_FLOAT_to_BFLOAT16_expanded",
          "the test cuts numbers off; the standard rounds them to the nearest",
          "castlike_FLOAT_to_BFLOAT16",
          "the test cuts numbers off; the standard rounds them to the nearest");

  private OnnxPage() {}

  public static void main(String[] arguments) throws Exception {
    Arguments.run(USAGE, arguments, OnnxPage::run);
  }

  private static int run(Arguments arguments) throws IOException {
    Path tests = Path.of(arguments.text("--tests", NodeTests.DEBIAN.toString()));
    Path out = Path.of(arguments.text("--out", "docs/onnx-operators.md"));
    Files.writeString(out, page(NodeTests.run(tests)));
    System.out.println("wrote " + out);
    return 0;
  }

  /// The whole page.
  static String page(List<Result> results) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Operators of ONNX

        `bench/onnx` writes this page. The chapter [ONNX](guide/14-onnx.md) tells how models are used.

        ## Operators by family

        | family | operators |
        |---|---|
        """);
    OperatorTable.byFamily()
        .forEach((family, rows) ->
            page.append("| %s | %s |%n".formatted(family, String.join(", ", names(rows)))));
    page.append(
        """

        ## Refused operators

        A model with one of these is refused when it is loaded, with this reason.

        | operators | reason |
        |---|---|
        """);
    reasons()
        .forEach((reason, names) ->
            page.append("| %s | %s |%n".formatted(String.join(", ", names), reason)));
    page.append(
        """

        ## ONNX's own tests

        The tests are those of the package `libonnx-testdata` 1.12 of Debian. A result passes if it has the right shape and element type and each number
        is within 0.001 of its size. The first row counts tests whose inputs and outputs are FLOAT, DOUBLE, INT32, INT64 or BOOL.

        | tests | passed | refused with a reason | failed |
        |---|---|---|---|
        """);
    page.append(counts("of these types", results.stream().filter(Result::counted).toList()));
    page.append(counts("of other types", results.stream().filter(r -> !r.counted()).toList()));
    page.append(
        """

        | refused or failed | operator | why |
        |---|---|---|
        """);
    for (Result result : results) {
      if (result.outcome() != Outcome.PASSED) {
        page.append("| %s | %s | %s |%n".formatted(result.name(), result.operator(), why(result)));
      }
    }
    return page.toString().replace("\r\n", "\n");
  }

  /// The names of a family's operators in alphabetical order.
  static List<String> names(List<OperatorRow> rows) {
    return rows.stream().map(OperatorRow::name).sorted().toList();
  }

  private static Map<String, List<String>> reasons() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    OperatorTable.refused()
        .forEach(
            (name, reason) -> byReason.computeIfAbsent(reason, _ -> new ArrayList<>()).add(name));
    return byReason;
  }

  private static String counts(String what, List<Result> results) {
    return "| %s: %d | %d | %d | %d |%n"
        .formatted(
            what,
            results.size(),
            count(results, Outcome.PASSED),
            count(results, Outcome.REFUSED),
            count(results, Outcome.FAILED));
  }

  static long count(List<Result> results, Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  private static String why(Result result) {
    String text =
        result.outcome() == Outcome.FAILED
            ? "failed, %s: %s"
                .formatted(result.reason(), EXPLAINED.getOrDefault(result.name(), "not explained"))
            : result.reason();
    return text.replaceFirst("^onnx: .* has operators that are not computed here: ", "")
        .replaceFirst("^onnx: ", "")
        .replaceAll(" \\(node [^)]*\\)", "")
        .replaceFirst("operator \\w+ in node [^:]*: ", "")
        .replace("|", "\\|");
  }
}
