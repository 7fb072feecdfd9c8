package dev.adjoint.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.serve.http.ServerEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real browser with a run on the page Play: there and back with the same bits, in branches, in
/// several tabs, after the server was killed, after the loss became NaN, hidden, enlarged, printed.
final class RunWalkTest {

  private static final String STEP =
      "Number(document.querySelector('.step b').textContent.replace(/,/g, ''))";
  private static final String HASH = "document.querySelector('.step span').textContent";

  @TempDir private static Path folder;
  private static StudioServer server;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Browser.find();
    assumeTrue(
        program.isPresent(),
        "SKIPPED: no Chromium on this machine; install one, or name it with -Dadjoint.chromium=FILE");
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

  /// Begins the run of a link and lets it train to a step.
  private static void run(String link, int step) throws IOException {
    String seed = link.replaceAll(".*seed=(\\d+).*", "$1");
    browser.value("location.hash = '#/play?lang=en&%s'".formatted(link));
    browser.until(
        "[...document.querySelectorAll('.controls .field')].some((field) => field.textContent === 'Seed' && field.querySelector('input').value === '%s')"
            .formatted(seed));
    if (Boolean.TRUE.equals(
        browser.value("Boolean(document.querySelector('[aria-label=\"Train\"]'))"))) {
      browser.click("[aria-label='Train']");
    }
    browser.until("%s >= %d".formatted(STEP, step));
    browser.click("[aria-label='Pause']");
    browser.until("document.querySelector('.step small').textContent === 'paused'");
    browser.settled(HASH);
  }

  private static String hash() throws IOException {
    return String.valueOf(browser.value(HASH));
  }

  private static int step() throws IOException {
    return ((Number) browser.value(STEP)).intValue();
  }

  private static void assertClean(String where) throws IOException {
    assertThat(browser.troubles()).as(where).isEmpty();
    assertThat(browser.value("document.documentElement.scrollWidth > innerWidth"))
        .as(where + ": wider than the window")
        .isEqualTo(false);
  }

  @Test
  void tenStepsBackAndTenForwardHaveTheSameBits() throws IOException {
    run("seed=101", 40);
    int last = step();
    List<String> back = new ArrayList<>(List.of(hash()));
    for (int i = 1; i <= 10; i++) {
      browser.click("[aria-label='One step back']");
      browser.until("%s === %d".formatted(STEP, last - i));
      back.add(hash());
    }
    assertThat(back).doesNotHaveDuplicates();
    List<String> forward = new ArrayList<>(List.of(hash()));
    for (int i = 9; i >= 0; i--) {
      browser.click("[aria-label='One step forward']");
      browser.until("%s === %d".formatted(STEP, last - i));
      forward.add(hash());
    }
    assertThat(forward.reversed()).isEqualTo(back);
    assertClean("ten back, ten forward");
  }

  @Test
  void aThousandRandomSeeksEqualAStraightRun() throws IOException {
    assertThat(
            browser.value(
                """
                (async () => {
                  const post = async (path, body, id) => (await (await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(id ? { 'X-Adjoint-Session': id } : {}) }, body: JSON.stringify(body) })).json());
                  const open = async () => (await post('/api/session', { run: 0 })).session;
                  const straight = await open(); const other = await open();
                  const hashes = [(await post('/api/act', { do: 'seek', step: 0 }, straight)).hash];
                  for (let i = 0; i < 300; i++) hashes.push((await post('/api/act', { do: 'next' }, straight)).hash);
                  let random = 12345; let wrong = 0;
                  for (let i = 0; i < 1000; i++) {
                    random = (random * 1103515245 + 12345) % 2147483648;
                    const step = Math.floor(random / 65536) % 301;
                    const now = await post('/api/act', { do: 'seek', step }, other);
                    if (now.step !== step || now.hash !== hashes[step]) wrong++;
                  }
                  return `${new Set(hashes).size} ${wrong}`;
                })()
                """))
        .isEqualTo("301 0");
    assertClean("seeks");
  }

