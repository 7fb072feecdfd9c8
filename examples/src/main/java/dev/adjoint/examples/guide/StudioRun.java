package dev.adjoint.examples.guide;

import module dev.adjoint.studio;

import java.util.Optional;

/// Chapter 15: the run and the exercises of the studio, without its page.
public final class StudioRun {

  private StudioRun() {}

  /// What came out.
  ///
  /// @param same whether the way back and forth left the same bits
  /// @param trace the loss that the traced step begins with
  /// @param mark how a wrong answer was marked
  public record Found(boolean same, double trace, Exercise.Mark mark) {}

  /// Goes back and forth, traces a step, marks an exercise.
  public static Found run() {
    // @start region="rewind"
    Playground play = Playground.of(PlaySetup.XOR, Optional.empty());
    play.seek(100);
    String hash = play.hash();
    play.seek(40);
    play.seek(100);
    boolean same = play.hash().equals(hash);
    double loss = play.trace().trace().loss().value().item();
    // @end
    // @start region="exercise"
    Exercise exercise = Exercise.of(Exercise.Kind.WEIGHT, 1);
    Exercise.Mark mark = exercise.mark(-exercise.answer());
    // @end
    return new Found(same, loss, mark);
  }
}
