package dev.adjoint.pipeline.settings;

/// The default settings for models of ratings, chosen by experiments on the ratings of
/// MovieTweetings.
public record RatingDefaults() implements Defaults {

  @Override
  public int batch() {
    return 256;
  }

  @Override
  public int epochs() {
    return 40;
  }

  @Override
  public int patience(int epochs) {
    return Math.max(3, epochs / 5);
  }

  @Override
  public OptimizerChoice optimizer() {
    return OptimizerChoice.ADAMW;
  }

  @Override
  public double rate(OptimizerChoice optimizer) {
    return optimizer.rateLike(5 * optimizer.usualRate());
  }
}
