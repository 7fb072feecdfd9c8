package dev.adjoint.examples.cookbook;

import dev.adjoint.formats.Safetensors;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Weights and the state of a training in files.
public final class Saving {

  private Saving() {}

  /// Copies the weights of one model to another of the same form through a file.
  public static void weights(Layer model, Layer other, Path file) throws IOException {
    // @start region="weights"
    new Safetensors(Parameters.of(model).stateDict(), Map.of("format", "pt")).write(file);
    Parameters.of(other).loadStateDict(Safetensors.read(file).tensors());
    // @end
  }

  /// Copies what an optimizer remembers to another of the same rule through a file.
  public static void state(Optimizer optimizer, Optimizer other, Path file) throws IOException {
    // @start region="state"
    Map<String, String> place = Map.of("steps", Long.toString(optimizer.steps()));
    new Safetensors(optimizer.stateDict(), place).write(file);
    Safetensors saved = Safetensors.read(file);
    long steps = Long.parseLong(saved.metadata().getOrDefault("steps", "0"));
    other.loadStateDict(saved.tensors(), steps);
    // @end
  }
}
