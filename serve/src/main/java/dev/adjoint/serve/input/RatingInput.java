package dev.adjoint.serve.input;

import dev.adjoint.data.ratings.ItemTitles;
import dev.adjoint.data.ratings.NameIndex;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pairs of a user and an item: two tensors, rows, or CSV.
///
/// @param preprocessing the columns and the names that are known
/// @param model the model
/// @param titles the titles of the items, for people
public record RatingInput(
    RatingPreprocessing preprocessing, TrainedModel model, Optional<ItemTitles> titles)
    implements ServedInput {

  /// More names than this would make the page too large; then they are typed.
  private static final int MOST_NAMES = 5000;

  static RatingInput of(RatingPreprocessing preprocessing, TrainedModel model) {
    return new RatingInput(preprocessing, model, Optional.empty());
  }

  RatingInput withTitles(ItemTitles known) {
    return new RatingInput(preprocessing, model, Optional.of(known));
  }

  @Override
  public String kind() {
    return "ratings";
  }

  private String user() {
    return preprocessing.columns().user();
  }

  private String item() {
    return preprocessing.columns().item();
  }

  /// The title of an item, or its own name.
  public String title(String name) {
    return titles.flatMap(known -> known.of(name)).orElse(name);
  }

  @Override
  public List<TensorSpec> tensors() {
    return List.of(
        new TensorSpec(user(), "BYTES", List.of(-1), Map.of("kind", "user")),
        new TensorSpec(item(), "BYTES", List.of(-1), Map.of("kind", "item")));
  }

  @Override
  public Inputs of(List<TensorData> tensors) {
    return model.reader().of(NamedColumns.rows(tensors, List.of(user(), item())));
  }

  @Override
  public Inputs of(@Nullable Object body) {
    return model.reader().of(NamedColumns.rows(body, List.of(user(), item()), example()));
  }

  @Override
  public Inputs csv(String text) {
    return model.reader().parse(NamedColumns.checked(text), "the body");
  }

  /// The first user and the first item.
  @Override
  public Map<String, Object> example() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(user(), preprocessing.users().name(1));
    row.put(item(), preprocessing.items().name(1));
    return row;
  }

  /// Two fields with the names to choose from.
  @Override
  public Map<String, Object> form() {
    return Map.of(
        "fields",
        List.of(
            field(user(), preprocessing.users(), Map.of()),
            field(item(), preprocessing.items(), named())));
  }

  private Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    titles.ifPresent(known ->
        preprocessing
            .items()
            .names()
            .forEach(name -> known.of(name).ifPresent(title -> named.put(name, title))));
    return named;
  }

  private static Map<String, Object> field(
      String column, NameIndex names, Map<String, String> titles) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("name", column);
    field.put("kind", "name");
    field.put("value", names.name(1));
    field.put("names", names.count() > MOST_NAMES ? List.of() : names.names());
    field.put("titles", titles);
    return field;
  }
}
