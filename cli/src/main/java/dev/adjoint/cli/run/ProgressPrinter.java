package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Output;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.train.EpochRecord;
import dev.adjoint.train.Figures;
import dev.adjoint.train.Progress;
import dev.adjoint.train.TrainEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// Shows the progress of training: on a terminal one line that is rewritten, elsewhere a line from
/// time to time.
final class ProgressPrinter implements Consumer<TrainEvent> {

  private static final long REFRESH_NANOS = 100_000_000L;
  private static final int MOST_LINES = 20;
  private static final String CLEAR_LINE = "\r\u001b[K";

  /// A line that is wider than the terminal is cut, because a wrapped one could not be cleared.
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final Output output;
  private final Metric metric;
  private final int epochs;
  private final boolean terminal;
  private int batches;
  private Progress first = Progress.START;
  private long started;
  private long shown;
  private long samples;
  private boolean open;

  ProgressPrinter(Output output, Metric metric, int epochs) {
    this.output = output;
    this.metric = metric;
    this.epochs = epochs;
    this.terminal = output.isTerminal();
  }

  @Override
  public void accept(TrainEvent event) {
    switch (event) {
      case TrainEvent.Started begun -> {
        batches = begun.batches().orElse(0);
        first = begun.progress();
        started = System.nanoTime();
      }
      case TrainEvent.BatchDone done -> {
        samples += done.samples();
        live(done);
      }
      case TrainEvent.EpochDone done -> epoch(done.record(), done.isBest());
      case TrainEvent.Remark remark -> {
        end();
        output.line(remark.text());
      }
      case TrainEvent.Finished _ -> end();
    }
  }

  private void live(TrainEvent.BatchDone done) {
    long now = System.nanoTime();
    if (!terminal || now - shown < REFRESH_NANOS) {
      return;
    }
    shown = now;
    double seconds = (now - started) / 1e9;
    Progress progress = done.progress();
    long all = (long) epochs * batches;
    long left = all - progress.step();
    long steps = progress.step() - first.step();
    String text =
        String.format(
            Locale.ROOT,
            "epoch %d/%d  batch %d/%d  loss %.4f  %s  %,.0f samples/s  %s left",
            progress.epoch() + 1,
            epochs,
            progress.batch(),
            batches,
            done.running().loss(),
            metrics(done.running()),
            samples / seconds,
            time(seconds / steps * left));
    output.people().print(CLEAR_LINE + NO_WRAP + text + WRAP);
    output.people().flush();
    open = true;
  }

  private void epoch(EpochRecord record, boolean isBest) {
    int every = Math.max(1, epochs / MOST_LINES);
    if (record.epoch() % every != 0 && record.epoch() != epochs && record.epoch() != 1) {
      return;
    }
    end();
    output.line(
        String.format(
            Locale.ROOT,
            "epoch %4d  loss %.5f  validation loss %.5f  %s%s",
            record.epoch(),
            record.training().loss(),
            record.latest().loss(),
            metrics(record.latest()),
            isBest ? "  best" : ""));
  }

  /// Clears the line.
  void end() {
    if (open) {
      output.people().print(CLEAR_LINE);
      output.people().flush();
      open = false;
    }
  }

  private String metrics(Figures figures) {
    Double value = figures.metrics().get(metric.name());
    if (value == null) {
      value = figures.metrics().values().stream().findFirst().orElse(Double.NaN);
      return String.format(Locale.ROOT, "error %.4g", value);
    }
    return String.format(Locale.ROOT, "%s %.4f", metric.name(), value);
  }

  private static String time(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(Math.max(0, seconds)));
    return duration.toHours() > 0
        ? "%d:%02d:%02d"
            .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
        : "%d:%02d".formatted(duration.toMinutesPart(), duration.toSecondsPart());
  }
}
