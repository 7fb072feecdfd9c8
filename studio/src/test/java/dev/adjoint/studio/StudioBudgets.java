package dev.adjoint.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.serve.http.ServerEvents;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bench/studio-budgets`: what the page costs, measured in a real browser and in the JVM, against
/// its budgets. It is no part of the build, because it measures time: its name is not that of a
/// test, so that it runs only when it is asked for.
final class StudioBudgets {

  private static final double MEGABYTE = 1 << 20;

  /// Counts frames and times the scripts that run in them.
  private static final String PROBE =
      """
      window.scriptTimes = [];
      (() => {
        const own = window.requestAnimationFrame.bind(window);
        window.plainFrame = own;
        window.requestAnimationFrame = (work) => own((now) => { const from = performance.now(); work(now); window.scriptTimes.push(performance.now() - from); });
      })();
      """;

  private static final String FRAMES =
      "new Promise((done) => { let n = 0; const frame = window.plainFrame || requestAnimationFrame; const from = performance.now(); const tick = () => { n++; if (performance.now() - from < %1$d) frame(tick); else done(1000 * n / (performance.now() - from)); }; frame(tick); setTimeout(() => done(1000 * n / (performance.now() - from)), %1$d + 2000); })";

  @TempDir private Path folder;
  private final List<String> rows = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /// The memory at a moment of the long run, in MB.
  private record Memory(double minutes, double jvm, double page, double nodes, double steps) {}

  private void row(String what, double measured, double budget, String unit) {
    boolean holds = measured <= budget;
    rows.add(
        "| %s | %s %s | %s %s | %s |"
            .formatted(
                what, text(measured), unit, text(budget), unit, holds ? "holds" : "**broken**"));
    if (!holds) {
      broken.add(what);
    }
    System.err.println(rows.getLast());
  }

  private void fact(String what, String measured) {
    rows.add("| %s | %s | | |".formatted(what, measured));
    System.err.println(rows.getLast());
  }

  private static String text(double number) {
    return number >= 100
        ? String.format(Locale.ROOT, "%,.0f", number)
        : String.format(Locale.ROOT, "%.3g", number);
  }

  private static double number(Browser browser, String expression) throws IOException {
    return ((Number) browser.value(expression)).doubleValue();
  }

  private static double quantile(double[] all, double share) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  @Test
  void budgets() throws IOException, InterruptedException {
    double minutes = Double.parseDouble(System.getProperty("adjoint.budgets.minutes", "10"));
    try (StudioServer server =
            StudioServer.start(StudioOptions.usual(folder).withPort(0), ServerEvents.NONE);
        Browser browser = Browser.start(Browser.find().orElseThrow())) {
      browser.size(1280, 800);
      browser.send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", PROBE));
      browser.send("Performance.enable", Map.of("timeDomain", "threadTicks"));
      browser.value("1");
      double empty = number(browser, FRAMES.formatted(2000));
      fact("frames that this Chromium draws on an empty page", text(empty) + " per second");
      load(browser, server);
      frames(browser, empty, "XOR at full speed", "");
      frames(browser, empty, "a network of 512 units", "hidden=512&seed=2");
      frames(browser, empty, "two layers of 512 units", "hidden=512,512&seed=3");
      table(browser, empty);
      memory(browser, minutes);
      assertThat(browser.troubles()).isEmpty();
    }
    String page = page(minutes);
    Path out = Path.of(System.getProperty("adjoint.budgets.out", "target/studio-budgets"));
    Files.writeString(Files.createDirectories(out).resolve("studio-budgets.md"), page);
    System.out.println(page);
    assertThat(broken).as("budgets that are broken").isEmpty();
  }

  /// Opens the page several times without a cache; the first time only warms the JVM.
  private void load(Browser browser, StudioServer server) throws IOException {
    browser.send("Network.enable", Map.of());
    browser.send("Network.setCacheDisabled", Map.of("cacheDisabled", true));
    double[] paints = new double[7];
    double[] learning = new double[7];
    for (int i = -1; i < paints.length; i++) {
      browser.open(
          i < 0
              ? server.page().toString()
              : "http://127.0.0.1:%d/?n=%d".formatted(server.port(), i));
      browser.until(
          "document.querySelector('.step b') && Number(document.querySelector('.step b').textContent) > 0");
      double now = number(browser, "performance.now()");
      if (i >= 0) {
        learning[i] = now / 1000;
        paints[i] =
            number(browser, "performance.getEntriesByName('first-contentful-paint')[0].startTime")
                / 1000;
      }
    }
    row("first paint, median of 7 loads", quantile(paints, 0.5), 0.5, "s");
    row("first paint, slowest of 7 loads", quantile(paints, 1), 0.5, "s");
    row("XOR has learnt its first steps, median", quantile(learning, 0.5), 1, "s");
    double weight =
        number(
            browser,
            "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')].reduce((sum, each) => sum + each.decodedBodySize, 0)");
    row("weight of the page, all files uncompressed", weight / 1000, 450, "kB");
    browser.send("Network.setCacheDisabled", Map.of("cacheDisabled", false));
  }

  private static void train(Browser browser, String link, int speed) throws IOException {
    browser.value("location.hash = '#/play?lang=en&%s'".formatted(link));
    browser.until("document.querySelector('.net .unit')");
    browser.value("new Promise((done) => setTimeout(done, 700))");
    browser.value(
        "(() => { const s = document.querySelector('.buttons select'); s.value = '%d'; s.dispatchEvent(new Event('change')); })()"
            .formatted(speed));
    browser.value("document.querySelector('[aria-label=\"Train\"]')?.click()");
    browser.until("document.querySelector('[aria-label=\"Pause\"]')");
  }

  private void frames(Browser browser, double empty, String what, String link) throws IOException {
    train(browser, link.isEmpty() ? "seed=1" : link, 0);
    measure(browser, empty, what);
  }

  private void measure(Browser browser, double empty, String what) throws IOException {
    browser.value("new Promise((done) => setTimeout(done, 1500))");
    browser.value("window.scriptTimes.length = 0");
    double before = scriptSeconds(browser);
    double frames = number(browser, FRAMES.formatted(5000));
    double script = scriptSeconds(browser) - before;
    Object all = browser.value("window.scriptTimes.slice()");
    double[] times =
        ((List<?>) all).stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
    row(
        what + ": processor time of scripts for a drawn frame, mean",
        1000 * script / Math.max(1, times.length),
        8,
        "ms");
    row(what + ": script of a frame by the clock, 95 of 100", quantile(times, 0.95), 8, "ms");
    fact(
        what + ": frames, drawn steps, speed",
        "%s and %s per second, %s"
            .formatted(
                text(frames),
                text(times.length / 5.0),
                browser.value("document.querySelector('.step small').textContent")));
    if (empty >= 50) {
      row(what + ": time between frames", 1000 / frames, 1000 / 55.0, "ms");
    } else {
      row(what + ": lost frames, against an empty page", 100 * (1 - frames / empty), 10, "%");
    }
  }

  /// The time of the processor that scripts of the page have taken.
  private static double scriptSeconds(Browser browser) throws IOException {
    List<?> metrics =
        (List<?>)
            browser.send("Performance.getMetrics", Map.of()).getOrDefault("metrics", List.of());
    return metrics.stream()
        .map(each -> (Map<?, ?>) each)
        .filter(each -> "ScriptDuration".equals(each.get("name")))
        .mapToDouble(each -> each.get("value") instanceof Number value ? value.doubleValue() : 0)
        .sum();
  }

  private void table(Browser browser, double empty) throws IOException {
    browser.value(
        """
        (() => {
          const rows = ['横,纵,类'];
          for (let i = 0; i < 100000; i++) { const a = Math.sin(i * 12.9898) * 43758.5453 % 1; const b = Math.sin(i * 78.233) * 24634.6345 % 1; rows.push(`${a.toFixed(6)},${b.toFixed(6)},${a * b > 0 ? '甲' : '乙'}`); }
          window.csv = new File([rows.join('\\n')], 'big.csv', { type: 'text/csv' });
          const input = document.querySelector('input[type=file]'); const data = new DataTransfer(); data.items.add(window.csv); input.files = data.files;
          window.began = performance.now(); input.dispatchEvent(new Event('change'));
        })()
        """);
    browser.until(
        "document.querySelector('.plane-figure + .soft').textContent.startsWith('70,000 points')");
    row(
        "CSV of 100,000 rows: from the choice to the picture",
        number(browser, "performance.now() - window.began") / 1000,
        5,
        "s");
    browser.value("document.querySelector('[aria-label=\"Train\"]')?.click()");
    measure(browser, empty, "CSV of 100,000 rows");
  }

  private void memory(Browser browser, double minutes) throws IOException {
    train(browser, "seed=4", 300);
    List<Memory> moments = new ArrayList<>();
    long start = System.nanoTime();
    double elapsed = 0;
    while (elapsed < minutes) {
      double pause = Math.min(15_000, minutes * 60_000 / 12);
      browser.value("new Promise((done) => setTimeout(done, %f))".formatted(pause));
      elapsed = (System.nanoTime() - start) / 60e9;
      moments.add(look(browser, elapsed));
      System.err.println(moments.getLast());
    }
    int quarter = Math.max(1, moments.size() / 4);
    String over = "%s minutes of training: ".formatted(text(minutes));
    row(
        over + "growth of the JVM's heap, second to last quarter",
        growth(moments, quarter, Memory::jvm),
        5,
        "MB");
    row(over + "growth of the page's heap", growth(moments, quarter, Memory::page), 5, "MB");
    row(
        over + "most elements of the page",
        moments.stream().mapToDouble(Memory::nodes).max().orElse(0),
        1500,
        "");
    Memory last = moments.getLast();
    fact(
        over + "at the end",
        "JVM %s MB, page %s MB, step %s"
            .formatted(text(last.jvm()), text(last.page()), text(last.steps())));
  }

  private static double growth(List<Memory> all, int quarter, ToDoubleFunction<Memory> figure) {
    return quantile(
            all.subList(all.size() - quarter, all.size()).stream().mapToDouble(figure).toArray(),
            0.5)
        - quantile(all.subList(quarter, 2 * quarter).stream().mapToDouble(figure).toArray(), 0.5);
  }

  private static Memory look(Browser browser, double elapsed) throws IOException {
    browser.send("HeapProfiler.collectGarbage", Map.of());
    double page =
        ((Number) browser.send("Runtime.getHeapUsage", Map.of()).getOrDefault("usedSize", 0))
                .doubleValue()
            / MEGABYTE;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new Memory(
        elapsed,
        (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE,
        page,
        number(browser, "document.querySelectorAll('*').length"),
        number(browser, "Number(document.querySelector('.step b').textContent.replace(/,/g, ''))"));
  }

  private String page(double minutes) throws IOException {
    String processor =
        Files.exists(Path.of("/proc/cpuinfo"))
            ? Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceAll(".*:\\s*", ""))
                .findFirst()
                .orElse("unknown")
            : System.getProperty("os.arch");
    return """
    # Budgets of the studio

    Measured %s by `bench/studio-budgets --minutes %s` on %s, %d processors, %s, Java %s, headless Chromium without a GPU on the same machine. At the end %s processes wanted to run on its processors
    (load average of a minute); where these are more than the processors, times by the clock include waiting for others.

    | what | measured | budget | |
    |---|---:|---:|---|
    %s
    """
        .formatted(
            LocalDate.now(ZoneId.systemDefault()),
            text(minutes),
            processor,
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("java.version"),
            text(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()),
            String.join("\n", rows));
  }
}
