package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `adjoint train` on ratings and `adjoint recommend`.
final class RecommendCommandTest {

  @TempDir private Path folder;

  private Path ratings() throws IOException {
    StringBuilder text = new StringBuilder("who;what;stars\n");
    for (int user = 0; user < 12; user++) {
      for (int item = 0; item < 8; item++) {
        if ((user + 3 * item) % 4 != 0) {
          text.append("%d;0%d;%d\n".formatted(user, item, 1 + item));
        }
      }
    }
    return Files.writeString(folder.resolve("stars.csv"), text);
  }

  private Program.Run train(Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("train", ratings()));
    words.addAll(List.of("--user", "who", "--item", "what", "--target", "stars"));
    words.addAll(List.of(more));
    return Program.run(words.toArray());
  }

  @Test
  void itemsAreRecommendedWithTheirTitles() throws IOException {
    Path run = folder.resolve("run");
    Program.Run trained = train("--epochs", 200, "--batch", 8, "--factors", 2, "--out", run);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    Path titles =
        Files.writeString(folder.resolve("titles.dat"), "04::The Fourth::Drama\n00::Zero\n");

    assertThat(Files.readString(run.resolve("report.html")))
        .contains("<h2>Items that are alike</h2>")
        .containsPattern("<td[^>]*>(The Fourth|04)</td>");
    Path named = folder.resolve("named");
    Program.Run again = train("--epochs", 2, "--titles", titles, "--out", named);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(Files.readString(named.resolve("report.html")))
        .containsPattern("<td[^>]*>The Fourth</td>")
        .doesNotContainPattern("<td[^>]*>04</td>");
    assertThat(Files.readString(named.resolve("report.zh.html"))).contains("相似的条目");
    Program.Run missing =
        train("--titles", folder.resolve("none.csv"), "--out", folder.resolve("never"));
    assertThat(missing.exitCode()).isNotZero();
    assertThat(folder.resolve("never")).doesNotExist();

    Program.Run best = Program.run("recommend", run, "--user", 0, "--titles", titles, "--top", 1);
    // User 0 has not rated items 0 and 4; item 4 is the better one.
    assertThat(best.exitCode()).as(best.err()).isZero();
    assertThat(best.out())
        .matches("rating  item        title\n +[0-9.]+  04          The Fourth\n");

    Program.Run none = Program.run("recommend", run, "--user", "nobody", "--top", 2, "--json");
    assertThat(none.err())
        .isEqualTo(
            "user nobody is not in the training part; these items are rated best in general\n");
    assertThat(none.json().get("items").get(0).get("item").asString()).isEqualTo("07");

    Path all =
        Files.writeString(
            folder.resolve("all.csv"), "who,what,stars\n" + "a,x,1\nb,x,2\n".repeat(9));
    Path small = folder.resolve("small");
    Program.run(
        "train", all, "--user", "who", "--item", "what", "--target", "stars", "--out", small);
    assertThat(Program.run("recommend", small, "--user", "a").err())
        .isEqualTo(
            "user a has rated every item of the training part, so there is nothing to recommend\n");

    Program.Run figures = Program.run("recommend", run, "--figures", "--top", 3, "--json");
    assertThat(figures.json().get("hit_rate").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    Program.Run nothing = Program.run("recommend", folder);
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err())
        .startsWith(
            "adjoint recommend: recommend needs one of --user USER, --similar ITEM and --figures"
                + " but none is given");
    Program.Run top = Program.run("recommend", folder, "--figures", "--top", 0);
    assertThat(top.err()).startsWith("adjoint recommend: --top is 0 but must be at least 1");
    Program.Run item = Program.run("train", ratings(), "--user", "who", "--target", "stars");
    assertThat(item.exitCode()).isEqualTo(2);
    assertThat(item.err()).contains("ratings need the column of the item: --item COLUMN");
  }
}
