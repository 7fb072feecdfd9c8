package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Library;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Peer;
import dev.adjoint.peers.Sizes;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;

/// libtorch on the workloads.
public final class Libtorch implements Library {

  private Libtorch(int threads) {
    torch.set_num_threads(threads);
    torch.set_num_interop_threads(1);
    Peer.checkThreads(threads, torch.get_num_threads());
  }

  /// Runs until told to quit.
  public static void main(String[] arguments) {
    Peer.run(arguments, Libtorch::new);
  }

  @Override
  public Optional<Steps> steps(Workload workload) {
    // Images in channels-last order make W6 2.5 times as fast and leave W3 as it is.
    boolean channelsLast = workload == Workload.W6 || workload == Workload.W9;
    Parameters weights = Parameters.of(workload, channelsLast);
    int rows = workload.items();
    return Optional.of(
        switch (workload) {
          case W1 ->
              new Training(
                  workload, weights, new Mlp.Tiny(weights), new PlainSgd(weights, 0.1), 1, 2);
          case W2 ->
              new Training(
                  workload,
                  weights,
                  new Mlp(weights),
                  Fused.adam(weights, 1e-3),
                  rows,
                  Sizes.PIXELS);
          case W3 ->
              new Training(
                  workload,
                  weights,
                  new Cnn(weights),
                  Fused.momentum(weights, 0.01, 0.9),
                  rows,
                  1,
                  Sizes.DIGIT_SIDE,
                  Sizes.DIGIT_SIDE);
          case W4 ->
              new Training(
                  workload,
                  weights,
                  new Gpt(weights),
                  Fused.adamW(weights, 1e-3, 0.99, 0.1),
                  Sizes.ROWS,
                  Sizes.CONTEXT);
          case W5 ->
              new Training(
                  workload,
                  weights,
                  new Lstm(weights),
                  Fused.adam(weights, 1e-3),
                  rows,
                  Sizes.STEPS,
                  Sizes.INPUTS);
          case W6 ->
              new Training(
                  workload,
                  weights,
                  new Resnet(weights, true),
                  Fused.momentum(weights, 0.01, 0.9),
                  rows,
                  Sizes.CHANNELS,
                  Sizes.SIDE,
                  Sizes.SIDE);
          case W9 ->
              new Training(
                  workload,
                  weights,
                  new Mobile(weights, true),
                  Fused.momentum(weights, 1e-4, 0.9),
                  rows,
                  Sizes.CHANNELS,
                  Sizes.SIDE,
                  Sizes.SIDE);
          case W11 ->
              new Training(
                  workload,
                  weights,
                  new Recommender(weights),
                  Fused.adamOfRows(weights, "table", 1e-3),
                  rows / Sizes.FIELDS,
                  Sizes.FIELDS);
          case W12 ->
              new Training(
                  workload,
                  weights,
                  new TextCnn(weights),
                  Fused.adam(weights, 1e-3),
                  rows,
                  Sizes.TEXT_LENGTH);
          case W13 ->
              new Training(
                  workload,
                  weights,
                  new Gru(weights),
                  Fused.adam(weights, 1e-3),
                  rows,
                  Sizes.STEPS,
                  Sizes.INPUTS);
          default -> throw new IllegalArgumentException(workload + " has no training steps");
        });
  }

  @Override
  public Optional<Calls> calls() {
    return Optional.of(new RowInference());
  }

  @Override
  public Optional<Network> network(Workload workload) {
    return Optional.of(new BatchInference(workload));
  }

  @Override
  public Optional<Decoding> decoding() {
    return Optional.of(new GptDecoding());
  }

  @Override
  public Optional<Products> products() {
    return Optional.of(SquareProduct::new);
  }
}
