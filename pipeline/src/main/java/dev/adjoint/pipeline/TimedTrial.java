package dev.adjoint.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One training of a [TimedSearch].
///
/// @param number from 1
/// @param changed the settings that differ from the defaults, as they would appear on the command
///   line
/// @param loss the best validation loss; NaN if no epoch was completed
/// @param bestEpoch the epoch with that loss, 0 if none was completed
/// @param epochs how many epochs were trained
/// @param seconds how long it took
/// @param ending how it ended
public record TimedTrial(
    int number,
    Map<String, String> changed,
    double loss,
    int bestEpoch,
    int epochs,
    double seconds,
    Ending ending) {

  /// How a trial ended.
  public enum Ending {
    /// To its last epoch, or by its patience.
    FINISHED,
    /// After a third of its epochs, because it was worse than half of the trials before it.
    WORSE,
    /// Because the rest of the time is needed for the training with the best settings.
    TIME_UP,
    /// Because the loss did not stay finite.
    DIVERGED;

    /// The text for people and files.
    @Override
    public String toString() {
      return switch (this) {
        case FINISHED -> "finished";
        case WORSE -> "stopped: worse than half of the others";
        case TIME_UP -> "stopped: the time is up";
        case DIVERGED -> "the loss did not stay finite";
      };
    }
  }

  /// Keeps the order of the settings.
  public TimedTrial {
    changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
  }

  /// The changed settings in one text, such as `rate=0.004 layers=64,64`; `defaults` if there are
  /// none.
  public String settings() {
    if (changed.isEmpty()) {
      return "defaults";
    }
    StringBuilder text = new StringBuilder();
    changed.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
    return text.toString();
  }

  /// Everything as `metrics.json` has it.
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", number);
    map.put("changed", changed);
    if (Double.isFinite(loss)) {
      map.put("validation_loss", loss);
    }
    map.put("best_epoch", bestEpoch);
    map.put("epochs", epochs);
    map.put("seconds", Math.round(seconds * 1000) / 1000.0);
    map.put("ending", ending.toString());
    return map;
  }
}
