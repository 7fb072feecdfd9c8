package dev.adjoint.serve.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;
import dev.adjoint.serve.http.Route;
import dev.adjoint.serve.model.Example;
import dev.adjoint.serve.model.Models;
import dev.adjoint.serve.model.ServedModel;
import dev.adjoint.serve.protocol.ServerCounts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The addresses of the page.
///
/// @param models the models
/// @param counts where answers are counted
public record PageRoutes(Models models, ServerCounts counts) {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PAGE = "/models/{model}";

  /// The routes.
  public List<Route> routes() {
    return List.of(
        Route.get("/", "The page of the first model.", this::page).giving("text/html", "Html"),
        Route.get(PAGE, "The page of a model.", this::page).giving("text/html", "Html"),
        Route.post(PAGE, "The page with the answer to its form.", this::answered)
            .taking(FORM, "Form")
            .taking("image/*", "Bytes")
            .giving("text/html", "Html"),
        file("page.css", "text/css"),
        file("page.js", "text/javascript"),
        file("icon.svg", "image/svg+xml"));
  }

  private static Route file(String name, String type) {
    return Route.get("/web/" + name, "A part of the page.", _ -> Answer.text(type, read(name)))
        .giving(type, "Text");
  }

  private static String read(String name) {
    try (InputStream file =
        Objects.requireNonNull(PageRoutes.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer page(Request request) {
    ServedModel model = models.find(request.name("model"), Optional.empty());
    PageWords words = PageWords.of(request);
    if (request.query("part").orElse("").equals("examples")) {
      return Answer.html(
          ExamplePart.of(model, model.heldOut().examples(), ModelPage.path(model), words));
    }
    ModelPage page =
        new ModelPage(models.newest(), model, words, request.header("host").orElse(""));
    return request
        .query("example")
        .map(number -> example(page, number))
        .orElseGet(() ->
            Answer.html(
                page.html(Map.of(), "<p class=\"hint\">%s</p>".formatted(words.html("first")))));
  }

  /// The page with an example, its answer and its truth.
  private Answer example(ModelPage page, String number) {
    ServedModel model = page.model();
    List<Example> all = model.heldOut().examples();
    if (!number.matches("[0-9]{1,3}") || Integer.parseInt(number) >= all.size()) {
      throw Refusal.of(
          404, "query: there is no such example; there are %d, from 0 on".formatted(all.size()));
    }
    Example example = all.get(Integer.parseInt(number));
    ServedModel.Answered answered = model.answer(example::inputs);
    counts.predicted(model.name(), 1);
    return Answer.html(
        page.html(
            example.given(),
            "<p class=\"%s\">%s</p>\n%s"
                .formatted(
                    example.isWrong() ? "truth wrong" : "truth",
                    page.words().html("truth", example.truth()),
                    AnswerPart.of(model, answered, example.given(), page.words()))));
  }

  /// With `?part=answer` only the answer, for the script of the page.
  private Answer answered(Request request) {
    ServedModel model = models.find(request.name("model"), Optional.empty());
    PageWords words = PageWords.of(request);
    boolean isPart = request.query("part").orElse("").equals("answer");
    Map<String, String> given = Map.of();
    int status = 200;
    String html;
    try {
      ServedModel.Answered answered;
      if (request.contentType().startsWith("image/")) {
        answered = model.answer(() -> model.input().image(request.body()));
      } else if (request.contentType().equals(FORM)) {
        Map<String, String> form = request.form();
        given = form;
        answered = model.answer(() -> model.input().of(form));
      } else {
        throw Refusal.of(
            415, "header content-type: it must be %s or an image type".formatted(FORM));
      }
      counts.predicted(model.name(), answered.predictions().size());
      html = AnswerPart.of(model, answered, given, words);
      if (request.query("why").isPresent()) {
        html += ExplanationPart.of(model, answered.inputs(), words);
      }
    } catch (Refusal refusal) {
      status = refusal.status();
      html = "<p class=\"error\" role=\"alert\">%s</p>".formatted(Html.escaped(refusal.text()));
    }
    String whole =
        isPart
            ? html
            : new ModelPage(models.newest(), model, words, request.header("host").orElse(""))
                .html(given, html);
    return Answer.html(whole).withStatus(status);
  }
}
