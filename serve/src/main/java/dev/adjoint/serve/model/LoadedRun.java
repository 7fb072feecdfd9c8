package dev.adjoint.serve.model;

import dev.adjoint.data.ratings.ItemTitles;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.serve.input.InputKinds;
import dev.adjoint.serve.input.ServedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// A run as it was read from its folder.
///
/// @param folder the folder of the run
/// @param stamp what the file system said about its files before they were read
/// @param model the model
/// @param input reads the samples of requests
/// @param weightsSha256 the digest of the file of weights
record LoadedRun(
    Path folder, RunStamp stamp, TrainedModel model, ServedInput input, String weightsSha256) {

  static final String MODEL = "model.json";
  static final String WEIGHTS = "model.safetensors";

  /// Reads a run.
  ///
  /// @param titles a file with the titles of items, for a model of ratings
  /// @throws RunException when there is no finished run, a file is damaged, the kind of data cannot
  ///   be served, or a file changed meanwhile
  static LoadedRun load(Path folder, Optional<Path> titles) {
    RunStamp before = RunStamp.of(folder);
    TrainedModel model = TrainedModel.load(folder);
    ServedInput input =
        InputKinds.of(model, titles.map(ItemTitles::read))
            .orElseThrow(() ->
                new RunException(
                    "serve: the model in %s reads %s, which cannot be served"
                        .formatted(folder, model.reader().expects())));
    String digest = digest(folder.resolve(WEIGHTS));
    if (!before.equals(RunStamp.of(folder))) {
      throw new RunException(
          "serve: the run in %s changed while it was read; try again".formatted(folder));
    }
    return new LoadedRun(folder, before, model, input, digest);
  }

  private static String digest(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new RunException(
          "serve: %s cannot be read (%s)".formatted(file, RunException.reason(e)), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java runtime has SHA-256.
    }
  }
}
