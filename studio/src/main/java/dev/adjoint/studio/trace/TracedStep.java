package dev.adjoint.studio.trace;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Source;
import dev.adjoint.explain.trace.RunTrace;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TimeLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A traced step of a run, with what the page shows of it.
///
/// @param step the number of the step, from 1
/// @param trace the step
/// @param hash of the weights after it
/// @param command the command that explains a number of this step, with `%s` for the address of the
///   number; empty if no folder holds the run
public record TracedStep(long step, StepTrace trace, String hash, Optional<String> command) {

  /// Traces the next step of a run. The run is unchanged afterwards.
  ///
  /// @param model the model of the line
  /// @param optimizer the optimizer of the line
  public static TracedStep of(TimeLine line, Layer model, Optimizer optimizer) {
    Batch batch = line.batches().getFirst();
    Parameters parameters = Parameters.of(model);
    Map<String, Tensor> weights = parameters.stateDict();
    Map<String, Tensor> memory = optimizer.stateDict();
    long steps = optimizer.steps();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    batch
        .fields()
        .forEach(
            (name, tensor) -> inputs.put(name.equals(Source.FEATURES) ? "input" : name, tensor));
    optimizer.zeroGrad();
    try {
      StepTrace trace =
          StepTrace.of(
              model,
              optimizer,
              inputs,
              () -> line.stepOfBatch().of(batch, new Pass.Training(line.random(0))).loss());
      return new TracedStep(line.step() + 1, trace, line.hash(), Optional.empty());
    } finally {
      optimizer.zeroGrad();
      parameters.loadStateDict(weights);
      optimizer.loadStateDict(memory, steps);
    }
  }

  /// A step of a run in a folder.
  ///
  /// @param folder how the folder is written in commands
  public static TracedStep of(RunTrace run, String folder) {
    return new TracedStep(
        run.number(),
        run.trace(),
        run.hash(),
        Optional.of(
            "adjoint explain %s --step %d --why '%%s'"
                .formatted(folder.replace("%", "%%"), run.number())));
  }
}
