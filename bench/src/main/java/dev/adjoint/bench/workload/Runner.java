package dev.adjoint.bench.workload;

import java.util.Optional;

/// Adjoint on one workload at one number of threads, as a process of its own ([Turns]).
///
/// The threads are set from outside, with `-Dadjoint.threads`. With `-Dadjoint.bench.eager=true`
/// steps are not recorded.
public final class Runner implements Library {

  private final boolean eager = Boolean.getBoolean("adjoint.bench.eager");

  private Runner() {}

  /// Runs until it gets the command to quit.
  public static void main(String[] arguments) throws Exception {
    Turns.run(arguments, _ -> new Runner());
  }

  @Override
  public Optional<Steps> steps(Workload workload) {
    TrainingWorkload training =
        eager ? TrainingWorkload.eager(workload) : TrainingWorkload.of(workload);
    return Optional.of(
        new Steps() {
          @Override
          public void take(long step) {
            training.step(step);
          }

          @Override
          public double loss(long step) {
            return training.step(step).item();
          }
        });
  }

  @Override
  public Optional<Calls> calls() {
    return Optional.of(eager ? Inference.eager() : Inference.recorded());
  }

  @Override
  public Optional<Network> network(Workload workload) {
    return Optional.of(eager ? BatchInference.eager(workload) : BatchInference.recorded(workload));
  }

  @Override
  public Optional<Decoding> decoding() {
    return Optional.of(GptDecoding.of());
  }

  @Override
  public Optional<Products> products() {
    return Optional.of(SquareProduct::new);
  }
}
