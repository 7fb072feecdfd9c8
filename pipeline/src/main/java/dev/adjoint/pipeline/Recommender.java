package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.ratings.NameIndex;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.models.FactorModel;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Recommends items with a model that was trained on ratings.
///
/// ```java
/// Recommender recommender = Recommender.load(Path.of("runs/ratings"));
/// List<Recommender.Ranked> best = recommender.recommend("42", 10);
/// ```
///
/// It is immutable and may be used by any number of threads at once.
public final class Recommender {

  /// An item and its score.
  ///
  /// @param item the item as the ratings name it
  /// @param score the expected rating, or for similar items the cosine of the factors
  public record Ranked(String item, double score) {}

  private final RatingPreprocessing ratings;
  private final FactorModel model;
  private final Map<Integer, BitSet> training;
  private final Map<Integer, BitSet> held;
  private final Map<Integer, BitSet> liked;

  private Recommender(RatingPreprocessing ratings, FactorModel model) {
    this.ratings = ratings;
    this.model = model;
    training = Map.of();
    held = Map.of();
    liked = Map.of();
  }

  private Recommender(RatingPreprocessing ratings, FactorModel model, Prepared prepared) {
    this.ratings = ratings;
    this.model = model;
    DataSet validation = (DataSet) prepared.validation();
    float[] standardised = validation.target().toFloatArray();
    training = itemsByUser((DataSet) prepared.training(), _ -> true);
    held = itemsByUser(validation, _ -> true);
    // A user likes an item if the rating is at least the mean of the training part.
    liked = itemsByUser(validation, row -> standardised[row] >= 0);
  }

  /// The known items that each user rated, in the rows that count.
  private static Map<Integer, BitSet> itemsByUser(DataSet samples, IntPredicate counts) {
    long[] pairs = samples.features().toLongArray();
    Map<Integer, BitSet> items = new HashMap<>();
    for (int row = 0; row < samples.count(); row++) {
      int item = (int) pairs[2 * row + 1];
      if (item != NameIndex.UNKNOWN && counts.test(row)) {
        items.computeIfAbsent((int) pairs[2 * row], _ -> new BitSet()).set(item);
      }
    }
    return items;
  }

  /// Loads the model that a training run on ratings left, and reads the ratings again, which say
  /// what each user has rated already.
  ///
  /// @param folder the folder of the run
  /// @throws dev.adjoint.pipeline.folder.RunException if the folder has no finished run or a file
  ///   in it is damaged
  /// @throws DataException when the model was not trained on ratings, or the ratings cannot be read
  ///   or have changed
  public static Recommender load(Path folder) {
    TrainedModel trained = TrainedModel.load(folder);
    if (!(trained.saved().preprocessing() instanceof RatingPreprocessing ratings
        && trained.network() instanceof FactorModel model)) {
      throw new DataException(
          "recommend: the model in %s predicts %s and was not trained on ratings; train one with adjoint train RATINGS --user COLUMN --item COLUMN --target COLUMN"
              .formatted(folder, trained.target().column()));
    }
    return new Recommender(ratings, model, trained.saved().readAgain());
  }

  /// A recommender without the ratings of the run: its lists have also what a user has rated
  /// already.
  ///
  /// @return empty where the model was not trained on ratings
  public static Optional<Recommender> of(TrainedModel trained) {
    return trained.saved().preprocessing() instanceof RatingPreprocessing ratings
            && trained.network() instanceof FactorModel model
        ? Optional.of(new Recommender(ratings, model))
        : Optional.empty();
  }

  /// A recommender that leaves out what a user has rated already.
  ///
  /// @param prepared the samples of the run, as [dev.adjoint.pipeline.folder.SavedModel#readAgain]
  ///   gives them
  /// @return empty where the model was not trained on ratings
  public static Optional<Recommender> of(TrainedModel trained, Prepared prepared) {
    return of(trained).map(plain -> new Recommender(plain.ratings, plain.model, prepared));
  }

  /// Whether it knows what each user has rated, and leaves it out.
  public boolean knowsRatings() {
    return !training.isEmpty();
  }

  /// Whether the training part has ratings of this user.
  public boolean knows(String user) {
    return ratings.users().of(user) != NameIndex.UNKNOWN;
  }

