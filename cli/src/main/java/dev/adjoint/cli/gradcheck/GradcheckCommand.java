package dev.adjoint.cli.gradcheck;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.data.Spelling;
import dev.adjoint.tensor.check.GradientCheck;
import dev.adjoint.tensor.check.OperationTable;
import dev.adjoint.tensor.check.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint gradcheck`: computes the published table again.
@Command(
    name = "gradcheck",
    description = {
      "Checks the gradients of every operation against central differences in F64, with --layers"
          + " and --losses those of every layer and loss.",
      "",
      "An operation has rows of options, each checked with several shapes (ranks 0 to 4, broadcast,"
          + " empty, permuted); the largest error of all is shown, and the second order is the"
          + " gradient of the gradient."
    })
public final class GradcheckCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(
      arity = "0..*",
      paramLabel = "OPERATION",
      description = "Only these operations, layers or losses. Default: all.")
  private List<String> only = List.of();

  @Option(
      names = "--layers",
      description = "Checks the layers, their parameters included, instead of the operations.")
  private boolean layers;

  @Option(
      names = "--losses",
      description = "Checks the losses instead of the operations; can be combined with --layers.")
  private boolean losses;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of the inputs. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--tolerance",
      paramLabel = "E",
      description = "The largest relative error that passes. Default: ${DEFAULT-VALUE}.")
  private double tolerance = GradientCheck.TOLERANCE;

  @Override
  public Integer call() {
    List<Map<String, Object>> rows = new ArrayList<>();
    int failed = 0;
    List<CheckedRow> chosen = chosen();
    output.line(
        "%-26s %6s %12s %12s"
            .formatted(CheckedRow.kind(layers, losses), "cases", "first order", "second order"));
    Map<String, List<CheckedRow>> operations = new LinkedHashMap<>();
    chosen.forEach(row -> operations.computeIfAbsent(row.name(), _ -> new ArrayList<>()).add(row));
    for (List<CheckedRow> operation : operations.values()) {
      List<OperationTable.Line> lines =
          operation.stream().map(row -> judged(row.check().apply(seed))).toList();
      failed += (int) lines.stream().filter(line -> !line.passed()).count();
      print(together(lines));
      lines.forEach(line -> rows.add(toMap(line)));
    }
    output.line(
        "%d of %d rows passed (step %s, tolerance %s, seed %d)",
        rows.size() - failed, rows.size(), GradientCheck.STEP, tolerance, seed);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("checked", rows.size());
    answer.put("failed", failed);
    answer.put("seed", seed);
    answer.put("rows", rows);
    output.answer(answer);
    return failed == 0 ? 0 : 1;
  }

  private List<CheckedRow> chosen() {
    List<CheckedRow> all = CheckedRow.of(layers, losses);
    List<String> names = all.stream().map(CheckedRow::name).distinct().toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw new MisuseException(
            "there is no %s '%s'; %s"
                .formatted(CheckedRow.kind(layers, losses), name, Spelling.suggest(name, names)));
      }
    }
    return all.stream().filter(row -> only.isEmpty() || only.contains(row.name())).toList();
  }

  /// One line for all rows of an operation, which differ in shapes and options.
  private static OperationTable.Line together(List<OperationTable.Line> lines) {
    return new OperationTable.Line(
        lines.getFirst().operation(),
        lines.stream().mapToInt(OperationTable.Line::orders).max().orElse(0),
        lines.stream().mapToInt(OperationTable.Line::cases).sum(),
        lines.stream().flatMap(line -> line.verdicts().stream()).toList());
  }

  private OperationTable.Line judged(OperationTable.Line line) {
    List<Verdict> verdicts = line.verdicts().stream().map(this::judged).toList();
    return new OperationTable.Line(line.operation(), line.orders(), line.cases(), verdicts);
  }

  private Verdict judged(Verdict verdict) {
    return new Verdict(
        verdict.subject(),
        verdict.order(),
        verdict.shapes(),
        verdict.analytic(),
        verdict.numeric(),
        verdict.error(),
        tolerance);
  }

  private void print(OperationTable.Line line) {
    String first = line.orders() == 0 ? "no gradient" : error(line, 1);
    String second = line.orders() < 2 ? "" : error(line, 2);
    output.line(
        "%-26s %6d %12s %12s%s",
        line.operation(), line.cases(), first, second, line.passed() ? "" : "  FAILED");
    line.verdicts().stream()
        .filter(verdict -> !verdict.passed())
        .forEach(verdict -> output.line("  %s", verdict));
  }

  private static String error(OperationTable.Line line, int order) {
    return String.format(Locale.ROOT, "%.1e", line.error(order));
  }

  private Map<String, Object> toMap(OperationTable.Line line) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("operation", line.operation());
    map.put("orders", line.orders());
    map.put("cases", line.cases());
    if (line.orders() >= 1) {
      map.put("first_order_error", line.error(1));
    }
    if (line.orders() >= 2) {
      map.put("second_order_error", line.error(2));
    }
    map.put("tolerance", tolerance);
    map.put("passed", line.passed());
    map.put(
        "failures",
        line.verdicts().stream().filter(v -> !v.passed()).map(Verdict::toString).toList());
    return map;
  }
}
