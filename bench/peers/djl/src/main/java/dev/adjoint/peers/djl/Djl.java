package dev.adjoint.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.Sgd;
import ai.djl.training.tracker.Tracker;
import dev.adjoint.bench.workload.Library;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Peer;
import dev.adjoint.peers.Sizes;
import java.util.Optional;

/// DJL on the workloads.
public final class Djl implements Library {

  static final String ENGINE = "PyTorch";

  private Djl(int threads) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.default_engine", ENGINE);
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Engine.getInstance();
  }

  /// Runs until told to quit.
  public static void main(String[] arguments) {
    Peer.run(arguments, Djl::new);
  }

  static Model model() {
    return Model.newInstance("model", Device.cpu(), ENGINE);
  }

  @Override
  public Optional<Steps> steps(Workload workload) {
    if (workload.number() > 6) {
      return Optional.empty();
    }
    int rows = workload.items();
    Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    return Optional.of(
        switch (workload) {
          case W1 ->
              new Training(workload, Networks.tiny(), Loss.l2Loss(), descent(0.1f).build(), 1, 2);
          case W2 ->
              new Training(workload, Networks.mlp(), crossEntropy, adam(), rows, Sizes.PIXELS);
          case W3 ->
              new Training(
                  workload,
                  Networks.cnn(),
                  crossEntropy,
                  momentum(),
                  rows,
                  1,
                  Sizes.DIGIT_SIDE,
                  Sizes.DIGIT_SIDE);
          case W4 ->
              new Training(workload, new Gpt(), crossEntropy, adamW(), Sizes.ROWS, Sizes.CONTEXT);
          case W5 ->
              new Training(
                  workload, Networks.lstm(), crossEntropy, adam(), rows, Sizes.STEPS, Sizes.INPUTS);
          case W6 ->
              new Training(
                  workload,
                  Networks.resnet(),
                  crossEntropy,
                  momentum(),
                  rows,
                  Sizes.CHANNELS,
                  Sizes.SIDE,
                  Sizes.SIDE);
          default -> throw new IllegalArgumentException(workload + " has no training steps");
        });
  }

  private static Sgd.Builder descent(float rate) {
    return Optimizer.sgd().setLearningRateTracker(Tracker.fixed(rate));
  }

  private static Optimizer momentum() {
    return descent(0.01f).optMomentum(0.9f).build();
  }

  /// DJL adds epsilon to the root of the uncorrected mean: what PyTorch adds, at the first step.
  private static float epsilon(double beta2) {
    return (float) (1e-8 * Math.sqrt(1 - beta2));
  }

  private static Optimizer adam() {
    return Optimizer.adam()
        .optLearningRateTracker(Tracker.fixed(1e-3f))
        .optEpsilon(epsilon(0.999))
        .build();
  }

  /// Gains decay too, for DJL has no groups of parameters.
  private static Optimizer adamW() {
    return Optimizer.adamW()
        .optLearningRateTracker(Tracker.fixed(1e-3f))
        .optBeta1(0.9f)
        .optBeta2(0.99f)
        .optEpsilon(epsilon(0.99))
        .optWeightDecays(0.1f)
        .build();
  }

  @Override
  public Optional<Calls> calls() {
    return Optional.of(new RowInference());
  }

  @Override
  public Optional<Products> products() {
    return Optional.of(SquareProduct::new);
  }
}
