package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.data.series.SeriesPreprocessing;
import dev.adjoint.data.text.BookPreprocessing;
import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.data.text.TextTablePreprocessing;
import java.util.List;
import java.util.function.Function;

/// A kind of preprocessing: how it is read from `model.json`, and which reader prepares new samples
/// with it.
///
/// @param name as written in `model.json`
/// @param type the class of the preprocessing
/// @param fromMap reads what [Preprocessing#toMap] gave
/// @param reader makes the reader of new samples
/// @param model the name of the [dev.adjoint.pipeline.network.ArchitectureKind] that is usual for
///   it
public record InputKind<P extends Preprocessing>(
    String name,
    Class<P> type,
    Function<PlainMap, P> fromMap,
    Function<P, InputReader> reader,
    String model) {

  /// All kinds. A new one is added here and nowhere else.
  public static final List<InputKind<?>> ALL =
      List.of(
          new InputKind<>(
              "table",
              TablePreprocessing.class,
              TablePreprocessing::fromMap,
              TableInputs::new,
              "wide-deep"),
          new InputKind<>(
              TextPreprocessing.KIND,
              TextPreprocessing.class,
              TextPreprocessing::fromMap,
              TextInputs::new,
              "bag"),
          new InputKind<>(
              TextTablePreprocessing.KIND,
              TextTablePreprocessing.class,
              TextTablePreprocessing::fromMap,
              TextTableInputs::new,
              "bag"),
          new InputKind<>(
              BookPreprocessing.KIND,
              BookPreprocessing.class,
              BookPreprocessing::fromMap,
              BookInputs::new,
              "gpt"),
          new InputKind<>(
              "images",
              ImagePreprocessing.class,
              ImagePreprocessing::fromMap,
              ImageInputs::new,
              "perceptron"),
          new InputKind<>(
              "photos",
              PhotoPreprocessing.class,
              PhotoPreprocessing::fromMap,
              PhotoInputs::new,
              "cnn"),
          new InputKind<>(
              RatingPreprocessing.KIND,
              RatingPreprocessing.class,
              RatingPreprocessing::fromMap,
              RatingInputs::new,
              "mf"),
          new InputKind<>(
              SeriesPreprocessing.KIND,
              SeriesPreprocessing.class,
              SeriesPreprocessing::fromMap,
              SeriesInputs::new,
              "gru"));

  /// Reads preprocessing of any kind.
  ///
  /// @param fields what [Preprocessing#toMap] gave, untrusted
  /// @throws DataException when an entry is missing or wrong, or the kind is unknown
  public static Preprocessing read(PlainMap fields) {
    String name = fields.text("kind");
    return ALL.stream()
        .filter(kind -> kind.name.equals(name))
        .findFirst()
        .orElseThrow(() -> fields.wrong("kind", "one of " + names()))
        .fromMap
        .apply(fields);
  }

  /// The reader of new samples for this preprocessing.
  ///
  /// @throws DataException when its class is in no kind
  public static InputReader of(Preprocessing preprocessing) {
    return kindOf(preprocessing).readerOf(preprocessing);
  }

  /// The name of the kind of network that is usual for this preprocessing.
  ///
  /// @throws DataException when its class is in no kind
  public static String usualModel(Preprocessing preprocessing) {
    return kindOf(preprocessing).model;
  }

  private static InputKind<?> kindOf(Preprocessing preprocessing) {
    return ALL.stream()
        .filter(kind -> kind.type.isInstance(preprocessing))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "model: no kind of input is known for %s; add it to InputKind.ALL"
                    .formatted(preprocessing.getClass().getSimpleName())));
  }

  private InputReader readerOf(Preprocessing preprocessing) {
    return reader.apply(type.cast(preprocessing));
  }

  private static List<String> names() {
    return ALL.stream().<String>map(InputKind::name).toList();
  }
}
