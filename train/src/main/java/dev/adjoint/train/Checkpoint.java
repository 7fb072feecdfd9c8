package dev.adjoint.train;

import dev.adjoint.formats.Safetensors;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that a run needs to go on and end in the same bits as an unbroken one.
///
/// In the file, the tensors are `model/…`, `optimizer/…` and `best/…`; the rest stands in the
/// metadata, numbers as text that reads back to the same bits.
///
/// @param place where to go on
/// @param weights the model's weights by path
/// @param optimizerState what the update rule remembers
/// @param best the best model so far
/// @param sums the sums of the epoch that was broken off
/// @param history the epochs before
/// @param fingerprint what the run was made of
public record Checkpoint(
    Progress place,
    Map<String, Tensor> weights,
    Map<String, Tensor> optimizerState,
    Best best,
    EpochSums sums,
    List<EpochRecord> history,
    Fingerprint fingerprint) {

  /// Writes the file, replacing an older one as a whole.
  public void write(Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    StateParts.put(tensors, StateParts.MODEL, weights);
    StateParts.put(tensors, StateParts.OPTIMIZER, optimizerState);
    StateParts.put(tensors, StateParts.BEST, best.weights());
    new Safetensors(tensors, CheckpointText.of(this)).write(file);
  }

  /// Reads a file; trusts nothing in it.
  ///
  /// @throws IOException if it cannot be read, is cut short, or is not a checkpoint
  public static Checkpoint read(Path file) throws IOException {
    Safetensors stored = Safetensors.read(file);
    CheckpointText text = CheckpointText.read(file, stored.metadata());
    return new Checkpoint(
        text.place(),
        StateParts.get(stored, StateParts.MODEL),
        StateParts.get(stored, StateParts.OPTIMIZER),
        text.best(StateParts.get(stored, StateParts.BEST)),
        text.sums(),
        text.history(),
        text.fingerprint());
  }
}
