package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.examples.cookbook.Recommendations;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ratings become recommendations.
final class RecommendationsTest {

  @TempDir private Path folder;

  @Test
  void aUserGetsTheBestItemsThatAreNew() throws Exception {
    StringBuilder text = new StringBuilder("user,movie,rating\n");
    for (int user = 0; user < 20; user++) {
      for (int movie = 0; movie < 10; movie++) {
        if ((user + movie) % 5 != 0) {
          text.append("%d,m%d,%d\n".formatted(user, movie, movie));
        }
      }
    }
    Path file = Files.writeString(folder.resolve("ratings.csv"), text);
    var best = Recommendations.run(file, folder.resolve("run"), "0");
    assertThat(best).hasSize(2);
    assertThat(best.getFirst().item()).isEqualTo("m5");
  }
}
