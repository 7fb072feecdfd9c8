package dev.adjoint.studio.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.studio.play.Playground;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Both languages have the same texts, and the pages stay small and self-contained.
final class StudioWordsTest {

  private static String file(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(PageFiles.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void bothLanguagesHaveTheSameTextsWithTheSamePlaceholders() {
    Map<String, String> english = StudioWords.of("en").orElseThrow().texts();
    Map<String, String> chinese = StudioWords.of("zh").orElseThrow().texts();
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    english.forEach((key, text) ->
        assertThat(placeholders(chinese.getOrDefault(key, "")))
            .as(key)
            .isEqualTo(placeholders(text)));
  }

  private static Set<String> placeholders(String text) {
    Set<String> all = new TreeSet<>();
    Matcher placeholder = Pattern.compile("\\{\\d}").matcher(text);
    while (placeholder.find()) {
      all.add(placeholder.group());
    }
    return all;
  }

  @Test
  void everyTextThatAPageNamesExists() throws IOException {
    Map<String, String> english = StudioWords.of("en").orElseThrow().texts();
    List<String> missing = new ArrayList<>();
    for (String name : PageFiles.NAMES) {
      if (name.endsWith(".js")) {
        Matcher used = Pattern.compile("\\bt\\('([a-z0-9._]+)'").matcher(file(name));
        while (used.find()) {
          if (!english.containsKey(used.group(1))) {
            missing.add(name + ": " + used.group(1));
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyChoiceHasItsText() {
    Map<String, String> english = StudioWords.of("en").orElseThrow().texts();
    for (String kind : List.of("data", "activation", "loss", "optimizer", "start")) {
      for (Object name : (List<?>) Objects.requireNonNull(Playground.choices().get(kind))) {
        assertThat(english).containsKey(kind + "." + name);
      }
    }
  }

  @Test
  void thePageIsSmallAndUsesNoOtherSite() throws IOException {
    assertThat(PageFiles.size()).isLessThan(200_000);
    for (String name : PageFiles.NAMES) {
      String text = file(name);
      assertThat(text).as(name).doesNotContain("innerHTML", "eval(", "insertAdjacentHTML");
      assertThat(
              text.replace("http://www.w3.org/2000/svg", "")
                  .replace("http://www.w3.org/1998/Math/MathML", ""))
          .as(name)
          .doesNotContain("http://", "https://");
    }
  }
}
