package dev.adjoint.pipeline.attribution;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Evaluation;
import java.util.Arrays;
import java.util.List;

/// Attributes the answers of a trained model to its inputs.
///
/// ```java
/// TrainedModel model = TrainedModel.load(Path.of("runs/penguins"));
/// Inputs inputs = model.reader().read(Path.of("penguins.csv"));
/// Attribution why =
///     Attributions.of(model)
///         .of(inputs, 0, AttributionOptions.of(AttributionMethod.INTEGRATED_GRADIENTS));
/// ```
///
/// For a class the output is its logit; for an ensemble the logarithm of the mean of its
/// probabilities. For a number it is the number in its own unit. Images, tables and texts, also
/// texts beside columns, with a class or a number as the target can be attributed. It is safe for
/// use by several threads.
public final class Attributions {

  private final TrainedModel model;
  private final Preprocessing preprocessing;

  private Attributions(TrainedModel model) {
    this.model = model;
    this.preprocessing = model.saved().preprocessing();
  }

  /// Attributions of the answers of this model.
  ///
  /// @throws DataException when its answers are neither classes nor numbers, or it reads pairs of
  ///   users and items
  public static Attributions of(TrainedModel model) {
    Target target = model.target();
    InputForm form = model.saved().preprocessing().form();
    if (!(target instanceof ClassTarget || target instanceof NumberTarget)
        || form instanceof InputForm.Interaction) {
      throw new DataException(
          "attribution: the answers of images, tables and texts with a class or a number can be attributed, but this model reads %s and predicts %s"
              .formatted(form.describe(), target.column()));
    }
    return new Attributions(model);
  }

  /// The attribution of one answer.
  ///
  /// @param inputs prepared samples
  /// @param row the index of the sample
  /// @throws DataException when there is no such sample or class, a method or baseline does not fit
  ///   the data, or the output is not finite
  public Attribution of(Inputs inputs, int row, AttributionOptions options) {
    if (row < 0 || row >= inputs.count()) {
      throw new DataException(
          "attribution: sample %d is asked for but there are %d; the first is 0"
              .formatted(row, inputs.count()));
    }
    return of(inputs.features().slice(0, row, row + 1), options);
  }

  /// The same for a prepared sample `[1, …]`.
  Attribution of(Tensor sample, AttributionOptions options) {
    int output = output(sample, options);
    Baseline baseline = options.baseline().orElseGet(() -> Baseline.usual(preprocessing));
    Layer network = options.randomWeights() ? RandomWeights.of(model.saved()) : model.network();
    Tensor absent = baseline.inputs(preprocessing, sample.shape());
    ScorePath path = new ScorePath(network, sample, absent, output);
    double[] values =
        switch (options.method()) {
          case GRADIENT -> path.slopes(new double[] {1}, new double[] {1}).gradients();
          case GRADIENT_TIMES_INPUT -> path.slopes(new double[] {1}, new double[] {1}).products();
          case INTEGRATED_GRADIENTS -> {
            GaussLegendre rule = GaussLegendre.of(options.steps());
            yield path.slopes(rule.points(), rule.weights()).products();
          }
          case OCCLUSION ->
              Occlusion.of(path, Occlusion.groups(preprocessing.form(), columns(), path.count()));
          case GRAD_CAM -> GradCam.of(network, path, preprocessing.form());
        };
    double score = path.score(1);
    double baselineScore = path.score(0);
    if (!Double.isFinite(score) || !Double.isFinite(baselineScore)) {
      throw new DataException(
          "attribution: the output is %s for the sample and %s for the baseline, but must be finite; train with a smaller --rate"
              .formatted(score, baselineScore));
    }
    String unit = "logit";
    if (model.target() instanceof NumberTarget number) {
      unit = number.column();
      score = number.restore(score);
      baselineScore = number.restore(baselineScore);
      values = Arrays.stream(values).map(value -> value * number.std()).toArray();
    }
    AttributionOptions filled =
        options
            .withTarget(
                model.target() instanceof ClassTarget classes
                    ? classes.classes().get(output)
                    : unit)
            .withBaseline(baseline);
    return new Attribution(
        filled,
        output,
        unit,
        values,
        path.shape(),
        AttributedParts.of(preprocessing, sample, values),
        score,
        baselineScore,
        Arrays.stream(values).sum());
  }

  /// The output that is asked for, or the answer of the trained network.
  private int output(Tensor sample, AttributionOptions options) {
    if (!(model.target() instanceof ClassTarget classes)) {
      return 0;
    }
    if (options.target().isEmpty()) {
      return (int) Evaluation.outputs(model.network(), sample).argmax(-1).toLongArray()[0];
    }
    String name = options.target().get();
    int at = classes.classes().indexOf(name);
    if (at < 0) {
      throw new DataException(
          "attribution: there is no class '%s'; %s"
              .formatted(name, Spelling.suggest(name, classes.classes())));
    }
    return at;
  }

  private List<Integer> columns() {
    return switch (preprocessing) {
      case TablePreprocessing table -> widths(table);
      case TextTablePreprocessing both -> widths(both.table());
      default -> List.of();
    };
  }

  private static List<Integer> widths(TablePreprocessing table) {
    return table.features().stream().map(Feature::names).map(List::size).toList();
  }
}
