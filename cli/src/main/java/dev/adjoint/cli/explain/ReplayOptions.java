package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.Threads;
import dev.adjoint.pipeline.ReplayedRun;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The argument and the options of every command that replays a run.
public final class ReplayOptions {

  @Mixin private Threads threads;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a training run.")
  private Path folder;

  /// The folder of the run.
  public Path folder() {
    return folder;
  }

  /// The folder of the run, after the number of threads has been set.
  public Path applied() {
    threads.apply();
    return folder;
  }

  /// The run at step 0, computed by the number of threads that was given.
  public ReplayedRun open() {
    return ReplayedRun.of(applied());
  }
}
