package dev.adjoint.studio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.serve.http.ServerEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real browser opens every page at every size, in every theme and language, and uses it. Its
/// console must stay empty, no request may fail or go to another site, and nothing may be wider
/// than the window.
final class BrowserWalkTest {

  private static final List<String> PAGES =
      List.of("play", "step", "whatif", "descent", "practise", "watch", "draw");

  /// Overflow: no part of a page may make it scroll horizontally.
  private static final String TOO_WIDE = "document.documentElement.scrollWidth > innerWidth";

  /// Accessibility problems: buttons and fields without a name, pictures without a text, several
  /// first-level headings, the same id twice, buttons smaller than 24 pixels with the text they
  /// have or with a single digit (the numbers that a step shows depend on when it was opened).
  private static final String NAMELESS =
      """
      (() => {
        const shown = (e) => e.getClientRects().length > 0;
        const named = (e) => (e.getAttribute('aria-label') || e.title || e.textContent || '').trim() !== '' || (e.labels && [...e.labels].some((l) => l.textContent.trim()));
        const bad = [...document.querySelectorAll('button, a, input, select, canvas:not([aria-hidden]), svg[role=img]')].filter((e) => shown(e) && !named(e)).map((e) => e.outerHTML.slice(0, 90));
        if (document.querySelectorAll('h1').length !== 1) bad.push('h1: ' + document.querySelectorAll('h1').length);
        const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
        ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => bad.push('id twice: ' + id));
        const small = [...document.querySelectorAll('button, select')].filter((e) => shown(e) && Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height) < 23.5).map((e) => 'small: ' + e.outerHTML.slice(0, 90));
        const kinds = new Map([...document.querySelectorAll('button')].filter((e) => shown(e) && !e.children.length).map((e) => [e.className, e]));
        for (const [kind, button] of kinds) {
          const short = button.cloneNode();
          short.textContent = '1';
          button.after(short);
          if (short.getBoundingClientRect().width < 23.5) small.push('small with one digit: ' + (kind || button.outerHTML.slice(0, 90)));
          short.remove();
        }
        return [...bad, ...small].join('\\n');
      })()
      """;

  /// What axe-core finds, a line for each rule that is broken.
  private static final String BROKEN_RULES =
      """
      axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations.map((rule) =>
        rule.id + ': ' + rule.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')).join('\\n'))
      """;

  private static final int NARROW = 390;

  @TempDir private static Path folder;
  private static StudioServer server;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Browser.find();
    assumeTrue(
        program.isPresent(),
        "SKIPPED: no Chromium on this machine; install one, or name it with -Dadjoint.chromium=FILE");
    Training.of(new GeneratedSamples(GeneratedSet.DIGITS, 300, 0.1))
        .withEpochs(2)
        .run(folder.resolve("digits"));
    server = StudioServer.start(StudioOptions.usual(folder).withPort(0), ServerEvents.NONE);
    browser = Browser.start(program.get());
    browser.size(1280, 800);
    browser.open(server.page().toString());
    browser.until("document.querySelector('.net .unit')");
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

  private static void go(String hash) throws IOException {
    browser.value("location.hash = '%s'".formatted(hash));
    String page = hash.replaceAll("#/(\\w+).*", "$1");
    browser.until("document.querySelector('main').className === 'main-%s'".formatted(page));
  }

  private static void assertClean(String where) throws IOException {
    assertThat(browser.troubles()).as(where).isEmpty();
    assertThat(browser.value(TOO_WIDE)).as(where + ": wider than the window").isEqualTo(false);
    assertThat(browser.value(NAMELESS)).as(where + ": without a name").isEqualTo("");
  }

  /// The rules of accessibility that axe-core knows hold. Its script is run by the browser itself,
  /// so the policy of the page does not matter.
  private static void assertAccessible(String where) throws IOException {
    if (!Boolean.TRUE.equals(browser.value("Boolean(window.axe)"))) {
      try (InputStream axe = ClassLoader.getSystemResourceAsStream("axe.min.js")) {
        assertThat(axe).as("axe.min.js, of the test dependency axe-core").isNotNull();
        browser.value(new String(axe.readAllBytes(), UTF_8) + "; true");
      }
    }
    assertThat(browser.value(BROKEN_RULES)).as(where + ": axe-core").isEqualTo("");
  }

