package dev.adjoint.train;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Split;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/// What must be equal for a run to go on in the same bits: the model, the update rules, the data,
/// batches and the seed.
///
/// The number of epochs is left out: a finished run may be given more.
public record Fingerprint(Map<String, String> parts) {

  static Fingerprint of(Layer model, Optimizer optimizer, Split data, TrainOptions options) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("model", text(model.toString()));
    parts.put("optimizer", text(optimizer.rules()));
    parts.put("batch", Integer.toString(options.batch()));
    parts.put("seed", Long.toString(options.seed()));
    parts.put("training data", digest(data.training()));
    parts.put("validation data", digest(data.validation()));
    return new Fingerprint(parts);
  }

  /// The place in memory that Java prints for classes and lambdas without a text of their own
  /// differs from run to run and is left out.
  private static String text(String parts) {
    return parts.replaceAll("(/0x[0-9a-f]+)?@[0-9a-f]+", "").replaceAll("\\s+", " ");
  }

  private static String digest(DataSet data) {
    return "%d samples, sha256 %s"
        .formatted(
            data.count(),
            Digest.sha256(Map.of("features", data.features(), "target", data.target()))
                .substring(0, 16));
  }

  void requireSame(Fingerprint present) {
    StringJoiner differences = new StringJoiner("; ");
    present.parts.forEach((name, value) -> {
      String saved = parts.getOrDefault(name, "missing");
      if (!saved.equals(value)) {
        differences.add("%s was %s and is now %s".formatted(name, saved, value));
      }
    });
    if (differences.length() > 0) {
      throw new IllegalArgumentException(
          "resume: the checkpoint is from another run: %s; resume with the same data and options, or start anew without --resume"
              .formatted(differences));
    }
  }
}
