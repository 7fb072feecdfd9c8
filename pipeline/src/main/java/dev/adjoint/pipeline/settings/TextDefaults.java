package dev.adjoint.pipeline.settings;

/// The default settings for networks for texts. Those of the bag were chosen by experiments on
/// banking77 (10,003 questions of 77 kinds) and chinese-poems (6,538 poems of 7 kinds); those of
/// the other networks are usual ones.
///
/// @param epochs the last epoch
/// @param rate the step size of Adam
public record TextDefaults(int epochs, double rate) implements Defaults {

  private static final int BATCH = 32;

  @Override
  public int batch() {
    return BATCH;
  }

  /// Networks overfit texts after a few epochs; from then on the validation loss only rises.
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
