package dev.adjoint.bench.bits;

import dev.adjoint.bench.Arguments;
import dev.adjoint.bench.bits.Setting.Computed;
import dev.adjoint.bench.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// `bench/same-bits`: runs the workloads in a process for each setting and compares what they
/// computed.
public final class SameBits {

  private static final String USAGE =
      """
      usage: bench/same-bits [OPTION VALUE]…
        --workloads LIST   default W1 to W17
        --steps N          of training, default 5
        --rows N           of a batch at most; by default all
        --product N        size of the largest matrix product of W8, default 1024
      """;

  private SameBits() {}

  /// Prints a table; exits with 1 where bits differ.
  public static void main(String[] arguments) throws Exception {
    Arguments.run(
        USAGE,
        arguments,
        given -> {
          List<String> workloads = given.list("--workloads", Workload.names());
          Workload.named(workloads);
          List<String> effort =
              List.of(
                  Integer.toString(given.count("--steps", 5)),
                  Integer.toString(given.count("--rows", Integer.MAX_VALUE)),
                  Integer.toString(given.count("--product", 1024)));
          Set<String> different = run(Setting.all(), effort, workloads);
          System.out.println(verdict(different));
          return different.isEmpty() ? 0 : 1;
        });
  }

  /// Prints a row for each setting as soon as it is done.
  ///
  /// @return the workloads whose bits are not those of the first setting
  static Set<String> run(List<Setting> settings, List<String> effort, List<String> workloads)
      throws Exception {
    System.out.println("| kernels | threads | step | " + String.join(" | ", workloads) + " |");
    System.out.println("|---|---:|---|" + "---|".repeat(workloads.size()));
    Map<String, String> expected = Map.of();
    Set<String> different = new TreeSet<>();
    for (Setting setting : settings) {
      Computed computed = setting.compute(effort, workloads);
      Map<String, String> numbers = computed.numbers();
      if (expected.isEmpty()) {
        expected = numbers;
      }
      StringBuilder row = new StringBuilder("| ").append(computed.kernels());
      row.append(" | ").append(setting.threads());
      row.append(setting.eager() ? " | built |" : " | recorded |");
      for (String workload : workloads) {
        boolean same = Objects.equals(numbers.get(workload), expected.get(workload));
        String mark = same ? "" : "**";
        row.append(" %s%s%s |".formatted(mark, numbers.get(workload), mark));
        if (!same) {
          different.add(workload);
        }
      }
      System.out.println(row);
    }
    return different;
  }

  private static String verdict(Set<String> different) {
    return different.isEmpty()
        ? "\n"
            + "The same bits everywhere: losses (logits, products) and, for training, all that it"
            + " left."
        : "\nDifferent bits: %s".formatted(String.join(", ", different));
  }
}
