package dev.adjoint.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.why.Element;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.ServerEvents;
import dev.adjoint.studio.tour.LessonStep;
import dev.adjoint.studio.trace.Film;
import dev.adjoint.studio.trace.TracedStep;
import dev.adjoint.studio.trace.WhyView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The five tours: every asked number is the engine's and that of the lesson, and in a real browser
/// every selector finds something and every question is answered.
final class TourWalkTest {

  @TempDir private static Path folder;

  @SuppressWarnings("unchecked") // the form of the file is what this test is about
  private static List<Map<String, Object>> tours() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            StudioServer.class.getResourceAsStream("/dev/adjoint/studio/page/tours.json"))) {
      return (List<Map<String, Object>>)
          Objects.requireNonNull(Json.object(file.readAllBytes()).get("tours"));
    }
  }

  /// An entry that must be there.
  private static Object of(Map<?, ?> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  private static List<?> stops(Map<String, Object> tour) {
    return (List<?>) of(tour, "stops");
  }

  private static Map<?, ?> state(Map<?, ?> stop) {
    return (Map<?, ?>) of(stop, "state");
  }

  @Test
  void everyAskedNumberIsThatOfTheEngineAndOfTheLesson() throws IOException {
    assertThat(tours()).hasSize(5);
    int asked = 0;
    for (Map<String, Object> tour : tours()) {
      for (Object each : stops(tour)) {
        Map<?, ?> stop = (Map<?, ?>) each;
        Map<?, ?> text = (Map<?, ?>) of(stop, "text");
        assertThat(of(text, "en").toString()).isNotBlank();
        assertThat(of(text, "zh").toString()).isNotBlank();
        if (stop.get("number") == null) {
          continue;
        }
        asked++;
        TracedStep step =
            LessonStep.numbered(Integer.parseInt(of(state(stop), "lesson").toString())).step();
        List<?> film = (List<?>) Objects.requireNonNull(Film.of(step).get("stops"));
        Map<?, ?> at = (Map<?, ?>) film.get(Integer.parseInt(of(state(stop), "at").toString()));
        String number = of(stop, "number").toString();
        assertThat(at.get("ask")).as("tour %s: %s", tour.get("id"), text).isEqualTo(number);
        Object value =
            WhyView.of(step, Element.parse(number), 3, Wording.of(Locale.ENGLISH)).get("exact");
        assertThat(((Number) Objects.requireNonNull(value)).doubleValue())
            .as("tour %s: %s", tour.get("id"), number)
            .isCloseTo(((Number) of(stop, "is")).doubleValue(), within(5e-9));
      }
    }
    assertThat(asked).isGreaterThan(15);
  }

  @Test
  void everyTourIsWalkedInARealBrowser() throws IOException {
    Optional<Path> program = Browser.find();
    assumeTrue(
        program.isPresent(),
        "SKIPPED: no Chromium on this machine; install one, or name it with -Dadjoint.chromium=FILE");
    try (StudioServer server =
            StudioServer.start(StudioOptions.usual(folder).withPort(0), ServerEvents.NONE);
        Browser browser = Browser.start(program.get())) {
      browser.size(1280, 800);
      browser.open(server.page().toString());
      browser.until("document.querySelector('.net .unit')");
      int number = 0;
      for (Map<String, Object> tour : tours()) {
        String language = number++ % 2 == 0 ? "en" : "zh";
        browser.value(
            "location.hash = '#/%s?%s&lang=%s&tour=%s'"
                .formatted(
                    ((Map<?, ?>) stops(tour).getFirst()).get("page"),
                    query(state((Map<?, ?>) stops(tour).getFirst())),
                    language,
                    tour.get("id")));
        for (int i = 0; i < stops(tour).size(); i++) {
          walk(browser, tour, i, language);
        }
        browser.click(".tour-end");
        browser.until("document.querySelector('#tour').hidden");
      }
    }
  }

  private static String query(Map<?, ?> state) {
    StringBuilder query = new StringBuilder("_=");
    state.forEach((name, value) ->
        query
            .append('&')
            .append(name)
            .append('=')
            .append(
                java.net.URLEncoder.encode(
                    value.toString(), java.nio.charset.StandardCharsets.UTF_8)));
    return query.toString();
  }

  private static void walk(Browser browser, Map<String, Object> tour, int i, String language)
      throws IOException {
    Map<?, ?> stop = (Map<?, ?>) stops(tour).get(i);
    Map<?, ?> text = (Map<?, ?>) of(stop, "text");
    browser.until(
        "document.querySelector('.tour-text')?.textContent === %s"
            .formatted(Json.text(of(text, language))));
    browser.until("document.querySelector('%s.toured')".formatted(stop.get("select")));
    if (stop.get("number") != null) {
      String asked =
          "document.querySelector('.ask')?.dataset.at === %s"
              .formatted(Json.text(of(stop, "number")));
      browser.until(asked);
      double value = ((Number) of(stop, "is")).doubleValue();
      browser.value(
          switch (of(state(stop), "ask").toString()) {
            case "value" ->
                "document.querySelector('.ask input').value = '%s'; document.querySelector('.ask form').requestSubmit()"
                    .formatted(value);
            case "size" ->
                "document.querySelectorAll('.ask button')[%d].click()"
                    .formatted(Math.abs(value) < 0.1 ? 0 : Math.abs(value) < 1 ? 1 : 2);
            default ->
                "document.querySelectorAll('.ask button')[%d].click()".formatted(value > 0 ? 0 : 1);
          });
      browser.until("document.querySelector('.card-body .seal.good[role=status]')");
    }
    assertThat(browser.troubles()).as("tour %s stop %d", tour.get("id"), i).isEmpty();
    assertThat(browser.value("document.documentElement.scrollWidth > innerWidth")).isEqualTo(false);
    if (i + 1 < stops(tour).size()) {
      browser.click(".tour-next");
    }
  }
}
