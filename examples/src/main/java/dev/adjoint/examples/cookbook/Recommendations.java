package dev.adjoint.examples.cookbook;

import module dev.adjoint.data;
import module dev.adjoint.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// From ratings in a CSV file to recommendations.
public final class Recommendations {

  private Recommendations() {}

  /// Trains on ratings and recommends for one user.
  ///
  /// @param file a CSV file with the columns user, movie and rating
  /// @param run the folder of the run
  /// @return up to five items that the user has not rated
  public static List<Recommender.Ranked> run(Path file, Path run, String user) {
    // @start region="recommend"
    RatingColumns columns = new RatingColumns("user", "movie", "rating", Optional.empty());
    Training.of(RatingsTable.of(file, columns)).withModel("mf").run(run);
    Recommender recommender = Recommender.load(run);
    List<Recommender.Ranked> best = recommender.recommend(user, 5);
    List<Recommender.Ranked> like = recommender.similar(best.getFirst().item(), 5);
    // @end
    System.out.println("like the first: " + like);
    return best;
  }

  /// Prints recommendations.
  ///
  /// @param arguments the file of ratings, the folder of the run, the user
  public static void main(String[] arguments) {
    run(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]).forEach(System.out::println);
  }
}
