package dev.adjoint.spark.rows;

import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What `model.json` says, as a value that can be sent; each executor reads it once.
public final class PlannedModel implements Serializable {

  private static final long serialVersionUID = 1;

  private final byte[] json;
  private transient @Nullable SavedModel read;

  PlannedModel(byte[] json) {
    this.json = json;
  }

  /// What `model.json` says.
  public static PlannedModel of(SavedModel saved) {
    return inFolder(folder -> {
      RunFolder files = new RunFolder(folder);
      files.writeModel(saved);
      return new PlannedModel(Files.readAllBytes(folder.resolve(RunFolder.MODEL)));
    });
  }

  /// The text of `model.json` as bytes.
  public byte[] json() {
    return json;
  }

  /// What it says.
  public synchronized SavedModel saved() {
    SavedModel known = read;
    if (known == null) {
      known =
          inFolder(folder -> {
            Files.write(folder.resolve(RunFolder.MODEL), json);
            return new RunFolder(folder).model();
          });
      read = known;
    }
    return known;
  }

  private interface Work<T> {
    T in(Path folder) throws IOException;
  }

  private static <T> T inFolder(Work<T> work) {
    try {
      Path folder = Files.createTempDirectory("adjoint-plan");
      try {
        return work.in(folder);
      } finally {
        Files.deleteIfExists(folder.resolve(RunFolder.MODEL));
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new RunException("model: no temporary folder can be used on this machine", e);
    }
  }
}