  /// The items that a user has not rated and is expected to rate best. A user who is not in the
  /// training part gets the items that users rate best in general.
  ///
  /// @param user the user as the ratings name it
  /// @param top how many items, at least 1
  /// @return items in falling order of the expected rating; of equal ones the first by name
  public List<Ranked> recommend(String user, int top) {
    int index = ratings.users().of(user);
    BitSet rated = new BitSet();
    if (index != NameIndex.UNKNOWN) {
      rated.or(items(training, index));
      rated.or(items(held, index));
    }
    double[] scores = scores(index);
    return ranked(item -> !rated.get(item), item -> scores[item], top).stream()
        .map(item -> new Ranked(ratings.items().name(item), scores[item]))
        .toList();
  }

  /// The items whose factors have the greatest cosine with those of an item.
  ///
  /// @param item the item as the ratings name it
  /// @param top how many items, at least 1
  /// @return other items in falling order of the cosine
  /// @throws DataException when the training part has no ratings of the item
  public List<Ranked> similar(String item, int top) {
    int index = ratings.items().of(item);
    if (index == NameIndex.UNKNOWN) {
      throw new DataException(
          "recommend: the training part has no ratings of the item '%s', so nothing is known about it; %s"
              .formatted(item, Spelling.suggest(item, ratings.items().names())));
    }
    Tensor factors = model.item().weight().value().detach();
    Tensor lengths = factors.multiply(factors).sum(1).sqrt().clamp(1e-12, Double.MAX_VALUE);
    Tensor products = factors.matmul(factors.select(0, index).unsqueeze(1)).squeeze(1);
    double[] cosines = products.divide(lengths).toDoubleArray();
    double own = lengths.toDoubleArray()[index];
    return ranked(other -> other != index, other -> cosines[other], top).stream()
        .map(other -> new Ranked(ratings.items().name(other), cosines[other] / own))
        .toList();
  }

  /// How well the ranking matches the items that users of the held-out part liked.
  ///
  /// @param top the length of the lists, at least 1
  public RankingFigures figures(int top) {
    double[] counts = new double[ratings.items().count() + 1];
    training.values().forEach(items -> items.stream().forEach(item -> counts[item]++));
    RankingFigures.Sum byModel = new RankingFigures.Sum(top);
    RankingFigures.Sum byCount = new RankingFigures.Sum(top);
    for (int user = 1; user <= ratings.users().count(); user++) {
      BitSet rated = items(training, user);
      BitSet fresh = (BitSet) items(liked, user).clone();
      fresh.andNot(rated);
      if (!fresh.isEmpty()) {
        double[] scores = scores(user);
        IntPredicate isNew = item -> !rated.get(item);
        byModel.add(ranked(isNew, item -> scores[item], top), fresh);
        byCount.add(ranked(isNew, item -> counts[item], top), fresh);
      }
    }
    return RankingFigures.of(byModel, byCount);
  }

  private static BitSet items(Map<Integer, BitSet> byUser, int user) {
    return byUser.getOrDefault(user, new BitSet());
  }

  /// The expected rating of each item, by its index.
  private double[] scores(int user) {
    int items = ratings.items().count() + 1;
    long[] pairs = new long[2 * items];
    for (int item = 0; item < items; item++) {
      pairs[2 * item] = user;
      pairs[2 * item + 1] = item;
    }
    Tensor inputs = Tensor.of(pairs, Shape.of(items, 2));
    double[] outputs = Tensor.noGrad(() -> model.forward(inputs, Pass.INFERENCE)).toDoubleArray();
    for (int item = 0; item < items; item++) {
      outputs[item] = ratings.target().restore(outputs[item]);
    }
    return outputs;
  }

  private List<Integer> ranked(IntPredicate counts, IntToDoubleFunction score, int top) {
    if (top < 1) {
      throw new DataException(
          "recommend: the number of items is %d but must be at least 1; 10 is usual"
              .formatted(top));
    }
    List<Integer> items = new ArrayList<>();
    IntStream.rangeClosed(1, ratings.items().count()).filter(counts).forEach(items::add);
    items.sort(Comparator.comparingDouble(item -> -score.applyAsDouble(item)));
    return items.subList(0, Math.min(top, items.size()));
  }
}