  @Test
  void aBranchLeavesTheRunAsItWasAndTheBackButtonLeadsToIt() throws IOException {
    run("seed=102", 30);
    int start = step();
    String before = hash();
    browser.value(
        """
        (() => { const rate = [...document.querySelectorAll('.field')].find((f) => f.textContent.startsWith('Rate')).querySelector('input');
        rate.value = '0.3'; rate.dispatchEvent(new Event('change')); })()
        """);
    browser.until("document.querySelectorAll('.branch').length === 2");
    for (int i = 1; i <= 3; i++) {
      browser.click("[aria-label='One step forward']");
      browser.until("%s === %d".formatted(STEP, start + i));
    }
    String branched = hash();
    browser.value("history.back()");
    browser.until("document.querySelector('.branch [aria-pressed=true]').textContent === 'main'");
    browser.until("%s === %d".formatted(STEP, start));
    assertThat(hash()).isEqualTo(before);
    browser.click("[aria-label='One step forward']");
    browser.until("%s === %d".formatted(STEP, start + 1));
    assertThat(hash()).isNotEqualTo(branched);
    assertThat(browser.value("document.querySelectorAll('.curve .legend li').length")).isEqualTo(4);
    assertClean("branch");
  }

  @Test
  void theLinkOfAPausedRunHasItsBits() throws IOException {
    run("seed=103&hidden=5", 25);
    browser.until("location.hash.includes('step=%d')".formatted(step()));
    String link = String.valueOf(browser.value("location.href"));
    String before = hash();
    String tab = browser.openTab(1280, 800, link);
    browser.until("document.querySelector('.step small')?.textContent === 'paused'");
    assertThat(browser.settled(HASH)).isEqualTo(before);
    browser.closeTab(tab);
    assertClean("link");
  }

  @Test
  void drawnPointsAreInTheLinkAndAreUndone() throws IOException {
    run("seed=104", 3);
    browser.value(
        "[...document.querySelectorAll('.controls button')].find((b) => b.textContent === 'Draw points').click()");
    browser.until("document.querySelector('.plane.drawing')");
    browser.value(
        """
        (() => {
          const plane = document.querySelector('.plane'); const box = plane.getBoundingClientRect();
          for (let i = 0; i < 12; i++) plane.dispatchEvent(new PointerEvent('pointerdown', { clientX: box.left + 20 + 20 * i, clientY: box.top + 40 + 15 * (i % 5), shiftKey: i > 5, bubbles: true }));
        })()
        """);
    browser.until(
        "(location.hash.match(/[?&]points=([^&]*)/) || ['', ''])[1].split('_').length === 12");
    String link = String.valueOf(browser.value("location.href"));
    String tab = browser.openTab(1280, 800, link);
    browser.until(
        "document.querySelector('.plane-figure + .soft')?.textContent.startsWith('9 points to learn from, 3 held out')");
    browser.closeTab(tab);
    browser.value(
        "[...document.querySelectorAll('.draw-tools button')].find((b) => b.textContent === 'Undo').click()");
    browser.until(
        "(location.hash.match(/[?&]points=([^&]*)/) || ['', ''])[1].split('_').length === 11");
    browser.value(
        "[...document.querySelectorAll('.controls button')].find((b) => b.textContent === 'Draw points').click()");
    assertClean("drawn");
  }

