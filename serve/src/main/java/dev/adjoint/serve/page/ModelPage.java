package dev.adjoint.serve.page;

import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.model.ServedModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The page of a model.
///
/// @param all the newest versions of all models
/// @param model the model
/// @param words the texts
/// @param host the host that the browser used, for the command that the page shows
record ModelPage(List<ServedModel> all, ServedModel model, PageWords words, String host) {

  private static final int LONGEST_EXAMPLE = 2000;

  /// The whole page.
  ///
  /// @param given what the user has filled in
  /// @param answer the HTML of the answer
  String html(Map<String, String> given, String answer) {
    String name = Html.escaped(model.name());
    String examples = ExamplePart.of(model, model.heldOutNow().examples(), path(model), words);
    return """
    <!doctype html>
    <html lang="%s"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>%s · Adjoint</title>
    <link rel="icon" href="/web/icon.svg">
    <link rel="stylesheet" href="/web/page.css">
    <script type="module" src="/web/page.js"></script></head>
    <body><a class="skip" href="#answer">%s</a>
    <header><span class="brand">Adjoint</span>%s<a class="language" lang="%s" hreflang="%s" href="%s?lang=%s">%s</a></header>
    <main><h1>%s <small>%s</small></h1>
    <div class="columns">
    <form method="post" action="%s?lang=%s" class="card" id="form" data-kind="%s" data-predict="/api/predict/%s" data-failed="%s">
    <h2>%s</h2>
    %s</form>
    <section class="card" id="answer" aria-live="polite" aria-labelledby="answer-title"><h2 id="answer-title">%s</h2>
    <div id="result">%s</div></section>
    </div>
    <section class="card" id="examples" aria-labelledby="examples-title"%s>%s</section>
    %s
    </main></body></html>
    """
        .formatted(
            words.language(),
            name,
            words.html("skip"),
            models(),
            words.other(),
            words.other(),
            path(model),
            words.other(),
            words.html("other-language"),
            name,
            words.html("version", model.version()),
            path(model),
            words.language(),
            model.input().kind(),
            encoded(model.name()),
            words.html("failed"),
            words.html("input-" + model.input().kind()),
            FormPart.of(model, words, given),
            words.html("answer"),
            answer,
            examples.isEmpty() ? " hidden" : "",
            examples,
            programs());
  }

  private String models() {
    if (all.size() < 2) {
      return "<nav></nav>";
    }
    StringBuilder html =
        new StringBuilder("<nav aria-label=\"%s\">".formatted(words.html("models")));
    for (ServedModel one : all) {
      html.append(
          "<a href=\"%s?lang=%s\"%s>%s</a>"
              .formatted(
                  path(one),
                  words.language(),
                  one.name().equals(model.name()) ? " aria-current=\"page\"" : "",
                  Html.escaped(one.name())));
    }
    return html.append("</nav>").toString();
  }

  /// The same request from a program.
  private String programs() {
    String example = Json.text(model.input().example());
    String body =
        model.input().kind().equals("series")
            ? "-H 'Content-Type: text/csv' --data-binary @past.csv"
            : example.length() > LONGEST_EXAMPLE
                ? "-H 'Content-Type: image/png' --data-binary @picture.png"
                : "-H 'Content-Type: application/json' -d '%s'"
                    .formatted(example.replace("'", "'\\''"));
    return """
    <details class="card"><summary>%s</summary>
    <p>%s</p><pre>curl -s http://%s/api/predict/%s %s</pre>
    <p><a href="/openapi.json">openapi.json</a> · <a href="/metrics">metrics</a> · <a href="/v2/models/%s">%s</a></p>
    <p class="hint">weights_sha256 <code>%s</code></p></details>
    """
        .formatted(
            words.html("programs"),
            words.html("programs-text"),
            Html.escaped(host),
            encoded(model.name()),
            Html.escaped(body),
            encoded(model.name()),
            words.html("metadata"),
            model.weightsSha256());
  }

  static String path(ServedModel model) {
    return "/models/" + encoded(model.name());
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
