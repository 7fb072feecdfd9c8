package dev.adjoint.cli.profile;

import dev.adjoint.cli.profile.TimeSpent.Row;
import dev.adjoint.tensor.Profile.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Time spent, as two tables in plain text: operations with the rest of each section, and kernels.
record TimeTable(TimeSpent spent) {

  private static final int MOST_ROWS = 24;

  List<String> lines() {
    List<Row> kernels = spent.sorted().stream().filter(row -> isKernel(row)).toList();
    List<Row> others = spent.sorted().stream().filter(row -> !isKernel(row)).toList();
    long inKernels = kernels.stream().mapToLong(Row::nanos).sum();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "Where the time went: %s, %s; %s of it in kernels"
            .formatted(steps(), seconds(spent.nanos()), percent(inKernels, spent.nanos())));
    lines.add("");
    lines.add(format("operation", "", "calls", "time", "share", "in kernels", "a call", "memory"));
    others.stream().limit(MOST_ROWS).map(this::operation).forEach(lines::add);
    rest(others, lines);
    lines.add("");
    lines.add(format("kernel", "", "calls", "time", "share", "", "a call", ""));
    kernels.stream().limit(MOST_ROWS).map(this::kernel).forEach(lines::add);
    rest(kernels, lines);
    lines.add("");
    return lines.stream().map(String::stripTrailing).toList();
  }

  private static boolean isKernel(Row row) {
    return row.key().kind() == Kind.KERNEL;
  }

  private String steps() {
    long steps = spent.steps();
    return steps == 0
        ? "no steps"
        : "%s of %s"
            .formatted(
                steps == 1 ? "1 step" : "%,d steps".formatted(steps),
                time((double) spent.nanos() / (double) steps));
  }

  private String operation(Row row) {
    String direction =
        switch (row.key().kind()) {
          case FORWARD -> "forward";
          case BACKWARD -> "backward";
          case SECTION -> "the rest";
          case KERNEL -> "";
        };
    return format(
        row.key().name(),
        direction,
        "%,d".formatted(row.calls()),
        seconds(row.nanos()),
        percent(row.nanos(), spent.nanos()),
        percent(row.kernels(), row.nanos()),
        time((double) row.nanos() / (double) row.calls()),
        row.key().kind() == Kind.SECTION ? "" : memory(row.allocated()));
  }

  private String kernel(Row row) {
    return format(
        row.key().name(),
        "",
        "%,d".formatted(row.calls()),
        seconds(row.nanos()),
        percent(row.nanos(), spent.nanos()),
        "",
        time((double) row.nanos() / (double) row.calls()),
        "");
  }

  private void rest(List<Row> rows, List<String> lines) {
    if (rows.size() > MOST_ROWS) {
      long nanos = rows.stream().skip(MOST_ROWS).mapToLong(Row::nanos).sum();
      String name = "%d more".formatted(rows.size() - MOST_ROWS);
      lines.add(format(name, "", "", seconds(nanos), percent(nanos, spent.nanos()), "", "", ""));
    }
  }

  private static String format(Object... cells) {
    return String.format(Locale.ROOT, "%-26s %-9s %9s %10s %7s %10s %9s %10s", cells);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", (double) nanos / 1e9);
  }

  private static String percent(long part, long whole) {
    return whole == 0
        ? "–"
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * (double) part / (double) whole);
  }

  private static String time(double nanos) {
    return nanos >= 1e6
        ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
  }

  private static String memory(long bytes) {
    return bytes >= 1e9
        ? String.format(Locale.ROOT, "%.2f GB", (double) bytes / 1e9)
        : String.format(Locale.ROOT, "%.1f MB", (double) bytes / 1e6);
  }
}
