package dev.adjoint.explain.trace;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.pipeline.ReplayedRun;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TimeLine;
import java.util.LinkedHashMap;
import java.util.Map;

/// A step of a run, traced: the run is replayed to the step, and the step is then run again
/// unrecorded.
///
/// @param number the number of the step, from 1
/// @param batch the samples of the step
/// @param trace the step
/// @param hash of the weights after it
public record RunTrace(long number, Batch batch, StepTrace trace, String hash) {

  /// Traces a step. The replayed step, from a recording, must leave the same weights in every bit.
  ///
  /// @param number the number of the step, from 1: the step that leads from the weights of step
  ///   `number − 1` to those of step `number`, at which the run is afterwards
  /// @throws RunException if the run has no such step
  /// @throws IllegalStateException if the traced step and the replayed one differ
  public static RunTrace of(ReplayedRun run, long number) {
    run.seek(number);
    if (number < 1) {
      throw new RunException(
          "explain: step %d is asked for but the first step is 1; choose one with --step"
              .formatted(number));
    }
    String expected = run.line().hash();
    TimeLine line = run.seek(number - 1).line();
    Batch batch = line.batches().getFirst();
    Optimizer optimizer = run.optimizer();
    Parameters parameters = Parameters.of(run.network());
    Map<String, Tensor> weights = parameters.stateDict();
    Map<String, Tensor> memory = optimizer.stateDict();
    long steps = optimizer.steps();
    optimizer.zeroGrad();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    batch
        .fields()
        .forEach(
            (name, tensor) -> inputs.put(name.equals(Source.FEATURES) ? "input" : name, tensor));
    StepTrace trace;
    String hash;
    try {
      trace =
          StepTrace.of(
              run.network(),
              optimizer,
              inputs,
              () -> line.stepOfBatch().of(batch, new Pass.Training(line.random(0))).loss());
      hash = line.hash();
    } finally {
      optimizer.zeroGrad();
      parameters.loadStateDict(weights);
      optimizer.loadStateDict(memory, steps);
    }
    run.seek(number);
    if (!hash.equals(expected)) {
      throw new IllegalStateException(
          "explain: step %d, traced, leaves the weights %s but the run's own step leaves %s; a layer changes something besides its parameters and buffers, or its buffers change with each forward pass"
              .formatted(number, hash.substring(0, 16), expected.substring(0, 16)));
    }
    return new RunTrace(number, batch, trace, hash);
  }
}
