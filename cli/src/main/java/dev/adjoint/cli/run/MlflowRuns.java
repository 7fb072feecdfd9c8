package dev.adjoint.cli.run;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.pipeline.TrainingRun;
import dev.adjoint.pipeline.track.MlflowListener;
import dev.adjoint.pipeline.track.MlflowStore;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/// A run on the command line that is told to MLflow.
final class MlflowRuns {

  private MlflowRuns() {}

  /// Runs a training and tells its course.
  ///
  /// @return what the training returns
  /// @throws CommandException before the training if the store cannot be reached
  static int during(TrainingRun run, String address, Output output, IntSupplier training) {
    try (MlflowStore store = MlflowStore.at(address)) {
      store.begin(
          run.saved().source().name(),
          String.valueOf(run.folder().path().toAbsolutePath().getFileName()),
          parameters(run));
      MlflowListener listener = new MlflowListener(store);
      run.listen(listener);
      MlflowStore.Status status = MlflowStore.Status.FAILED;
      try {
        int code = training.getAsInt();
        status = code == 0 ? MlflowStore.Status.FINISHED : MlflowStore.Status.KILLED;
        return code;
      } finally {
        end(store, status, listener, output);
      }
    } catch (FileSystemException e) {
      throw CommandException.unwritable("--mlflow", Path.of(address), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(e);
    }
  }

  private static void end(
      MlflowStore store, MlflowStore.Status status, MlflowListener listener, Output output) {
    try {
      store.end(status);
      output.line("MLflow: %s", store.location());
    } catch (IOException e) {
      output.line("MLflow: %s", String.valueOf(e.getMessage()));
    }
    listener.failure().ifPresent(failure -> output.line("MLflow: %s", failure));
  }

  private static Map<String, String> parameters(TrainingRun run) {
    Map<String, String> parameters = new LinkedHashMap<>();
    run.saved().settings().toMap().forEach((key, value) -> parameters.put(key, "" + value));
    run.saved()
        .architecture()
        .toMap()
        .forEach((key, value) -> parameters.put("model." + key, "" + value));
    return parameters;
  }
}
