package dev.adjoint.serve.model;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.Predictions;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.input.ServedInput;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// A trained model under a name and a version.
public final class ServedModel {

  private final NamedRun named;
  private final int version;
  private final LoadedRun run;
  private final Batcher batcher;
  private final FutureTask<HeldOut> heldOut;

  /// @param heldOut reads what the data of the run still says, when it is first asked for
  ServedModel(
      NamedRun named,
      int version,
      LoadedRun run,
      Batching batching,
      IntConsumer computed,
      Function<TrainedModel, HeldOut> heldOut) {
    this.named = named;
    this.version = version;
    this.run = run;
    this.heldOut = new FutureTask<>(() -> heldOut.apply(run.model()));
    this.batcher = new Batcher("batches-" + named.name(), run.model(), batching, computed);
  }

  /// The name that requests use.
  public String name() {
    return named.name();
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

  /// Reads the samples of requests.
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

  /// What the data of the run still says. The first call reads the data; others wait for it.
  public HeldOut heldOut() {
    heldOut.run();
    try {
      return heldOut.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("server: it is stopping; try again", 1);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the data of the run could not be read again", e.getCause());
    }
  }

  /// The same, or what is known without the data while it is being read.
  public HeldOut heldOutNow() {
    return heldOut.isDone() ? heldOut() : HeldOut.none(run.model());
  }

  /// The run under its name.
  NamedRun named() {
    return named;
  }

  /// The samples that were read, with the predictions of the model.
  ///
  /// @param inputs the samples
  /// @param predictions the answers, one for each sample
  public record Answered(Inputs inputs, Predictions predictions) {}

  /// Answers for samples.
  ///
  /// @param reading prepares the samples
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
