package dev.adjoint.peers.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.adjoint.bench.workload.Library;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Peer;
import java.nio.file.Path;
import java.util.Optional;

/// ONNX Runtime on W7, W10 and W14 to W17; it does not train.
public final class OnnxRuntime implements Library {

  private final int threads;

  private OnnxRuntime(int threads) {
    this.threads = threads;
  }

  /// Runs until told to quit; `-Dpeers.models` is the folder of the ONNX files.
  public static void main(String[] arguments) {
    Peer.run(arguments, OnnxRuntime::new);
  }

  /// A session with all optimizations of the graph.
  private OrtSession open(Workload workload) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      Path file = Path.of(System.getProperty("peers.models"), workload + ".onnx");
      return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<Calls> calls() {
    return Optional.of(new RowInference(open(Workload.W7)));
  }

  @Override
  public Optional<Network> network(Workload workload) {
    return Optional.of(new BatchInference(open(workload), workload));
  }

  @Override
  public Optional<Decoding> decoding() {
    return Optional.of(new TextReading(open(Workload.W10)));
  }
}
