package dev.adjoint.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The listeners of a [Trainer]. Each remark is made only once.
final class EventListeners {

  private final List<Consumer<TrainEvent>> listeners = new ArrayList<>();
  private boolean isRecordingRemarked;
  private boolean isLastBatchRemarked;

  void add(Consumer<? super TrainEvent> listener) {
    listeners.add(listener::accept);
  }

  void tell(TrainEvent event) {
    for (Consumer<TrainEvent> listener : listeners) {
      listener.accept(event);
    }
  }

  /// Steps run unrecorded for this reason, if there is one.
  void remarkOnRecording(Optional<String> refusal) {
    if (!isRecordingRemarked && refusal.isPresent()) {
      isRecordingRemarked = true;
      tell(new TrainEvent.NotRecorded(refusal.get()));
    }
  }

  /// This number of samples at the end of an epoch was left out by default.
  void remarkOnLastBatch(int samples) {
    if (!isLastBatchRemarked && samples > 0) {
      isLastBatchRemarked = true;
      tell(new TrainEvent.LastBatchLeftOut(samples));
    }
  }
}
