package dev.adjoint.bench.killed;

import java.util.List;

/// A training run.
///
/// @param name such as `tables`
/// @param arguments those of `adjoint train`, without `--out`
public record KilledTask(String name, List<String> arguments) {

  /// Copies the list.
  public KilledTask {
    arguments = List.copyOf(arguments);
  }

  /// A run with its arguments in one text, with blanks between.
  static KilledTask of(String name, String arguments) {
    return new KilledTask(name, List.of(arguments.strip().split("\\s+")));
  }
}
