package dev.adjoint.nn.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table of a [Summary].
final class SummaryText {

  private SummaryText() {}

  static String of(Summary summary) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"path", "layer", "result", "parameters", "multiply–adds"});
    for (Summary.Line line : summary.lines()) {
      rows.add(
          new String[] {
            line.path(),
            line.layer(),
            line.output().toString(),
            line.parameters() == 0 ? "" : "%,d".formatted(line.parameters()),
            line.multiplyAdds() == 0 ? "" : "%,d".formatted(line.multiplyAdds())
          });
    }
    int[] widths = new int[5];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - row[i].length());
        line.append(i < 3 ? row[i] + pad : pad + row[i]).append(i == 4 ? "" : "  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text
        + "input %s; %,d parameters, %,d of them trainable; %,d multiply–adds; %s of results\n"
            .formatted(
                summary.input(),
                summary.parameters(),
                summary.trainable(),
                summary.multiplyAdds(),
                memory(summary.bytes()));
  }

  private static String memory(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
