package dev.adjoint.spark.model;

import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.spark.cluster.ClusterFiles;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a trained model is made of, as one value that can be sent to executors.
///
/// @param model the content of `model.json`
/// @param weights the content of `model.safetensors`
/// @param digest the SHA-256 of both, by which executors know the model again
public record RunFiles(byte[] model, byte[] weights, String digest) implements Serializable {

  private static final long serialVersionUID = 1;

  /// The files with these contents.
  public static RunFiles of(byte[] model, byte[] weights) {
    return new RunFiles(model, weights, ClusterFiles.digest(model, weights));
  }

  /// Reads the folder of a finished run on the driver's disk.
  ///
  /// @throws RunException if it has no finished run or a file in it is damaged
  public static RunFiles read(Path folder) {
    TrainedModel.load(folder); // Reports what is wrong before anything is sent.
    try {
      return of(
          Files.readAllBytes(folder.resolve(RunFolder.MODEL)),
          Files.readAllBytes(folder.resolve(RunFolder.WEIGHTS)));
    } catch (IOException e) {
      throw new RunException("model: %s cannot be read".formatted(folder), e);
    }
  }

  /// Reads what [#write] wrote.
  public static RunFiles read(ClusterFiles folder) {
    return of(folder.read(RunFolder.MODEL), folder.read(RunFolder.WEIGHTS));
  }

  /// Writes the files into a folder, from which `TrainedModel` can load them where it is local.
  public void write(ClusterFiles folder) {
    folder.write(RunFolder.MODEL, model);
    folder.write(RunFolder.WEIGHTS, weights);
  }

  /// Writes the files into a folder of this machine.
  ///
  /// @throws RunException if it cannot be written
  public void write(Path folder) {
    RunFolder made = RunFolder.create(folder);
    made.write(RunFolder.MODEL, model);
    made.write(RunFolder.WEIGHTS, weights);
  }

  /// The model, read through a temporary folder of this machine.
  ///
  /// @throws RunException if a file is damaged or there is no room for temporary files
  public TrainedModel load() {
    try {
      Path folder = Files.createTempDirectory("adjoint-model");
      try {
        write(folder);
        return TrainedModel.load(folder);
      } finally {
        Files.deleteIfExists(folder.resolve(RunFolder.MODEL));
        Files.deleteIfExists(folder.resolve(RunFolder.WEIGHTS));
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new RunException("model: no temporary folder can be used on this machine", e);
    }
  }
}