  @Test
  void eightTabsAreServedEachWithItsOwnRun() throws IOException {
    run("seed=105", 5);
    String before = hash();
    String first = null;
    List<String> tabs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String tab = browser.openTab(1280, 800, server.page() + "#/play?lang=en&seed=" + (200 + i));
      first = first == null ? tab : first;
      tabs.add(tab);
      browser.until("document.querySelector('.net .unit') && %s > 3".formatted(STEP));
    }
    for (int i = 6; i >= 0; i--) {
      browser.closeTab(tabs.get(i));
    }
    assertThat(hash()).isEqualTo(before);
    assertClean("tabs");
  }

  @Test
  void aKilledServerThatIsStartedAgainGivesTheSameRunBack() throws IOException {
    int port = StudioProcess.freePort();
    String token = "0123456789abcdef0123";
    StudioProcess studio = StudioProcess.start(folder, port, token);
    String tab = browser.openTab(1280, 800, studio.page() + "#/play?lang=en&seed=106");
    try {
      browser.until("document.querySelector('.net .unit') && %s > 20".formatted(STEP));
      browser.click("[aria-label='Pause']");
      browser.until("document.querySelector('.step small').textContent === 'paused'");
      browser.value(
          """
          (() => { const rate = [...document.querySelectorAll('.field')].find((f) => f.textContent.startsWith('Rate')).querySelector('input');
          rate.value = '0.2'; rate.dispatchEvent(new Event('change')); })()
          """);
      browser.until("document.querySelectorAll('.branch').length === 2");
      browser.click("[aria-label='One step forward']");
      String before = browser.settled(HASH);
      int step = step();
      studio.kill();
      browser.until("document.querySelector('#connection').textContent === 'not connected'");
      browser.until(
          "document.querySelector('#notes').textContent.includes('The server cannot be reached. Is adjoint studio still running?')");
      studio = StudioProcess.start(folder, port, token);
      browser.until("document.querySelector('#connection').textContent === 'connected'");
      browser.until("%s === %d && %s === '%s'".formatted(STEP, step, HASH, before));
      assertThat(browser.value("document.querySelectorAll('.branch').length")).isEqualTo(2);
      browser.click("[aria-label='One step forward']");
      browser.until("%s === %d".formatted(STEP, step + 1));

      // With another token only its new address helps; the old tab then goes on by itself.
      studio.kill();
      studio = StudioProcess.start(folder, port, "another0123456789abc");
      browser.until(
          "document.querySelector('#notes').textContent.includes('The token is missing or old. Open the address that adjoint studio printed.')");
      String old = browser.openTab(1280, 800, studio.page());
      browser.until("document.querySelector('.net .unit')");
      browser.closeTab(old);
      browser.until("document.querySelector('#connection').textContent === 'connected'");
      browser.until("%s === %d".formatted(STEP, step + 1));
    } finally {
      browser.closeTab(tab);
      studio.kill();
      browser.settled("location.href");
      browser.troubles(); // refused connections are what this test is about
    }
  }

  @Test
  void aLossThatIsNotFiniteIsSaidAndTheWayBackIsOpen() throws IOException {
    for (String language : List.of("en", "zh")) {
      browser.value(
          "location.hash = '#/play?lang=%s&data=plane&loss=mse&optimizer=sgd&activation=identity&rate=100000&seed=%d'"
              .formatted(language, language.equals("en") ? 107 : 108));
      String run = language.equals("en") ? "Train" : "训练";
      browser.until("document.documentElement.lang.startsWith('%s')".formatted(language));
      browser.until(
          "document.querySelector('[aria-label=\"%s\"]') || !document.querySelector('.ending').hidden"
              .formatted(run));
      browser.value(
          "document.querySelector('.main-button[aria-label=\"%s\"]')?.click()".formatted(run));
      browser.until("!document.querySelector('.ending').hidden");
      assertThat(String.valueOf(browser.value("document.querySelector('.ending').textContent")))
          .contains(
              language.equals("en")
                  ? "the loss is no longer a finite number. Go back, or begin a branch with a smaller rate."
                  : "损失不再是有限的数。");
      String home = language.equals("en") ? "To the start" : "回到开头";
      browser.value("document.querySelector('.transport .round').click()");
      browser.until("document.querySelector('.ending').hidden && %s === 0".formatted(STEP));
      browser.value("document.querySelector('.transport .round:last-of-type').focus()");
      browser.key("ArrowRight", "ArrowRight", 39);
      browser.until("%s === 1".formatted(STEP));
      assertThat(home).isNotEmpty();
      assertClean("NaN " + language);
    }
  }

  @Test
  void aHiddenTabDrawsNothingAndGoesOnWhenItIsSeen() throws IOException {
    run("seed=109", 3);
    browser.click("[aria-label='Train']");
    String hide =
        "Object.defineProperty(document, 'hidden', { value: %s, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))";
    browser.value(hide.formatted("true"));
    // The stream ends a few seconds later; then nothing changes any more.
    browser.value("new Promise((done) => setTimeout(done, 3500))");
    int hidden = step();
    browser.value("new Promise((done) => setTimeout(done, 500))");
    assertThat(step()).isEqualTo(hidden);
    browser.value(hide.formatted("false"));
    browser.until("%s > %d".formatted(STEP, hidden));
    browser.value("delete document.hidden");
    assertClean("hidden");
  }

  @Test
  void aTableWithChineseColumnNamesIsLearntAndCompared() throws IOException {
    run("seed=110", 12);
    browser.value(
        "[...document.querySelectorAll('button')].find((b) => b.textContent === 'Keep this run to compare').click()");
    browser.until("!document.querySelector('.compared').hidden");
    browser.value(
        """
        (() => {
          let csv = '花瓣长,花瓣宽,品种\\n';
          for (let i = 0; i < 60; i++) csv += `${(i % 2 ? 4.5 : 1.4) + (i % 7) / 10},${(i % 2 ? 1.4 : 0.2) + (i % 5) / 10},${i % 2 ? '变色鸢尾' : '山鸢尾'}\\n`;
          const input = document.querySelector('input[type=file]'); const data = new DataTransfer();
          data.items.add(new File([csv], '鸢尾.csv', { type: 'text/csv' })); input.files = data.files;
          input.dispatchEvent(new Event('change'));
        })()
        """);
    browser.until("document.querySelector('.plane-figure figcaption').textContent.includes('山鸢尾')");
    assertThat(
            String.valueOf(
                browser.value("document.querySelector('.plane-figure figcaption').textContent")))
        .isEqualTo(
            "Blue: class 变色鸢尾 (squares). Orange: class 山鸢尾 (circles). Weak colour: undecided. Horizontal: 花瓣长; vertical: 花瓣宽.");
    browser.until("document.querySelectorAll('.compared .small-plane').length === 2");
    browser.until("document.querySelector('.compared').textContent.includes('XOR')");
    assertThat(browser.value("document.querySelectorAll('.curve .legend li').length")).isEqualTo(4);
    assertThat(
            browser.value(
                "[...document.querySelectorAll('.controls select')].slice(0, 3).map((s) => s.value).join()"))
        .isEqualTo("花瓣长,花瓣宽,品种");
    assertClean("table");
    browser.value(
        "[...document.querySelectorAll('button')].find((b) => b.textContent === 'Compare no longer').click()");
  }

  /// 1,280 × 800 at 400 % has 320 × 200 CSS pixels: one column, nothing fixed over it.
  @Test
  void atFourHundredPercentEveryPageIsOneColumn() throws IOException {
    browser.size(320, 200);
    try {
      for (String page :
          List.of("play", "step", "whatif", "descent", "practise", "watch", "draw")) {
        browser.value("location.hash = '#/%s?lang=en'".formatted(page));
        browser.until("document.querySelector('main').className === 'main-%s'".formatted(page));
        browser.settled("document.querySelectorAll('main *').length");
        assertClean(page + " at 400 %");
        assertThat(
                browser.value(
                    "[...document.querySelectorAll('body *')].filter((e) => getComputedStyle(e).position === 'fixed' && e.getClientRects().length && e.id !== 'notes').length"))
            .as(page + ": fixed elements")
            .isEqualTo(0);
        browser.value("scrollTo(0, 1e6)");
        assertThat(
                browser.value("scrollY > 0 || document.querySelector('main').scrollHeight < 300"))
            .as(page + ": can be scrolled to its end")
            .isEqualTo(true);
      }
    } finally {
      browser.size(1280, 800);
    }
  }

  @Test
  void aSheetIsPrintedWithItsAnswersOnAPageOfTheirOwn() throws IOException {
    browser.value("location.hash = '#/practise?lang=en&kind=square&seed=4&theme=dark'");
    browser.until("document.querySelector('.asked math')");
    String question = String.valueOf(browser.value("document.querySelector('.asked').textContent"));
    assertThat(pages(browser.printed())).as("an exercise").isEqualTo(1);
    browser.value(
        "[...document.querySelectorAll('button')].find((b) => b.textContent === 'Sheet to print').click()");
    browser.until("document.querySelectorAll('.sheet .answers li').length === 12");
    assertThat(question).isNotBlank();
    assertThat(pages(browser.printed())).as("12 exercises and their answers").isBetween(3, 6);
    browser.value("location.hash = '#/play?lang=en&theme=light'");
    browser.until("document.querySelector('.net .unit')");
    assertThat(pages(browser.printed())).as("the page Play").isBetween(1, 3);
    assertClean("print");
  }

  private static int pages(byte[] pdf) {
    return (int)
        Pattern.compile("/Type\\s*/Page\\b")
            .matcher(new String(pdf, StandardCharsets.ISO_8859_1))
            .results()
            .count();
  }

  @Test
  void aLabelIsDraggedAndThePromiseIsKept() throws IOException {
    run("seed=111&loss=cross_entropy", 10);
    browser.value("location.hash = '#/whatif?lang=en&at=target%5B2%5D'");
    browser.until(
        "document.querySelector('.wide-curve svg') && document.querySelector('main h2')?.textContent.startsWith('target[2]: ')");
    String rows =
        "Object.fromEntries([...document.querySelectorAll('main .terms tr')].map((row) => [row.children[0].textContent, Number(row.children[1].textContent.replace('−', '-').replace('×10', 'e').replace('⁻', '-'))]))";
    assertThat(
            browser.value(
                "Math.abs((%s)['prediction of the gradient'] - (%s)['real change in F64']) < 1e-7"
                    .formatted(rows, rows)))
        .as("the cross-entropy is linear in the shares of the classes")
        .isEqualTo(true);
    assertThat(browser.value("Math.abs((%s)['real change']) > 1e-6".formatted(rows)))
        .isEqualTo(true);
    // The label of a binary cross-entropy is a number between 0 and 1.
    run("seed=112", 10);
    browser.value("location.hash = '#/whatif?lang=en&at=target%5B2,0%5D'");
    browser.until("document.querySelector('main h2')?.textContent.startsWith('target[2,0]: ')");
    assertThat(
            browser.value(
                "Math.abs((%s)['prediction of the gradient'] - (%s)['real change in F64']) < 1e-7"
                    .formatted(rows, rows)))
        .isEqualTo(true);
    assertClean("label");
  }

  @Test
  void aStepOfTheRaceIsShownInOneDimensionWithItsTangent() throws IOException {
    browser.value("location.hash = '#/descent?lang=en&f=x%5E2&x=3&y=0&rules=sgd&rates=0.1'");
    browser.until("document.querySelector('.race')");
    browser.value(
        "(() => { const s = document.querySelector('main [type=range]'); s.value = 1; s.dispatchEvent(new Event('input')); })()");
    // From 3 the step of −0.1 · 6 promises −0.6 · 6 and gives 2.4² − 3².
    browser.until(
        "document.querySelector('.wide-curve .caption')?.textContent === 'Step 1 of SGD has length 0.6. The slope along it is −6, so the tangent predicts −3.6; the function changes by −3.24.'");
    assertClean("slice");
  }
}
