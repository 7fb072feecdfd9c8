package dev.adjoint.serve.model;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.LabelsTarget;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.Predictions;
import dev.adjoint.pipeline.Recommender;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.pipeline.quality.SampleView;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the data of a run still says: examples with true answers, and what users have rated.
///
/// @param examples some held-out samples, those with a wrong answer last
/// @param recommender for a model of ratings
public record HeldOut(List<Example> examples, Optional<Recommender> recommender) {

  /// As many are answered to find examples.
  private static final int ASKED = 200;

  private static final int SHOWN = 12;
  private static final int MOST_WRONG = 4;

  /// Copies the list.
  public HeldOut {
    examples = List.copyOf(examples);
  }

  /// What is known without the data.
  static HeldOut none(TrainedModel model) {
    return new HeldOut(List.of(), Recommender.of(model));
  }

  /// Reads the data of the run again.
  ///
  /// @throws DataException when it cannot be read, or is not that of the run
  static HeldOut read(TrainedModel model) {
    Prepared prepared = model.saved().readAgain();
    List<Example> examples =
        prepared.validation() instanceof Samples held ? examples(model, prepared, held) : List.of();
    return new HeldOut(examples, Recommender.of(model, prepared));
  }

  private static List<Example> examples(TrainedModel model, Prepared prepared, Samples held) {
    int asked = Math.min(ASKED, held.count());
    int[] rows =
        IntStream.range(0, asked).map(i -> (int) ((long) i * held.count() / asked)).toArray();
    Map<String, Tensor> fields = held.read(rows);
    DataSet some =
        new DataSet(
            Objects.requireNonNull(fields.get(Source.FEATURES)),
            Objects.requireNonNull(fields.get(Source.TARGET)),
            model.target().classes(),
            model.saved().preprocessing().featureNames());
    Inputs all = inputs(some.features());
    Predictions answers = model.predictions(all, model.outputs(all.features()));
    List<Example> right = new ArrayList<>();
    List<Example> wrong = new ArrayList<>();
    for (int row = 0; row < asked; row++) {
      Prediction answer = answers.get(row);
      Tensor sample = some.features().slice(0, row, row + 1);
      String truth = truth(model.target(), some.target().select(0, row));
      view(prepared, some, row, rows[row])
          .map(view -> new Example(inputs(sample), view, given(prepared, view), truth, answer))
          .ifPresent(example -> (example.isWrong() ? wrong : right).add(example));
    }
    List<Example> shown = spread(right, SHOWN - Math.min(MOST_WRONG, wrong.size()));
    shown.addAll(spread(wrong, SHOWN - shown.size()));
    return shown;
  }

  private static List<Example> spread(List<Example> all, int most) {
    int count = Math.min(most, all.size());
    List<Example> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }

  private static Inputs inputs(Tensor features) {
    return new Inputs(
        features, List.of(), _ -> "the example", position -> "input " + (position + 1));
  }

  private static Optional<SampleView> view(Prepared prepared, DataSet samples, int row, int held) {
    if (prepared.preprocessing() instanceof RatingPreprocessing ratings) {
      long[] pair = samples.features().select(0, row).toLongArray();
      if (pair[0] < 1 || pair[1] < 1) {
        return Optional.empty();
      }
      Map<String, String> cells = new LinkedHashMap<>();
      cells.put(ratings.columns().user(), ratings.users().name((int) pair[0]));
      cells.put(ratings.columns().item(), ratings.items().name((int) pair[1]));
      return Optional.of(new SampleView.Cells(cells));
    }
    return SampleView.of(prepared, samples, row, held);
  }

  private static Map<String, String> given(Prepared prepared, SampleView view) {
    return switch (view) {
      case SampleView.Cells row -> row.cells();
      case SampleView.Text text when prepared.preprocessing() instanceof TextPreprocessing texts ->
          Map.of(texts.columns().getFirst(), text.text());
      default -> Map.of();
    };
  }

  private static String truth(Target target, Tensor value) {
    double[] numbers = value.toDoubleArray();
    List<String> several = new ArrayList<>();
    switch (target) {
      case NumberTarget scaled -> several.add(number(scaled.restore(numbers[0])));
      case NumbersTarget parts -> {
        for (int i = 0; i < numbers.length; i++) {
          several.add(number(parts.parts().get(i).restore(numbers[i])));
        }
      }
      case LabelsTarget labels -> {
        for (int i = 0; i < numbers.length; i++) {
          if (numbers[i] > 0.5) {
            several.add(labels.parts().get(i).column());
          }
        }
      }
      default -> several.add(target.classes().get((int) numbers[0]));
    }
    return String.join(", ", several);
  }

  private static String number(double value) {
    return "%.6g".formatted(value).replaceFirst("(\\.\\d*?)0+$", "$1").replaceFirst("\\.$", "");
  }
}
