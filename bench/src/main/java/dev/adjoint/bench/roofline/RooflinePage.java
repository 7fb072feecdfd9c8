package dev.adjoint.bench.roofline;

import dev.adjoint.bench.compare.Machine;
import dev.adjoint.bench.compare.Numbers;
import dev.adjoint.bench.roofline.KernelCase.Measured;
import dev.adjoint.bench.roofline.MachineLimit.Level;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// The page of `bench/roofline`.
///
/// @param peer PyTorch and its version; empty if it was not measured
record RooflinePage(MachineLimit limit, List<Measured> measured, String peer) {

  /// The page, given the file name of the chart.
  String text(String chart) {
    StringBuilder page = new StringBuilder("# Roofline\n\n");
    page.append("Measured %s, one thread.\n\n".formatted(LocalDate.now(ZoneId.systemDefault())));
    Machine.facts().forEach(fact -> page.append("- ").append(fact).append('\n'));
    if (!peer.isEmpty()) {
      page.append("- %s, one thread, measured in turn with Adjoint\n".formatted(peer));
    }
    page.append(
        "- Multiply–adds from registers: %s GFLOP/s\n".formatted(Numbers.text(limit.gigaflops())));
    for (Level level : limit.levels()) {
      page.append(
          "- To and from %s: %s GB/s\n".formatted(level.name(), Numbers.text(level.gigabytes())));
    }
    page.append("\n![roofline](%s)\n".formatted(chart));
    page.append(
        """

        The limit of a kernel is the longer of two times: its arithmetic at the rate of the registers, and the bytes that it must
        read and write at least once at the rate of the level that holds them. A function such as exp counts as one operation,
        though it is some ten. More than 100 % is reached where a convolution gets by with fewer multiplications than its formula
        has (Winograd's way: a quarter), or where a part of the operands stays in a nearer cache than the one that holds them all.

        """);
    if (!peer.isEmpty()) {
      page.append(
          """
          The ratio is PyTorch's time of a call to Adjoint's; above 1, Adjoint is faster.

          """);
    }
    page.append("| kernel | operations a byte | from | GFLOP/s | GB/s | of the limit |");
    page.append(peer.isEmpty() ? "\n" : " µs | PyTorch, µs | ratio |\n");
    page.append("|---|---:|---|---:|---:|---:|")
        .append(peer.isEmpty() ? "\n" : "---:|---:|---:|\n");
    for (Measured m : measured) {
      page.append(
          "| %s | %s | %s | %s | %s | %.0f %% |"
              .formatted(
                  m.kernel().name(),
                  Numbers.text(m.kernel().intensity()),
                  m.level().name(),
                  Numbers.text(m.gigaflops()),
                  Numbers.text(m.gigabytes()),
                  100 * m.share()));
      page.append(peer.isEmpty() ? "\n" : beside(m));
    }
    return page.toString();
  }

  /// The columns of PyTorch.
  private static String beside(Measured m) {
    String ours = Numbers.text(1e6 / m.perSecond());
    return m.pytorch().isEmpty()
        ? " %s | – | – |\n".formatted(ours)
        : " %s | %s | **%.2f** |\n"
            .formatted(
                ours,
                Numbers.text(1e6 / m.pytorch().getAsDouble()),
                m.perSecond() / m.pytorch().getAsDouble());
  }
}
