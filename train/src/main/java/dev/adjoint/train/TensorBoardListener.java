package dev.adjoint.train;

import dev.adjoint.formats.tensorboard.EventWriter;
import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/// Writes the course of a training for TensorBoard.
///
/// ```java
/// try (EventWriter events = EventWriter.in(Path.of("runs/first"))) {
///   trainer.listen(new TensorBoardListener(events, model)).fit();
/// }
/// ```
///
/// | tag | step | what |
/// |---|---|---|
/// | `train/loss` | each | the mean loss of the batch before the step |
/// | `epoch/loss`, `epoch/METRIC` | the last of an epoch | figures of training over the epoch |
/// | `validation/loss`, `validation/METRIC` | the last of an epoch | figures on the held-out samples |
/// | `weights/NAME` | the last of an epoch | the histogram of a parameter |
///
/// A figure that is NaN or infinite is written as it is. The file is flushed after each epoch. The
/// listener reads the training and changes none of its bits.
public final class TensorBoardListener implements Consumer<TrainEvent> {

  private final EventWriter events;
  private final Map<String, Parameter> parameters;
  private long step;

  /// A listener that writes into an open event file, which stays open.
  ///
  /// @param model a layer, or a record or collection of layers, whose parameters are shown
  public TensorBoardListener(EventWriter events, Object model) {
    this.events = TrainArguments.required("the event writer", events, "give one");
    this.parameters = Parameters.of(model).byName();
  }

  @Override
  public void accept(TrainEvent event) {
    try {
      switch (event) {
        case TrainEvent.Started started -> started(started.progress());
        case TrainEvent.BatchDone done -> {
          step = done.progress().step();
          events.scalar("train/loss", step, done.loss());
        }
        case TrainEvent.EpochDone done -> epoch(done.record());
        case TrainEvent.Remark remark -> events.text("remarks", step, remark.text());
        case TrainEvent.Finished finished -> {
          events.ended(step, finished.ending() != TrainEvent.Ending.INTERRUPTED);
          events.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void started(Progress progress) throws IOException {
    step = progress.step();
    if (step > 0) {
      events.restarted(step + 1);
    }
  }

  private void epoch(EpochRecord record) throws IOException {
    figures("epoch", record.training());
    if (record.validation().isPresent()) {
      figures("validation", record.validation().get());
    }
    for (Map.Entry<String, Parameter> parameter : parameters.entrySet()) {
      Tensor value = Tensor.noGrad(() -> parameter.getValue().value().detach());
      events.histogram("weights/" + parameter.getKey(), step, value);
    }
    events.flush();
  }

  private void figures(String part, Figures figures) throws IOException {
    events.scalar(part + "/loss", step, figures.loss());
    for (Map.Entry<String, Double> metric : figures.metrics().entrySet()) {
      events.scalar(part + "/" + metric.getKey(), step, metric.getValue());
    }
  }
}