  /// Trains, if the run is paused.
  private static void train() throws IOException {
    browser.until("document.querySelector('.step b')");
    browser.until(
        "location.hash.includes('seed=' + document.querySelectorAll('.controls input')[document.querySelectorAll('.controls input').length - 1].value)");
    if (Boolean.TRUE.equals(
        browser.value("Boolean(document.querySelector('[aria-label=\"Train\"]'))"))) {
      browser.click("[aria-label='Train']");
    }
  }

  private static final List<String> READY =
      List.of(
          "document.querySelector('.net .unit canvas')",
          "document.querySelector('.graph .node.now') && document.querySelector('.card-body .seal, .card-body .ask')",
          "document.querySelector('.wide-curve svg') && document.querySelector('main .terms')",
          "document.querySelector('.race')",
          "document.querySelector('.asked')",
          "document.querySelector('.run-list p')",
          "document.querySelector('.nearest li')");

  @Test
  void everyPageAtEverySizeInEveryThemeAndLanguageIsClean() throws IOException {
    for (List<Integer> size : List.of(List.of(1280, 800), List.of(390, 844), List.of(320, 640))) {
      browser.size(size.get(0), size.get(1));
      for (String theme : List.of("light", "dark")) {
        for (String language : List.of("en", "zh")) {
          for (int i = 0; i < PAGES.size(); i++) {
            String name = PAGES.get(i);
            go("#/%s?lang=%s&theme=%s".formatted(name, language, theme));
            browser.until(READY.get(i));
            browser.until(
                "document.documentElement.lang.startsWith('%s') && document.documentElement.dataset.theme === '%s'"
                    .formatted(language, theme));
            String where = "%s %s %s %s".formatted(name, size, theme, language);
            assertClean(where);
            if (size.get(0) >= NARROW) {
              assertAccessible(where);
            }
          }
        }
      }
    }
    browser.size(1280, 800);
  }

  @Test
  void trainingCanBePausedAndSteppedBackAndForwardWithTheSameBits() throws IOException {
    go("#/play?lang=en&seed=3");
    train();
    browser.until("Number(document.querySelector('.step b').textContent) > 20");
    browser.click("[aria-label='Pause']");
    browser.until("document.querySelector('[aria-label=\"Train\"]')");
    browser.click("[aria-label='One step forward']");
    String shown = "document.querySelector('.step').textContent.replace(/[^0-9a-f ]/g, '')";
    browser.until("document.querySelector('.step small').textContent === 'paused'");
    String before = browser.settled(shown);
    browser.click("[aria-label='One step back']");
    browser.until("%s !== '%s'".formatted(shown, before));
    browser.click("[aria-label='One step forward']");
    browser.until("%s === '%s'".formatted(shown, before));
    assertClean("play");
  }

  @Test
  void aClickOnAWeightOpensItsReasonAndEveryFactorIsALink() throws IOException {
    go("#/play?lang=en");
    browser.until("document.querySelector('.net .unit canvas')");
    browser.key("w", "KeyW", 87);
    browser.until("document.querySelector('#why .seal.good')");
    assertThat(browser.value("document.querySelector('#why h2').textContent"))
        .isEqualTo("Why 0.weight[0,0]?");
    browser.click("#why .terms .address");
    browser.until("document.querySelectorAll('#why .crumbs li').length === 2");
    browser.until("document.querySelectorAll('#why .seal.good').length === 2");
    assertClean("why");
    browser.key("Escape", "Escape", 27);
    browser.until("document.querySelector('#why').hidden");
  }

  @Test
  void aChangedRateBeginsABranchAndTheBackButtonReturns() throws IOException {
    go("#/play?lang=en&seed=5");
    train();
    browser.until("Number(document.querySelector('.step b').textContent) > 5");
    browser.value(
        """
        (() => { const rate = [...document.querySelectorAll('.field')].find((f) => f.textContent.startsWith('Rate')).querySelector('input');
        rate.value = '0.01'; rate.dispatchEvent(new Event('change')); })()
        """);
    browser.until("document.querySelectorAll('.branch').length === 2");
    assertThat(browser.value("location.hash")).asString().contains("rate=0.01");
    assertClean("branch");
  }

  @Test
  void theFilmAsksForAPredictionBeforeItShowsANumber() throws IOException {
    go("#/step?lang=en&ask=1");
    browser.until("document.querySelector('.ask button')");
    browser.click(".ask button");
    browser.until("document.querySelector('.card-body [role=status]')");
    browser.until("document.querySelector('.card-body .terms')");
    browser.click("[aria-label='One stop forward']");
    browser.until(
        "document.querySelector('.stop[aria-current]') && location.hash.includes('at=1')");
    assertClean("film");
  }

