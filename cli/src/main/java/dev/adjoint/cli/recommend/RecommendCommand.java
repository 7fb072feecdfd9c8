package dev.adjoint.cli.recommend;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.data.ratings.ItemTitles;
import dev.adjoint.pipeline.RankingFigures;
import dev.adjoint.pipeline.Recommender;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint recommend`: items for a user, or items like another.
@Command(
    name = "recommend",
    description = {
      "Recommends with a model that was trained on ratings (train RATINGS --user --item --target).",
      "",
      "Give one of --user, --similar and --figures. The ratings of the run are read again, because"
          + " they say what a user has rated already.",
      ""
    })
public final class RecommendCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a training run.")
  private Path run;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description =
          "The items that this user has not rated and is expected to rate best; for a user who is"
              + " not known the items that are rated best in general.")
  private @Nullable String user;

  @Option(
      names = "--similar",
      paramLabel = "ITEM",
      description = "The items whose factors are nearest to this item's, by their cosine.")
  private @Nullable String similar;

  @Option(
      names = "--figures",
      description = {
        "Hit rate and NDCG of lists of --top items on the held-out ratings, beside those of the"
            + " most often rated items."
      })
  private boolean figures;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "The length of the list, at least 1. Default: 10.")
  private int top = 10;

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description =
          "Titles of the items: lines item::title, or a CSV file with the item and the title first.")
  private @Nullable Path titles;

  @Override
  public Integer call() {
    long asked = Stream.of(user != null, similar != null, figures).filter(given -> given).count();
    if (asked != 1) {
      throw new MisuseException(
          "recommend needs one of --user USER, --similar ITEM and --figures but %s given"
              .formatted(asked == 0 ? "none is" : asked + " are"));
    }
    if (top < 1) {
      throw new MisuseException("--top is %d but must be at least 1; 10 is usual".formatted(top));
    }
    Optional<ItemTitles> names = Optional.ofNullable(titles).map(ItemTitles::read);
    Recommender recommender = Recommender.load(run);
    if (figures) {
      print(recommender.figures(top));
    } else if (similar != null) {
      print(recommender.similar(similar, top), "cosine", names);
    } else if (user != null) {
      if (!recommender.knows(user)) {
        output.warn(
            "user %s is not in the training part; these items are rated best in general"
                .formatted(user));
      }
      List<Recommender.Ranked> best = recommender.recommend(user, top);
      if (best.isEmpty()) {
        output.warn(
            "user %s has rated every item of the training part, so there is nothing to recommend"
                .formatted(user));
      }
      print(best, "rating", names);
    }
    return 0;
  }

  private void print(RankingFigures result) {
    if (output.isJson()) {
      output.answer(result.toMap());
      return;
    }
    output.line("%,d users, lists of %d items", result.users(), result.top());
    output.line("%-24s %8s %8s", "", "hit rate", "NDCG");
    output.line("%-24s %8.4f %8.4f", "this model", result.hitRate(), result.ndcg());
    output.line(
        "%-24s %8.4f %8.4f",
        "most often rated items", result.popularHitRate(), result.popularNdcg());
  }

  private void print(List<Recommender.Ranked> ranking, String score, Optional<ItemTitles> names) {
    if (output.isJson()) {
      output.answer(
          Map.of("items", ranking.stream().map(each -> row(each, score, names)).toList()));
      return;
    }
    output.line("%s  %-10s  %s", score, "item", names.isPresent() ? "title" : "");
    for (Recommender.Ranked each : ranking) {
      output.line(
          "%" + score.length() + ".2f  %-10s  %s",
          each.score(),
          each.item(),
          names.flatMap(known -> known.of(each.item())).orElse(""));
    }
  }

  private static Map<String, Object> row(
      Recommender.Ranked each, String score, Optional<ItemTitles> names) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("item", each.item());
    names.flatMap(known -> known.of(each.item())).ifPresent(title -> row.put("title", title));
    row.put(score, each.score());
    return row;
  }
}
