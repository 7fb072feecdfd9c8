package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.pipeline.ReplayedRun;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The run of a command that can do without one.
final class OptionalRun {

  @Mixin private Threads threads;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "The folder of a training run; none with --formula.")
  private @Nullable Path folder;

  boolean isGiven() {
    return folder != null;
  }

  /// The folder of the run.
  Path folder() {
    Path given = folder;
    if (given == null) {
      throw new MisuseException(
          "explain: name the folder of a run, or a formula with --formula and --at");
    }
    return given;
  }

  /// The run at step 0, computed by the number of threads that was given.
  ReplayedRun open() {
    Path given = folder();
    threads.apply();
    return ReplayedRun.of(given);
  }
}
