package dev.adjoint.serve.page;

import dev.adjoint.serve.model.ServedModel;
import java.util.List;
import java.util.Map;

/// The input part of the page: fields for a table, or an area for a picture.
final class FormPart {

  private static final int MOST_CHOICES = 60;

  private FormPart() {}

  /// The HTML of the form.
  ///
  /// @param given what the user has filled in, or nothing at the first visit
  static String of(ServedModel model, PageWords words, Map<String, String> given) {
    Map<String, Object> form = model.input().form();
    if (form.get("fields") instanceof List<?> fields) {
      return table(model.input().kind(), fields, words, given);
    }
    return Boolean.TRUE.equals(form.get("picture"))
        ? picture(words, form.containsKey("photo") ? "photo" : "pad")
        : array(words);
  }

  private static String table(
      String kind, List<?> fields, PageWords words, Map<String, String> given) {
    StringBuilder html = new StringBuilder("<div class=\"fields\">\n");
    int number = 0;
    for (Object field : fields) {
      if (field instanceof Map<?, ?> entries) {
        html.append(field(number++, entries, words, given));
      }
    }
    html.append("</div>\n");
    if (kind.equals("table")) {
      html.append("<p class=\"hint\">").append(words.html("missing")).append("</p>\n");
    }
    html.append("<p class=\"buttons\"><button type=\"submit\">")
        .append(words.html("ask"))
        .append("</button></p>\n");
    return html.toString();
  }

  private static String field(
      int number, Map<?, ?> field, PageWords words, Map<String, String> given) {
    String name = String.valueOf(field.get("name"));
    String value = given.getOrDefault(name, String.valueOf(field.get("value")));
    String id = "field" + number;
    String control =
        switch (String.valueOf(field.get("kind"))) {
          case "category" -> category(id, name, value, field, words);
          case "number" -> number(id, name, value, field, words);
          case "name" -> name(id, name, value, field);
          case "text" ->
              "<textarea id=\"%s\" name=\"%s\" rows=\"6\">\n%s</textarea>\n"
                  .formatted(id, Html.escaped(name), Html.escaped(value));
          default ->
              "<input id=\"%s\" name=\"%s\" value=\"%s\" autocomplete=\"off\">\n"
                  .formatted(id, Html.escaped(name), Html.escaped(value));
        };
    return "<div class=\"field\"><label for=\"%s\">%s</label>%s%s</div>\n"
        .formatted(id, Html.escaped(name), note(field, words), control);
  }

  private static String note(Map<?, ?> field, PageWords words) {
    Object least = field.get("least");
    Object greatest = field.get("greatest");
    return least == null || greatest == null
        ? ""
        : "<span class=\"usual\">%s</span>".formatted(words.html("usual", least, greatest));
  }

  private static String number(
      String id, String name, String value, Map<?, ?> field, PageWords words) {
    return """
    <input id="%s" name="%s" value="%s" inputmode="decimal" autocomplete="off">
    <div class="what-if" hidden><svg class="curve" viewBox="0 0 200 36" preserveAspectRatio="none" role="img" aria-label="%s"></svg>
    <input type="range" min="%s" max="%s" step="any" value="%s" aria-label="%s" data-for="%s"></div>
    """
        .formatted(
            id,
            Html.escaped(name),
            Html.escaped(value),
            words.html("curve", name),
            field.get("least"),
            field.get("greatest"),
            Html.escaped(value),
            words.html("slider", name),
            id);
  }

  private static String category(
      String id, String name, String value, Map<?, ?> field, PageWords words) {
    List<?> all = field.get("categories") instanceof List<?> list ? list : List.of();
    StringBuilder html = new StringBuilder();
    if (all.size() > MOST_CHOICES) {
      html.append(
          "<input id=\"%s\" name=\"%s\" value=\"%s\" list=\"%s-choices\" autocomplete=\"off\"><datalist id=\"%s-choices\">"
              .formatted(id, Html.escaped(name), Html.escaped(value), id, id));
      all.forEach(
          choice -> html.append("<option value=\"%s\"></option>".formatted(Html.escaped(choice))));
      return html.append("</datalist>\n").toString();
    }
    html.append("<select id=\"%s\" name=\"%s\">".formatted(id, Html.escaped(name)));
    html.append(
        "<option value=\"\"%s>%s</option>"
            .formatted(value.isEmpty() ? " selected" : "", words.html("none")));
    for (Object choice : all) {
      html.append(
          "<option%s>%s</option>"
              .formatted(choice.equals(value) ? " selected" : "", Html.escaped(choice)));
    }
    return html.append("</select>\n").toString();
  }

  /// A name that is typed, with the known ones to choose from.
  private static String name(String id, String name, String value, Map<?, ?> field) {
    StringBuilder html =
        new StringBuilder(
            "<input id=\"%s\" name=\"%s\" value=\"%s\" list=\"%s-names\" autocomplete=\"off\"><datalist id=\"%s-names\">"
                .formatted(id, Html.escaped(name), Html.escaped(value), id, id));
    Map<?, ?> titles = field.get("titles") instanceof Map<?, ?> map ? map : Map.of();
    if (field.get("names") instanceof List<?> names) {
      for (Object one : names) {
        Object title = titles.get(one);
        html.append(
            "<option value=\"%s\">%s</option>"
                .formatted(Html.escaped(one), title == null ? "" : Html.escaped(title)));
      }
    }
    return html.append("</datalist>\n").toString();
  }

  /// @param what `pad` to draw on, or `photo` to choose a photograph
  private static String picture(PageWords words, String what) {
    return """
    <noscript><p class="hint">%s</p></noscript>
    <div class="pad"><canvas id="pad" data-what="%s" width="280" height="280" role="img" aria-label="%s"></canvas></div>
    <p class="hint" id="pad-help">%s</p>
    <p class="buttons"><button type="button" id="clear">%s</button>
    <label class="button" for="file">%s</label><input type="file" id="file" accept="image/*">
    <button type="button" id="camera" data-shoot="%s" data-refused="%s" hidden>%s</button></p>
    """
        .formatted(
            words.html("noscript"),
            what,
            words.html(what),
            words.html(what + "-help"),
            words.html("clear"),
            words.html("choose"),
            words.html("shoot"),
            words.html("no-camera"),
            words.html("camera"));
  }

  private static String array(PageWords words) {
    return "<p class=\"hint\">%s</p>\n".formatted(words.html("array"));
  }
}
