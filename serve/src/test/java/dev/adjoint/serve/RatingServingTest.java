package dev.adjoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.ratings.RatingColumns;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.Recommender;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.RatingsTable;
import dev.adjoint.serve.model.NamedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Models of ratings answer for a user and an item, and recommend items with their titles.
final class RatingServingTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir private static Path folder;
  private static PredictionServer server;
  private static Client client;
  private static Path run;

  @BeforeAll
  static void start() throws IOException {
    StringBuilder csv = new StringBuilder("user,movie,rating\n");
    for (int user = 0; user < 20; user++) {
      for (int movie = user % 3; movie < 12; movie += 2) {
        csv.append("u%d,m%d,%d\n".formatted(user, movie, 1 + (user + movie) % 5));
      }
    }
    Path file = Files.writeString(folder.resolve("ratings.csv"), csv);
    run = folder.resolve("movies");
    Training.of(
            RatingsTable.of(file, new RatingColumns("user", "movie", "rating", Optional.empty())))
        .withEpochs(2)
        .run(run);
    Path titles =
        Files.writeString(folder.resolve("titles.dat"), "m3::The <b>Third</b> (1993)::Drama\n");
    server =
        PredictionServer.start(
            ServeOptions.USUAL.withPort(0),
            List.of(
                NamedRun.of(run).withTitles(titles),
                new NamedRun("animals", AnimalRuns.animals(folder.resolve("a"), 2))),
            ServeEvents.NONE);
    client = Client.of(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aRatingIsThatOfTheLibrary() {
    var expected =
        (Prediction.OfNumber) TrainedModel.load(run).predict(Map.of("user", "u3", "movie", "m3"));

    for (String body :
        List.of(
            "{\"user\":\"u3\",\"movie\":\"m3\"}",
            "{\"rows\":[{\"user\":\"u3\",\"movie\":\"m3\"}]}")) {
      assertThat(client.json("/api/predict/movies", body).at("/answers/0/value").decimalValue())
          .isEqualByComparingTo(expected.text());
    }
    assertThat(client.post("/api/predict/movies", "text/csv", "user,movie\nu3,m3\n").body())
        .contains(expected.text());
    assertThat(
            client
                .json(
                    "/v2/models/movies/infer",
                    "{\"inputs\":[{\"name\":\"user\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"u3\"]},{\"name\":\"movie\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"m3\"]}]}")
                .at("/outputs/0/data/0")
                .doubleValue())
        .isEqualTo(expected.value());
  }

  @Test
  void listsAreThoseOfTheRecommender() {
    List<Recommender.Ranked> expected = Recommender.load(run).recommend("u3", 4);
    JsonNode answer = client.json("/api/recommend/movies?user=u3&top_k=4");

    assertThat(answer.at("/known").booleanValue()).isTrue();
    assertThat(answer.at("/leaves_out_rated").booleanValue()).isTrue();
    for (int i = 0; i < 4; i++) {
      assertThat(answer.at("/items/%d/item".formatted(i)).stringValue())
          .isEqualTo(expected.get(i).item());
      assertThat(answer.at("/items/%d/rating".formatted(i)).doubleValue())
          .isEqualTo(expected.get(i).score());
    }
    JsonNode all = client.json("/api/recommend/movies?item=m5&top_k=100");
    assertThat(all.at("/items").toString())
        .contains("\"item\":\"m3\",\"title\":\"The <b>Third</b> (1993)\",\"cosine\":");
    assertThat(client.json("/api/recommend/movies?user=nobody").at("/known").booleanValue())
        .isFalse();
  }

  @Test
  void thePageOffersNamesAndRecommends() {
    String page = client.get("/models/movies").body();
    assertThat(page)
        .contains("data-kind=\"ratings\"", "list=\"field1-names\"")
        .contains("<option value=\"m3\">The &lt;b&gt;Third&lt;/b&gt; (1993)</option>")
        .contains("<option value=\"m5\"></option>");
    assertThat(client.post("/models/movies?part=answer", FORM, "user=u3&movie=m3").body())
        .contains("<caption>For user u3</caption>")
        .contains("<caption>Items like The &lt;b&gt;Third&lt;/b&gt; (1993)</caption>");
    assertThat(client.post("/models/movies?part=answer", FORM, "user=new&movie=m3").body())
        .contains("User new is not known: what is rated best in general")
        .contains("1 row is of a user that the training part does not have");
  }

  @Test
  void heldOutSamplesAreExamplesWithTheirTrueAnswers() {
    String movies = client.get("/models/movies?part=examples").body();
    assertThat(movies).contains("href=\"/models/movies?lang=en&amp;example=0#answer\"", "true: ");
    String animals = client.get("/models/animals?part=examples&lang=zh").body();
    assertThat(animals).containsPattern("真实答案：(cat|hen)").contains("weight ");
    String asked = client.get("/models/animals?example=1").body();
    assertThat(asked).containsPattern("<p class=\"truth( wrong)?\">true: (cat|hen)</p>");
    assertThat(asked).contains("id=\"best\"");
    assertThat(client.get("/models/animals?example=99").body())
        .matches("\\{\"error\":\"query: there is no such example; there are \\d+, from 0 on\"}");
  }

  @Test
  void examplesAreNotShownWhereTheyAreNotWanted() throws IOException {
    try (PredictionServer closed =
        PredictionServer.start(
            ServeOptions.USUAL.withPort(0).withExamples(false),
            List.of(NamedRun.of(run)),
            ServeEvents.NONE)) {
      Client other = Client.of(closed);
      assertThat(other.get("/models/movies?part=examples").body()).isEmpty();
      assertThat(other.post("/models/movies?part=answer", FORM, "user=u3&movie=m3").body())
          .contains("so the list has also what the user has rated already");
    }
  }

  @Test
  void whatCannotBeRecommendedIsSaid() {
    assertThat(client.get("/api/recommend/animals?user=1").body())
        .isEqualTo(
            "{\"error\":\"model: animals was not trained on ratings, so it recommends nothing; ask /api/predict/animals\"}");
    assertThat(client.get("/api/recommend/movies").body())
        .isEqualTo(
            "{\"error\":\"query: it must have one of user and item, such as ?user=42; send one of them\"}");
    assertThat(client.get("/api/recommend/movies?item=m33").body())
        .isEqualTo(
            "{\"error\":\"recommend: the training part has no ratings of the item 'm33', so nothing is known about it; did you mean m3?\"}");
    assertThat(client.refusal(400, "/api/predict/movies", "{\"user\":\"u3\"}"))
        .isEqualTo("predict: a row has no movie; give a user and an item for each answer");
  }
}
