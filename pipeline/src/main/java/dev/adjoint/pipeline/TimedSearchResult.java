package dev.adjoint.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a [TimedSearch] found.
///
/// @param best the training with the best settings, which has not started
/// @param chosen the number of the trial that had them
/// @param trials all trials in their order
/// @param limitSeconds the limit of the whole search with the last training
public record TimedSearchResult(
    Training best, int chosen, List<TimedTrial> trials, double limitSeconds) {

  /// Copies the list.
  public TimedSearchResult {
    trials = List.copyOf(trials);
  }

  /// Everything as `metrics.json` has it.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("limit_seconds", limitSeconds);
    map.put("chosen", chosen);
    map.put("trials", trials.stream().map(TimedTrial::toMap).toList());
    return map;
  }

  /// One sentence with the number of trials and the best settings.
  public String summary() {
    TimedTrial best = trials.get(chosen - 1);
    if (best.ending() != TimedTrial.Ending.FINISHED) {
      return "Nothing was searched: a training with the defaults takes more than half of the limit. They are kept.";
    }
    return String.format(
        Locale.ROOT,
        "Searched %d settings in %.1f s: the best are those of trial %d (%s), validation loss %.5f",
        trials.size(),
        trials.stream().mapToDouble(TimedTrial::seconds).sum(),
        chosen,
        best.settings(),
        best.loss());
  }
}
