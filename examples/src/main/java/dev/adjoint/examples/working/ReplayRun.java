package dev.adjoint.examples.working;

import module dev.adjoint.pipeline;

import dev.adjoint.train.TimeLine;
import java.nio.file.Path;

/// Goes to any step of a run: forward, back, and to the same bits again.
public final class ReplayRun {

  private ReplayRun() {}

  /// The hash of the weights after a step, and the loss of the next one.
  public static String run(Path folder, long step) {
    TimeLine line = ReplayedRun.of(folder).seek(step).line();
    String hash = line.hash();
    double loss = line.next();
    assert line.seek(step).hash().equals(hash);
    return "step %d: weights %s, next loss %.4f".formatted(step, hash.substring(0, 16), loss);
  }

  /// Prints it.
  ///
  /// @param arguments the folder of the run, and the step
  public static void main(String[] arguments) {
    System.out.println(run(Path.of(arguments[0]), Long.parseLong(arguments[1])));
  }
}
