package dev.adjoint.peers.tf;

import dev.adjoint.bench.workload.Library;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Peer;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;

/// TensorFlow on the workloads.
public final class TensorFlowGraphs implements Library {

  private final ConfigProto options;

  private TensorFlowGraphs(int threads) {
    options =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(Integer.getInteger("peers.beside", 1))
            .build();
  }

  /// Runs until told to quit; `-Dpeers.beside` is how many operations may run side by side.
  public static void main(String[] arguments) {
    Peer.run(arguments, TensorFlowGraphs::new);
  }

  @Override
  public Optional<Steps> steps(Workload workload) {
    return workload.number() <= 6 ? Optional.of(Training.of(workload, options)) : Optional.empty();
  }

  @Override
  public Optional<Calls> calls() {
    return Optional.of(new RowInference(options));
  }

  @Override
  public Optional<Products> products() {
    return Optional.of(new SquareProducts(options));
  }
}
