package dev.adjoint.serve.protocol;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.Recommender;
import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;
import dev.adjoint.serve.http.Route;
import dev.adjoint.serve.input.RatingInput;
import dev.adjoint.serve.model.Models;
import dev.adjoint.serve.model.ServedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `GET /api/recommend/{model}?user=…` and `?item=…`: items for a user, or items like another.
///
/// @param models the models
public record RecommendRoutes(Models models) {

  private static final int USUAL_TOP = 10;

  /// The routes.
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/recommend/{model}",
                "Items for a user (?user=), or items like another (?item=), with ?top_k=.",
                this::answer)
            .giving("application/json", "Recommendations"));
  }

  private Answer answer(Request request) {
    ServedModel model = models.find(request.name("model"), request.query("version"));
    if (!(model.input() instanceof RatingInput ratings)) {
      throw Refusal.of(
          404,
          "model: %s was not trained on ratings, so it recommends nothing; ask /api/predict/%<s"
              .formatted(model.name()));
    }
    Optional<String> user = request.query("user");
    Optional<String> item = request.query("item");
    if (user.isPresent() == item.isPresent()) {
      throw Refusal.of(
          400, "query: it must have one of user and item, such as ?user=42; send one of them");
    }
    int top = TopK.of(request, USUAL_TOP);
    Recommender recommender = model.heldOut().recommender().orElseThrow();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", model.name());
    body.put("version", model.version());
    try {
      if (user.isPresent()) {
        body.put("user", user.get());
        body.put("known", recommender.knows(user.get()));
        body.put("leaves_out_rated", recommender.knowsRatings());
        body.put("items", rows(ratings, recommender.recommend(user.get(), top), "rating"));
      } else {
        body.put("item", item.orElseThrow());
        body.put("items", rows(ratings, recommender.similar(item.orElseThrow(), top), "cosine"));
      }
    } catch (DataException e) {
      throw Refusal.of(400, String.valueOf(e.getMessage()));
    }
    return Answer.json(body);
  }

  private static List<Map<String, Object>> rows(
      RatingInput ratings, List<Recommender.Ranked> ranking, String score) {
    return ranking.stream()
        .<Map<String, Object>>map(each -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("item", each.item());
          ratings
              .titles()
              .flatMap(known -> known.of(each.item()))
              .ifPresent(title -> row.put("title", title));
          row.put(score, each.score());
          return row;
        })
        .toList();
  }
}
