package dev.adjoint.train;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.optim.Optimizer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/// What must be the same for a resumed run to give the same bits: the model, the loss, the update
/// rules, the data, batches and the seed.
///
/// The number of epochs is not part of it: a finished run can be continued with more epochs.
public record Fingerprint(Map<String, String> parts) {

  /// Refuses null.
  public Fingerprint {
    TrainArguments.required("the map of parts", parts, "give Map.of() for none");
  }

  static Fingerprint of(
      Object model, Step step, Optimizer optimizer, Source training, TrainOptions options) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("model", text(model.toString()));
    parts.put(
        "loss", text(step instanceof SupervisedStep one ? one.loss().toString() : step.toString()));
    parts.put("optimizer", text(optimizer.rules()));
    parts.put("batch", Integer.toString(options.batch()));
    parts.put("accumulation", Integer.toString(options.accumulation()));
    parts.put("last batch", options.lastBatch().map(Enum::toString).orElse("automatic"));
    parts.put("shuffle buffer", Integer.toString(options.shuffleBuffer()));
    options.steps().ifPresent(steps -> parts.put("steps", Long.toString(steps)));
    parts.put("seed", Long.toString(options.seed()));
    parts.put("monitor", options.monitor().toString());
    parts.put(
        "metrics",
        options.metrics().stream().map(each -> text(each.toString())).toList().toString());
    parts.put("training data", digest(training));
    parts.put("validation data", options.validation().map(Fingerprint::digest).orElse("none"));
    return new Fingerprint(parts);
  }

  /// Java prints an address for classes and lambdas without a `toString` of their own. It differs
  /// from run to run, so it is removed.
  static String text(String parts) {
    return parts.replaceAll("(/0x[0-9a-f]+)?@[0-9a-f]+", "").replaceAll("\\s+", " ");
  }

  private static String digest(Source source) {
    return source instanceof DataSet data
        ? "%d samples, sha256 %s"
            .formatted(data.count(), Digest.sha256(data.fields()).substring(0, 16))
        : source.fingerprint();
  }

  void requireSame(Fingerprint present) {
    StringJoiner differences = new StringJoiner("; ");
    Set<String> names = new LinkedHashSet<>(present.parts.keySet());
    names.addAll(parts.keySet());
    for (String name : names) {
      String saved = parts.getOrDefault(name, "missing");
      String now = present.parts.getOrDefault(name, "missing");
      if (!saved.equals(now)) {
        differences.add("%s was %s and is now %s".formatted(name, saved, now));
      }
    }
    if (differences.length() > 0) {
      throw new IllegalArgumentException(
          "resume: the checkpoint is from another run: %s; resume with the same data and options, or start a new run without --resume"
              .formatted(differences));
    }
  }
}
