package dev.adjoint.serve.input;

import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.text.TextPreprocessing;
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

  /// What reads for a model.
  ///
  /// @return empty where no kind knows the model's preprocessing
  public static Optional<ServedInput> of(TrainedModel model) {
    Preprocessing preprocessing = model.saved().preprocessing();
    return ALL.stream().flatMap(kind -> kind.of(preprocessing, model).stream()).findFirst();
  }
}
