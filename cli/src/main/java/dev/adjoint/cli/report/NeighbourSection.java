package dev.adjoint.cli.report;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.ratings.ItemTitles;
import dev.adjoint.data.ratings.NameIndex;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.pipeline.Recommender;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.source.RatingsTable;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the page says about ratings: for the items that were rated most often the items that are
/// most similar, by the cosine of their factors.
record NeighbourSection(
    RatingPreprocessing ratings,
    Recommender recommender,
    DataSet training,
    Optional<ItemTitles> titles,
    ReportLanguage language) {

  private static final int ITEMS = 12;
  private static final int NEIGHBOURS = 4;

  /// The section; empty where the model was not trained on ratings.
  static Optional<Section> of(Prepared prepared, TrainingResult result, ReportLanguage language) {
    if (!(prepared.preprocessing() instanceof RatingPreprocessing ratings
        && prepared.training() instanceof DataSet training)) {
      return Optional.empty();
    }
    return Recommender.of(result.model(), prepared)
        .map(known ->
            new NeighbourSection(ratings, known, training, titles(result), language).section());
  }

  /// A file of titles that is gone since the start of the run is not worth a failed report.
  private static Optional<ItemTitles> titles(TrainingResult result) {
    try {
      return result.saved().source() instanceof RatingsTable table
          ? table.titles().map(ItemTitles::read)
          : Optional.empty();
    } catch (DataException _) {
      return Optional.empty();
    }
  }

  private Section section() {
    List<List<String>> rows = new ArrayList<>();
    int[] counts = counts();
    IntStream.range(1, counts.length)
        .filter(item -> item != NameIndex.UNKNOWN && counts[item] > 0)
        .boxed()
        .sorted(Comparator.comparingInt(item -> -counts[item]))
        .limit(ITEMS)
        .forEach(item -> {
          String name = ratings.items().name(item);
          rows.add(List.of(title(name), "%,d".formatted(counts[item]), neighbours(name)));
        });
    return Section.of(
        Word.NEIGHBOURS.in(language),
        new Block.Table(
            Word.NEIGHBOURS_CAPTION.in(language),
            List.of(
                ratings.columns().item(),
                Word.RATINGS_COUNT.in(language),
                Word.MOST_SIMILAR.in(language)),
            rows));
  }

  private int[] counts() {
    int[] counts = new int[ratings.items().count() + 1];
    long[] pairs = training.features().toLongArray();
    for (int row = 0; row < training.count(); row++) {
      counts[(int) pairs[2 * row + 1]]++;
    }
    return counts;
  }

  private String neighbours(String item) {
    return recommender.similar(item, NEIGHBOURS).stream()
        .map(other -> "%s %s".formatted(title(other.item()), NumberText.fixed(other.score(), 2)))
        .collect(Collectors.joining(" · "));
  }

  private String title(String item) {
    return titles.flatMap(known -> known.of(item)).orElse(item);
  }
}
