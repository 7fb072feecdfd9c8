package dev.adjoint.serve.input;

import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.ratings.ItemTitles;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.data.series.SeriesPreprocessing;
import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The kinds of preprocessing that can be served. A new kind is one more line.
public final class InputKinds {

  private static final List<Kind<?>> ALL =
      List.of(
          new Kind<>(TablePreprocessing.class, TableInput::new),
          new Kind<>(TextPreprocessing.class, TextInput::new),
          new Kind<>(TextTablePreprocessing.class, TextTableInput::of),
          new Kind<>(SeriesPreprocessing.class, SeriesInput::new),
          new Kind<>(RatingPreprocessing.class, RatingInput::of),
          new Kind<>(ImagePreprocessing.class, ArrayInput::new),
          new Kind<>(PhotoPreprocessing.class, PhotoInput::new));

  private record Kind<P extends Preprocessing>(
      Class<P> type, BiFunction<P, TrainedModel, ServedInput> make) {

    Optional<ServedInput> of(Preprocessing preprocessing, TrainedModel model) {
      return type.isInstance(preprocessing)
          ? Optional.of(make.apply(type.cast(preprocessing), model))
          : Optional.empty();
    }
  }

  private InputKinds() {}

  /// The reader of the samples of a model.
  ///
  /// @return empty if no kind knows the model's preprocessing
  public static Optional<ServedInput> of(TrainedModel model) {
    Preprocessing preprocessing = model.saved().preprocessing();
    return ALL.stream().flatMap(kind -> kind.of(preprocessing, model).stream()).findFirst();
  }

  /// The same with the titles of items, which only models of ratings show.
  public static Optional<ServedInput> of(TrainedModel model, Optional<ItemTitles> titles) {
    return of(model)
        .map(input ->
            input instanceof RatingInput ratings && titles.isPresent()
                ? ratings.withTitles(titles.get())
                : input);
  }
}
