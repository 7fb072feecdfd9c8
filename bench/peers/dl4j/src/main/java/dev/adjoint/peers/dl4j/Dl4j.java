package dev.adjoint.peers.dl4j;

import dev.adjoint.bench.workload.Library;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Peer;
import dev.adjoint.peers.Sizes;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/// Deeplearning4j on the workloads.
public final class Dl4j implements Library {

  private Dl4j(int threads) {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
  }

  /// Runs until told to quit.
  public static void main(String[] arguments) {
    Peer.run(arguments, Dl4j::new);
  }

  @Override
  public Optional<Steps> steps(Workload workload) {
    int rows = workload.items();
    return switch (workload) {
      case W1 -> Optional.of(Training.tiny(Networks.tiny()));
      case W2 -> Optional.of(Training.of(workload, Networks.mlp(), rows, Sizes.PIXELS));
      case W3 ->
          Optional.of(
              Training.of(workload, Networks.cnn(), rows, 1, Sizes.DIGIT_SIDE, Sizes.DIGIT_SIDE));
      case W5 ->
          Optional.of(Training.of(workload, Networks.lstm(), rows, Sizes.STEPS, Sizes.INPUTS));
      case W6 -> Optional.of(Training.of(Resnet.graph(), rows));
      default -> Optional.empty();
    };
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