  @Test
  void aDrawingIsAnsweredAndUndoneWithTheKeyboardAlone() throws IOException {
    go("#/draw?lang=en&ink=none");
    browser.until("document.querySelector('.answer-of h2')");
    browser.value("document.querySelector('.pad').focus()");
    browser.key(" ", "Space", 32);
    for (int i = 0; i < 12; i++) {
      browser.key("ArrowDown", "ArrowDown", 40);
    }
    browser.key(" ", "Space", 32);
    browser.until("document.querySelector('.bars .first') && location.hash.includes('ink=8080')");
    browser.until("document.querySelector('.sums .residual')");
    browser.until("document.querySelectorAll('.nearest li').length === 6");
    assertClean("draw");
    browser.value("history.back()");
    browser.until("!document.querySelector('.bars')");
    assertClean("draw undone");
  }

  @Test
  void aRunIsLookedAtMoreCloselyOnRequest() throws IOException {
    go("#/watch?lang=en&runs=digits");
    browser.until("document.querySelector('.looks button')");
    for (String look : List.of("Confusion matrix", "Histograms")) {
      browser.value(
          "[...document.querySelectorAll('.looks button')].find((b) => b.textContent === '%s').click()"
              .formatted(look));
      browser.until(
          "document.querySelector('.looks [aria-pressed=true]').textContent === '%s'"
              .formatted(look));
      browser.until(
          "document.querySelector('.look-picture img') && [...document.querySelectorAll('.look-picture img')].every((image) => image.complete && image.naturalWidth > 100)");
      assertClean("look " + look);
      assertAccessible("look " + look);
    }
    assertThat(browser.value("document.querySelectorAll('.look-picture').length")).isEqualTo(4);
    browser.value(
        "[...document.querySelectorAll('.looks button')].find((b) => b.textContent === 'Embedding').click()");
    browser.until(
        "document.querySelector('.look-picture img')?.src.includes('/embedding/') && document.querySelector('.look-picture img').naturalWidth > 100");
    browser.value(
        "[...document.querySelectorAll('.looks button')].find((b) => b.textContent === 'Bent plane').click()");
    browser.until(
        "document.querySelector('.looks [aria-pressed=true]').textContent === 'Bent plane' && document.querySelector('.looks [role=status]').textContent.includes('only a network of two numbers bends a plane')");
    browser.value(
        "[...document.querySelectorAll('.looks button')].find((b) => b.textContent === 'Attention').click()");
    browser.until(
        "document.querySelector('.looks [role=status]').textContent.includes('no attention')");
    assertClean("look without a picture");
  }

  @Test
  void thousandsOfRunsAreListedInPages() throws IOException {
    Path many = folder.resolveSibling(folder.getFileName() + "-many");
    for (int i = 0; i < 3000; i++) {
      Path run = Files.createDirectories(many.resolve("run-%04d".formatted(i)));
      Files.writeString(run.resolve("model.json"), "{}");
    }
    try (StudioServer other =
        StudioServer.start(StudioOptions.usual(many).withPort(0), ServerEvents.NONE)) {
      browser.open(other.page().toString());
      browser.value("location.hash = '#/watch?lang=en'");
      browser.until("document.querySelectorAll('.run-list li').length === 100");
      assertThat(browser.value("document.querySelector('.run-list p').textContent"))
          .asString()
          .startsWith("3,000 runs");
      String first = "document.querySelector('.run-list li span').textContent";
      Object before = browser.value(first);
      browser.click(".run-list .row button:last-child");
      browser.until("%s !== '%s'".formatted(first, before));
      browser.value(
          "(() => { const q = document.querySelector('[type=search]'); q.value = 'run-299'; q.dispatchEvent(new Event('input')); })()");
      browser.until("document.querySelectorAll('.run-list li').length === 10");
      browser.troubles(); // a run without a model cannot be shown, which the page says
    } finally {
      browser.open(server.page().toString());
      browser.until("document.querySelector('h1')");
      browser.troubles();
    }
  }

