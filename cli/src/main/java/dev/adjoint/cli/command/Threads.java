package dev.adjoint.cli.command;

import dev.adjoint.tensor.Backend;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--threads`. It changes the speed alone: results are the same to the last bit.
public final class Threads {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with. Default: one for each processor.")
  private @Nullable Integer threads;

  /// Sets the number of threads, if one was given.
  public void apply() {
    if (threads != null) {
      if (threads < 1) {
        throw new MisuseException("--threads is %d but must be at least 1".formatted(threads));
      }
      Backend.threads(threads);
    }
  }
}
