package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.Task;
import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.prepare.TokenTarget;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.metric.ConfusionMatrix;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.train.Figures;
import java.util.List;
import java.util.Optional;

/// How good a model is on samples whose targets are known.
///
/// @param samples the number of samples
/// @param figures loss and metrics
/// @param confusion for classes: how often each class was predicted as each class
/// @param ensemble for an ensemble: what its members say alone, and how far they agree
/// @param notes what was noticed about the samples, one sentence each
public record EvaluationResult(
    int samples,
    Figures figures,
    Optional<ConfusionMatrix> confusion,
    Optional<EnsembleFigures> ensemble,
    List<String> notes) {

  /// Evaluates a model.
  ///
  /// @throws DataException when the loss is not finite
  static EvaluationResult of(SavedModel saved, Layer network, Source samples, List<String> notes) {
    Target target = saved.preprocessing().target();
    Layer answering = CalibratedNetwork.of(saved, network);
    Figures figures = Judging.figures(answering, target, samples);
    if ((target instanceof TokenTarget || target instanceof ForecastTarget)
        && samples instanceof Samples known) {
      // All outputs together need much memory and are not shown to users.
      requireFinite(figures);
      return new EvaluationResult(
          known.count(), figures, Optional.empty(), Optional.empty(), List.copyOf(notes));
    }
    Outputs outputs = Outputs.of(answering, samples);
    requireFinite(outputs, figures);
    Optional<ConfusionMatrix> confusion =
        target.task() == Task.CLASSIFICATION
            ? Optional.of(
                ConfusionMatrix.of(
                    outputs.outputs().argmax(-1), outputs.target(), target.classes().size()))
            : Optional.empty();
    return new EvaluationResult(
        outputs.count(),
        figures,
        confusion,
        EnsembleFigures.of(network, target, Objective.of(target), samples),
        List.copyOf(notes));
  }

  private static void requireFinite(Figures figures) {
    if (!Double.isFinite(figures.loss())) {
      throw new DataException(
          "evaluate: the loss is not finite (%s); the weights of the model are damaged, train it again"
              .formatted(figures.loss()));
    }
  }

  private static void requireFinite(Outputs outputs, Figures figures) {
    if (Double.isFinite(figures.loss())) {
      return;
    }
    float[] numbers = outputs.outputs().toFloatArray();
    int width = numbers.length / outputs.count();
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        throw new DataException(
            "evaluate: the answer for sample %d is not finite (%s); its inputs are too far from those of the training data; correct them"
                .formatted(i / width + 1, numbers[i]));
      }
    }
    throw new DataException(
        "evaluate: the loss is not finite (%s); the targets are too far from those of the training data; correct them"
            .formatted(figures.loss()));
  }
}
