package dev.adjoint.serve.model;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.Predictions;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.input.ServedInput;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// A trained model under a name and a version.
public final class ServedModel {

  private final String name;
  private final int version;
  private final LoadedRun run;
  private final Batcher batcher;

  ServedModel(String name, int version, LoadedRun run, Batching batching, IntConsumer computed) {
    this.name = name;
    this.version = version;
    this.run = run;
    this.batcher = new Batcher("batches-" + name, run.model(), batching, computed);
  }

  /// The name that requests use.
  public String name() {
    return name;
  }

  /// The version, from 1.
  public int version() {
    return version;
  }

  /// The folder of the run.
  public Path folder() {
    return run.folder();
  }

  /// The model.
  public TrainedModel model() {
    return run.model();
  }

  /// How requests say samples.
  public ServedInput input() {
    return run.input();
  }

  /// The SHA-256 digest of the file of weights, in hexadecimal digits.
  public String weightsSha256() {
    return run.weightsSha256();
  }

  /// The number of requests that wait for it.
  public int waiting() {
    return batcher.waiting();
  }

  /// What was read, with what the model says of it.
  ///
  /// @param inputs the samples
  /// @param predictions the answers, one for each sample
  public record Answered(Inputs inputs, Predictions predictions) {}

  /// Answers for samples.
  ///
  /// @param reading prepares them
  /// @throws Refusal 400 when they cannot be read or computed with, 503 when too many wait
  public Answered answer(Supplier<Inputs> reading) {
    try {
      Inputs inputs = reading.get();
      ServedInput.requireCount(inputs.count());
      return new Answered(
          inputs, run.model().predictions(inputs, batcher.outputs(inputs.features())));
    } catch (DataException e) {
      throw Refusal.of(400, String.valueOf(e.getMessage()));
    }
  }

  /// Whether the files in the folder are still those that were loaded.
  boolean isCurrent() {
    return run.stamp().equals(RunStamp.of(run.folder()));
  }

  void retire() {
    batcher.retire();
  }
}
