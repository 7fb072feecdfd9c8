package dev.adjoint.spark.rows;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.spark.model.RunFiles;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/// Prepared rows, and the model that will be trained on them.
///
/// @param chunks the samples of each partition, persisted until this is closed; whenever they are
///   computed they have the same partitions and order
/// @param saved what is trained
/// @param held the samples to validate on, on the driver
/// @param notes what was noticed about the data
public record TrainingRows(JavaRDD<Chunk> chunks, SavedModel saved, Chunk held, List<String> notes)
    implements AutoCloseable {

  /// Copies the list.
  public TrainingRows {
    notes = List.copyOf(notes);
  }

  /// The files of the model with these weights.
  public RunFiles files(TensorValues weights) {
    Layer network = saved.randomNetwork();
    Parameters parameters = Parameters.of(network);
    parameters.loadStateDict(weights.tensors(parameters.stateDict()));
    try {
      Path folder = Files.createTempDirectory("adjoint-weights");
      try {
        RunFolder files = new RunFolder(folder);
        files.writeModel(saved);
        files.writeWeights(parameters);
        return RunFiles.read(folder);
      } finally {
        Files.deleteIfExists(folder.resolve(RunFolder.MODEL));
        Files.deleteIfExists(folder.resolve(RunFolder.WEIGHTS));
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How good the model with these weights is on the held-out rows.
  public Figures judged(TensorValues weights) {
    Layer network = saved.randomNetwork();
    Parameters parameters = Parameters.of(network);
    parameters.loadStateDict(weights.tensors(parameters.stateDict()));
    Objective objective = Objective.of(saved.preprocessing().target());
    return Evaluation.of(network, held.dataSet(), objective.loss(), objective.metrics());
  }

  @Override
  public void close() {
    chunks.unpersist(false);
  }
}
