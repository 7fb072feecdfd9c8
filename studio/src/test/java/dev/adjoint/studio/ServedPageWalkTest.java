package dev.adjoint.studio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.IdxImages;
import dev.adjoint.serve.PredictionServer;
import dev.adjoint.serve.ServeEvents;
import dev.adjoint.serve.ServeOptions;
import dev.adjoint.serve.model.NamedRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A real browser asks the page of the prediction server about a row, a text and a picture, narrow
/// and wide, in English and Chinese, and about a row and a text without a script.
final class ServedPageWalkTest {

  private static final String BEST = "document.getElementById('best')?.textContent ?? ''";
  private static final String TOO_WIDE = "document.documentElement.scrollWidth > innerWidth";
  private static final String BROKEN_RULES =
      """
      axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations.map((rule) =>
        rule.id + ': ' + rule.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')).join('\\n'))
      """;

  @TempDir private static Path folder;
  private static PredictionServer server;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Browser.find();
    assumeTrue(
        program.isPresent(),
        "SKIPPED: no Chromium on this machine; install one, or name it with"
            + " -Dadjoint.chromium=FILE");
    server =
        PredictionServer.start(
            ServeOptions.USUAL.withPort(0),
            List.of(
                new NamedRun("animals", animals()),
                new NamedRun("notes", notes()),
                new NamedRun("halves", halves())),
            ServeEvents.NONE);
    browser = Browser.start(program.get());
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  /// Hens have two legs, cats four.
  private static Path animals() throws IOException {
    StringBuilder csv = new StringBuilder("weight,legs,home,kind\n");
    for (int i = 0; i < 60; i++) {
      csv.append(
          i % 2 == 0
              ? "%d.5,2,coop,hen\n".formatted(1 + i % 3)
              : "%d.5,4,house,cat\n".formatted(3 + i % 3));
    }
    Path file = Files.writeString(folder.resolve("animals.csv"), csv);
    Training.of(CsvTable.of(file, "kind"))
        .withEpochs(20)
        .withRate(0.01)
        .run(folder.resolve("animals"));
    return folder.resolve("animals");
  }

  private static Path notes() throws IOException {
    StringBuilder csv = new StringBuilder("note,weather\n");
    for (int i = 0; i < 80; i++) {
      csv.append(i % 2 == 0 ? "warm sun today " : "cold rain again ").append(i);
      csv.append(i % 2 == 0 ? ",sunny\n" : ",rainy\n");
    }
    Path file = Files.writeString(folder.resolve("notes.csv"), csv);
    Training.of(CsvTexts.of(file, "note", "weather")).withEpochs(10).run(folder.resolve("notes"));
    return folder.resolve("notes");
  }

