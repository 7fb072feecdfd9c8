package dev.adjoint.pipeline;

import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.folder.BuildVersion;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.tensor.Backend;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.train.EpochRecord;
import dev.adjoint.train.Figures;
import dev.adjoint.train.TrainEvent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The result of a run: the content of `metrics.json`.
///
/// @param saved what must be the same when the run is resumed
/// @param network the network with the best weights
/// @param history the epochs
/// @param finished why training ended, and the best epoch
/// @param training loss and metrics of the training part with the best weights
/// @param validation loss and metrics of the validation part with the best weights
/// @param test loss and metrics of the test part with the best weights, where the data has one
/// @param ensemble for an ensemble: what its members say alone about the validation part, and how
///   far they agree
/// @param calibration for a calibrated classifier: the temperature, and what it changed
/// @param folds the figures of a cross-validation, where there was one
/// @param search the trace of a search for settings, where there was one
/// @param seconds how long the run took
public record TrainingResult(
    SavedModel saved,
    Layer network,
    List<EpochRecord> history,
    TrainEvent.Finished finished,
    Figures training,
    Figures validation,
    Optional<Figures> test,
    Optional<EnsembleFigures> ensemble,
    Optional<Calibration> calibration,
    Optional<FoldFigures> folds,
    Optional<TimedSearchResult> search,
    double seconds) {

  /// Everything as `metrics.json` has it.
  public Map<String, Object> toMap() {
    Map<String, Object> map = answerBody();
    map.put("history", history.stream().map(TrainingResult::epoch).toList());
    return map;
  }

  /// The figures with the folder, without the history.
  public Map<String, Object> answer(Path folder) {
    Map<String, Object> map = answerBody();
    map.put("out", folder.toString());
    return map;
  }

  private Map<String, Object> answerBody() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data", saved.source().toMap());
    map.put("train", figures(training));
    map.put("validation", figures(validation));
    test.ifPresent(figures -> map.put("test", figures(figures)));
    ensemble.ifPresent(members -> map.put("ensemble", members.toMap()));
    calibration.ifPresent(found -> map.put("calibration", found.toMap()));
    folds.ifPresent(found -> map.put("folds", found.toMap()));
    search.ifPresent(found -> map.put("search", found.toMap()));
    map.put("ending", finished.ending().name().toLowerCase(Locale.ROOT));
    map.put("epochs", history.size());
    map.put("best_epoch", finished.best().epoch());
    map.put("parameters", Parameters.of(network).count());
    map.put("seed", saved.settings().seed());
    map.put("settings", saved.settings().toMap());
    map.put("weights_sha256", weightsSha256());
    map.put("seconds", Math.round(seconds * 1000) / 1000.0);
    map.put("threads", Backend.threads());
    map.put("kernels", Backend.kernels());
    map.put("versions", versions());
    return map;
  }

  /// SHA-256 over names, shapes and bits of all weights.
  public String weightsSha256() {
    return Digest.sha256(Parameters.of(network).stateDict());
  }

  private static Map<String, Object> versions() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("adjoint", BuildVersion.text());
    versions.put("java", Runtime.version().toString());
    versions.put(
        "os", "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    return versions;
  }

  private static Map<String, Object> figures(Figures figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("loss", figures.loss());
    map.putAll(figures.metrics());
    return map;
  }

  private static Map<String, Object> epoch(EpochRecord record) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", record.epoch());
    map.put("train", figures(record.training()));
    record.validation().ifPresent(held -> map.put("validation", figures(held)));
    return map;
  }

  /// The same with the figures of a cross-validation.
  @CheckReturnValue
  public TrainingResult withFolds(FoldFigures figures) {
    return with(Optional.of(figures), search);
  }

  /// The same with the trace of the search that found its settings.
  @CheckReturnValue
  public TrainingResult withSearch(TimedSearchResult trace) {
    return with(folds, Optional.of(trace));
  }

  private TrainingResult with(Optional<FoldFigures> figures, Optional<TimedSearchResult> trace) {
    return new TrainingResult(
        saved,
        network,
        history,
        finished,
        training,
        validation,
        test,
        ensemble,
        calibration,
        figures,
        trace,
        seconds);
  }

  /// The network whose outputs the model answers with; for a calibrated classifier its logits are
  /// divided by the temperature.
  public Layer answering() {
    return CalibratedNetwork.of(saved, network);
  }

  /// The model, ready to answer for new samples.
  public TrainedModel model() {
    return new TrainedModel(saved, network);
  }

  /// One sentence with the time, the end and the figures of validation and test.
  public String summary() {
    String why =
        switch (finished.ending()) {
          case COMPLETED -> "after " + epochs();
          case STOPPED_EARLY -> "stopped early after " + epochs();
          case INTERRUPTED -> "interrupted";
        };
    return String.format(
        Locale.ROOT,
        "Done in %.1f s, %s; best at epoch %d: validation %s%s",
        seconds,
        why,
        finished.best().epoch(),
        text(validation),
        test.map(figures -> "; test " + text(figures)).orElse(""));
  }

  private String epochs() {
    return history.size() == 1 ? "1 epoch" : history.size() + " epochs";
  }

  /// Metrics and loss in one line.
  public static String text(Figures figures) {
    StringBuilder text = new StringBuilder();
    figures
        .metrics()
        .forEach(
            (name, value) -> text.append("%s %s, ".formatted(name, FigureText.ofMetric(value))));
    return text + String.format(Locale.ROOT, "loss %.5f", figures.loss());
  }
}
