package dev.adjoint.train;

import dev.adjoint.formats.Safetensors;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that a run needs to continue. A resumed run ends with the same bits as one that was
/// not interrupted.
///
/// In the file, the tensors are `model/…`, `optimizer/…` and `best/…`; the rest is in the metadata.
/// Numbers are written as text that reads back to the same bits.
///
/// @param progress where to go on
/// @param weights the model's weights by path
/// @param optimizerState the state of the update rule
/// @param best the best model so far
/// @param sums the sums of the epoch that was interrupted
/// @param history the epochs that are done
/// @param fingerprint what must be the same when the run is resumed
public record Checkpoint(
    Progress progress,
    Map<String, Tensor> weights,
    Map<String, Tensor> optimizerState,
    Best best,
    EpochSums sums,
    List<EpochRecord> history,
    Fingerprint fingerprint) {

  /// Refuses null.
  public Checkpoint {
    TrainArguments.required("the progress", progress, "give Progress.START");
    TrainArguments.required("the map of weights", weights, "give those of the model");
    TrainArguments.required("the optimizer's state", optimizerState, "give Map.of() for none");
    TrainArguments.required("the best epoch", best, "give Best.NONE");
    TrainArguments.required("the sums of the epoch", sums, "give those so far");
    TrainArguments.required("the history", history, "give List.of() for none");
    TrainArguments.required("the fingerprint", fingerprint, "give that of the run");
  }

  /// Writes the file. An older file is replaced atomically.
  public void write(Path file) throws IOException {
    TrainArguments.required("the file", file, "give its path");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    StateParts.put(tensors, StateParts.MODEL, weights);
    StateParts.put(tensors, StateParts.OPTIMIZER, optimizerState);
    StateParts.put(tensors, StateParts.BEST, best.weights());
    new Safetensors(tensors, CheckpointText.of(this)).write(file);
  }

  /// Reads a file and checks everything in it.
  ///
  /// @throws IOException if it cannot be read, is cut short, or is not a checkpoint
  public static Checkpoint read(Path file) throws IOException {
    TrainArguments.required("the file", file, "give its path");
    Safetensors stored = Safetensors.read(file);
    CheckpointText text = CheckpointText.read(file, stored.metadata());
    return new Checkpoint(
        text.progress(),
        StateParts.get(stored, StateParts.MODEL),
        StateParts.get(stored, StateParts.OPTIMIZER),
        text.best(StateParts.get(stored, StateParts.BEST)),
        text.sums(),
        text.history(),
        text.fingerprint());
  }
}
