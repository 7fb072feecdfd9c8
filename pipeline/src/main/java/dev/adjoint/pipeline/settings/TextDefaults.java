package dev.adjoint.pipeline.settings;

/// The settings that fit networks for texts, used where the user says nothing. Those of the bag
/// were chosen by trying them on banking77 (10,003 questions of 77 kinds) and chinese-poems (6,538
/// poems of 7 kinds); those of the other networks are usual ones.
///
/// @param epochs the last epoch
/// @param rate the step size of Adam
public record TextDefaults(int epochs, double rate) implements Defaults {

  private static final int BATCH = 32;

  @Override
  public int batch() {
    return BATCH;
  }

  /// Texts are learnt by heart after a few epochs, and from then on the validation loss only rises.
  @Override
  public int patience(int last) {
    return 3;
  }

  @Override
  public OptimizerChoice optimizer() {
    return OptimizerChoice.ADAMW;
  }

  @Override
  public double rate(OptimizerChoice optimizer) {
    return optimizer.rateLike(rate);
  }
}
