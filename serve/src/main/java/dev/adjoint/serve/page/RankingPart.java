package dev.adjoint.serve.page;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.Recommender;
import dev.adjoint.serve.input.RatingInput;
import java.util.List;
import java.util.Map;

/// What a model of ratings recommends: items for the user, and items like the chosen one.
final class RankingPart {

  private static final int TOP = 10;

  private RankingPart() {}

  /// The HTML of the lists.
  ///
  /// @param given the form
  static String of(
      RatingInput ratings, Recommender recommender, Map<String, String> given, PageWords words) {
    String user = given.getOrDefault(ratings.preprocessing().columns().user(), "").strip();
    String item = given.getOrDefault(ratings.preprocessing().columns().item(), "").strip();
    StringBuilder html = new StringBuilder();
    html.append(
        table(
            ratings,
            recommender.recommend(user, TOP),
            words.html(recommender.knows(user) ? "for-user" : "for-anybody", user),
            words.html("expected"),
            words));
    if (!recommender.knowsRatings()) {
      html.append("<p class=\"hint\">%s</p>\n".formatted(words.html("with-rated")));
    }
    try {
      html.append(
          table(
              ratings,
              recommender.similar(item, TOP),
              words.html("like-item", ratings.title(item)),
              words.html("cosine"),
              words));
    } catch (DataException _) {
      // The answer above has said that the item is not known.
    }
    return html.toString();
  }

  private static String table(
      RatingInput ratings,
      List<Recommender.Ranked> ranking,
      String caption,
      String score,
      PageWords words) {
    StringBuilder html =
        new StringBuilder(
            "<table class=\"ranking\"><caption>%s</caption>\n<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" class=\"number\">%s</th></tr></thead><tbody>\n"
                .formatted(caption, words.html("item"), score));
    for (Recommender.Ranked one : ranking) {
      html.append(
          "<tr><th scope=\"row\">%s</th><td class=\"number\">%.2f</td></tr>\n"
              .formatted(Html.escaped(ratings.title(one.item())), one.score()));
    }
    return html.append("</tbody></table>\n").toString();
  }
}