  /// Images whose class is whether the upper or the lower half is bright.
  private static Path halves() throws IOException {
    int count = 60;
    int side = 8;
    ByteBuffer images = ByteBuffer.allocate(16 + count * side * side);
    images.putInt(0x803).putInt(count).putInt(side).putInt(side);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      for (int at = 0; at < side * side; at++) {
        boolean isUpper = at < side * side / 2;
        images.put((byte) (isUpper == (i % 2 == 0) ? 200 + i % 50 : i % 40));
      }
      labels.put((byte) (i % 2));
    }
    Path data = Files.createDirectories(folder.resolve("idx"));
    byte[] all = new byte[images.flip().remaining()];
    images.get(all);
    Files.write(data.resolve("train-images-idx3-ubyte"), all);
    byte[] classes = new byte[labels.flip().remaining()];
    labels.get(classes);
    Files.write(data.resolve("train-labels-idx1-ubyte"), classes);
    Training.of(new IdxImages(data)).withEpochs(5).withHidden(8).run(folder.resolve("halves"));
    return folder.resolve("halves");
  }

  private static void open(String model, String language) throws IOException {
    browser.open(server.address().resolve("/models/%s?lang=%s".formatted(model, language)) + "");
  }

  /// Writes into a field as a person does.
  private static void write(String selector, String text) throws IOException {
    browser.value(
        "{ const e = document.querySelector('%s'); e.value = '%s'; e.dispatchEvent(new Event('input', { bubbles: true })); }"
            .formatted(selector, text));
  }

  private static void assertClean(String where, String language) throws IOException {
    assertThat(browser.troubles()).as(where).isEmpty();
    assertThat(browser.value(TOO_WIDE)).as(where + ": wider than the window").isEqualTo(false);
    assertThat(browser.value("document.documentElement.lang")).isEqualTo(language);
    assertThat(browser.value("document.getElementById('answer-title').textContent"))
        .isEqualTo(language.equals("zh") ? "答案" : "Answer");
    try (InputStream axe = ClassLoader.getSystemResourceAsStream("axe.min.js")) {
      assertThat(axe).as("axe.min.js, of the test dependency axe-core").isNotNull();
      browser.value(new String(axe.readAllBytes(), UTF_8) + "; true");
    }
    assertThat(browser.value(BROKEN_RULES)).as(where + ": axe-core").isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource({"390, en", "390, zh", "1280, en", "1280, zh"})
  void aRowATextAndAPictureAreAnswered(int width, String language) throws IOException {
    browser.size(width, 800);
    String where = "%d %s".formatted(width, language);

    open("animals", language);
    browser.until(BEST);
    write("[name=legs]", "2");
    write("[name=weight]", "1.5");
    browser.value("document.querySelector('[name=home]').value = 'coop'");
    browser.click("form button[type=submit]");
    browser.until("(%s) === 'hen'".formatted(BEST));
    browser.value("document.querySelector('[name=home]').value = 'house'");
    write("[name=weight]", "4.5");
    write("[name=legs]", "4");
    browser.until("(%s) === 'cat'".formatted(BEST));
    browser.until("document.querySelector('.curve path')");
    browser.click("#why");
    browser.until("document.querySelector('.why .residual')");
    assertClean(where + ", a row", language);

    open("notes", language);
    assertThat(browser.value(BEST)).isEqualTo(""); // a text that nobody has written is not asked
    write("textarea", "warm sun");
    browser.until("(%s) === 'sunny'".formatted(BEST));
    write("textarea", "cold rain");
    browser.until("(%s) === 'rainy'".formatted(BEST));
    assertClean(where + ", a text", language);

    open("halves", language);
    browser.until("document.getElementById('file')");
    Path picture = Files.write(folder.resolve("picture.png"), browser.picture());
    upload(picture);
    browser.until(BEST);
    assertThat(browser.value(BEST)).isIn("0", "1");
    browser.until("document.querySelector('#result img')");
    assertClean(where + ", a picture", language);
  }

  /// Chooses a file in the field for files.
  private static void upload(Path file) throws IOException {
    Object field =
        browser
            .send("Runtime.evaluate", Map.of("expression", "document.getElementById('file')"))
            .get("result");
    assertThat(field).isInstanceOf(Map.class);
    String id = String.valueOf(((Map<?, ?>) Objects.requireNonNull(field)).get("objectId"));
    browser.send(
        "DOM.setFileInputFiles", Map.of("files", List.of(file.toString()), "objectId", id));
  }

  @Test
  void formsWorkWithoutAScript() throws IOException {
    browser.size(390, 800);
    browser.send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      open("animals", "en");
      assertThat(browser.value(BEST)).isEqualTo(""); // nothing is asked by itself
      browser.value("document.querySelector('[name=legs]').value = '4'");
      browser.value("document.querySelector('[name=weight]').value = '4.5'");
      browser.value("document.querySelector('[name=home]').value = 'house'");
      browser.click("form button[type=submit]");
      browser.until("(%s) === 'cat'".formatted(BEST));
      assertThat(browser.value("document.querySelector('[name=weight]').value")).isEqualTo("4.5");
      assertThat(browser.value(TOO_WIDE)).isEqualTo(false);

      open("notes", "zh");
      browser.value("document.querySelector('textarea').value = 'cold rain'");
      browser.click("form button[type=submit]");
      browser.until("(%s) === 'rainy'".formatted(BEST));

      open("halves", "en");
      assertThat(browser.value("document.querySelector('noscript').textContent"))
          .asString()
          .contains("JavaScript");
      assertThat(browser.troubles()).isEmpty();
    } finally {
      browser.send("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }
}