  @Test
  void aKnownMistakeIsNamedAndTheRightAnswerIsAccepted() throws IOException {
    go("#/practise?lang=en&kind=square&seed=1");
    browser.until("document.querySelector('.given')");
    browser.value(
        """
        (() => { const numbers = Object.fromEntries([...document.querySelectorAll('.given')].map((p) => p.textContent.replace('−', '-').split(' = ')));
        const { w, x, t } = numbers; window.right = 2 * (w * x - t) * x;
        document.querySelector('#answer').value = String(-window.right); document.querySelector('form').requestSubmit(); })()
        """);
    browser.until("document.querySelector('.answer .seal.bad')");
    assertThat(browser.value("document.querySelector('.answer .seal').textContent"))
        .isEqualTo("Not yet. The sign is reversed.");
    browser.value(
        "document.querySelector('#answer').value = String(window.right.toPrecision(3)); document.querySelector('form').requestSubmit()");
    browser.until("document.querySelector('.answer .seal.good')");
    assertClean("practise");
  }

  @Test
  void thePageWorksWithTheKeyboardAlone() throws IOException {
    go("#/descent?lang=en");
    browser.until("document.querySelector('.race')");
    go("#/play?lang=en&seed=9");
    browser.until("document.querySelector('.net .unit canvas')");
    browser.value("document.activeElement.blur()");
    boolean reached = false;
    for (int i = 0; i < 60 && !reached; i++) {
      browser.key("Tab", "Tab", 9);
      reached = Boolean.TRUE.equals(browser.value("document.activeElement.matches('button.unit')"));
    }
    assertThat(reached).as("a unit of the network is reached by Tab").isTrue();
    browser.key("Enter", "Enter", 13);
    browser.until("document.activeElement.matches('#why h2')");
    browser.key("Escape", "Escape", 27);
    browser.until("document.activeElement.matches('button.unit')");
    assertClean("keyboard");
  }

  @Test
  void everyTabHasItsOwnRun() throws IOException {
    go("#/play?lang=en&seed=11");
    browser.until("document.querySelector('.step b')");
    assertThat(
            browser.value(
                """
                (async () => {
                  const open = async () => (await (await fetch('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"run":0}' })).json()).session;
                  const act = async (id) => (await (await fetch('/api/act', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Adjoint-Session': id }, body: '{"do":"next","count":5}' })).json()).step;
                  const a = await open(); const b = await open();
                  return [await act(a), await act(a), await act(b)].join();
                })()
                """))
        .isEqualTo("5,10,5");
    assertClean("tabs");
  }

  /// Some headless browsers draw no frames at all; then the frame rate is not checked.
  @Test
  void aFrameIsDrawnQuickly() throws IOException {
    go("#/play?lang=en&seed=13");
    browser.until("document.querySelector('.net .unit canvas')");
    Object frames =
        browser.value(
            "new Promise((done) => { let n = 0; const end = performance.now() + 400; const tick = () => { n++; if (performance.now() < end) requestAnimationFrame(tick); else done(n); }; requestAnimationFrame(tick); setTimeout(() => done(n), 3000); })");
    assertThat(((Number) frames).intValue())
        .as("frames that this Chromium draws in 400 ms")
        .isGreaterThanOrEqualTo(1);
    assertThat(browser.value("document.querySelectorAll('*').length < 1500"))
        .as("fewer than 1,500 nodes")
        .isEqualTo(true);
  }

  /// The numbers of the pages are those of the server, whatever the language of the browser is.
  @Test
  void aGermanBrowserShowsTheSameNumbers() throws IOException {
    go("#/descent?lang=en&f=x%5E2&x=3&y=0&rules=sgd&rates=0.1");
    browser.until("document.querySelector('.race')");
    String numbers =
        "[...document.querySelectorAll('.race .num')].map((cell) => cell.textContent).join()";
    browser.until("document.querySelector('main [type=range]').value === '100'");
    String english = browser.settled(numbers);
    browser.send("Emulation.setLocaleOverride", Map.of("locale", "de-DE"));
    try {
      assertThat(browser.value("(1234.5).toLocaleString()")).isEqualTo("1.234,5");
      go("#/play?lang=en");
      go("#/descent?lang=en&f=x%5E2&x=3&y=0&rules=sgd&rates=0.1");
      browser.until("document.querySelector('.race')");
      browser.until("document.querySelector('main [type=range]').value === '100'");
      assertThat(browser.settled(numbers)).isEqualTo(english);
    } finally {
      browser.send("Emulation.setLocaleOverride", Map.of());
    }
    assertClean("German");
  }
}
