package dev.adjoint.examples.cookbook;

import module dev.adjoint.formats;
import module dev.adjoint.nn;
import module dev.adjoint.tensor;
import module dev.adjoint.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Files of PyTorch, NumPy, safetensors and TensorBoard.
public final class OtherTools {

  private OtherTools() {}

  /// Copies weights through a file of PyTorch.
  ///
  /// @return what fitted when only the matching weights were loaded
  public static LoadReport pytorchWeights(Layer model, Layer other, Path folder)
      throws IOException {
    // @start region="pytorch"
    Weights.save(model, folder.resolve("model.pt"));
    Weights.load(other, folder.resolve("model.pt"));
    LoadReport report = Weights.loadMatching(other, folder.resolve("model.pt"));
    // @end
    return report;
  }

  /// Loads the weights of a file of PyTorch under other names.
  public static void renamed(Layer model, Path file) throws IOException {
    // @start region="renamed"
    Map<String, Tensor> weights = PyTorchFile.readStateDict(file);
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    weights.forEach((name, weight) -> renamed.put(name.replaceFirst("^fc[.]", ""), weight));
    Parameters.of(model).loadStateDict(renamed);
    // @end
  }

  /// Carries training over to PyTorch and back.
  ///
  /// @return the number of finished epochs in the file
  public static long checkpoint(Layer model, Optimizer optimizer, Path file) throws IOException {
    // @start region="checkpoint"
    PyTorchCheckpoint.save(model, optimizer, 3, file);
    long epoch = PyTorchCheckpoint.load(model, optimizer, file);
    // @end
    return epoch;
  }

  /// Reads one tensor of a file that may be larger than the memory.
  public static Tensor one(Path path, String name) throws IOException {
    // @start region="one"
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      return Objects.requireNonNull(file.tensors().get(name), name).read();
    }
    // @end
  }

  /// Writes an array and reads it.
  public static Tensor array(Tensor x, Path file) throws IOException {
    // @start region="numpy"
    Numpy.write(file, x);
    Tensor same = Numpy.read(file);
    // @end
    return same;
  }

  /// Trains while the curves go to an event file of TensorBoard.
  ///
  /// @return the names of the curves in the folder
  public static Set<String> curves(Trainer trainer, Layer model, Path folder) throws IOException {
    // @start region="tensorboard"
    try (EventWriter events = EventWriter.in(folder)) {
      trainer.listen(new TensorBoardListener(events, model)).fit();
    }
    // @end
    return Objects.requireNonNull(LogRuns.read(folder).curves().get(".")).keySet();
  }
}
