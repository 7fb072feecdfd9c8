package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Output;
import dev.adjoint.pipeline.TimedSearch;
import dev.adjoint.pipeline.TimedSearchResult;
import dev.adjoint.pipeline.TimedTrial;
import dev.adjoint.pipeline.Training;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// A search for settings on the command line: what it prints, and Ctrl-C.
///
/// @param output where it prints
record SearchSession(Output output) {

  /// Searches.
  ///
  /// @return empty if it was interrupted; nothing is left then
  Optional<TimedSearchResult> run(Training training, Duration limit) {
    TimedSearch search = TimedSearch.of(training, limit);
    output.line("Searching for %,d s, with the last training:", limit.toSeconds());
    search.listen(trial ->
        output.line(
            "  trial %3d  validation loss %7s  %6.1f s  %s%s",
            trial.number(),
            Double.isNaN(trial.loss()) ? "–" : String.format(Locale.ROOT, "%.5f", trial.loss()),
            trial.seconds(),
            trial.settings(),
            trial.ending() == TimedTrial.Ending.FINISHED
                ? ""
                : "  (%s)".formatted(trial.ending())));
    try (Interruption _ = Interruption.watch(search::stop)) {
      Optional<TimedSearchResult> found = search.run();
      output.line(
          "%s",
          found
              .map(TimedSearchResult::summary)
              .orElse("Interrupted: nothing is trained; the trials are lost."));
      return found;
    }
  }
}
