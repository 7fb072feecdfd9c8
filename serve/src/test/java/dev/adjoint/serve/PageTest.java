package dev.adjoint.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.serve.model.NamedRun;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page is made from the model's metadata and works without a script.
final class PageTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir private static Path folder;
  private static PredictionServer server;
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    server =
        PredictionServer.start(
            ServeOptions.USUAL.withPort(0),
            List.of(new NamedRun("animals & co", AnimalRuns.animals(folder.resolve("a"), 20))),
            ServeEvents.NONE);
    client = Client.of(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void asksForEveryColumnWithItsRangeOrItsChoices() {
    String page = client.get("/").body();

    assertThat(page)
        .contains("<html lang=\"en\">", "<h1>animals &amp; co <small>version 1</small></h1>")
        .contains(
            "<label for=\"field0\">weight</label><span class=\"usual\">mostly 1.3 to 5.2</span>")
        .contains("<input id=\"field1\" name=\"legs\" value=\"3\" inputmode=\"decimal\"")
        .contains("<select id=\"field2\" name=\"home\"><option value=\"\">(missing)</option>")
        .contains("<option selected>coop</option><option>house</option></select>")
        .contains("action=\"/models/animals%20%26%20co?lang=en\"");
  }

  @Test
  void aFormSentWithoutAScriptIsAnsweredAndKept() {
    HttpResponse<String> answer =
        client.post("/models/animals%20%26%20co", FORM, "weight=4.1&legs=4&home=house");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("<p class=\"best\" id=\"best\">cat</p>")
        .contains("<th scope=\"row\">hen</th>")
        .contains("name=\"weight\" value=\"4.1\"", "<option selected>house</option>");
    assertThat(
            client
                .post("/models/animals%20%26%20co?part=answer", FORM, "weight=&legs=4&home=")
                .body())
        .startsWith("<p class=\"target\">kind</p>")
        .doesNotContain("<html");
  }

  @Test
  void saysWhatTheAnswerDependsOnWithItsResidual() {
    String answer =
        client
            .post(
                "/models/animals%20%26%20co?part=answer&why=1",
                FORM, "weight=4.1&legs=4&home=house")
            .body();

    assertThat(answer)
        .contains("<h3>What speaks for cat</h3>", "<th scope=\"row\">weight 4.1</th>")
        .containsPattern("Residual, which the parts do not explain: -?[0-9.e-]+</p>");
    String request =
        "{\"inputs\":[%s],\"parameters\":{\"target\":\"hen\",\"steps\":50}}"
            .formatted(
                "{'name':'weight','datatype':'FP64','shape':[1],'data':[4.1]},{'name':'legs','datatype':'FP64','shape':[1],'data':[4]},{'name':'home','datatype':'BYTES','shape':[1],'data':['house']}"
                    .replace('\'', '"'));
    var explained = client.json("/v2/models/animals%20%26%20co/explain", request);
    var parameters = explained.path("parameters");
    double sum = 0;
    for (var value : explained.at("/outputs/2/data")) {
      sum += value.doubleValue();
    }
    assertThat(parameters.path("target").stringValue()).isEqualTo("hen");
    assertThat(parameters.path("sum").doubleValue()).isCloseTo(sum, within(1e-9));
    assertThat(parameters.path("residual").doubleValue())
        .isCloseTo(
            parameters.path("score").doubleValue()
                - parameters.path("score_of_baseline").doubleValue()
                - sum,
            within(1e-9))
        .isCloseTo(0, within(0.05));
    assertThat(
            client.refusal(
                400,
                "/v2/models/animals%20%26%20co/explain",
                request.replace("\"steps\":50", "\"steps\":0")))
        .isEqualTo("attribution: steps is 0 but must be within 1 … 1000; 64 is usual");
  }

  @Test
  void whatPeopleTypeIsEscaped() {
    String evil = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22";
    HttpResponse<String> answer =
        client.post("/models/animals%20%26%20co", FORM, "weight=" + evil + "&legs=4&home=" + evil);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("<p class=\"error\" role=\"alert\">read the given rows: row 1, column weight: ")
        .contains("value=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;\"")
        .doesNotContain("<script>alert");
  }

  @Test
  void thePageIsChineseIfTheBrowserPrefersIt() {
    assertThat(client.get("/?lang=zh").body())
        .contains("<html lang=\"zh\">", "通常为 1.3 到 5.2", "<h2 id=\"answer-title\">答案</h2>");
  }

  @Test
  void bothLanguagesHaveTheSameTexts() throws IOException {
    Properties english = words("en");
    Properties chinese = words("zh");

    assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(placeholders(chinese.getProperty(key)))
          .as(key)
          .isEqualTo(placeholders(english.getProperty(key)));
    }
  }

  private static Properties words(String language) throws IOException {
    Properties words = new Properties();
    try (var file =
        PageTest.class.getResourceAsStream("page/words_%s.properties".formatted(language))) {
      words.load(file);
    }
    return words;
  }

  private static long placeholders(String text) {
    return Pattern.compile("%s").matcher(text).results().map(MatchResult::group).count();
  }

  /// The content policy of the page forbids inline styles and scripts, and everything from other
  /// sites.
  @Test
  void thePageLoadsNothingFromOtherSites() {
    String page = client.get("/").body();
    String all = page + client.get("/web/page.css").body() + client.get("/web/page.js").body();

    assertThat(page)
        .doesNotContain("style=", "onclick", "<style")
        .containsPattern("<script type=\"module\" src=\"/web/page.js\"></script>");
    assertThat(
            all.replace("http://www.w3.org/2000/svg", "").replace(server.address().toString(), ""))
        .doesNotContainPattern("(https?:)?//[a-z]+\\.[a-z]");
    assertThat(client.get("/web/icon.svg").headers().firstValue("content-type"))
        .contains("image/svg+xml; charset=utf-8");
    assertThat(client.get("/web/secret.txt").statusCode()).isEqualTo(404);
  }
}
